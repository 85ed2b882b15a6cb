"""What marks are drawn with: paths, lines of text and changed regions, in picture pixels. Pure values.

Canvas (QPainter), paper (vectors) and picture (Pillow) each draw these three and nothing else. Must not know any of
them. Colours are ``#rrggbb``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
Command = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]

HALO_COLOUR = "#FFFFFF"
REDACTION_COLOUR = "#1B1B1B"


class Face(StrEnum):
    """Which shipped font a text run needs."""

    LATIN = "latin"
    CJK = "cjk"


@dataclass(frozen=True, slots=True)
class PathShape:
    """One path: M x y, L x y, C x1 y1 x2 y2 x y, Z. Joins and caps are round.

    Drawn in this order: where ``halo_px`` > 0 a white stroke of ``stroke_px + 2 * halo_px`` along the path, then the
    fill, then the stroke. ``opacity`` belongs to fill and stroke.
    """

    commands: tuple[Command, ...]
    stroke: str | None = None
    stroke_px: float = 0.0
    fill: str | None = None
    opacity: float = 1.0
    halo_px: float = 0.0


@dataclass(frozen=True, slots=True)
class TextShape:
    """One run of text in one font, on its baseline at ``x``, ``y``; ``width_px`` is what layout reckoned with.

    ``anchor`` says where ``x`` is. ``halo_px`` is a white outline around the letters.
    """

    x: float
    y: float
    text: str
    size_px: float
    width_px: float
    colour: str
    halo_px: float = 0.0
    bold: bool = True
    anchor: Literal["start", "middle"] = "start"
    face: Face = Face.LATIN

    def box(self) -> Rect:
        """Return left, top, right, bottom of the letters, accents and descenders included."""
        left = self.x - (self.width_px / 2 if self.anchor == "middle" else 0)
        return left, self.y - 0.93 * self.size_px, left + self.width_px, self.y + 0.24 * self.size_px


@dataclass(frozen=True, slots=True)
class RegionShape:
    """A change to the picture itself: a spotlight or an inset.

    Spotlight: everything outside ``holes`` (corners rounded by ``radius_px``) is covered with black at ``opacity``.
    Inset: ``source`` is drawn again, magnified, in ``target``; both in picture pixels, of the picture without marks.
    """

    kind: Literal["spotlight", "inset"]
    holes: tuple[Rect, ...] = ()
    radius_px: float = 0.0
    opacity: float = 0.0
    source: Rect | None = None
    target: Rect | None = None


Shape = PathShape | TextShape | RegionShape


def rounded(rect: Rect, radius: float) -> tuple[Command, ...]:
    """Return the closed path of a rectangle with round corners; a radius of 0 gives a plain one."""
    x0, y0, x1, y1 = rect
    r = max(0.0, min(radius, (x1 - x0) / 2, (y1 - y0) / 2))
    if r == 0:
        return (("M", (x0, y0)), ("L", (x1, y0)), ("L", (x1, y1)), ("L", (x0, y1)), ("Z", ()))
    k = r * (1 - KAPPA)
    return (
        ("M", (x0 + r, y0)),
        ("L", (x1 - r, y0)),
        ("C", (x1 - k, y0, x1, y0 + k, x1, y0 + r)),
        ("L", (x1, y1 - r)),
        ("C", (x1, y1 - k, x1 - k, y1, x1 - r, y1)),
        ("L", (x0 + r, y1)),
        ("C", (x0 + k, y1, x0, y1 - k, x0, y1 - r)),
        ("L", (x0, y0 + r)),
        ("C", (x0, y0 + k, x0 + k, y0, x0 + r, y0)),
        ("Z", ()),
    )


# The handle length that makes a cubic Bezier a quarter circle.
KAPPA = 0.5522847498
