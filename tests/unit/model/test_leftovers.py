"""What is cleared away, what waits in quarantine, and what is never touched."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from gemba.message import N_
from gemba.model import backup, leftovers
from gemba.model.entities import Capture
from gemba.model.leftovers import Collected, clear_temporaries, collect
from gemba.model.library import Library

DAY = date(2026, 11, 21)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    Library.create(tmp_path / "visit.gemba").close()
    return tmp_path / "visit.gemba"


@pytest.fixture
def dead() -> int:
    """Return the id of a process that has ended."""
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    return int(done.stdout)


def orphan(folder: Path, data: bytes = b"nobody wants me") -> Path:
    with Library.open(folder) as library:
        return library.vault.path(library.vault.put(data))


def captured(folder: Path, data: bytes) -> tuple[Path, str]:
    with Library.open(folder) as library:
        name = library.vault.put(data)
        key = library.run(N_("Add capture"), lambda op: op.add(Capture(original=name, width=1, height=1)).id)
        return library.vault.path(name), key


def test_temporaries_of_dead_processes_go_and_those_of_living_ones_stay(library: Path, dead: int) -> None:
    shard = library / "vault" / "ab"
    shard.mkdir()
    gone = [shard / f"x.{dead}.tmp", library / "backups" / f"000001-20261121T000000Z.db.{dead}.tmp"]
    stay = [shard / f"x.{os.getpid()}.tmp", shard / "not ours.tmp"]
    for path in gone + stay:
        path.touch()
    staging = library.with_name(f"{library.name}.{dead}.tmp")
    staging.mkdir()
    (staging / "library.db-half").touch()
    assert clear_temporaries(library) == 3
    assert not any(path.exists() for path in [*gone, staging])
    assert all(path.exists() for path in stay)
    assert clear_temporaries(library) == 0


def test_unreferenced_waits_two_days_and_then_thirty(library: Path) -> None:
    file = orphan(library)
    assert collect(library, today=DAY) == Collected()
    assert collect(library, today=DAY) == Collected()
    assert collect(library, today=DAY + timedelta(1)) == Collected(quarantined=1)
    assert not file.exists()
    assert [path.name for path in leftovers.quarantined_files(library)] == [file.name]
    for day in range(2, 31):
        assert collect(library, today=DAY + timedelta(day)) == Collected()
    assert collect(library, today=DAY + timedelta(31)) == Collected(deleted=1)
    assert list(leftovers.quarantined_files(library)) == []


def test_a_clock_that_jumps_ahead_once_deletes_nothing(library: Path) -> None:
    orphan(library)
    collect(library, today=DAY)
    collect(library, today=DAY + timedelta(1))
    assert collect(library, today=date(2038, 1, 19)) == Collected()
    assert collect(library, today=DAY + timedelta(2)) == Collected()


def test_what_is_referred_to_again_comes_back(library: Path) -> None:
    file = orphan(library, b"wanted later")
    collect(library, today=DAY)
    collect(library, today=DAY + timedelta(1))
    with Library.open(library) as opened:
        name = file.name
        opened.run(N_("Add capture"), lambda op: op.add(Capture(original=name, width=1, height=1)).id)
    assert collect(library, today=DAY + timedelta(1)) == Collected(returned=1)
    assert file.read_bytes() == b"wanted later"


def test_what_undo_could_bring_back_stays(library: Path) -> None:
    file, key = captured(library, b"deleted, but undo is there")
    with Library.open(library) as opened:
        opened.run(N_("Delete capture"), lambda op: op.delete(op.get(Capture, key)))
    for day in range(3):
        assert collect(library, today=DAY + timedelta(day)) == Collected()
    assert file.exists()


def test_what_a_kept_backup_needs_stays(library: Path) -> None:
    file, key = captured(library, b"only in the backup")
    backup.make(library)
    with Library.open(library) as opened:
        opened.run(N_("Delete capture"), lambda op: op.delete(op.get(Capture, key)))
        opened.maintain(lambda raw: raw.execute("DELETE FROM change"))
    for day in range(3):
        assert collect(library, today=DAY + timedelta(day)) == Collected()
    for one in backup.backups_in(library / "backups"):
        one.path.unlink()
    assert collect(library, today=DAY + timedelta(4)) == Collected()
    assert collect(library, today=DAY + timedelta(5)) == Collected(quarantined=1)
    assert not file.exists()


def test_second_folder_keeps_only_what_its_backups_need(library: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    _, key = captured(library, b"first picture")
    first = backup.make(library, second=second)
    with Library.open(library) as opened:
        opened.run(N_("Delete capture"), lambda op: op.delete(op.get(Capture, key)))
    captured(library, b"second picture")
    backup.make(library, second=second)
    assert leftovers.prune_second(second) == 0
    first.path.unlink()
    assert leftovers.prune_second(second) == 1
    assert [path.read_bytes() for path in (second / "vault").rglob("*") if path.is_file()] == [b"second picture"]


def test_an_empty_second_folder_is_no_reason_to_remove(tmp_path: Path) -> None:
    file = tmp_path / "vault" / "ab" / ("ab" + "0" * 62)
    file.parent.mkdir(parents=True)
    file.touch()
    assert leftovers.prune_second(tmp_path) == 0
    assert file.exists()
