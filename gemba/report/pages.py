"""Break a column of strips into pages by their flags: nothing cut, nothing kept apart that belongs together.

Must not know what a strip holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gemba.report.ink import Placed, Strip

_LITTLE_ROOM = 0.45
"""The share of a page below which a sheet that does not fit is not begun any more."""


@dataclass(frozen=True, slots=True)
class PageBody:
    """The strips of one page at their heights, and how much of the page they fill."""

    placed: tuple[Placed, ...]
    filled: float


def break_pages(strips: Sequence[Strip], *, depth: float, first_depth: float | None = None) -> tuple[PageBody, ...]:
    """Return pages of at most ``depth`` points; the first may be shallower.

    A page ends where a strip does not forbid it. Where everything on a page is kept together, it breaks before the
    strip that no longer fits: text is never lost.
    """
    pages: list[PageBody] = []
    at = 0
    while at < len(strips):
        room = depth if pages or first_depth is None else first_depth
        page, at = _one_page(strips, at, room)
        pages.append(page)
    return tuple(pages)


def _waits(strip: Strip, top: float, depth: float) -> bool:
    """Say whether what begins with a strip is better begun on a new page: it does not fit and little room is left."""
    return top + strip.together_pt > depth + 0.01 and depth - top < depth * _LITTLE_ROOM


def _one_page(strips: Sequence[Strip], start: int, depth: float) -> tuple[PageBody, int]:
    placed: list[Placed] = []
    y = 0.0
    for head in strips[start].head if start and strips[start - 1].head == strips[start].head else ():
        placed.append(Placed(y, head))
        y += head.height
    heads = len(placed)
    at, allowed = start, start
    while at < len(strips):
        strip = strips[at]
        top = y + (strip.space_before if len(placed) > heads else 0.0)
        if at > start and (strip.new_page or top + strip.height > depth + 0.01 or _waits(strip, top, depth)):
            break
        placed.append(Placed(top, strip))
        y = top + strip.height
        at += 1
        if not strip.keep or at == len(strips):
            allowed = at
    finished = at == len(strips) or strips[at].new_page
    end = at if finished or allowed == start else allowed
    kept = tuple(placed[: heads + end - start])
    last = kept[-1]
    return PageBody(kept, last.y + last.strip.height), end
