"""Begin: hand over to a window that runs already, or load Qt and open one; not before that is known.

Must not know what stands in a window.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from gemba.errors import EnvironmentProblem
from gemba.message import say
from gemba.ui.starting.claim import Claim, hand_over_or_claim


def has_screen() -> bool:
    """Say whether a window can be shown here; without a screen Qt would end the process without a word."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def load() -> ModuleType:
    """Load Qt, quickly, and gemba/ui/application.py with it; return that module."""
    from gemba.ui.starting import quick_qt

    quick_qt.load()
    return import_module("gemba.ui.application")


def run(folder: Path, *, accept_location: bool = False, take_over: bool = False) -> int:
    """Open the window on a library and return the program's exit code; raises EnvironmentProblem without a screen."""
    # Everything is new, and collecting finds no garbage among it; gemba/ui/collecting.py does it once a window stands.
    gc.disable()
    claim = Claim(folder)
    if hand_over_or_claim(folder, {"do": "front"}, claim):
        return 0
    if not has_screen():
        raise EnvironmentProblem(
            say("There is no screen to show a window on."),
            mend=say("Start it in a desktop session; “gemba --help” lists what works without a window."),
        )
    load()
    from gemba.ui.starting.beginning import run_window

    return run_window(folder, accept_location=accept_location, take_over=take_over, begun=claim.release)
