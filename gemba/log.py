"""The program's own log: ids and counts, never what a person wrote (RELIABILITY rule 22).

Five files of 1 MB, readable by their owner only. An exception is written as the names of its types and the places
it went through; its text is left out, because database and paper libraries put the data into it. Must not know
any room, and must never be handed titles, names, paths chosen by a person, or pictures.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from gemba import __version__

LOGGER = logging.getLogger("gemba")
_BYTES_A_FILE = 1_000_000
_FILES = 5


class _FromTheFirstLine(logging.Handler):
    """Makes the rotating file with the first record: what rotates loads sockets and pickles, mostly for nothing."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._real: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; called under the handler's own lock."""
        if self._real is None:
            self._real = _own_file(self._file)
        self._real.emit(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._real is not None:
            self._real.close()
        super().close()


def _own_file(file: Path) -> logging.Handler:
    """Return a handler with a rotating file that only its owner can read, whatever the umask."""
    from logging.handlers import RotatingFileHandler

    class OwnFile(RotatingFileHandler):
        def _open(self):  # type: ignore[no-untyped-def]
            descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_FOLLOW, 0o600)
            return os.fdopen(descriptor, self.mode, encoding=self.encoding)

    handler = OwnFile(file, maxBytes=_BYTES_A_FILE, backupCount=_FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler


_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class _PlacesOnly(logging.Formatter):
    """Formats a record without any exception text."""

    def formatException(self, ei) -> str:  # type: ignore[no-untyped-def]  # noqa: N802
        """Return the types and places of an exception, not its words."""
        return describe(ei[1]) if ei[1] is not None else ""


def describe(problem: BaseException) -> str:
    """Return an exception as types and places (file:line function), causes first, without any of its text."""
    chain: list[BaseException] = []
    current: BaseException | None = problem
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    lines: list[str] = []
    for one in reversed(chain):
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def _inside(file_name: str) -> str:
    """Return a source file's name from its package on, so that no home folder stands in a report."""
    parts = Path(file_name).parts
    for anchor in ("gemba", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return parts[-1] if parts else file_name


def configure(folder: Path) -> None:
    """Send the log to ``folder``/gemba.log; call once, at start. Makes the folder with mode 0700."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in list(LOGGER.handlers):
        LOGGER.removeHandler(old)
        old.close()
    LOGGER.addHandler(_FromTheFirstLine(folder / "gemba.log"))
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def close() -> None:
    """Let go of the log file."""
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def write_bug_report(problem: BaseException, folder: Path) -> Path:
    """Write a local report of a bug and return its path. It holds versions, types and places, and nothing else."""
    import platform

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    path = folder / f"bug-{stamp}-{os.getpid()}.txt"
    text = f"gemba {__version__}\npython {platform.python_version()} on {sys.platform}\n\n{describe(problem)}\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    LOGGER.error("bug %s", type(problem).__qualname__)
    return path
