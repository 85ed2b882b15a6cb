"""Where a mark can be taken hold of, and what becomes of it when a handle is pulled. Pure numbers.

Must not know Qt. Coordinates are pixels of the picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from gemba.imaging.geometry import TextShape, shapes, text_size
from gemba.model.annotation import Mark, MarkKind

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
Size = tuple[int, int]

CORNERED = frozenset(
    (
        MarkKind.BOX,
        MarkKind.ELLIPSE,
        MarkKind.MARKER,
        MarkKind.REDACTION,
        MarkKind.SPOTLIGHT,
        MarkKind.CROP,
        MarkKind.POINTER,
    )
)
STROKES = frozenset({MarkKind.ARROW, MarkKind.LINE})
# Which edges each of the eight handles of a box pulls: (left, top, right, bottom).
_EDGES = (
    (1, 1, 0, 0),
    (0, 1, 0, 0),
    (0, 1, 1, 0),
    (0, 0, 1, 0),
    (0, 0, 1, 1),
    (0, 0, 0, 1),
    (1, 0, 0, 1),
    (1, 0, 0, 0),
)
_LEAST_PX = 2.0


@dataclass(frozen=True, slots=True)
class Pull:
    """How a handle is pulled: Shift constrains, Alt keeps the middle."""

    constrain: bool = False
    from_centre: bool = False


FREELY = Pull()


def handles(mark: Mark, size: Size) -> tuple[Point, ...]:
    """Return the handles of a mark: eight around a box, one at each point of anything else, one to size a text."""
    if mark.kind in CORNERED or mark.kind is MarkKind.PENCIL:
        x0, y0, x1, y1 = mark.box()
        mx, my = (x0 + x1) / 2, (y0 + y1) / 2
        return ((x0, y0), (mx, y0), (x1, y0), (x1, my), (x1, y1), (mx, y1), (x0, y1), (x0, my))
    if mark.kind is MarkKind.TEXT:
        box = text_box(mark, size)
        return ((box[2], box[3]),)
    if mark.kind is MarkKind.NUMBER and len(mark.points) == 1:
        return ()
    if mark.kind is MarkKind.INSET:
        return (*mark.points, copy_box(mark)[2:])
    return mark.points[1:] if mark.kind is MarkKind.NUMBER else mark.points


def source_box(mark: Mark) -> Rect:
    """Return the part of the picture that an inset magnifies."""
    (a, b), (c, d) = mark.points[:2]
    return min(a, c), min(b, d), max(a, c), max(b, d)


def copy_box(mark: Mark) -> Rect:
    """Return where an inset shows its magnified copy."""
    x0, y0, x1, y1 = source_box(mark)
    left, top = mark.points[2]
    return left, top, left + (x1 - x0) * mark.zoom, top + (y1 - y0) * mark.zoom


def magnified(mark: Mark, zoom: float) -> Mark:
    """Return an inset that magnifies so many times, from 1.25 to 8."""
    return replace(mark, zoom=min(max(round(zoom * 4) / 4, 1.25), 8.0))


def pulled(mark: Mark, index: int, to: Point, size: Size, pull: Pull = FREELY) -> Mark:
    """Return the mark with its handle ``index`` pulled to a place."""
    if mark.kind in CORNERED or mark.kind is MarkKind.PENCIL:
        return _boxed(mark, _pulled_box(mark.box(), _EDGES[index], to, pull))
    if mark.kind is MarkKind.TEXT:
        box = text_box(mark, size)
        grown = (to[1] - box[1]) / max(box[3] - box[1], 1.0)
        return replace(mark, size_px=round(min(max(text_size(mark, size) * grown, 8.0), 400.0), 1))
    if mark.kind is MarkKind.INSET and index == 3:
        source, corner = source_box(mark), mark.points[2]
        return magnified(mark, max(to[0] - corner[0], 1.0) / max(source[2] - source[0], 1.0))
    at = index + 1 if mark.kind is MarkKind.NUMBER else index
    if mark.kind in STROKES:
        other = mark.points[1 - at]
        end = constrained(other, to) if pull.constrain else to
        start = (2 * other[0] - end[0], 2 * other[1] - end[1]) if pull.from_centre else other
        return replace(mark, points=(end, start) if at == 0 else (start, end))
    points = list(mark.points)
    points[at] = to
    return replace(mark, points=tuple(points))


def grown(mark: Mark, dx: float, dy: float, size: Size) -> Mark:
    """Return the mark made larger or smaller by keys: a box at its right and bottom, an arrow at its head."""
    if mark.kind in CORNERED or mark.kind is MarkKind.PENCIL:
        x0, y0, x1, y1 = mark.box()
        return _boxed(mark, (x0, y0, max(x1 + dx, x0 + _LEAST_PX), max(y1 + dy, y0 + _LEAST_PX)))
    if mark.kind is MarkKind.TEXT:
        return replace(mark, size_px=min(max(text_size(mark, size) + dx + dy, 8.0), 400.0))
    if len(mark.points) == 1:
        return mark
    points = list(mark.points)
    points[-1] = (points[-1][0] + dx, points[-1][1] + dy)
    return replace(mark, points=tuple(points))


def drawn(start: Point, end: Point, *, square: bool, pull: Pull) -> tuple[Point, Point]:
    """Return the two points of a drag: constrained to a square or to an eighth of a turn, or from its middle."""
    if pull.constrain:
        end = _squared(start, end) if square else constrained(start, end)
    if pull.from_centre:
        start = (2 * start[0] - end[0], 2 * start[1] - end[1])
    return start, end


def constrained(start: Point, end: Point) -> Point:
    """Return the end turned to the nearest eighth of a turn around the start."""
    length = math.dist(start, end)
    turn = round(math.atan2(end[1] - start[1], end[0] - start[0]) / (math.pi / 4)) * math.pi / 4
    return start[0] + round(length * math.cos(turn)), start[1] + round(length * math.sin(turn))


def text_box(mark: Mark, size: Size) -> Rect:
    """Return left, top, right, bottom of a mark's words; of its place where it has none."""
    boxes = [shape.box() for shape in shapes(mark, picture_size=size) if isinstance(shape, TextShape)]
    if not boxes:
        (x, y), high = mark.points[0], text_size(mark, size)
        return x, y, x + high, y + high * 1.2
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _squared(start: Point, end: Point) -> Point:
    side = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    return start[0] + math.copysign(side, end[0] - start[0]), start[1] + math.copysign(side, end[1] - start[1])


