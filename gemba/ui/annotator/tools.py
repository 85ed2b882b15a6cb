"""The tools as a table, and what each remembers: colour, width, size of text. Must not know widgets or the library."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from gemba.imaging.geometry import number_radius, text_size
from gemba.message import N_
from gemba.model.annotation import DEFAULT_COLOUR, Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.annotator.handles import Point, Rect, Size


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool; ``kind`` is what it draws, None for the one that selects. ``word`` stands under its icon."""

    name: str
    kind: MarkKind | None
    word: str
    key: str
    icon: str


SELECT = Tool("select", None, N_("Select"), "V", "mouse-pointer-2")
TOOLS = (
    SELECT,
    Tool("redact", MarkKind.REDACTION, N_("Cover"), "K", "eye-off"),
    Tool("arrow", MarkKind.ARROW, N_("Arrow"), "A", "move-up-right"),
    Tool("box", MarkKind.BOX, N_("Box"), "R", "square"),
    Tool("ellipse", MarkKind.ELLIPSE, N_("Ellipse"), "E", "circle"),
    Tool("line", MarkKind.LINE, N_("Line"), "D", "minus"),
    Tool("number", MarkKind.NUMBER, N_("Number"), "N", "hash"),
    Tool("text", MarkKind.TEXT, N_("Text"), "T", "type"),
    Tool("callout", MarkKind.CALLOUT, N_("Callout"), "U", "message-square"),
    Tool("marker", MarkKind.MARKER, N_("Marker"), "M", "highlighter"),
    Tool("pencil", MarkKind.PENCIL, N_("Pencil"), "P", "pencil"),
    Tool("spotlight", MarkKind.SPOTLIGHT, N_("Spotlight"), "S", "spotlight"),
    Tool("inset", MarkKind.INSET, N_("Magnify"), "L", "zoom-in"),
    Tool("crop", MarkKind.CROP, N_("Frame"), "X", "crop"),
)
#: draws no mark: the region that is dragged over is what a comment is about
COMMENT = Tool("comment", None, N_("Comment"), "C", "quote")
ALL_TOOLS = (*TOOLS, COMMENT)
BY_KIND = {tool.kind: tool for tool in TOOLS}

MARKER_COLOUR = "#E3A008"
COLOURS = (
    (DEFAULT_COLOUR, N_("Red")),
    ("#2F4BC4", N_("Blue")),
    ("#2B7A4B", N_("Green")),
    ("#A86A12", N_("Amber")),
    ("#7A3E9D", N_("Violet")),
    ("#1C1F24", N_("Black")),
    (MARKER_COLOUR, N_("Yellow")),
)
COLOURLESS = frozenset({MarkKind.REDACTION, MarkKind.CROP, MarkKind.SPOTLIGHT, MarkKind.POINTER})
WIDTHLESS = COLOURLESS | {MarkKind.TEXT, MarkKind.NUMBER, MarkKind.MARKER, MarkKind.CALLOUT, MarkKind.INSET}
SIZED = frozenset({MarkKind.TEXT, MarkKind.NUMBER, MarkKind.CALLOUT})
#: what a new one of is nothing without words
WRITTEN = frozenset({MarkKind.TEXT, MarkKind.CALLOUT})
WIDEST_PX = 40.0
_USUAL_PIXELS = math.sqrt(1920 * 1080)


@dataclass(frozen=True, slots=True)
class Style:
    """What a tool draws with; widths and sizes are for a screen of 1920 × 1080 at 100 % and grow with larger ones."""

    colour: str = DEFAULT_COLOUR
    width_px: float = 4.0
    size_px: float | None = None
    zoom: float = 2.0


