"""The library's lock in one process: holders, sentences, network disks, reused process ids."""

from __future__ import annotations

import json
import os
import socket
import stat
from pathlib import Path

import pytest

from gemba.errors import EnvironmentProblem, LibraryBusy
from gemba.message import say
from gemba.model import location
from gemba.model import lock as lock_module
from gemba.model.library import Library
from gemba.model.lock import LibraryLock, process_start


def leave_behind(folder: Path, *, host: str, pid: int, started: str) -> None:
    """Write the lock file as a holder leaves it that never closed."""
    words = {"host": host, "pid": pid, "started": started, "since_utc": "2026-11-20T09:00:00Z"}
    (folder / "lock").write_text(json.dumps(words))


def test_second_holder_gets_a_sentence_with_the_process(tmp_path: Path) -> None:
    first, second = LibraryLock(tmp_path), LibraryLock(tmp_path)
    first.acquire(0)
    with pytest.raises(LibraryBusy, match=f"process {os.getpid()}"):
        second.acquire(0)
    first.release()
    second.acquire(0)
    second.release()


def test_closing_properly_is_remembered(tmp_path: Path) -> None:
    lock = LibraryLock(tmp_path)
    lock.acquire(0)
    assert lock.closed_properly
    lock.release()
    again = LibraryLock(tmp_path)
    again.acquire(0)
    assert again.closed_properly
    again.release()


def test_a_dead_holder_is_not_in_the_way_but_noticed(tmp_path: Path) -> None:
    leave_behind(tmp_path, host=socket.gethostname(), pid=os.getpid(), started="another boot:1")
    lock = LibraryLock(tmp_path)
    lock.acquire(0)
    assert not lock.closed_properly
    lock.release()


def test_another_computer_on_a_local_disk_is_history(tmp_path: Path) -> None:
    leave_behind(tmp_path, host="old-laptop", pid=7, started="x:1")
    lock = LibraryLock(tmp_path)
    lock.acquire(0)
    assert not lock.closed_properly
    lock.release()


def test_another_computer_on_a_network_disk_is_a_named_choice(tmp_path: Path) -> None:
    leave_behind(tmp_path, host="mei-laptop", pid=7, started="x:1")
    lock = LibraryLock(tmp_path, shared=True)
    with pytest.raises(LibraryBusy, match=r"mei-laptop.*--take-over"):
        lock.acquire(600)
    lock.acquire(0, take_over=True)
    lock.release()


def test_rubbish_in_the_lock_file_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"\xff\0{")
    lock = LibraryLock(tmp_path)
    lock.acquire(0)
    lock.release()


def test_reused_process_id_is_another_process(tmp_path: Path) -> None:
    here = socket.gethostname()
    now = lock_module.Holder(here, os.getpid(), process_start(os.getpid()), "")
    before = lock_module.Holder(here, os.getpid(), "another boot:1", "")
    assert now.is_alive
    assert not before.is_alive


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_lock_file_is_for_this_person_only(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        lock = LibraryLock(tmp_path)
        lock.acquire(0)
        lock.release()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def test_planted_link_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    (tmp_path / "lock").symlink_to(victim)
    with pytest.raises(EnvironmentProblem, match="lock file cannot be opened"):
        LibraryLock(tmp_path).acquire(0)
    assert victim.read_text() == "untouched"


def test_a_library_on_a_network_disk_is_taken_over_by_choice_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "visit.gemba"
    Library.create(folder).close()
    monkeypatch.setattr(location, "classify", lambda path: location.Location(location.LocationKind.NETWORK, say("nfs")))
    leave_behind(folder, host="mei-laptop", pid=7, started="x:1")
    with Library.open(folder, accept_location=True) as library, pytest.raises(LibraryBusy, match="mei-laptop"):
        library.save_draft("entry", "typed")
    with Library.open(folder, accept_location=True, take_over=True) as library:
        library.save_draft("entry", "typed")
        mode = library.maintain(lambda raw: raw.execute("PRAGMA journal_mode").fetchone()[0])
    assert mode == "delete"
