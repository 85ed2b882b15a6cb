"""The tools as a table, and what each remembers: colour, width, size of text. Must not know widgets or the library."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from gemba.message import N_
from gemba.model.annotation import DEFAULT_COLOUR, Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.annotator.handles import Point, Size


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
    Tool("marker", MarkKind.MARKER, N_("Marker"), "M", "highlighter"),
    Tool("pencil", MarkKind.PENCIL, N_("Pencil"), "P", "pencil"),
)
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
COLOURLESS = frozenset({MarkKind.REDACTION, MarkKind.CROP, MarkKind.SPOTLIGHT})
WIDTHLESS = COLOURLESS | {MarkKind.TEXT, MarkKind.NUMBER, MarkKind.MARKER}
SIZED = frozenset({MarkKind.TEXT, MarkKind.NUMBER})
WIDEST_PX = 40.0
_USUAL_PIXELS = math.sqrt(1920 * 1080)


@dataclass(frozen=True, slots=True)
class Style:
    """What a tool draws with; widths and sizes are for a picture of 1920 × 1080 and grow with larger ones."""

    colour: str = DEFAULT_COLOUR
    width_px: float = 4.0
    size_px: float | None = None


class ToolMemory:
    """What each tool drew with last; one for all annotators of a program."""

    def __init__(self) -> None:
        """Begin with every tool's own style."""
        self._styles: dict[MarkKind, Style] = {MarkKind.MARKER: Style(MARKER_COLOUR)}

    def style(self, kind: MarkKind) -> Style:
        """Return what a tool draws with."""
        return self._styles.get(kind, Style())

    def keep(self, kind: MarkKind, style: Style) -> None:
        """Remember it for the tool's next mark."""
        self._styles[kind] = style

    def keep_of(self, mark: Mark, size: Size) -> None:
        """Remember how a mark looks that a person has just changed."""
        scale = scale_of(size)
        own = None if mark.size_px is None else mark.size_px / scale
        self.keep(mark.kind, Style(mark.colour, mark.width_px / scale, own))

    def new_mark(self, kind: MarkKind, points: tuple[Point, ...], size: Size, *, number: int | None = None) -> Mark:
        """Return a new mark as this tool draws it."""
        style, scale = self.style(kind), scale_of(size)
        return Mark(
            id=new_id(),
            kind=kind,
            points=points,
            number=number,
            colour=style.colour,
            width_px=round(style.width_px * scale, 1),
            size_px=None if style.size_px is None else round(style.size_px * scale, 1),
        )


def scale_of(size: Size) -> float:
    """Return how much larger than a usual screen a picture is: marks on it are drawn that much wider."""
    return max(1.0, math.sqrt(size[0] * size[1]) / _USUAL_PIXELS)


def placed(memory: ToolMemory, kind: MarkKind, middle: Point, size: Size, *, number: int | None = None) -> Mark:
    """Return a mark of the usual size around a place, for drawing without a mouse."""
    x, y = round(middle[0]), round(middle[1])
    wide, high = round(min(size[0] * 0.12, 160 * scale_of(size))), round(min(size[1] * 0.1, 80 * scale_of(size)))
    points: tuple[Point, ...] = ((x - wide / 2, y - high / 2), (x + wide / 2, y + high / 2))
    if kind in (MarkKind.NUMBER, MarkKind.TEXT):
        points = ((float(x), float(y)),)
    elif kind is MarkKind.ARROW:
        points = ((x - wide / 2, y + high / 2), (float(x), float(y)))
    elif kind is MarkKind.LINE:
        points = ((x - wide / 2, float(y)), (x + wide / 2, float(y)))
    return memory.new_mark(kind, points, size, number=number)


def moved_style(style: Style, steps: int) -> Style:
    """Return the style so many steps wider or narrower."""
    return replace(style, width_px=min(max(style.width_px + steps, 1.0), WIDEST_PX))


def next_number(marks: tuple[Mark, ...]) -> int:
    """Return the number that comes after those that stand on the picture."""
    return max((mark.number for mark in marks if mark.number is not None), default=0) + 1
