"""H-18: whatever the umask, everything in a library is for one person only; planted links are not followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from gemba.errors import GembaError, LocationProblem
from gemba.model import backup, durable
from gemba.model.library import Library
from tests.faults import recipe

pytestmark = pytest.mark.library_file_opener


def open_to_others(folder: Path) -> list[str]:
    """Return everything below ``folder`` that is not 0600 or 0700."""
    wrong = []
    for path in (folder, *folder.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        if stat.S_IMODE(path.stat().st_mode) != wanted:
            wrong.append(f"{path.name} {stat.S_IMODE(path.stat().st_mode):o}")
    return wrong


def live_with(umask: int, folder: Path) -> list[str]:
    """Create, write, back up and restore under a umask; look while the database is open and afterwards."""
    before = os.umask(umask)
    try:
        with Library.create(folder) as library:
            session = recipe.begin(library)
            recipe.store_one(library, session, 1, 1)
            assert (folder / "library.db-wal").exists()
            assert (folder / "library.db-shm").exists()
            wrong = open_to_others(folder)
        made = backup.make(folder)
        second = folder.with_name("second")
        backup.make(folder, second=second)
        again = folder.with_name("again.gemba")
        backup.restore(made.path, again, files=folder, replica="f" * 32)
        return [*wrong, *open_to_others(folder), *open_to_others(second), *open_to_others(again)]
    finally:
        os.umask(before)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_h18_modes(tmp_path: Path, umask: int) -> None:
    assert live_with(umask, tmp_path / "visit.gemba") == []


def test_h18_control_default_modes_go_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "FILE_MODE", 0o666)
    assert live_with(0o022, tmp_path / "visit.gemba")


@pytest.mark.parametrize("name", ["library.db", "library.db-wal", "lock", "vault", "blobs", "backups"])
def test_h18_planted_links_are_refused_and_their_targets_untouched(tmp_path: Path, name: str) -> None:
    folder, victim = tmp_path / "visit.gemba", tmp_path / "victim"
    Library.create(folder).close()
    victim.write_text("untouched")
    place = folder / name
    if place.is_dir():
        backup.remove_tree(place)
    place.unlink(missing_ok=True)
    place.symlink_to(victim)
    with pytest.raises(GembaError), Library.open(folder) as library:
        recipe.begin(library)
    assert victim.read_text() == "untouched"


def test_h18_no_library_is_made_where_everybody_may_swap_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(LocationProblem, match="Everybody may change"):
        Library.create(tmp_path / "visit.gemba")
    assert list(tmp_path.iterdir()) == []


def test_h18_no_library_is_made_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "visit.gemba").symlink_to(tmp_path / "target" / "missing")
    with pytest.raises(GembaError):
        Library.create(tmp_path / "visit.gemba")
    assert list((tmp_path / "target").iterdir()) == []