class ToolMemory:
    """What each tool drew with last; one for all annotators of a program. Kept on disk by kept_tools.py."""

    def __init__(self) -> None:
        """Begin with every tool's own style."""
        self._styles: dict[MarkKind, Style] = {MarkKind.MARKER: Style(MARKER_COLOUR)}
        self.words_shown = True
        #: what was drawn with last; an arrow before anything was
        self.last = MarkKind.ARROW
        #: numbers go on over the pictures of a series
        self.numbers_go_on = True

    def styles(self) -> dict[MarkKind, Style]:
        """Return what every tool that was used draws with."""
        return dict(self._styles)

    def style(self, kind: MarkKind) -> Style:
        """Return what a tool draws with."""
        return self._styles.get(kind, Style())

    def keep(self, kind: MarkKind, style: Style) -> None:
        """Remember it for the tool's next mark."""
        self._styles[kind] = style

    def keep_of(self, mark: Mark, size: Size, *, screen_scale: float = 1.0) -> None:
        """Remember how a mark looks that a person has just changed."""
        scale = scale_of(size, screen_scale=screen_scale)
        own = None if mark.size_px is None else mark.size_px / scale
        if screen_scale > 1 and mark.size_px == usual_size(mark, size, screen_scale=screen_scale):
            own = None  # nobody chose it: it goes on to be the usual one of every picture
        self.keep(mark.kind, Style(mark.colour, mark.width_px / scale, own, mark.zoom))

    def step(self, kind: MarkKind, steps: int, size: Size, *, screen_scale: float = 1.0) -> None:
        """Let a tool draw its next mark wider or narrower; words and numbers larger or smaller."""
        style = self.style(kind)
        if kind in COLOURLESS or kind is MarkKind.MARKER:
            return
        if kind in SIZED:
            bare = self.bare(kind, size, screen_scale=screen_scale)
            self.keep_of(resized(bare, steps, size), size, screen_scale=screen_scale)
        elif kind is MarkKind.INSET:
            self.keep(kind, replace(style, zoom=min(max(style.zoom + steps / 4, 1.25), 8.0)))
        else:
            self.keep(kind, replace(style, width_px=min(max(style.width_px + steps, 1.0), WIDEST_PX)))

    def bare(self, kind: MarkKind, size: Size, *, screen_scale: float = 1.0) -> Mark:
        """Return a mark of the tool's size, for the sake of its numbers."""
        points = ((0.0, 0.0),) * (3 if kind is MarkKind.CALLOUT else 1)
        return self.new_mark(kind, points, size, screen_scale=screen_scale)

    def restyled(self, mark: Mark, size: Size, *, screen_scale: float = 1.0) -> Mark:
        """Return a mark as this tool would draw it now."""
        new = self.new_mark(mark.kind, mark.points, size, screen_scale=screen_scale)
        return replace(mark, colour=new.colour, width_px=new.width_px, size_px=new.size_px, zoom=new.zoom)

    def new_mark(
        self,
        kind: MarkKind,
        points: tuple[Point, ...],
        size: Size,
        *,
        number: int | None = None,
        screen_scale: float = 1.0,
    ) -> Mark:
        """Return a new mark as this tool draws it; ``screen_scale`` is that of the screen the picture is of."""
        style, scale = self.style(kind), scale_of(size, screen_scale=screen_scale)
        made = Mark(
            id=new_id(),
            kind=kind,
            points=points,
            number=number,
            colour=style.colour,
            width_px=round(style.width_px * scale, 1),
            size_px=None if style.size_px is None else round(style.size_px * scale, 1),
            zoom=style.zoom,
        )
        if style.size_px is None and screen_scale > 1 and kind in SIZED:
            return replace(made, size_px=usual_size(made, size, screen_scale=screen_scale))
        return made


def scale_of(size: Size, *, screen_scale: float = 1.0) -> float:
    """Return how many times wider marks are drawn on a picture than on a usual screen.

    As many times as it is larger, and never less than its screen was scaled by: a small region of a screen at 200 % has
    twice the pixels of the same region at 100 %, and its marks are to look the same beside what they point at.
    """
    return max(1.0, screen_scale, math.sqrt(size[0] * size[1]) / _USUAL_PIXELS)


def usual_size(mark: Mark, size: Size, *, screen_scale: float) -> float:
    """Return the size in pixels of words or a number that nobody chose a size for, as on the same region at 100 %."""
    scale = max(1.0, screen_scale)
    plain, unscaled = replace(mark, size_px=None), (round(size[0] / scale), round(size[1] / scale))
    usual = number_radius(plain, unscaled) if mark.kind is MarkKind.NUMBER else text_size(plain, unscaled)
    return round(usual * scale, 1)


