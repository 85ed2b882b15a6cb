"""One start at a time for one library: who begins says so until its window listens, and others wait to hand over.

Between a start's first moment and its first complete paint nobody listens yet (single_instance.py), so a second start
would open a window of its own (docs/adr/0034). The claim is a lock of the operating system, which frees it when
the process ends, however it ends. Must not import Qt: who waits is to be over before Qt is loaded.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from gemba.model.try_lock import try_lock
from gemba.ui.starting.single_instance import Told, address_of, hand_over

_LOOK_AGAIN_S = 0.02
#: a start that takes longer hangs, or somebody answers a question of the system's for it; then a window for reading
#: is better than none
_PATIENCE_S = 20.0


class Claim:
    """What a start holds until its window listens, or shows why it opens none."""

    def __init__(self, library: Path) -> None:
        """Name the library; nothing is claimed yet."""
        self._library = library
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Say that this process begins now; False where another one has said so and does not listen yet.

        Where there is no place for the claim nobody waits for anybody.
        """
        try:
            descriptor = os.open(_file_of(self._library), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError:
            return True
        try:
            taken = try_lock(descriptor)
        except OSError:
            os.close(descriptor)
            return True
        if not taken:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let others hand over, or begin; a second call does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)


def hand_over_or_claim(library: Path, told: Told, claim: Claim, *, patience_s: float = _PATIENCE_S) -> bool:
    """Tell the window of this library, also one that is only just beginning; say whether it took it.

    False means that this process is to open a window, and, unless another one hangs in its start, has the claim.
    """
    deadline = time.monotonic() + patience_s
    while not claim.take() and time.monotonic() < deadline:
        if hand_over(library, told):
            return True
        time.sleep(_LOOK_AGAIN_S)
    # Whoever had the claim before may listen by now.
    if hand_over(library, told):
        claim.release()
        return True
    return False


def _file_of(library: Path) -> str:
    """Return the file that is locked; it stays, empty, where the socket lies."""
    if sys.platform == "win32":
        return str(Path(os.environ.get("TEMP") or Path.home()) / f"{Path(address_of(library)).name}.begins")
    else:  # noqa: RET505 – or the checker for Windows finds what follows unreachable
        return f"{address_of(library)}.begins"
