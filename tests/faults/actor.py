"""The warm process of rig.py: imports everything once, then forks a child for every run.

Reads one line per request on stdin ("start JSON" or "wait PID") and answers with one line. Only harnesses start it.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import sqlalchemy.orm  # noqa: F401 - loaded before the fork, so that no child pays for it

import gemba.model.transaction  # noqa: F401
from tests.faults import jobs

SHIM = ctypes.CDLL(None)
SHIM.shim_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_uint]
SHIM.shim_target.argtypes = [ctypes.c_char_p, ctypes.c_char_p]


def serve() -> None:
    """Answer until stdin ends."""
    with tempfile.TemporaryDirectory(prefix="gemba-warm-") as folder:
        jobs.warm_up(Path(folder) / "warm.gemba")
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "start":
            print(_start(json.loads(rest)), flush=True)
        else:
            status = os.waitpid(int(rest), 0)[1]
            print(os.waitstatus_to_exitcode(status), flush=True)


def _start(run: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        code = _child(run)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _child(run: dict[str, Any]) -> int:
    os.close(0)
    for number, path in ((1, run["acks"]), (2, run["errors"])):
        if path is not None:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(descriptor, number)
            os.close(descriptor)
    SHIM.shim_target(run["root"].encode(), (run["log"] or "").encode())
    fault = run["fault"]
    if fault is not None:
        jobs.ARM = lambda: SHIM.shim_arm(fault["at"], fault["sticky"], fault["error"], _mask(fault["kinds"]))
    jobs.COUNT = SHIM.shim_count
    return int(getattr(jobs, run["job"])(**run["args"]) or 0)


def _mask(kinds: str) -> int:
    return sum(1 << (ord(kind) - ord("a")) for kind in kinds)


if __name__ == "__main__":
    serve()
