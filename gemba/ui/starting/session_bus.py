"""Make the application without a bus of the desktop being started for it where the session has none.

Qt asks for the session's bus while it makes the application. In a session without one (a bare X server, `su`, `ssh -X`)
the library behind it copies this process, starts `dbus-launch` in the copy, waits for it, and leaves a daemon behind:
a tenth of a start, for a bus on which nobody is. One that another program has started so is taken. Linux only; where
the session names its bus, or keeps it in its runtime folder, nothing is done. Must not know who speaks on a bus.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

_NAME = "DBUS_SESSION_BUS_ADDRESS"
_NONE = "disabled:"
_MACHINE = ("/var/lib/dbus/machine-id", "/etc/machine-id")


def no_new_bus() -> Callable[[], object]:
    """Keep the bus's library from starting a bus; what is returned puts the environment back as it was.

    The library looks once, on a thread of Qt's, and keeps what it found; programs that are started later look anew.
    """
    if sys.platform != "linux" or _NAME in os.environ or not os.environ.get("DISPLAY") or _in_runtime_folder():
        return lambda: None
    os.environ[_NAME] = launched(os.environ["DISPLAY"]) or _NONE
    return lambda: os.environ.pop(_NAME, None)


def _in_runtime_folder() -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR")
    try:
        return bool(folder) and Path(str(folder), "bus").exists()
    except OSError:  # `su` leaves the name of another person's, which may not be looked into
        return False


def launched(display: str) -> str:
    """Return the address of the bus that `dbus-launch` has started for a display and that still runs, or "".

    dbus-launch(1) keeps it in ~/.dbus/session-bus, in a file named by the machine and the display's number.
    """
    number = display.rpartition(":")[2].partition(".")[0]
    for machine in _MACHINE:
        try:
            name = f"{Path(machine).read_text(encoding='ascii').strip()}-{number}"
            lines = (Path.home() / ".dbus" / "session-bus" / name).read_text(encoding="utf-8").splitlines()
            told = dict(line.split("=", 1) for line in lines if line.startswith("DBUS_"))
            os.kill(int(told["DBUS_SESSION_BUS_PID"]), 0)
            return told[_NAME].strip("'\"")
        except (OSError, ValueError, KeyError, RuntimeError):
            continue
    return ""
