"""Screens in one grid of pixels, and pictures that lie over several of them. Pure numbers and bytes; must not know Qt.

X and Windows have a grid of their own: every screen lies in it with its device's pixels. macOS lays its screens out in
points; there the grid is that of the finest screen, and the others are drawn into it larger than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gemba.model.shot import ScreenPixels
from gemba.ui.capture.places import Rect


@dataclass(frozen=True, slots=True)
class Told:
    """A screen as Qt tells of it: corner and size in logical pixels, and device pixels to each of them."""

    left: int
    top: int
    width: int
    height: int
    scale: float


def scale_in_grid(screen: Told, all_of_them: Sequence[Told], *, in_points: bool) -> float:
    """Return the grid's pixels to each logical pixel of a screen; ``in_points`` where corners are logical too."""
    return max(one.scale for one in (screen, *all_of_them)) if in_points else screen.scale


def place_in_grid(screen: Told, all_of_them: Sequence[Told], *, in_points: bool) -> Rect:
    """Return where a screen lies in the grid; of a native one Qt leaves the corner as it is and scales the size."""
    scale = scale_in_grid(screen, all_of_them, in_points=in_points)
    if not in_points:
        return Rect(screen.left, screen.top, round(screen.width * scale), round(screen.height * scale))
    # Both edges are rounded, not the size: screens that touch each other do so in the grid too.
    left, top = round(screen.left * scale), round(screen.top * scale)
    right, bottom = round((screen.left + screen.width) * scale), round((screen.top + screen.height) * scale)
    return Rect(left, top, right - left, bottom - top)


def shrunk(rect: Rect, room: Rect, width: int, height: int) -> Rect:
    """Return the pixels of a smaller picture of ``room`` that hold a rectangle of it, from the picture's corner."""
    left, top = (rect.left - room.left) * width // room.width, (rect.top - room.top) * height // room.height
    right = _up((rect.right - room.left) * width, room.width)
    bottom = _up((rect.bottom - room.top) * height, room.height)
    return Rect(left, top, max(1, right - left), max(1, bottom - top)).cut(Rect(0, 0, width, height))


def enlarged(own: Rect, room: Rect, width: int, height: int) -> Rect:
    """Return the part of ``room`` of which ``shrunk`` makes just these pixels of the smaller picture, or one more."""
    left, top = _up(own.left * room.width, width), _up(own.top * room.height, height)
    right, bottom = own.right * room.width // width, own.bottom * room.height // height
    return Rect(room.left + left, room.top + top, max(1, right - left), max(1, bottom - top))


def _up(number: int, by: int) -> int:
    """Divide and round up."""
    return -(-number // by)


def stitched(screens: Sequence[tuple[Rect, ScreenPixels]], rect: Rect) -> ScreenPixels:
    """Return a rectangle of the grid as one picture, in memory of its own; black where no screen is.

    Each screen's pixels are as many as its place has. Raises ValueError for an empty rectangle.
    """
    stride = rect.width * 4
    out = bytearray(stride * rect.height)
    for place, pixels in screens:
        cut = place.cut(rect)
        if cut.is_empty:
            continue
        data, length = memoryview(pixels.bgrx), cut.width * 4
        begin = (cut.left - rect.left) * 4
        source = (cut.top - place.top) * pixels.stride + (cut.left - place.left) * 4
        for row in range(cut.top - rect.top, cut.bottom - rect.top):
            out[row * stride + begin : row * stride + begin + length] = data[source : source + length]
            source += pixels.stride
    return ScreenPixels(rect.width, rect.height, stride, memoryview(out))
