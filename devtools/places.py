"""Say where things stand in this checkout, and how a problem with the machine is told.

It must not start processes or change anything.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
DEMO = ROOT / "demo"
WINDOWS = os.name == "nt"


class MachineProblem(Exception):
    """Something about this machine stands in the way; the text says what, and what to do. Exit code 3."""


def venv_bin() -> Path:
    """Return the folder of the environment's programs."""
    return VENV / ("Scripts" if WINDOWS else "bin")


def venv_python() -> Path:
    """Return the environment's Python, which may not exist yet."""
    return venv_bin() / ("python.exe" if WINDOWS else "python")


def tell(text: str) -> None:
    """Print a line at once, so that it stands before the output of the program started next."""
    print(text, flush=True)


def watched() -> bool:
    """Return whether a person is looking at the output."""
    return sys.stdout.isatty()
