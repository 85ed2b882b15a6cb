"""Write files so that they are on disk when a function returns: the four system calls durability hangs on.

Every fsync, new file and new folder of a library goes through here (RELIABILITY §2, rule 4), so that one place
is right and the fault harnesses have one place to break. Must not know SQL, entities or what is written.
Callers say ``durable.sync_file(...)`` and never import the functions by name.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_new(path: Path) -> int:
    """Create a file that did not exist, for writing, readable by nobody else; return its descriptor.

    Raises FileExistsError also for a planted symbolic link. The caller closes the descriptor.
    """
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_FOLLOW, FILE_MODE)


def open_existing(path: Path) -> int:
    """Open a file for reading without following a symbolic link; the caller closes the descriptor."""
    return os.open(path, os.O_RDONLY | _NO_FOLLOW)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte; the system may take fewer at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_file(descriptor: int) -> None:
    """Bring a file's bytes to the disk; on macOS through the drive's cache too."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk. Windows cannot, and keeps names with the file."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make one folder for this person only, and bring its name to the disk; an existing one is left alone."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=FOLDER_MODE)
    sync_folder(folder.parent)


def write_new(path: Path, data: bytes) -> None:
    """Create ``path`` with ``data``, all on disk or an error; the name is durable too.

    Raises FileExistsError where something stands there. On any other error the half file is removed.
    """
    descriptor = open_new(path)
    try:
        try:
            write_all(descriptor, data)
            sync_file(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def read_whole(path: Path) -> bytes:
    """Read a file without following a symbolic link."""
    with os.fdopen(open_existing(path), "rb") as file:
        return file.read()
