"""Remember how the windows stood: size, place, inspector. One small file of the person, nothing of the library in it.

A file that is missing or broken counts as empty. Must not know Qt.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from gemba import paths

FILE_NAME = "windows.json"


class WindowState(NamedTuple):
    """One window: where it stood in logical pixels (0 wide: nowhere yet), what it showed, how dark the system was."""

    left_px: int = 0
    top_px: int = 0
    width_px: int = 0
    height_px: int = 0
    maximised: bool = False
    place: str = "today"
    inspector_px: int = 0
    inspector: bool = True
    system_dark: bool = False


def read_states(file: Path | None = None) -> tuple[WindowState, ...]:
    """Return the windows as they stood when the program ended, the front one first."""
    try:
        told = json.loads((file or paths.user_config() / FILE_NAME).read_text("utf-8"))
        return tuple(_state(one) for one in told if isinstance(one, dict))
    except (OSError, ValueError, TypeError):
        return ()


def _state(told: dict[str, object]) -> WindowState:
    default = WindowState()
    known = {name: told[name] for name in WindowState._fields if name in told}
    fitting = {name: value for name, value in known.items() if type(value) is type(getattr(default, name))}
    return WindowState(**fitting)  # type: ignore[arg-type]


def write_states(states: tuple[WindowState, ...], file: Path | None = None) -> None:
    """Replace the file; where that is not possible, the windows stand as usual next time."""
    target = file or paths.user_config() / FILE_NAME
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps([state._asdict() for state in states], indent=1), encoding="utf-8")
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
