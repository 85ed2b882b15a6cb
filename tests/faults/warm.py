"""The child's side of a warm process (rig.py): everything is imported, and each line read forks a child for one run.

A run then costs its own work and not an interpreter's start. Reads one line per request on stdin ("start JSON" or
"wait PID") and answers with one line. Must not know what the children do.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

#: what a child answers that ended by an exception
FAILED = 99


def serve(job: Callable[[dict[str, Any]], int]) -> None:
    """Say that everything is imported, and answer until stdin ends; every child does ``job`` and ends with its code."""
    print("ready", flush=True)
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "start":
            print(_start(job, json.loads(rest)), flush=True)
        else:
            status = os.waitpid(int(rest), 0)[1]
            print(os.waitstatus_to_exitcode(status), flush=True)


def _start(job: Callable[[dict[str, Any]], int], run: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = FAILED
    try:
        os.close(0)
        code = job(run)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def redirect(outputs: Mapping[int, str | None]) -> None:
    """Let what a child writes to its descriptors go to the end of files; None leaves a descriptor as it is."""
    for number, path in outputs.items():
        if path is not None:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(descriptor, number)
            os.close(descriptor)