def placed(
    memory: ToolMemory,
    kind: MarkKind,
    middle: Point,
    size: Size,
    *,
    number: int | None = None,
    screen_scale: float = 1.0,
) -> Mark:
    """Return a mark of the usual size around a place, for drawing without a mouse."""
    x, y = round(middle[0]), round(middle[1])
    scale = scale_of(size, screen_scale=screen_scale)
    wide, high = round(min(size[0] * 0.12, 160 * scale)), round(min(size[1] * 0.1, 80 * scale))
    points: tuple[Point, ...] = ((x - wide / 2, y - high / 2), (x + wide / 2, y + high / 2))
    if kind in (MarkKind.NUMBER, MarkKind.TEXT):
        points = ((float(x), float(y)),)
    elif kind is MarkKind.ARROW:
        points = ((x - wide / 2, y + high / 2), (float(x), float(y)))
    elif kind is MarkKind.LINE:
        points = ((x - wide / 2, float(y)), (x + wide / 2, float(y)))
    elif kind is MarkKind.CALLOUT:
        points = (*points, (x - wide / 2, y + 1.5 * high))
    elif kind is MarkKind.INSET:
        points = (*points, copy_corner((*points[0], *points[1]), memory.style(kind).zoom, size))
    elif kind is MarkKind.CROP:
        points = ((size[0] * 0.1, size[1] * 0.1), (size[0] * 0.9, size[1] * 0.9))
    return memory.new_mark(kind, points, size, number=number, screen_scale=screen_scale)


def bubble(tip: Point, at: Point, words_px: float, size: Size) -> tuple[Point, Point, Point]:
    """Return the points of a new callout: a box for a few words around ``at``, inside the picture, and its tip.

    A mere click is a tip; the box then stands above it, at its right.
    """
    wide, high = min(9 * words_px, 0.6 * size[0]), 2.2 * words_px
    if math.dist(tip, at) < words_px:
        at = (tip[0] + 0.6 * wide, tip[1] - 2 * high)
    left = min(max(at[0] - wide / 2, 0.0), max(size[0] - wide, 0.0))
    top = min(max(at[1] - high / 2, 0.0), max(size[1] - high, 0.0))
    left, top = round(left), round(top)
    return (float(left), float(top)), (float(round(left + wide)), float(round(top + high))), tip


def copy_corner(source: Rect, zoom: float, size: Size) -> Point:
    """Return where the magnified copy of a part goes: beside it where there is room, never over it if it can be."""
    x0, y0, x1, y1 = source
    wide, high = (x1 - x0) * zoom, (y1 - y0) * zoom
    gap = max(12.0, 0.02 * math.sqrt(size[0] * size[1]))
    middle = min(max((y0 + y1) / 2 - high / 2, gap), max(size[1] - high - gap, 0.0))
    across = min(max((x0 + x1) / 2 - wide / 2, gap), max(size[0] - wide - gap, 0.0))
    for corner, fits in (
        ((x1 + 2 * gap, middle), x1 + 3 * gap + wide <= size[0]),
        ((x0 - 2 * gap - wide, middle), x0 - 3 * gap - wide >= 0),
        ((across, y1 + 2 * gap), y1 + 3 * gap + high <= size[1]),
        ((across, y0 - 2 * gap - high), y0 - 3 * gap - high >= 0),
    ):
        if fits:
            return float(round(corner[0])), float(round(corner[1]))
    return float(round(across)), float(round(max(size[1] - high - gap, 0.0)))


def resized(mark: Mark, steps: int, size: Size) -> Mark:
    """Return a number, text or callout so many steps larger or smaller."""
    now = number_radius(mark, size) if mark.kind is MarkKind.NUMBER else text_size(mark, size)
    return replace(mark, size_px=min(max(now + 2.0 * steps, 8.0), 400.0))


def next_number(marks: tuple[Mark, ...], before: int = 0) -> int:
    """Return the number that comes after those on the picture, and after ``before`` on others of its series."""
    return max(top_number(marks), before) + 1


def top_number(marks: tuple[Mark, ...]) -> int:
    """Return the largest number on a picture, 0 where there is none."""
    return max((mark.number for mark in marks if mark.number is not None), default=0)
