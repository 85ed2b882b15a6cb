"""Let one process at a time write a library: a lock of the operating system on the file `lock`.

The system frees it when the holder dies, however it dies, so nothing stale is ever in the way. The file's
content (host, process, start) only serves the sentence for the one who has to wait, and tells the next holder
whether the last one closed properly. Readers never take the lock. Must not know what is written under it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path
from typing import NamedTuple

from gemba.errors import LibraryBusy
from gemba.message import Message, say
from gemba.model import durable
from gemba.model.disk import environment_problems
from gemba.model.try_lock import try_lock

LOCK_NAME = "lock"
_POLL_S = 0.05
_NAME_TRIES = 20  # a holder writes its name within a second of taking the lock


class Holder(NamedTuple):
    """Who holds or held the lock; ``started`` tells two processes with the same id apart."""

    host: str
    pid: int
    started: str
    since_utc: str

    @property
    def is_here(self) -> bool:
        """Say whether the holder ran on this machine."""
        return self.host == _this_machine()

    @property
    def is_alive(self) -> bool:
        """Say whether that very process still runs on this machine (another with its id does not count)."""
        return self.is_here and process_start(self.pid) == self.started != ""


class LibraryLock:
    """The lock of one library folder.

    ``shared`` says that the folder is on a network disk, where the system's lock may not reach the other machine.
    """

    def __init__(self, folder: Path, *, shared: bool = False) -> None:
        """Take an existing library folder; the lock is not taken yet."""
        self.path = folder / LOCK_NAME
        self.closed_properly = True
        self._shared = shared
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Say whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self, wait_s: float = 5.0, *, take_over: bool = False) -> None:
        """Take the lock, waiting up to ``wait_s`` seconds; then raise LibraryBusy, which names the holder.

        Afterwards ``closed_properly`` says whether the last holder released it. On a network disk a holder on
        another machine is not waited for: LibraryBusy names the choice, and ``take_over=True`` makes it.
        """
        if self._descriptor is not None:
            raise LibraryBusy(say("This library is already open for writing in this program."))
        with environment_problems(say("The library's lock file cannot be opened.")):
            descriptor = _open(self.path)
        try:
            self._wait(descriptor, wait_s)
            last = read_holder(descriptor)
            if self._shared and last is not None and not last.is_here and not take_over:
                raise LibraryBusy(_elsewhere(last), mend=_TAKE_OVER)
            self.closed_properly = last is None
            with environment_problems(say("The library's lock file cannot be written.")):
                _write(descriptor, json.dumps(_told(_this_process())).encode())
                durable.sync_file(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back and note that it was closed properly; does nothing where it is not held."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        # A disk that refuses this only makes the next start check more than it had to.
        with contextlib.suppress(OSError):
            _write(descriptor, b"")
        os.close(descriptor)

    def _wait(self, descriptor: int, wait_s: float) -> None:
        deadline = time.monotonic() + wait_s
        while not try_lock(descriptor):
            if time.monotonic() >= deadline:
                raise LibraryBusy(_busy(_named_holder(descriptor)), mend=_MEND_BUSY)
            time.sleep(_POLL_S)


def _named_holder(descriptor: int) -> Holder | None:
    """Return who holds the lock; one that has only just taken it is given a moment to write its name."""
    for _ in range(_NAME_TRIES):
        holder = read_holder(descriptor)
        if holder is not None:
            return holder
        time.sleep(_POLL_S)
    return None


_MEND_BUSY = say("Close it there or wait until it has finished, then try again; reading is possible meanwhile.")
_TAKE_OVER = say("Close it there first. If you are sure that it is not open there, open it again with --take-over.")


def read_holder(descriptor: int) -> Holder | None:
    """Return who wrote the lock file, or None where it is empty or unreadable words."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        told = json.loads(os.read(descriptor, 4096))
        return Holder(str(told["host"]), int(told["pid"]), str(told["started"]), str(told["since_utc"]))
    except (ValueError, KeyError, TypeError):
        return None


def process_start(pid: int) -> str:
    """Return a word that differs between two processes that had the same id; "" where none can be had."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return _alive_without_proc(pid)
    return f"{boot}:{words.rpartition(')')[2].split()[19]}"


def _alive_without_proc(pid: int) -> str:
    """Return "running" for a living process where there is no /proc (macOS); Windows cannot be asked safely."""
    if os.name == "nt" or Path("/proc").is_dir() or pid <= 0:
        return ""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return "running"
    except OSError:
        return ""
    return "running"


def _told(holder: Holder) -> dict[str, str | int]:
    return {name: getattr(holder, name) for name in Holder._fields}


def _this_machine() -> str:
    import socket

    return socket.gethostname()


def _this_process() -> Holder:
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return Holder(_this_machine(), os.getpid(), process_start(os.getpid()), now)


def _busy(holder: Holder | None) -> Message:
    if holder is None:
        return say("Another program holds this library.")
    if holder.is_here:
        return say("This library is open in another gemba (process {pid}).", pid=holder.pid)
    return _elsewhere(holder)


def _elsewhere(holder: Holder) -> Message:
    return say(
        "This library is open on the computer “{host}” since {since}, or was not closed there.",
        host=holder.host[:80],
        since=holder.since_utc[:20],
    )


def _open(path: Path) -> int:
    """Open the lock file for this person only, making it where it is missing, never through a link."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags | os.O_CREAT, durable.FILE_MODE)


def _write(descriptor: int, data: bytes) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    durable.write_all(descriptor, data)
