"""What an X server tells of the mouse pointer: where it points, what it looks like, how high it is (XFixes).

The pixels of its image are measured and thrown away: it is drawn anew (gemba/imaging/pointer.py). Must not know Qt.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from Xlib.protocol import rq

from gemba.model.annotation import PointerShape
from gemba.ui.capture.x11.windows import XWindows

_EXTENSION = "XFIXES"
_SEEN_ALPHA = 64
#: what themes and toolkits call their pointers
_NAMES = {
    PointerShape.ARROW: "arrow default left_ptr top_left_arrow left_ptr_watch progress half-busy context-menu",
    PointerShape.HAND: "hand hand1 hand2 pointer pointing_hand openhand grab",
    PointerShape.TEXT: "text xterm ibeam vertical-text",
    PointerShape.CROSS: "cross crosshair tcross cell plus x_cursor",
    PointerShape.WAIT: "wait watch",
    PointerShape.MOVE: "move fleur all-scroll size_all grabbing closedhand dnd-move",
}
_SHAPES = {name: shape for shape, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class PointerThere:
    """The pointer on the desktop: where it points (device pixels), its shape, its height in pixels."""

    x: int
    y: int
    shape: PointerShape
    height_px: int


class _ImageAndName(rq.ReplyRequest):
    """XFixesGetCursorImageAndName, which python-xlib leaves out; pixels and name come as one list of words."""

    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(25), rq.RequestLength())
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Int16("x"),
        rq.Int16("y"),
        rq.Card16("width"),
        rq.Card16("height"),
        rq.Card16("xhot"),
        rq.Card16("yhot"),
        rq.Card32("cursor_serial"),
        rq.Card32("cursor_atom"),
        rq.Card16("name_length"),
        rq.Pad(2),
        rq.List("words", rq.Card32),
    )


def pointer_there(windows: XWindows) -> PointerThere | None:
    """Return the pointer as it is now, None where none is shown or the server does not tell."""
    return windows.with_root(_ask)


def _ask(display: Any, root: Any) -> PointerThere | None:
    if not display.has_extension(_EXTENSION):
        return None
    # The server answers nothing before it has heard which version is spoken.
    display.xfixes_query_version()
    found = _ImageAndName(display=display.display, opcode=display.display.get_extension_major(_EXTENSION))
    count = found.width * found.height
    pixels = found.words[:count]
    name = struct.pack(f"={len(found.words) - count}I", *found.words[count:])[: found.name_length].decode("latin-1")
    seen = [at for at, pixel in enumerate(pixels) if pixel >> 24 >= _SEEN_ALPHA]
    if not seen:
        return None
    columns = [at % found.width for at in seen]
    left, right = min(columns), max(columns) + 1
    top, bottom = seen[0] // found.width, seen[-1] // found.width + 1
    place = ((found.xhot - left) / (right - left), (found.yhot - top) / (bottom - top))
    return PointerThere(
        found.x, found.y, shape_of(name, place, narrow=2 * (right - left) <= bottom - top), bottom - top
    )


def shape_of(name: str, hot: tuple[float, float], *, narrow: bool) -> PointerShape:
    """Return the shape of a pointer by its name; of one without a known name by where it points from.

    ``hot`` is the point that points, as shares of width and height; ``narrow`` is half as wide as high, or less.
    """
    known = _SHAPES.get(name.lower())
    if known is not None:
        return known
    if all(0.3 <= part <= 0.7 for part in hot):
        return PointerShape.TEXT if narrow else PointerShape.CROSS
    return PointerShape.ARROW
