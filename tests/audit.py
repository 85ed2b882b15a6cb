"""Watch the whole suite from inside the interpreter, for what gemba must never do.

D-15: nothing but SQLite opens a library's database files (closing such a file drops SQLite's locks), nothing
loads QtSql, gemba never forks. H-16: nothing reaches for the network. The hook sees every `open` of every
library in the process; SQLite's own C code does not pass through it, which is just what is wanted.
"""

import ipaddress
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODEL = str(ROOT / "gemba" / "model") + os.sep
GEMBA = str(ROOT / "gemba") + os.sep
DATABASE_FILES = {"library.db", "library.db-wal", "library.db-shm", "library.db-journal"}


class NetworkRefused(RuntimeError):
    """Raised inside the program that reached for the network, so that nothing is sent."""


class Watch:
    """Collect what was seen; `allow_database_files` lifts D-15 for tests that must damage a library by hand."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.allow_database_files = False

    def drain(self) -> list[str]:
        """Return what was seen since the last call, and forget it."""
        seen, self.seen = self.seen, []
        return seen

    @contextmanager
    def collecting(self) -> Iterator[list[str]]:
        """Give what is seen inside the block to the caller instead of failing the test (for negative controls)."""
        before, self.seen = self.seen, []
        found: list[str] = []
        try:
            yield found
        finally:
            found.extend(self.seen)
            self.seen = before

    def hook(self, event: str, details: tuple[Any, ...]) -> None:
        """Look at one audit event of the interpreter."""
        if event == "open":
            self._on_open(details)
        elif event == "import" and details and str(details[0]).startswith("PySide6.QtSql"):
            self.seen.append("D-15: PySide6.QtSql was imported")
        elif event in ("os.fork", "os.forkpty") and _comes_from(sys._getframe(1), GEMBA):
            self.seen.append("D-15: gemba forked")
        elif event.startswith("socket."):
            self._on_socket(event, details)

    def _on_open(self, details: tuple[Any, ...]) -> None:
        if self.allow_database_files or not isinstance(details[0], (str, bytes)):
            return
        path = os.fsdecode(details[0])
        if path.rpartition(os.sep)[2] not in DATABASE_FILES:
            return
        frame = sys._getframe(2)
        if is_exempt_creation(frame.f_code.co_filename, details[2]):
            return
        self.seen.append(f"D-15: {path} was opened by {frame.f_code.co_filename}:{frame.f_lineno}, not by SQLite")

    def _on_socket(self, event: str, details: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            address = details[1]
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            address = (details[0], 0)
        else:
            return
        if not is_local(address):
            self.seen.append(f"H-16: {event} to {address!r}")
            raise NetworkRefused(f"{event} to {address!r}")


def is_exempt_creation(filename: str, flags: int | None) -> bool:
    """Return whether this is the one allowed opening: gemba.model creating the new, empty file 0600.

    There is no lock yet that closing the file could drop, because O_EXCL says that the file is new.
    """
    wanted = os.O_CREAT | os.O_EXCL
    return filename.startswith(MODEL) and isinstance(flags, int) and flags & wanted == wanted


def is_local(address: Any) -> bool:
    """Return whether a socket address stays on this machine (a path, loopback, or nothing)."""
    if not isinstance(address, tuple) or not address:
        return True  # a path of a Unix socket, or None for a connected one
    host = address[0]
    host = os.fsdecode(host) if isinstance(host, (bytes, str)) else ""
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _comes_from(frame: FrameType | None, prefix: str) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(prefix):
            return True
        frame = frame.f_back
    return False


WATCH = Watch()
# The bound method outlives every test: an audit hook cannot be taken off again.
sys.addaudithook(WATCH.hook)
