"""Turn paths into smooth coverage: polygons drawn four times as large and averaged, tile by tile.

Pillow draws no smooth edges itself. Must not know colours, marks or text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw

from gemba.imaging.shape import Command, Point

_OVERSAMPLE = 4
_TILE_PX = 256
_FLAT_PX = 0.15


@dataclass(frozen=True, slots=True)
class Area:
    """One convex or simple polygon, or a disc (one point and a radius), in picture pixels."""

    points: tuple[Point, ...]
    radius: float = 0.0

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        r = self.radius
        return min(xs) - r, min(ys) - r, max(xs) + r, max(ys) + r


@dataclass(frozen=True, slots=True)
class Line:
    """A flattened sub-path."""

    points: tuple[Point, ...]
    closed: bool


def flatten(commands: Sequence[Command]) -> list[Line]:
    """Return the sub-paths as straight pieces that stay within a sixth of a pixel of the curve."""
    out: list[Line] = []
    points: list[Point] = []
    for verb, numbers in commands:
        if verb == "M":
            if len(points) > 1:
                out.append(Line(tuple(points), False))
            points = [(numbers[0], numbers[1])]
        elif verb == "L":
            points.append((numbers[0], numbers[1]))
        elif verb == "C":
            points.extend(_curve(points[-1], numbers))
        else:
            out.append(Line(tuple(points), True))
            points = points[:1]
    if len(points) > 1:
        out.append(Line(tuple(points), False))
    return out


def filled(lines: Sequence[Line]) -> list[Area]:
    """Return the areas inside the sub-paths."""
    return [Area(line.points) for line in lines if len(line.points) > 2]


def stroked(lines: Sequence[Line], width_px: float) -> list[Area]:
    """Return the areas that a round pen of that width covers."""
    half = width_px / 2
    out: list[Area] = []
    for line in lines:
        points = (*line.points, line.points[0]) if line.closed else line.points
        out.extend(Area((point,), half) for point in dict.fromkeys(points))
        for (ax, ay), (bx, by) in pairwise(points):
            length = math.hypot(bx - ax, by - ay)
            if length > 0:
                dx, dy = -(by - ay) / length * half, (bx - ax) / length * half
                out.append(Area(((ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy), (ax - dx, ay - dy))))
    return out


def coverage(areas: Sequence[Area], size: tuple[int, int]) -> Iterator[tuple[int, int, Image.Image]]:
    """Give the tiles that the union of the areas touches: left, top and how much of each pixel is covered (0-255)."""
    bounded = [(area, area.bounds()) for area in areas]
    if not bounded:
        return
    left = max(0, math.floor(min(b[0] for _, b in bounded)) - 1)
    top = max(0, math.floor(min(b[1] for _, b in bounded)) - 1)
    right = min(size[0], math.ceil(max(b[2] for _, b in bounded)) + 1)
    bottom = min(size[1], math.ceil(max(b[3] for _, b in bounded)) + 1)
    for y in range(top, bottom, _TILE_PX):
        for x in range(left, right, _TILE_PX):
            x1, y1 = min(x + _TILE_PX, right), min(y + _TILE_PX, bottom)
            here = [area for area, b in bounded if b[0] < x1 and b[2] > x and b[1] < y1 and b[3] > y]
            if here:
                yield x, y, _tile(here, x, y, (x1 - x, y1 - y))


def _tile(areas: Sequence[Area], left: int, top: int, size: tuple[int, int]) -> Image.Image:
    n = _OVERSAMPLE
    mask = Image.new("L", (size[0] * n, size[1] * n), 0)
    draw = ImageDraw.Draw(mask)
    for area in areas:
        at = [((x - left) * n, (y - top) * n) for x, y in area.points]
        if area.radius:
            (x, y), r = at[0], area.radius * n
            draw.ellipse((x - r, y - r, x + r - 1, y + r - 1), fill=255)
        else:
            draw.polygon(_inner(at), fill=255)
    return mask.reduce(n)


def _inner(points: Sequence[Point]) -> list[Point]:
    """Return the corners as Pillow wants them: it cuts them to whole numbers and fills both border pixels too."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return [(_border(x, middle_x), _border(y, middle_y)) for x, y in points]


def _border(value: float, middle: float) -> float:
    return math.floor(value + 0.5) if value <= middle else math.floor(value - 0.5)


def _curve(start: Point, numbers: Sequence[float]) -> Iterator[Point]:
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = numbers
    bend = max(math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
    # The largest distance of a cubic from its chord in n pieces is 3/4 * bend / n^2.
    pieces = max(1, min(200, math.ceil(math.sqrt(0.75 * bend / _FLAT_PX))))
    for step in range(1, pieces + 1):
        t = step / pieces
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3
