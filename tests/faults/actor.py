"""The warm process of the library's runs, under the shim: one of the `jobs` in each child. Only harnesses start it."""

from __future__ import annotations

import ctypes
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy.orm  # noqa: F401 - loaded before the fork, so that no child pays for it

import gemba.model.transaction  # noqa: F401
from tests.faults import jobs
from tests.faults.warm import redirect, serve

SHIM = ctypes.CDLL(None)
SHIM.shim_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_uint]
SHIM.shim_target.argtypes = [ctypes.c_char_p, ctypes.c_char_p]


def job(run: dict[str, Any]) -> int:
    """Do one of the jobs, watched and perhaps with a fault."""
    redirect({1: run["acks"], 2: run["errors"]})
    SHIM.shim_target(run["root"].encode(), (run["log"] or "").encode())
    fault = run["fault"]
    if fault is not None:
        jobs.ARM = lambda: SHIM.shim_arm(fault["at"], fault["sticky"], fault["error"], _mask(fault["kinds"]))
    jobs.COUNT = SHIM.shim_count
    return int(getattr(jobs, run["job"])(**run["args"]) or 0)


def _mask(kinds: str) -> int:
    return sum(1 << (ord(kind) - ord("a")) for kind in kinds)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="gemba-warm-") as folder:
        jobs.warm_up(Path(folder) / "warm.gemba")
    serve(job)
