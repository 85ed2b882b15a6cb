"""Backups as a person meets them: made, listed, brought back, here and in a second folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemba.errors import EnvironmentProblem, LibraryBusy, LibraryDamaged, UserError
from gemba.message import N_
from gemba.model.entities import Capture, Round
from gemba.model.library import Library
from gemba.services.keeping.backup import Backups, restore_library
from gemba.services.pictures.purging import Purging
from gemba.settings import PersonSettings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.create(tmp_path / "visit.gemba") as library:
        name = library.vault.put(b"raw")
        library.run(N_("Add capture"), lambda op: op.add(Capture(original=name, width=1, height=1)).id)
    return tmp_path / "visit.gemba"


def add_round(folder: Path, name: str) -> None:
    with Library.open(folder) as library:
        library.run(N_("Add round"), lambda op: op.add(Round(name=name)).id)


def rounds(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return [row[0] for row in library.queries.reader.all("SELECT name FROM round ORDER BY name")]


def take(folder: Path, second: Path | None = None) -> list[str]:
    with Library.open(folder) as library:
        return [row.name for row in Backups(library, second=second).take()]


def set_second(second: Path) -> None:
    from gemba import paths

    PersonSettings(paths.user_config() / "settings.json").set("backup.second_folder", str(second))


def test_taken_backups_are_listed_newest_first_and_verified(folder: Path) -> None:
    take(folder)
    take(folder)
    with Library.open(folder) as library:
        rows = Backups(library).all()
    assert [row.name[:6] for row in rows] == ["000002", "000001"]
    assert all(row.verified and row.where == "library" for row in rows)


def test_damaged_backup_is_listed_as_not_verified(folder: Path) -> None:
    take(folder)
    one = next((folder / "backups").glob("*.db"))
    one.write_bytes(one.read_bytes()[:5000])
    with Library.open(folder) as library:
        assert [row.verified for row in Backups(library).all()] == [False]


def test_restore_keeps_what_stood_there_aside(folder: Path) -> None:
    take(folder)
    add_round(folder, "December")
    done = restore_library(folder)
    assert rounds(folder) == []
    assert done.kept_aside is not None
    assert rounds(done.kept_aside) == ["December"]
    assert done.kept_aside.name.startswith("visit-before-")


def test_restore_by_number_and_by_name(folder: Path) -> None:
    take(folder)
    add_round(folder, "December")
    name = take(folder)[0]
    assert restore_library(folder, "1").name.startswith("000001-")
    assert rounds(folder) == []
    assert restore_library(folder, name).name == name
    assert rounds(folder) == ["December"]
    with pytest.raises(UserError, match="no backup “000009”"):
        restore_library(folder, "000009")


def test_restore_takes_the_newest_that_passes_its_checks(folder: Path) -> None:
    take(folder)
    add_round(folder, "December")
    newest = folder / "backups" / take(folder)[0]
    newest.write_bytes(b"x" * 9000)
    assert restore_library(folder).name.startswith("000001-")
    newest = next(path for path in (folder.parent).glob("visit-before-*"))
    assert newest.is_dir()


@pytest.mark.library_file_opener
def test_restore_works_where_the_library_does_not_open(folder: Path) -> None:
    take(folder)
    (folder / "library.db").write_bytes(b"no database" * 1000)
    restore_library(folder)
    assert rounds(folder) == []


def test_restore_from_the_second_folder_when_the_library_is_gone(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    set_second(second)
    add_round(folder, "November")
    assert len(take(folder)) == 2
    from gemba.model.backup import remove_tree

    remove_tree(folder)
    done = restore_library(folder)
    assert done.kept_aside is None
    assert rounds(folder) == ["November"]
    with Library.open(folder) as library:
        assert library.vault.get(library.queries.reader.value("SELECT original FROM capture")) == b"raw"


def test_second_disk_that_is_away_is_said_after_the_first_backup_was_made(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="backup in the library itself was made"):
        take(folder, tmp_path / "not mounted" / "usb")
    assert len(list((folder / "backups").glob("*.db"))) == 1


def test_a_second_disk_that_cannot_even_be_asked_for_is_away(folder: Path) -> None:
    # What a disk that answers with an error says, and one that was plugged in by somebody else: no "there is none".
    unreachable = Path("/") / ("x" * 300) / "disk" / "backups"
    with pytest.raises(OSError, match="name too long"):
        unreachable.is_dir()
    with pytest.raises(EnvironmentProblem, match="backup in the library itself was made"):
        take(folder, unreachable)
    set_second(unreachable)
    with Library.open(folder) as library:
        (row,) = Backups(library).all()
        assert row.where == "library"
        assert Purging(library).preview().second_folder_away
    assert restore_library(folder).name == row.name


def test_nothing_is_restored_under_somebody_who_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gemba.services.keeping import backup as service

    take(folder)
    monkeypatch.setattr(service, "LOCK_WAIT_S", 0.0)
    with Library.open(folder) as library:
        library.take_lock()
        with pytest.raises(LibraryBusy):
            restore_library(folder)


def test_without_any_good_backup_a_sentence(folder: Path) -> None:
    with pytest.raises(UserError, match="no backup of this library"):
        restore_library(folder)
    take(folder)
    next((folder / "backups").glob("*.db")).write_bytes(b"x")
    with pytest.raises(LibraryDamaged, match="No backup passes"):
        restore_library(folder)
