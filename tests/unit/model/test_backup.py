"""Backups: what is made, what is refused, what stays, and what comes back."""

from __future__ import annotations

import random
import sqlite3
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gemba.errors import LibraryDamaged
from gemba.message import N_
from gemba.model import backup, retention, swap
from gemba.model.entities import Capture, Round
from gemba.model.library import Library
from gemba.model.retention import Dated, kept

DAY = date(2026, 11, 21)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "visit.gemba"
    with Library.create(folder) as opened:
        name = opened.vault.put(b"raw screen")
        blob = opened.blobs.put(b"preview")

        def body(op):  # type: ignore[no-untyped-def]
            op.add(Round(name="November"))
            capture = op.add(Capture(original=name, width=1, height=1))
            op.flush()
            op.write_rendering(capture.id, "preview", blob, width=1, height=1)

        opened.run(N_("Add capture"), body)
    return folder


def rounds(folder: Path) -> list[str]:
    with Library.open(folder) as opened:
        return [row[0] for row in opened.queries.reader.all("SELECT name FROM round ORDER BY name")]


def add_round(folder: Path, name: str) -> None:
    with Library.open(folder) as opened:
        opened.run(N_("Add round"), lambda op: op.add(Round(name=name)).id)


def test_backup_is_a_private_verified_copy_without_side_files(library: Path) -> None:
    made = backup.make(library)
    assert made.number == 1
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in (library / "backups").iterdir()] == [made.path.name]
    backup.verify(made.path, library)


def test_backup_can_be_made_while_somebody_writes(library: Path) -> None:
    with Library.open(library) as opened:

        def body(op):  # type: ignore[no-untyped-def]
            op.add(Round(name="December"))
            op.flush()
            backup.make(library)

        opened.run(N_("Add round"), body)
    made = backup.backups_in(library / "backups")[0]
    raw = sqlite3.connect(f"file:{made.path}?mode=ro&immutable=1", uri=True)
    assert raw.execute("SELECT name FROM round").fetchall() == [("November",)]
    raw.close()