def _pulled_box(box: Rect, edges: tuple[int, int, int, int], to: Point, pull: Pull) -> Rect:
    x0, y0, x1, y1 = box
    left, top, right, bottom = edges
    centre = ((x0 + x1) / 2, (y0 + y1) / 2)
    fixed = centre if pull.from_centre else (x1 if left else x0, y1 if top else y0)
    if pull.constrain and (left or right) and (top or bottom):
        to = _squared(fixed, to)
    new_x0, new_x1 = (to[0] if left else x0), (to[0] if right else x1)
    new_y0, new_y1 = (to[1] if top else y0), (to[1] if bottom else y1)
    if pull.from_centre:
        if left or right:
            new_x0, new_x1 = sorted((to[0], 2 * centre[0] - to[0]))
        if top or bottom:
            new_y0, new_y1 = sorted((to[1], 2 * centre[1] - to[1]))
    return min(new_x0, new_x1), min(new_y0, new_y1), max(new_x0, new_x1), max(new_y0, new_y1)


def _boxed(mark: Mark, box: Rect) -> Mark:
    x0, y0, x1, y1 = box
    if mark.kind is not MarkKind.PENCIL:
        return replace(mark, points=((x0, y0), (x1, y1)))
    old = mark.box()
    wide, high = max(old[2] - old[0], 1e-6), max(old[3] - old[1], 1e-6)
    return replace(
        mark,
        points=tuple(
            (x0 + (x - old[0]) / wide * (x1 - x0), y0 + (y - old[1]) / high * (y1 - y0)) for x, y in mark.points
        ),
    )
