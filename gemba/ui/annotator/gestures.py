"""What a drag does to a mark while the button is down: draw, scribble, move, pull a handle. Pure values.

A gesture holds one live mark, which becomes one operation when the button is let go. Must not know Qt's events,
widgets or the library.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Protocol

from gemba.imaging.geometry import text_size
from gemba.model.annotation import Mark, MarkKind
from gemba.ui.annotator.guides import Guide, Guides
from gemba.ui.annotator.handles import FREELY, STROKES, Point, Pull, Size, drawn, pulled, source_box
from gemba.ui.annotator.tools import ToolMemory, bubble, copy_corner

LEAST_DRAG_PX = 4.0
_PENCIL_STEP_PX = 2.0


class Gesture(Protocol):
    """One drag. ``mark`` is what is shown meanwhile, None as long as nothing is."""

    mark: Mark | None
    guides: tuple[Guide, ...]
    new: bool

    def drag(self, to: Point, pull: Pull, *, reach: float) -> None:
        """Follow the pointer; ``reach`` is how near in picture pixels things cling, 0 for not at all."""

    def restyle(self, memory: ToolMemory) -> None:
        """Go on with what the tool draws with now; what is moved or pulled keeps its looks."""

    def result(self) -> Mark | None:
        """Return the mark to keep, None where the drag was too short to mean one."""


class Draw:
    """Draw a mark from one point to another, or put one down where a number or a text is."""

    new = True

    def __init__(
        self,
        kind: MarkKind,
        start: Point,
        size: Size,
        memory: ToolMemory,
        guides: Guides,
        *,
        number: int | None = None,
        screen_scale: float = 1.0,
    ) -> None:
        """Begin where the button went down, on a picture of a screen of that scale."""
        self._scale = screen_scale
        self._kind = kind
        self._size = size
        self._guides = guides
        self._start = guides.point(*start, reach=0)[0]
        self.guides: tuple[Guide, ...] = ()
        single = kind in (MarkKind.NUMBER, MarkKind.TEXT)
        points: tuple[Point, ...] = (self._start,) if single else (self._start, self._start)
        if kind in (MarkKind.CALLOUT, MarkKind.INSET):
            points = (self._start, self._start, self._start)
        self._mark = memory.new_mark(kind, points, size, number=number, screen_scale=screen_scale)
        self._end: tuple[Point, Pull] | None = None
        self.mark: Mark | None = self._mark if single else None
        if kind is MarkKind.CALLOUT:
            self.mark = self._bubble(self._start)

    def drag(self, to: Point, pull: Pull, *, reach: float) -> None:
        """Follow the pointer."""
        end, self.guides = self._guides.point(*to, reach=reach)
        self._end = (end, pull)
        self._stretch(end, pull)

    def restyle(self, memory: ToolMemory) -> None:
        """Draw on with what the tool remembers now."""
        self._mark = memory.restyled(self._mark, self._size, screen_scale=self._scale)
        if self._end is not None:
            self._stretch(*self._end)
        elif self.mark is not None:
            self.mark = self._bubble(self._start) if self._kind is MarkKind.CALLOUT else self._mark

    def _stretch(self, end: Point, pull: Pull) -> None:
        if self._kind is MarkKind.TEXT:
            self.mark = replace(self._mark, points=(end,))
        elif self._kind is MarkKind.NUMBER:
            far = math.dist(self._start, end) >= 3 * LEAST_DRAG_PX
            self.mark = replace(self._mark, points=(self._start, end)) if far else self._mark
        elif self._kind is MarkKind.CALLOUT:
            self.mark = self._bubble(end)
        else:
            points = drawn(self._start, end, square=self._kind not in STROKES, pull=pull)
            self.mark = replace(self._mark, points=self._with_copy(points))

    def _bubble(self, at: Point) -> Mark:
        return replace(self._mark, points=bubble(self._start, at, text_size(self._mark, self._size), self._size))

    def _with_copy(self, points: tuple[Point, Point]) -> tuple[Point, ...]:
        if self._kind is not MarkKind.INSET:
            return points
        (a, b), (c, d) = points
        source = (min(a, c), min(b, d), max(a, c), max(b, d))
        return (*points, copy_corner(source, self._mark.zoom, self._size))

    def result(self) -> Mark | None:
        """Return the mark, None for a mere click of a tool that needs two points."""
        if self.mark is None or len(self.mark.points) == 1 or self._kind is MarkKind.CALLOUT:
            return self.mark
        return self.mark if math.dist(*self.mark.points[:2]) >= LEAST_DRAG_PX else None


class Scribble:
    """Draw a free stroke."""

    new = True

    def __init__(self, start: Point, size: Size, memory: ToolMemory, *, screen_scale: float = 1.0) -> None:
        """Begin where the button went down, on a picture of a screen of that scale."""
        self._size = size
        self._scale = screen_scale
        self._points = [start]
        self._mark = memory.new_mark(MarkKind.PENCIL, (start, start), size, screen_scale=screen_scale)
        self.mark: Mark | None = None
        self.guides: tuple[Guide, ...] = ()

    def drag(self, to: Point, pull: Pull, *, reach: float) -> None:
        """Follow the pointer; with Shift in one straight line."""
        if pull.constrain:
            self._points[1:] = [to]
        elif math.dist(self._points[-1], to) >= _PENCIL_STEP_PX:
            self._points.append((round(to[0], 1), round(to[1], 1)))
        if len(self._points) > 1:
            self.mark = replace(self._mark, points=tuple(self._points))

    def restyle(self, memory: ToolMemory) -> None:
        """Draw on with what the tool remembers now."""
        self._mark = memory.restyled(self._mark, self._size, screen_scale=self._scale)
        if self.mark is not None:
            self.mark = replace(self._mark, points=self.mark.points)

    def result(self) -> Mark | None:
        """Return the stroke."""
        return self.mark


class Move:
    """Move a mark, or the part of it that was taken hold of: the words of a callout, the copy of a magnified part."""

    new = False

    def __init__(self, mark: Mark, start: Point, guides: Guides) -> None:
        """Take hold of a mark at a point."""
        self._mark = mark
        self._part = part_at(mark, start)
        self._start = start
        self._guides = guides
        self.mark: Mark | None = mark
        self.guides: tuple[Guide, ...] = ()

    def drag(self, to: Point, pull: Pull, *, reach: float) -> None:
        """Follow the pointer; with Shift only along one direction."""
        dx, dy = float(round(to[0] - self._start[0])), float(round(to[1] - self._start[1]))
        if pull.constrain:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        held = Mark("", MarkKind.PENCIL, 2 * tuple(self._mark.points[one] for one in self._part))
        more_x, more_y, self.guides = self._guides.shift(held.moved(dx, dy).box(), reach=reach)
        points = list(self._mark.points)
        for one in self._part:
            points[one] = (points[one][0] + dx + more_x, points[one][1] + dy + more_y)
        self.mark = replace(self._mark, points=tuple(points))

    def restyle(self, memory: ToolMemory) -> None:
        """Leave it as it looks."""

    def result(self) -> Mark | None:
        """Return the moved mark, None where it stands as it stood."""
        return self.mark if self.mark != self._mark else None


def part_at(mark: Mark, at: Point) -> tuple[int, ...]:
    """Return which points move along when a mark is taken hold of somewhere."""
    if mark.kind is MarkKind.CALLOUT:
        return (0, 1)
    if mark.kind is MarkKind.INSET:
        x0, y0, x1, y1 = source_box(mark)
        inside = x0 <= at[0] <= x1 and y0 <= at[1] <= y1
        return (0, 1) if inside else (2,)
    return tuple(range(len(mark.points)))


class PullHandle:
    """Pull a handle of a mark."""

    new = False

    def __init__(self, mark: Mark, index: int, size: Size, guides: Guides) -> None:
        """Take hold of a handle."""
        self._mark = mark
        self._index = index
        self._size = size
        self._guides = guides
        self.mark: Mark | None = mark
        self.guides: tuple[Guide, ...] = ()

    def drag(self, to: Point, pull: Pull = FREELY, *, reach: float) -> None:
        """Follow the pointer."""
        end, self.guides = self._guides.point(*to, reach=reach)
        self.mark = pulled(self._mark, self._index, end, self._size, pull)

    def restyle(self, memory: ToolMemory) -> None:
        """Leave it as it looks."""

    def result(self) -> Mark | None:
        """Return the changed mark, None where it is as it was."""
        return self.mark if self.mark != self._mark else None
