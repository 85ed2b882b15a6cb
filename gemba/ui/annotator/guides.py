"""Draw near things to each other: edges and middles of other marks and of the picture. Pure numbers.

Must not know Qt. A guide is a line that is shown while something clings to it: ("x", place) or ("y", place).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from gemba.ui.annotator.handles import Point, Rect, Size

Guide = tuple[Literal["x", "y"], float]
_MOST = 300


class Guides:
    """The lines that things cling to while they are dragged."""

    def __init__(self, size: Size, boxes: Iterable[Rect]) -> None:
        """Take the picture's size and the boxes of the marks that stay where they are."""
        known = list(islice(boxes, _MOST))
        self._xs = sorted({0.0, size[0] / 2, float(size[0])} | {x for b in known for x in _three(b[0], b[2])})
        self._ys = sorted({0.0, size[1] / 2, float(size[1])} | {y for b in known for y in _three(b[1], b[3])})

    def point(self, x: float, y: float, *, reach: float) -> tuple[Point, tuple[Guide, ...]]:
        """Return the point on whole pixels, drawn to what is within ``reach``, and the lines it clings to."""
        (dx, gx), (dy, gy) = _nearest((x,), self._xs, reach), _nearest((y,), self._ys, reach)
        at = (x + dx if gx is not None else round(x), y + dy if gy is not None else round(y))
        return at, _guides(gx, gy)

    def shift(self, box: Rect, *, reach: float) -> tuple[float, float, tuple[Guide, ...]]:
        """Return by how much a moved box has to go further to cling with an edge or its middle."""
        dx, gx = _nearest(_three(box[0], box[2]), self._xs, reach)
        dy, gy = _nearest(_three(box[1], box[3]), self._ys, reach)
        return dx, dy, _guides(gx, gy)


def _three(low: float, high: float) -> tuple[float, float, float]:
    return low, (low + high) / 2, high


def _guides(x: float | None, y: float | None) -> tuple[Guide, ...]:
    out: list[Guide] = []
    if x is not None:
        out.append(("x", x))
    if y is not None:
        out.append(("y", y))
    return tuple(out)


def _nearest(values: tuple[float, ...], lines: list[float], reach: float) -> tuple[float, float | None]:
    """Return how far the nearest of the sorted lines within reach is from any value, and the line."""
    best, guide = reach, None
    shift = 0.0
    for value in values:
        at = bisect_left(lines, value)
        for line in lines[max(at - 1, 0) : at + 1]:
            if abs(line - value) < best:
                best, shift, guide = abs(line - value), line - value, line
    return shift, guide
