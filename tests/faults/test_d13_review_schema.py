"""D-13 for the migrations that exist: a released library is killed on its way to today's schema, and undo crosses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gemba.errors import LibraryReadOnly
from gemba.model import backup, digest, migrate
from gemba.model.connection import connect
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from tests.faults.conftest import copy_of
from tests.faults.powercut import empty
from tests.faults.rig import KILL, Actor, Fault, Run

pytestmark = pytest.mark.library_file_opener
DATABASES = Path(__file__).parents[1] / "databases"
NEW_TABLES = {"comment", "review_version", "review_sent", "recognised"}


def released(number: int, to: Path) -> Path:
    """Give a private copy of the library that schema ``number`` was released with."""
    folder = to / "visit.gemba"
    shutil.copytree(DATABASES / f"schema_{number:04d}.gemba", folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def state_of(library: Path) -> str:
    """Return "old", "new" or "half"."""
    raw = connect(library / DATABASE_NAME, writable=True)
    try:
        number = migrate.schema_number(raw)
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not digest.verify(raw)
    finally:
        raw.close()
    if not sound or (number, tables >= NEW_TABLES, bool(NEW_TABLES & tables)) not in (
        (1, False, False),
        (migrate.HEAD, True, True),
    ):
        return "half"
    return "old" if number == 1 else "new"


def kills(actor: Actor, template: Path, fast: Path, *, step: int) -> dict[str, int]:
    """Kill the opening of an old library before every ``step``-th call; the next start must finish it."""
    tally, at = {"old": 0, "new": 0, "half": 0, "not resumed": 0}, 1
    while True:
        folder = fast / str(at)
        (folder / "root").mkdir(parents=True)
        library = copy_of(template, folder / "root" / "visit.gemba")
        fault = Fault(at, True, KILL)
        run = Run(
            "open_library", folder / "root", folder / "acks", None, folder / "errors", fault, {"folder": str(library)}
        )
        code = actor.run(run)
        tally[state_of(library)] += 1
        Library.open(library).close()
        kept = backup.backups_in(library / "backups")
        for one in kept:
            backup.verify(one.path, library)
        tally["not resumed"] += state_of(library) != "new" or not kept
        empty(folder)
        if code == 0:
            return tally
        assert code == -9, (folder / "errors").read_text()
        at += step


def test_d13_a_released_library_killed_on_its_way_here(actor: Actor, fast: Path, tmp_path: Path) -> None:
    tally = kills(actor, released(1, tmp_path), fast, step=13)
    print(f"\nD-13, schema 1 to {migrate.HEAD}: {tally}")
    assert tally["half"] == tally["not resumed"] == 0
    assert tally["old"] > 2 and tally["new"] > 0


def test_d13_control_half_a_migration_is_noticed(tmp_path: Path) -> None:
    library = released(1, tmp_path)
    raw = connect(library / DATABASE_NAME, writable=True)
    raw.execute("CREATE TABLE comment (id TEXT)")
    raw.close()
    assert state_of(library) == "half"


def test_steps_from_before_are_taken_back_and_done_again_after_it(tmp_path: Path) -> None:
    with Library.open(released(1, tmp_path)) as library:
        first = len(library.queries.tickets())
        assert library.undo() == "Add ticket"
        assert library.undo() == "Add capture"
        assert (len(library.queries.tickets()), library.queries.captures()) == (first - 1, [])
        assert library.redo() == "Add capture"
        assert library.redo() == "Add ticket"
        assert len(library.queries.captures()) == 1


def test_a_library_of_today_is_read_only_for_an_older_gemba(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = released(migrate.HEAD, tmp_path)
    older = migrate.HEAD - 1
    monkeypatch.setattr(migrate.newer_than_known, "__kwdefaults__", {"head": older})
    with Library.open(folder) as library:
        assert library.read_only and library.newer
        assert len(library.queries.captures()) == 1
        with pytest.raises(LibraryReadOnly):
            library.take_lock()
