"""Give back to the system what a batch of pictures held.

The C library keeps freed buffers for the next picture, which makes that one half as dear; after a batch it would keep
33 MB of them for nothing. The window gives back too, and waits for no other room to be loaded. Must not know whose
pictures they were.
"""

from __future__ import annotations

import sys


def give_back() -> bool:
    """Return freed memory to the system, some 5 ms; say whether this C library can be asked to."""
    if sys.platform != "linux":
        return False
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not
    if trim is None:
        return False
    trim(0)
    return True
