"""Rectangles of pixels: cut, moved, stretched, typed. Pure numbers; must not know Qt or a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_SIZE = re.compile(r"\s*(\d{1,5})\s*[x×*,; ]\s*(\d{1,5})\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in device pixels; empty where it has no width or no height."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def between(cls, x: int, y: int, other_x: int, other_y: int) -> Rect:
        """Return the rectangle that holds both pixels, whichever way it was drawn."""
        return cls(min(x, other_x), min(y, other_y), abs(x - other_x) + 1, abs(y - other_y) + 1)

    @property
    def right(self) -> int:
        """Return the first column that is not in it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Return the first row that is not in it."""
        return self.top + self.height

    @property
    def is_empty(self) -> bool:
        """Say whether no pixel is in it."""
        return self.width < 1 or self.height < 1

    def holds(self, x: int, y: int) -> bool:
        """Say whether a pixel is in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def covers(self, other: Rect) -> bool:
        """Say whether all of another lies in it."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def cut(self, other: Rect) -> Rect:
        """Return what is in both; empty where nothing is."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rect(left, top, max(0, right - left), max(0, bottom - top))

    def minus(self, other: Rect) -> list[Rect]:
        """Return what is left of it without another, as up to four rectangles."""
        cut = self.cut(other)
        if cut.is_empty:
            return [] if self.is_empty else [self]
        pieces = (
            Rect(self.left, self.top, self.width, cut.top - self.top),
            Rect(self.left, cut.bottom, self.width, self.bottom - cut.bottom),
            Rect(self.left, cut.top, cut.left - self.left, cut.height),
            Rect(cut.right, cut.top, self.right - cut.right, cut.height),
        )
        return [one for one in pieces if not one.is_empty]

    def moved(self, dx: int, dy: int) -> Rect:
        """Return it somewhere else."""
        return replace(self, left=self.left + dx, top=self.top + dy)

    def inside(self, room: Rect) -> Rect:
        """Return it moved into a room, and made smaller where it is larger than that."""
        width, height = min(self.width, room.width), min(self.height, room.height)
        left = min(max(self.left, room.left), room.right - width)
        top = min(max(self.top, room.top), room.bottom - height)
        return Rect(left, top, width, height)


def typed_size(text: str) -> tuple[int, int] | None:
    """Read "800x600" (also with ×, a comma or a space between) as width and height, None for anything else."""
    found = _SIZE.match(text)
    if found is None:
        return None
    width, height = int(found[1]), int(found[2])
    return (width, height) if width and height else None


def around(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle that holds all of these; empty for none."""
    some = [one for one in rects if not one.is_empty]
    if not some:
        return Rect(0, 0, 0, 0)
    left, top = min(one.left for one in some), min(one.top for one in some)
    right, bottom = max(one.right for one in some), max(one.bottom for one in some)
    return Rect(left, top, right - left, bottom - top)
