"""The look of a mouse pointer that was on the screen when its picture was taken: ours, not the pixels of a theme.

The glyph has the shape, the size and the place that the system told, and is a path as every mark is, so that canvas,
picture and paper agree at any size. Must not know Pillow, Qt, ReportLab or how a pointer is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.imaging.shape import Command, PathShape, Point, Shape
from gemba.model.annotation import Mark, PointerShape

INK = "#1C1F24"


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph on a grid of its own; ``hot`` is the point of it that points."""

    width: float
    height: float
    hot: Point
    commands: tuple[Command, ...]


def _lines(*points: Point) -> tuple[Command, ...]:
    return (("M", points[0]), *(("L", point) for point in points[1:]), ("Z", ()))


_ARROW = _lines((0, 0), (0, 16.6), (3.9, 13), (6.4, 18.8), (8.9, 17.7), (6.5, 12.1), (11.8, 12.1))
_HAND: tuple[Command, ...] = (
    ("M", (4, 1.4)),
    ("C", (4, -0.4, 6.8, -0.4, 6.8, 1.4)),
    ("L", (6.8, 8)),
    ("C", (7, 6.9, 9.2, 7, 9.2, 8.4)),
    ("L", (9.2, 8.9)),
    ("C", (9.5, 7.8, 11.6, 7.9, 11.6, 9.3)),
    ("L", (11.6, 9.9)),
    ("C", (12, 8.9, 14, 9.1, 14, 10.6)),
    ("L", (14, 15)),
    ("C", (14, 18.5, 12.4, 20, 9.8, 20)),
    ("L", (7.6, 20)),
    ("C", (5.8, 20, 4.9, 19.2, 3.9, 17.6)),
    ("L", (0.6, 12.7)),
    ("C", (-0.4, 11, 1.4, 9.8, 2.6, 11)),
    ("L", (4, 12.6)),
    ("Z", ()),
)
_BEAM_EDGE = ((0, 0), (3.4, 0), (4.5, 0.8), (5.6, 0), (9, 0), (9, 1.8), (5.4, 1.8), (5.4, 18.2), (9, 18.2), (9, 20))
_BEAM = _lines(*_BEAM_EDGE, *((9 - x, 20 - y) for x, y in _BEAM_EDGE))
_PLUS = _lines(
    (9, 0), (11, 0), (11, 9), (20, 9), (20, 11), (11, 11), (11, 20), (9, 20), (9, 11), (0, 11), (0, 9), (9, 9)
)  # fmt: skip
_GLASS_SIDE = (
    (14, 0),
    (14, 2.2),
    (12.6, 2.2),
    (12.6, 5.4),
    (8.8, 10),
    (12.6, 14.6),
    (12.6, 17.8),
    (14, 17.8),
    (14, 20),
)
_GLASS = _lines(*_GLASS_SIDE, *((14 - x, 20 - y) for x, y in _GLASS_SIDE))
# A quarter of the four-headed arrow, from the left foot of the upper head round to its neck at the right.
_QUARTER = ((9, 4), (6.6, 4), (10, 0), (13.4, 4), (11, 4), (11, 9))
_MOVE = _lines(
    *_QUARTER,
    *((20 - y, x) for x, y in _QUARTER),
    *((20 - x, 20 - y) for x, y in _QUARTER),
    *((y, 20 - x) for x, y in _QUARTER),
)
_GLYPHS = {
    PointerShape.ARROW: _Glyph(11.8, 18.8, (0, 0), _ARROW),
    PointerShape.HAND: _Glyph(14, 20, (5.4, 0), _HAND),
    PointerShape.TEXT: _Glyph(9, 20, (4.5, 10), _BEAM),
    PointerShape.CROSS: _Glyph(20, 20, (10, 10), _PLUS),
    PointerShape.WAIT: _Glyph(14, 20, (7, 10), _GLASS),
    PointerShape.MOVE: _Glyph(20, 20, (10, 10), _MOVE),
}


def pointer_corners(shape: PointerShape, hot: Point, height_px: float) -> tuple[Point, Point]:
    """Return the two corners of a pointer that points at ``hot`` and is so many pixels high."""
    glyph = _GLYPHS[shape]
    scale = height_px / glyph.height
    left, top = hot[0] - glyph.hot[0] * scale, hot[1] - glyph.hot[1] * scale
    return (left, top), (left + glyph.width * scale, top + height_px)


def pointer(mark: Mark, size: tuple[int, int]) -> tuple[Shape, ...]:
    """Draw the glyph in its box, dark with a white rim; a shape that this gemba does not know is an arrow."""
    known = mark.shape in tuple(PointerShape)
    glyph = _GLYPHS[PointerShape(mark.shape) if known else PointerShape.ARROW]
    x0, y0, x1, y1 = mark.box()
    wide, high = (x1 - x0) / glyph.width, (y1 - y0) / glyph.height
    commands: tuple[Command, ...] = tuple(
        (name, tuple(x0 + n * wide if at % 2 == 0 else y0 + n * high for at, n in enumerate(numbers)))
        for name, numbers in glyph.commands
    )
    return (PathShape(commands, fill=INK, halo_px=max(1.0, 0.06 * (y1 - y0))),)
