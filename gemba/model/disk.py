"""Turn what the disk says into a sentence: full, read-only, failing, damaged; and say how much room is left.

Must not know entities or what was being written; callers pass one sentence that says what failed. The words of
a foreign exception never go into ours: they may hold paths, SQL or text (RELIABILITY §2, rule 22).
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gemba.errors import (
    DiskFull,
    EnvironmentProblem,
    GembaError,
    LibraryBusy,
    LibraryDamaged,
    LibraryReadOnly,
)
from gemba.message import Message, say

WARN_BELOW_BYTES = 500_000_000

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_FAILING = (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE) if hasattr(errno, "ESTALE") else (errno.EIO,)

MEND_FULL = say("Make room on the disk and try again; nothing that was confirmed is lost.")
MEND_READ_ONLY = say("Copy the library to a folder that you may write to, or ask for the right to write here.")
MEND_FAILING = say("The disk reports errors: copy the library to another disk now, then run “gemba check”.")
MEND_DAMAGED = say("Nothing was changed. Run “gemba check”, then “gemba restore” to go back to a verified backup.")
MEND_BUSY = say("Close the other window or wait until it has finished, then try again.")


def free_bytes(folder: Path) -> int:
    """Return how many bytes this person may still write where ``folder`` stands."""
    # With its packers of archives it takes as long to load as the rest of this module.
    import shutil

    return shutil.disk_usage(folder).free


def space_warning(folder: Path, *, free: int | None = None) -> Message | None:
    """Return a sentence when less than 500 MB are free, else None. ``free`` replaces the question to the disk."""
    left = free_bytes(folder) if free is None else free
    if left >= WARN_BELOW_BYTES:
        return None
    return say(
        "Only {megabytes} MB are free on the disk of this library; make room before you go on.",
        megabytes=left // 1_000_000,
    )


@contextmanager
def environment_problems(doing: Message) -> Iterator[None]:
    """Raise what goes wrong inside as DiskFull, LibraryReadOnly … with ``doing`` as its first sentence.

    Errors of gemba pass through; what is no fault of the machine passes through too, because it is a bug.
    """
    try:
        yield
    except GembaError:
        raise
    except Exception as problem:
        found = as_environment_problem(problem, doing=doing)
        if found is None:
            raise
        raise found from None


def as_environment_problem(problem: BaseException, *, doing: Message) -> EnvironmentProblem | None:
    """Return the EnvironmentProblem that an OSError, sqlite3 error or SQLAlchemy error means, or None."""
    cause = _innermost(problem)
    if isinstance(cause, OSError):
        return _from_errno(cause.errno or 0, doing)
    if isinstance(cause, sqlite3.Error):
        return _from_sqlite(cause, doing)
    return None


def _innermost(problem: BaseException) -> BaseException:
    """Return the driver's error inside SQLAlchemy's, without importing SQLAlchemy for it."""
    inner = getattr(problem, "orig", None)
    return inner if isinstance(inner, BaseException) else problem


def _from_errno(number: int, doing: Message) -> EnvironmentProblem | None:
    if number in _FULL:
        return DiskFull(doing, mend=MEND_FULL)
    if number in _READ_ONLY:
        return LibraryReadOnly(doing, mend=MEND_READ_ONLY)
    if number == errno.EFBIG:
        return DiskFull(doing, mend=MEND_FULL)
    if number in _FAILING:
        return EnvironmentProblem(doing, mend=MEND_FAILING)
    if not number:
        return None
    reason = os.strerror(number)
    return EnvironmentProblem(doing, mend=say("The computer says “{reason}”; try again.", reason=reason))


def _from_sqlite(problem: sqlite3.Error, doing: Message) -> EnvironmentProblem | None:
    primary = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull(doing, mend=MEND_FULL)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryReadOnly(doing, mend=MEND_READ_ONLY)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(doing, mend=MEND_DAMAGED)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(doing, mend=MEND_BUSY)
    if primary == sqlite3.SQLITE_IOERR:
        return EnvironmentProblem(doing, mend=MEND_FAILING)
    if primary == sqlite3.SQLITE_CANTOPEN:
        return EnvironmentProblem(doing, mend=MEND_READ_ONLY)
    return None
