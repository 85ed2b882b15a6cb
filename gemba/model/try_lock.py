"""Take the operating system's lock on an open file, or say that another process has it; who dies lets go of it.

Must not know what is guarded by it.
"""

from __future__ import annotations

import os
import sys

_LOCKED_BYTE = 1 << 30  # Windows locks are mandatory: lock a byte far behind the words


if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process; False where another one has it."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process; False where another one has it, OSError where a disk knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
