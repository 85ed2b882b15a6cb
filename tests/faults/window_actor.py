"""The warm process of the window's kills: imports the window once, then forks a child for each run.

The fork comes before any QApplication, so a child starts Qt for itself and costs its own window, not an interpreter.
Reads one JSON line per run on stdin and answers with the child's process id; "wait PID" answers with its end.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

from tests.faults import window_typist


def serve() -> None:
    """Answer until stdin ends."""
    window_typist.warm_up()
    print("ready", flush=True)
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
        os.close(0)
        errors = os.open(run["errors"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(errors, 1)
        os.dup2(errors, 2)
        code = window_typist.type_until_killed(run)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
