"""Do what one process can do only once: in a program of its own, that begins."""

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
#: against hanging only; not tests.patience, whose imports the new program would have
_HANG_S = 60


def in_a_new_program(module: str, call: str) -> None:
    """Call what a module of the tests has, without what tests before it left; fail with what it says."""
    script = f"from {module} import *; {call}"
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=_HANG_S)
    assert done.returncode == 0, done.stderr
