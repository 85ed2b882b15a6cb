"""The look of each kind of mark: numbers in, shapes out. Nothing here draws.

Each function takes one mark in pixels of the picture and gives its shapes, lowest first. Must not know Pillow, Qt
or ReportLab.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from gemba.imaging.pointer import pointer
from gemba.imaging.rects import IntRect, snap
from gemba.imaging.shape import KAPPA, REDACTION_COLOUR, Command, PathShape, Point, Rect, RegionShape, Shape, rounded
from gemba.imaging.words import ASCENT, CAP, LEADING, clean, line_shapes, width_em, wrap
from gemba.model.annotation import Mark, MarkKind

Size = tuple[int, int]

DIM_OPACITY = 0.55
MARKER_OPACITY = 0.35
CALLOUT_INK = "#1C1C1C"
CALLOUT_PAPER = "#FFFFFF"
_SMALLEST_TEXT_PX = 11.0
_CALLOUT_EM = 16.0
_LARGEST_TEXT_PX = 600.0


def text_size(mark: Mark, size: Size) -> float:
    """Return the text height in pixels: the mark's own, or one that is readable when the picture is printed."""
    own = mark.size_px or min(120.0, max(15.0, 0.021 * math.sqrt(size[0] * size[1])))
    return min(max(own, 1.0), _LARGEST_TEXT_PX)


def number_radius(mark: Mark, size: Size) -> float:
    """Return the radius of a number's disc in pixels."""
    return max(mark.size_px or 0.72 * text_size(mark, size), 1.0)


def halo(width_px: float) -> float:
    """Return how far the white halo reaches beyond a stroke of that width."""
    return max(1.5, 0.45 * width_px)