@pytest.mark.library_file_opener
def test_damaged_pages_never_become_a_backup_and_older_ones_stay(library: Path) -> None:
    first = backup.make(library)
    with (library / "library.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 20)
    with pytest.raises(LibraryDamaged):
        backup.make(library)
    assert [one.number for one in backup.backups_in(library / "backups")] == [first.number]
    assert not list((library / "backups").glob("*.tmp"))


def test_missing_picture_is_noticed_when_the_backup_is_made(library: Path) -> None:
    next(path for path in (library / "vault").rglob("*") if path.is_file()).unlink()
    with pytest.raises(LibraryDamaged, match="1 pictures that the backup needs are missing"):
        backup.make(library)


def test_verify_notices_a_file_that_is_no_library(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE capture (original, original_purged, frame)")
    raw.close()
    with pytest.raises(LibraryDamaged, match="not a library of gemba"):
        backup.verify(other, library)
    other.write_bytes(b"no database at all" * 300)
    with pytest.raises(LibraryDamaged, match="cannot be read"):
        backup.verify(other, library)


def test_restore_brings_everything_back_under_a_new_replica(library: Path, tmp_path: Path) -> None:
    made = backup.make(library)
    add_round(library, "December")
    with Library.open(library) as opened:
        old = opened.queries.reader.value("SELECT id FROM replica ORDER BY seq DESC LIMIT 1")
    target = tmp_path / "again.gemba"
    backup.restore(made.path, target, files=library, replica="f" * 32)
    assert rounds(target) == ["November"]
    add_round(target, "January")
    with Library.open(target) as opened:
        reader = opened.queries.reader
        assert reader.value("SELECT id FROM replica ORDER BY seq DESC LIMIT 1") == "f" * 32 != old
        assert {row[0] for row in reader.all("SELECT DISTINCT replica_id FROM change")} == {old, "f" * 32}
        name = reader.value("SELECT original FROM capture")
        assert opened.vault.get(name) == b"raw screen"
        assert opened.blobs.get(reader.value("SELECT blob FROM rendering")) == b"preview"
    assert rounds(library) == ["December", "November"]


def test_second_folder_restores_a_library_that_is_gone(library: Path, tmp_path: Path) -> None:
    second = tmp_path / "other disk" / "visit.backups"
    made = backup.make(library, second=second)
    inode = next(path for path in (second / "vault").rglob("*") if path.is_file()).stat().st_ino
    add_round(library, "December")
    made = backup.make(library, second=second)
    assert next(path for path in (second / "vault").rglob("*") if path.is_file()).stat().st_ino == inode
    backup.remove_tree(library)
    backup.restore(made.path, library, files=second, replica="f" * 32)
    assert rounds(library) == ["December", "November"]
    with Library.open(library) as opened:
        assert opened.vault.get(opened.queries.reader.value("SELECT original FROM capture")) == b"raw screen"


def test_restore_refuses_to_overwrite_and_leaves_nothing_half(library: Path, tmp_path: Path) -> None:
    made = backup.make(library)
    with pytest.raises(FileExistsError):
        backup.restore(made.path, library, files=library, replica="f" * 32)

    def stop(done: int, of: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.restore(made.path, tmp_path / "again.gemba", files=library, replica="f" * 32, progress=stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["visit.gemba"]


def test_stopped_while_the_database_is_copied_leaves_no_backup(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_LOOK_EVERY", 10)  # the one of the program is for libraries that take seconds
    asked: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        asked.append((done, of))
        if len(asked) == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.make(library, progress=stop)
    assert set(asked) == {(0, 0)}
    assert list((library / "backups").iterdir()) == []


def test_flipped_bit_in_a_picture_stops_a_restore(library: Path, tmp_path: Path) -> None:
    made = backup.make(library)
    file = next(path for path in (library / "vault").rglob("*") if path.is_file())
    file.write_bytes(b"raw screeN")
    with pytest.raises(LibraryDamaged, match="has changed"):
        backup.restore(made.path, tmp_path / "again.gemba", files=library, replica="f" * 32)
    assert not (tmp_path / "again.gemba").exists()


def test_numbers_go_on_whatever_the_clock_shows(library: Path) -> None:
    times = [
        datetime(2038, 1, 19, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ]
    made = [backup.make(library, now=lambda when=when: when) for when in times]  # type: ignore[misc]
    assert [one.number for one in made] == [1, 2, 3]
    assert [one.number for one in backup.backups_in(library / "backups")] == [3, 2, 1]


def test_kept_is_twelve_days_ten_weeks_nine_months() -> None:
    history = [Dated(number, DAY - timedelta(days=400 - number)) for number in range(1, 401)]
    stay = kept(history, today=DAY)
    assert {400, 399, 398} <= stay
    days = sorted((DAY - history[number - 1].day).days for number in stay)
    assert days[:14] == list(range(14))
    assert 14 + 7 <= len(stay) <= 2 + 12 + 10 + 9
    assert days[-1] > 200


def test_a_clock_that_stands_still_does_not_fill_the_disk() -> None:
    stay = kept([Dated(number, date(1970, 1, 1)) for number in range(1, 1001)], today=date(1970, 1, 1))
    assert len(stay) == retention.MOST_OF_TWO_DAYS
    assert max(stay) == 1000


def test_newest_three_survive_1000_wild_clocks() -> None:
    rng = random.Random(20261121)
    for _ in range(1000):
        history = [
            Dated(n, date(1970, 1, 1) + timedelta(rng.randrange(40_000))) for n in range(1, rng.randrange(4, 80))
        ]
        stay = kept(history, today=date(1970, 1, 1) + timedelta(rng.randrange(40_000)))
        newest = {one.number for one in sorted(history)[-3:]}
        assert newest <= stay
        assert len(stay) <= retention.MOST_OF_TWO_DAYS + 3 + 12 + 10 + 9


def test_restored_takes_the_place_and_a_cut_exchange_is_finished(library: Path, tmp_path: Path) -> None:
    made = backup.make(library)
    add_round(library, "December")
    backup.restore(made.path, swap.ready_name(library), files=library, replica="f" * 32)
    aside = swap.aside_name(library, stamp="20261121T220000Z")
    swap.take_place(library, aside)
    assert (rounds(library), rounds(aside)) == (["November"], ["December", "November"])
    assert swap.aside_name(library, stamp="20261121T220000Z").name == "visit-before-20261121T220000Z-2.gemba"
    library.rename(swap.ready_name(library))
    assert swap.finish(library)
    assert not swap.finish(library)
    assert rounds(library) == ["November"]
