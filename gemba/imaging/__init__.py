"""Pictures: decode what comes in, burn in redactions, draw marks, encode and prove what goes out.

Pillow and isal live here and nowhere else. Knows the marks (gemba.model.annotation) and the sentences of errors;
must not know the store, Qt, ReportLab or what a ticket is. The door is described in docs/architecture.md.

Import the module that holds what is needed; this file loads nothing but Pillow's version, so that
``gemba.imaging.geometry`` stays cheap for the window.
"""

from __future__ import annotations

import PIL

PILLOW_FLOOR = (13, 0, 0)
MAX_PIXELS = 64_000_000


def check_pillow(version: str) -> None:
    """Raise ImportError for a Pillow older than the floor: older ones have known holes (RELIABILITY H-20)."""
    found = tuple(int(part) for part in version.split(".")[:3] if part.isdigit())
    if found < PILLOW_FLOOR:
        raise ImportError(f"gemba needs Pillow {'.'.join(map(str, PILLOW_FLOOR))} or newer, found {version}")


check_pillow(PIL.__version__)
