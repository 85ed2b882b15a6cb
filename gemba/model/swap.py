"""Let a restored library take the place of the one that stands there, which is kept aside under another name.

On Linux the two folders change names in one step. Elsewhere there are two, and `finish` completes them after a
crash in between. Must not know what is in the folders.
"""

from __future__ import annotations

import ctypes
import glob
import os
import sys
from pathlib import Path

from gemba.model import durable

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def ready_name(library: Path) -> Path:
    """Return where a complete restored library waits to take the place of ``library``."""
    return library.with_name(f"{library.name}.restored")


def aside_name(library: Path, *, stamp: str) -> Path:
    """Return a free name beside the library for what stood there before."""
    wanted = library.with_name(f"{library.stem}-before-{stamp}{library.suffix}")
    number = 1
    while wanted.exists():
        number += 1
        wanted = library.with_name(f"{library.stem}-before-{stamp}-{number}{library.suffix}")
    return wanted


def put_aside(library: Path) -> list[Path]:
    """Return the libraries that earlier restores put aside, newest name first."""
    found = library.parent.glob(f"{glob.escape(library.stem)}-before-*{glob.escape(library.suffix)}")
    return sorted((path for path in found if path.is_dir() and not path.is_symlink()), reverse=True)


def take_place(library: Path, aside: Path) -> None:
    """Put `ready_name(library)` in the library's place, and what stood there at ``aside``; durable."""
    ready = ready_name(library)
    if library.exists() and _exchange(ready, library):
        ready.rename(aside)
    else:
        if library.exists():
            library.rename(aside)
        ready.rename(library)
    durable.sync_folder(library.parent)


def finish(library: Path) -> bool:
    """Complete an exchange that a crash cut in two; return whether there was one."""
    ready = ready_name(library)
    if library.exists() or not ready.is_dir():
        return False
    ready.rename(library)
    durable.sync_folder(library.parent)
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names at once with renameat2; return False where the system cannot."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(call(*arguments) == 0)
