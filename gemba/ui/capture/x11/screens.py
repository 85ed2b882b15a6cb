"""The monitors of an X desktop by name, as Qt names them too, for who works without Qt. Must not know Qt."""

from __future__ import annotations

from typing import Any

from gemba.ui.capture.places import Rect
from gemba.ui.capture.x11.windows import XWindows


def screens_of(windows: XWindows) -> dict[str, Rect]:
    """Return every monitor's rectangle on the desktop, the primary one first; empty where the server has no RandR."""
    return windows.with_root(_monitors)


def _monitors(display: Any, root: Any) -> dict[str, Rect]:
    if not display.has_extension("RANDR"):
        return {}
    found = sorted(root.xrandr_get_monitors(True).monitors, key=lambda one: not one.primary)
    return {
        display.get_atom_name(one.name): Rect(one.x, one.y, one.width_in_pixels, one.height_in_pixels) for one in found
    }
