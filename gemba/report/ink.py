"""What can stand on a page, as values: text, lines, shapes, pictures, links; and strips, which no page break cuts.

Lengths are points, x to the right, y downwards from the top of whatever holds the ink (a strip, a page). A page is
strips at heights; nothing is drawn before `pdf` paints it. Must not know Markdown, ReportLab or the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

BLACK, GREY, LIGHT, PALE, ACCENT = "#1A1A1A", "#6B6B6B", "#B8B8B8", "#EEF1FA", "#2F4BC4"
HAIRLINE_PT = 0.5


class Text(NamedTuple):
    """Words on a baseline. ``actual`` is what a reader copies where the drawn sign only stands for it.

    ``stroked`` draws bold by stroking, ``turned`` runs upwards, ``halo`` is a white outline of that width around.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    colour: str = BLACK
    stroked: bool = False
    actual: str = ""
    turned: bool = False
    halo: float = 0.0


class Shape(NamedTuple):
    """A line through points, open or closed."""

    points: tuple[tuple[float, float], ...]
    stroke: str = ""
    fill: str = ""
    width: float = HAIRLINE_PT
    closed: bool = False
    dash: tuple[float, ...] = ()


class Path(NamedTuple):
    """Paths with curves: ("M", (x, y)), ("L", (x, y)), ("C", six numbers), ("Z", ()); round joins and caps."""

    commands: tuple[tuple[str, tuple[float, ...]], ...]
    stroke: str = ""
    fill: str = ""
    width: float = 0.0
    opacity: float = 1.0
    even_odd: bool = False


class Image(NamedTuple):
    """A picture in a box; ``key`` finds it among the document's renditions."""

    x: float
    y: float
    width: float
    height: float
    key: str


class Clip(NamedTuple):
    """From here to the matching Unclip nothing is drawn outside the box."""

    x: float
    y: float
    width: float
    height: float


class Unclip(NamedTuple):
    """End the last Clip."""


class Link(NamedTuple):
    """A box that leads to an outside address or, with ``#name``, to an anchor of this file."""

    x: float
    y: float
    width: float
    height: float
    href: str


Mark = Text | Shape | Path | Image | Clip | Unclip | Link
Marks = tuple[Mark, ...]


class Ink(NamedTuple):
    """Marks moved by (dx, dy): paragraphs are set once and used wherever they land."""

    dx: float
    dy: float
    marks: Marks


class Anchor(NamedTuple):
    """A place links lead to; with a title it is a bookmark too, ``level`` 0 outermost."""

    name: str
    title: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal piece of a page that is never cut.

    ``keep`` forbids a page break after it. ``baselines`` are the heights of its numbered lines of text. ``block`` is
    the index of the block it came from (-1: none). ``head`` is repeated on top where a page begins with this strip.
    ``together_pt`` is the height of what begins here: it goes to a new page where it does not fit and little is left.
    """

    height: float
    inks: tuple[Ink, ...] = ()
    space_before: float = 0.0
    keep: bool = False
    baselines: tuple[float, ...] = ()
    block: int = -1
    head: tuple[Strip, ...] = field(default=())
    anchors: tuple[Anchor, ...] = ()
    new_page: bool = False
    together_pt: float = 0.0


class Placed(NamedTuple):
    """A strip at its height on a page."""

    y: float
    strip: Strip


def shifted(strips: Iterable[Strip], *, dx: float) -> tuple[Strip, ...]:
    """Return the strips moved to the right by ``dx``."""
    return tuple(
        replace(
            strip,
            inks=tuple(Ink(ink.dx + dx, ink.dy, ink.marks) for ink in strip.inks),
            head=shifted(strip.head, dx=dx),
        )
        for strip in strips
    )


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str = BLACK, width: float = HAIRLINE_PT) -> Shape:
    """Return a straight line."""
    return Shape(((x1, y1), (x2, y2)), stroke=colour, width=width)


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    stroke: str = "",
    fill: str = "",
    line_width: float = HAIRLINE_PT,
) -> Shape:
    """Return a rectangle from its top left corner."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Shape(corners, stroke=stroke, fill=fill, width=line_width, closed=True)
