"""Make the keys of everything that is stored: UUIDv7 as 32 hex digits (ARCHITECTURE, "Identity").

Keys made by one process strictly increase, whatever the wall clock does (RELIABILITY D-17): when the clock stands
still or goes back, the last time is kept and the random part counts on. Must not know SQL or any room.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

_RANDOM_BITS = 74
_STEP_BITS = 32
_TIME_LIMIT = (1 << 48) - 1


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _random_bits(bits: int) -> int:
    # As `secrets.randbits`, which loads 4 MB of OpenSSL with every start.
    return int.from_bytes(os.urandom((bits + 7) // 8), "big") >> (-bits % 8)


class IdSource:
    """Hand out strictly increasing keys; safe to share between threads."""

    def __init__(self, *, wall_ms: Callable[[], int] = _wall_ms) -> None:
        """Take the wall clock in milliseconds since 1970; tests give one that jumps."""
        self._wall_ms = wall_ms
        self._lock = threading.Lock()
        self._ms = 0
        self._tail = 0

    def new(self) -> str:
        """Return the next key."""
        with self._lock:
            ms = min(max(self._wall_ms(), 0), _TIME_LIMIT)
            if ms > self._ms:
                self._ms = ms
                # One bit is left free so that counting on within a millisecond has room.
                self._tail = _random_bits(_RANDOM_BITS - 1)
            else:
                self._tail += 1 + _random_bits(_STEP_BITS)
                if self._tail >> _RANDOM_BITS:
                    self._ms += 1
                    self._tail = _random_bits(_RANDOM_BITS - 1)
            return self._compose(self._ms, self._tail)

    @staticmethod
    def _compose(ms: int, tail: int) -> str:
        high, low = tail >> 62, tail & ((1 << 62) - 1)
        return f"{(ms << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low:032x}"


_SOURCE = IdSource()


def new_id() -> str:
    """Return the next key of this process."""
    return _SOURCE.new()
