"""Rectangles of whole pixels, and how a dragged redaction becomes one (RELIABILITY rule 10).

A drag may be negative, broken, off the canvas or a mere click; the rectangle that is burnt in always contains
the pixels it touched. Must not know Pillow, Qt or what a picture shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

PAD_PX = 4
# A JPEG with halved colour stores blocks of 16 x 16 px, and readers that smooth the colour let it run one more pixel
# into the next block. The grid starts at any corner once a photo is turned upright. So content reaches up to 16 px
# beyond the box it was in (measured over 4:4:4, 4:2:2, 4:2:0 and all offsets): tests/redaction/test_codec_bleed.py.
LOSSY_PAD_PX = 16
LOSSY_GRID_PX = 16
_FAR = float(1 << 30)


class IntRect(NamedTuple):
    """Hold whole pixels: left and top belong to it, right and bottom do not."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.y1 - self.y0

    @property
    def is_empty(self) -> bool:
        """Say whether no pixel is inside."""
        return self.x1 <= self.x0 or self.y1 <= self.y0

    def meet(self, other: IntRect) -> IntRect:
        """Return the common part; it may be empty."""
        return IntRect(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def meets(self, other: IntRect) -> bool:
        """Say whether the two share a pixel."""
        return not self.meet(other).is_empty

    def holds(self, other: IntRect) -> bool:
        """Say whether every pixel of ``other`` is inside."""
        return self.x0 <= other.x0 and self.y0 <= other.y0 and self.x1 >= other.x1 and self.y1 >= other.y1

    def has_point(self, x: float, y: float) -> bool:
        """Say whether the point lies inside."""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def moved(self, dx: int, dy: int) -> IntRect:
        """Return the rectangle moved by whole pixels."""
        return IntRect(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def scaled(self, scale_x: float, scale_y: float) -> IntRect:
        """Return the smallest whole rectangle that holds this one after scaling."""
        return IntRect(
            math.floor(self.x0 * scale_x),
            math.floor(self.y0 * scale_y),
            math.ceil(self.x1 * scale_x),
            math.ceil(self.y1 * scale_y),
        )


def whole(size: tuple[int, int]) -> IntRect:
    """Return the rectangle of the whole picture of that width and height."""
    return IntRect(0, 0, *size)


def touched(x0: float, y0: float, x1: float, y1: float) -> IntRect:
    """Return the whole pixels that the drag touches, corners in any order, inside the picture or not."""
    left, right = sorted((_finite(x0), _finite(x1)))
    top, bottom = sorted((_finite(y0), _finite(y1)))
    # A drag without extent (a click, a line along a pixel border) still covers the pixel it stands on.
    x_end = max(math.ceil(right), math.floor(left) + 1)
    y_end = max(math.ceil(bottom), math.floor(top) + 1)
    return IntRect(math.floor(left), math.floor(top), x_end, y_end)


def outward(x0: float, y0: float, x1: float, y1: float, size: tuple[int, int]) -> IntRect:
    """Return the whole pixels that the drag touches, corners in any order, cut to the picture.

    Raises ValueError for coordinates that are no numbers. Empty only where the drag misses the picture.
    """
    return touched(x0, y0, x1, y1).meet(whole(size))


def snap(
    rect: tuple[float, float, float, float], *, lossy: bool, size: tuple[int, int], full_width: bool = False
) -> IntRect:
    """Return the rectangle to burn in for a drawn one: whole pixels, outwards, padded, cut to the picture.

    ``lossy`` says that the picture came from a codec that smears (JPEG, WebP): then one block more, on the block
    grid. ``full_width`` takes the whole rows, so that the width does not tell how long the hidden text was.
    """
    pad = LOSSY_PAD_PX if lossy else PAD_PX
    drawn = touched(*rect)
    x0, y0, x1, y1 = drawn.x0 - pad, drawn.y0 - pad, drawn.x1 + pad, drawn.y1 + pad
    if lossy:
        x0, y0 = x0 // LOSSY_GRID_PX * LOSSY_GRID_PX, y0 // LOSSY_GRID_PX * LOSSY_GRID_PX
        x1, y1 = -(-x1 // LOSSY_GRID_PX) * LOSSY_GRID_PX, -(-y1 // LOSSY_GRID_PX) * LOSSY_GRID_PX
    if full_width:
        x0, x1 = 0, size[0]
    return IntRect(x0, y0, x1, y1).meet(whole(size))


def crop_rect(rect: tuple[float, float, float, float], size: tuple[int, int]) -> IntRect:
    """Return the whole pixels that a crop keeps: never a pixel that the drag did not reach half way.

    Rounded to the nearest pixel border; the whole picture where the crop misses it or has no extent.
    """
    left, right = sorted((_finite(rect[0]), _finite(rect[2])))
    top, bottom = sorted((_finite(rect[1]), _finite(rect[3])))
    cut = IntRect(_nearest(left), _nearest(top), _nearest(right), _nearest(bottom)).meet(whole(size))
    return whole(size) if cut.is_empty else cut


def without(rect: IntRect, holes: Iterable[IntRect]) -> tuple[IntRect, ...]:
    """Return the parts of ``rect`` outside all ``holes`` as rectangles that do not overlap."""
    parts = [rect]
    for hole in holes:
        parts = [piece for part in parts for piece in _minus(part, hole)]
    return tuple(parts)


def _minus(part: IntRect, hole: IntRect) -> list[IntRect]:
    common = part.meet(hole)
    if common.is_empty:
        return [part]
    pieces = (
        IntRect(part.x0, part.y0, part.x1, common.y0),
        IntRect(part.x0, common.y1, part.x1, part.y1),
        IntRect(part.x0, common.y0, common.x0, common.y1),
        IntRect(common.x1, common.y0, part.x1, common.y1),
    )
    return [piece for piece in pieces if not piece.is_empty]


def _nearest(value: float) -> int:
    return math.floor(value + 0.5)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("a rectangle needs finite coordinates")
    return max(-_FAR, min(_FAR, value))