def arrow(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw one closed shape: a shaft that widens a little towards the head, and a barbed head."""
    (x0, y0), (x1, y1) = mark.points
    length = math.hypot(x1 - x0, y1 - y0)
    w = mark.width_px
    if length < 1:
        return (_dot((x0, y0), 1.5 * w, mark.colour, halo(w)),)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    head = min(4.2 * w + 6, 0.75 * length)
    half = 0.46 * head
    neck = min(0.6 * w, 0.5 * half)
    outline = ((0.0, 0.6 * neck), (length - 0.84 * head, neck), (length - head, half), (length, 0.0))
    there = [(x0 + a * ux - b * uy, y0 + a * uy + b * ux) for a, b in outline]
    back = [(x0 + a * ux + b * uy, y0 + a * uy - b * ux) for a, b in reversed(outline[:-1])]
    return (PathShape(_polygon([*there, *back]), fill=mark.colour, halo_px=halo(w)),)


def line(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw a straight stroke."""
    (x0, y0), (x1, y1) = mark.points
    return (_stroke((("M", (x0, y0)), ("L", (x1, y1))), mark),)


def box(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw the outline of a rectangle with slightly round corners."""
    x0, y0, x1, y1 = mark.box()
    return (_stroke(rounded((x0, y0, x1, y1), min(1.5 * mark.width_px, (x1 - x0) / 4, (y1 - y0) / 4)), mark),)


def ellipse(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw the outline of the ellipse inside the box."""
    return (_stroke(_ellipse(mark.box()), mark),)


def pencil(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw a free stroke, smoothed through the middles of its pieces."""
    points = mark.points
    commands: list[Command] = [("M", points[0])]
    middle = points[0]
    for (ax, ay), (bx, by) in pairwise(points[:-1] if len(points) > 2 else points):
        target = ((ax + bx) / 2, (ay + by) / 2)
        commands.append(_quadratic(middle, (ax, ay), target))
        middle = target
    if len(points) > 2:
        commands.append(_quadratic(middle, points[-2], points[-1]))
    else:
        commands.append(("L", points[-1]))
    return (_stroke(tuple(commands), mark),)


def marker(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw a translucent block like that of a text marker."""
    x0, y0, x1, y1 = mark.box()
    path = rounded((x0, y0, x1, y1), min(4.0, (y1 - y0) / 6))
    return (PathShape(path, fill=mark.colour, opacity=MARKER_OPACITY),)


def text(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw bold words in the mark's colour with a white halo; lines break where the writer broke them."""
    size_px = text_size(mark, size)
    x, y = mark.points[0]
    out: list[Shape] = []
    for row, words in enumerate(clean(mark.text).split("\n")):
        baseline = y + (ASCENT + row * LEADING) * size_px
        out += line_shapes(words, x, baseline, size_px, mark.colour, halo_px=max(1.5, 0.1 * size_px))
    return tuple(out)


def number(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw a disc with its number; with a tip it becomes a drop that points there."""
    radius = number_radius(mark, size)
    centre = mark.points[0]
    ring = max(1.5, 0.12 * radius)
    path = _disc(centre, radius)
    if len(mark.points) == 2 and math.dist(centre, mark.points[1]) > 1.15 * radius:
        path = _drop(centre, radius, mark.points[1])
    disc = PathShape(path, fill=mark.colour, halo_px=ring)
    digits = "" if mark.number is None else str(mark.number)
    if not digits:
        return (disc,)
    size_px = min(radius * {1: 1.32, 2: 1.12}.get(len(digits), 2.3 / len(digits) + 0.1), _LARGEST_TEXT_PX)
    width = width_em(digits) * size_px
    baseline = centre[1] + CAP * size_px / 2
    run = line_shapes(digits, centre[0] - width / 2, baseline, size_px, _ink_on(mark.colour))
    return (disc, *run)


def callout(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw a white box with a coloured edge, a tip, and words that shrink before the box has to grow."""
    x0, y0, x1, y1 = Mark("", MarkKind.BOX, mark.points[:2]).box()
    size_px = text_size(mark, size)
    lines, size_px = _fitted(mark.text, x1 - x0, y1 - y0, size_px)
    pad = 0.5 * size_px
    block = (len(lines) - 1) * LEADING * size_px + size_px
    y1 = max(y1, y0 + block + 2 * pad)
    edge = max(2.0, 0.6 * mark.width_px)
    outline = _bubble((x0, y0, x1, y1), mark.points[2], radius=min(0.4 * size_px, (y1 - y0) / 3))
    shape = PathShape(
        outline, stroke=mark.colour, stroke_px=edge, fill=CALLOUT_PAPER, halo_px=max(1.5, 0.35 * mark.width_px)
    )
    first = (y0 + y1) / 2 - block / 2 + (CAP + 1) / 2 * size_px
    out: list[Shape] = [shape]
    for row, words in enumerate(lines):
        out += line_shapes(words, x0 + pad, first + row * LEADING * size_px, size_px, CALLOUT_INK)
    return tuple(out)


def callout_extent(words: str, size_px: float) -> tuple[float, float]:
    """Return width and height of the box in which the words of a callout stand at full size."""
    lines = wrap(words, _CALLOUT_EM * size_px, size_px)
    wide = max(3.0, *(width_em(line) for line in lines)) * size_px
    return math.ceil(wide + 1.1 * size_px), math.ceil(((len(lines) - 1) * LEADING + 2.0) * size_px)


def spotlight(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Dim everything outside the box."""
    return (RegionShape("spotlight", holes=(mark.box(),), radius_px=6.0, opacity=DIM_OPACITY),)


def inset(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw the source again, magnified, in a frame; thin lines join the frame with the source."""
    source = Mark("", MarkKind.BOX, mark.points[:2]).box()
    x, y = mark.points[2]
    target = (x, y, x + (source[2] - source[0]) * mark.zoom, y + (source[3] - source[1]) * mark.zoom)
    thin = max(1.5, 0.4 * mark.width_px)
    frame = max(2.0, 0.75 * mark.width_px)
    rim = halo(thin)
    joins = [
        PathShape((("M", a), ("L", b)), stroke=mark.colour, stroke_px=thin, halo_px=rim)
        for a, b in _tangents(source, target)
    ]
    around = PathShape(rounded(source, 2.0), stroke=mark.colour, stroke_px=thin, halo_px=rim)
    under = PathShape(rounded(target, 0.0), fill=mark.colour, stroke=mark.colour, stroke_px=frame, halo_px=halo(frame))
    over = PathShape(rounded(target, 0.0), stroke=mark.colour, stroke_px=frame)
    return (*joins, around, under, RegionShape("inset", source=source, target=target), over)


def redaction(mark: Mark, size: Size, *, lossy: bool = False) -> tuple[Shape, ...]:
    """Draw the solid block that will be burnt in, as snapped."""
    block = snap(mark.box(), lossy=lossy, size=size, full_width=mark.full_width)
    return () if block.is_empty else (redaction_block(block),)


def redaction_block(block: IntRect) -> PathShape:
    """Return the solid block of one burnt-in rectangle."""
    return PathShape(rounded((*map(float, block),), 0.0), fill=REDACTION_COLOUR)  # type: ignore[arg-type]


def crop(mark: Mark, size: Size) -> tuple[Shape, ...]:
    """Draw nothing: a crop is carried out, not drawn."""
    return ()


LOOKS: dict[MarkKind, Callable[[Mark, Size], tuple[Shape, ...]]] = {
    MarkKind.ARROW: arrow,
    MarkKind.LINE: line,
    MarkKind.BOX: box,
    MarkKind.ELLIPSE: ellipse,
    MarkKind.PENCIL: pencil,
    MarkKind.MARKER: marker,
    MarkKind.TEXT: text,
    MarkKind.NUMBER: number,
    MarkKind.CALLOUT: callout,
    MarkKind.SPOTLIGHT: spotlight,
    MarkKind.INSET: inset,
    MarkKind.CROP: crop,
    MarkKind.REDACTION: redaction,
    MarkKind.POINTER: pointer,
}


def _fitted(words: str, width: float, height: float, size_px: float) -> tuple[tuple[str, ...], float]:
    """Return the lines of a callout and the largest text size, from ``size_px`` down, at which they fit."""
    while True:
        lines = wrap(words, width - size_px, size_px)
        needed = ((len(lines) - 1) * LEADING + 2.0) * size_px
        if needed <= height or size_px <= _SMALLEST_TEXT_PX:
            return lines, size_px
        size_px = max(_SMALLEST_TEXT_PX, 0.94 * size_px)


def _bubble(rect: Rect, tip: Point, *, radius: float) -> tuple[Command, ...]:
    """Return the path of a rounded box that runs out into the tip, where the tip lies outside."""
    x0, y0, x1, y1 = rect
    out = {"top": y0 - tip[1], "bottom": tip[1] - y1, "left": x0 - tip[0], "right": tip[0] - x1}
    side = max(out, key=lambda name: out[name])
    plain = rounded(rect, radius)
    if out[side] <= 0 or radius <= 0:
        return plain
    level = side in ("top", "bottom")
    low, high = (x0 + radius, x1 - radius) if level else (y0 + radius, y1 - radius)
    half = min(1.1 * radius + 4, (high - low) / 2)
    base = min(max(tip[0] if level else tip[1], low + half), high - half)
    # Index of the straight stroke of each side in the path that ``rounded`` gives; the tip goes in before its end.
    index, forward = {"top": (1, 1), "right": (3, 1), "bottom": (5, -1), "left": (7, -1)}[side]
    edge = {"top": y0, "bottom": y1, "left": x0, "right": x1}[side]
    feet = [(base - forward * half, edge), (base + forward * half, edge)]
    first, second = feet if level else [(b, a) for a, b in feet]
    return (*plain[:index], ("L", first), ("L", tip), ("L", second), *plain[index:])


def _tangents(source: Rect, target: Rect) -> list[tuple[Point, Point]]:
    """Return the two outer lines that join like corners of two rectangles; none where one holds the other."""

    def corners(r: Rect) -> tuple[Point, ...]:
        return (r[0], r[1]), (r[2], r[1]), (r[2], r[3]), (r[0], r[3])

    every = (*corners(source), *corners(target))
    joins = []
    for (ax, ay), (bx, by) in zip(corners(source), corners(target), strict=True):
        sides = [(bx - ax) * (py - ay) - (by - ay) * (px - ax) for px, py in every]
        if min(sides) >= -1e-6 or max(sides) <= 1e-6:
            joins.append(((ax, ay), (bx, by)))
    return joins[:2]


def _stroke(commands: tuple[Command, ...], mark: Mark) -> PathShape:
    return PathShape(commands, stroke=mark.colour, stroke_px=mark.width_px, halo_px=halo(mark.width_px))


def _polygon(points: list[Point]) -> tuple[Command, ...]:
    return (("M", points[0]), *(("L", point) for point in points[1:]), ("Z", ()))


def _quadratic(start: Point, control: Point, end: Point) -> Command:
    (sx, sy), (cx, cy), (ex, ey) = start, control, end
    return (
        "C",
        (sx + (cx - sx) * 2 / 3, sy + (cy - sy) * 2 / 3, ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3, ex, ey),
    )


def _ellipse(rect: Rect) -> tuple[Command, ...]:
    x0, y0, x1, y1 = rect
    cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    kx, ky = rx * KAPPA, ry * KAPPA
    return (
        ("M", (x1, cy)),
        ("C", (x1, cy + ky, cx + kx, y1, cx, y1)),
        ("C", (cx - kx, y1, x0, cy + ky, x0, cy)),
        ("C", (x0, cy - ky, cx - kx, y0, cx, y0)),
        ("C", (cx + kx, y0, x1, cy - ky, x1, cy)),
        ("Z", ()),
    )


def _disc(centre: Point, radius: float) -> tuple[Command, ...]:
    return _ellipse((centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius))


def _dot(centre: Point, radius: float, colour: str, halo_px: float) -> PathShape:
    return PathShape(_disc(centre, radius), fill=colour, halo_px=halo_px)


def _drop(centre: Point, radius: float, tip: Point) -> tuple[Command, ...]:
    """Return a disc that runs out into the tip."""
    towards = math.atan2(tip[1] - centre[1], tip[0] - centre[0])
    opening = 0.62
    start, steps = towards + opening, 4
    sweep = (2 * math.pi - 2 * opening) / steps
    handle = 4 / 3 * math.tan(sweep / 4) * radius
    angles = [start + n * sweep for n in range(steps + 1)]
    at = [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]
    commands: list[Command] = [("M", tip), ("L", at[0])]
    for n in range(steps):
        (ax, ay), (bx, by) = at[n], at[n + 1]
        a, b = angles[n], angles[n + 1]
        first = (ax - handle * math.sin(a), ay + handle * math.cos(a))
        second = (bx + handle * math.sin(b), by - handle * math.cos(b))
        commands.append(("C", (*first, *second, bx, by)))
    return (*commands, ("Z", ()))


def _ink_on(colour: str) -> str:
    """Return white, or near-black on a colour too light for white digits."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 165 else CALLOUT_INK
