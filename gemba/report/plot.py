"""Small parts that charts share: words at a place, log scales with round ticks, labels that keep off each other.

Must not know what is plotted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gemba.report.ink import Mark, Text
from gemba.report.para import set_words
from gemba.report.styles import Styles, TextStyle

Box = tuple[float, float, float, float]

_GAPS_PT = (5.0, 10.0, 16.0, 24.0, 34.0)
"""How far a label may stand from its point, nearest first."""


def words_at(
    text: str,
    x: float,
    y: float,
    style: TextStyle,
    styles: Styles,
    *,
    align: float = 0.0,
    width: float = 1e9,
    turned: bool = False,
    halo: float = 0.0,
) -> list[Mark]:
    """Return one line of words with its baseline at (x, y); ``align`` 0 begins there, 0.5 is centred, 1 ends there.

    ``halo`` is a white outline in points that keeps the words readable over lines.
    """
    made = set_words(text, style, styles.language, width=width)
    left = made.width * align
    out: list[Mark] = []
    for mark in made.marks:
        if isinstance(mark, Text):
            if turned:
                out.append(mark._replace(x=x, y=y - mark.x + left, turned=True))
            else:
                out.append(mark._replace(x=x + mark.x - left, y=y, halo=halo))
    return out


def words_width(text: str, style: TextStyle, styles: Styles) -> float:
    """Return the width of one line of words in points."""
    return set_words(text, style, styles.language).width


@dataclass(frozen=True, slots=True)
class LogScale:
    """A logarithmic axis from ``low`` to ``high`` over ``start`` to ``end`` points."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value stands, kept within the axis."""
        share = math.log(max(value, 1e-9) / self.low) / math.log(self.high / self.low)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    def ticks(self) -> list[float]:
        """Return round values (1, 2, 5 times powers of ten), thinned to at most eight."""
        first = math.floor(math.log10(self.low)) - 1
        every = [m * 10.0**e for e in range(first, first + 12) for m in (1, 2, 5)]
        found = [v for v in every if self.low * 0.999 <= v <= self.high * 1.001]
        return found if len(found) <= 8 else [v for v in found if f"{v:e}"[0] == "1"]


def log_scale(values: Iterable[float], *, start: float, end: float) -> LogScale:
    """Return a scale that holds the values, widened to round numbers at both ends."""
    kept = [value for value in values if value > 0] or [1.0, 10.0]
    low, high = _round_down(min(kept)), _round_up(max(kept))
    return LogScale(low, high if high > low * 1.5 else low * 10, start, end)


def _round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return power * max(m for m in (1, 2, 5) if m * power <= value * 1.0001)


def _round_up(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return power * min(m for m in (1, 2, 5, 10) if m * power >= value * 0.9999)


def place_label(
    point: tuple[float, float],
    width: float,
    height: float,
    taken: Sequence[Box],
    lines: Sequence[Box],
    room: Box,
    *,
    free: bool = False,
) -> Box | None:
    """Return the nearest box around a point that crosses the fewest ``lines`` and nothing in ``taken``, or None.

    With ``free`` it crosses none, or there is none.
    """
    x, y = point
    near, boxes = _GAPS_PT[0], []
    for gap in _GAPS_PT:
        places = (
            (x + gap, y - height / 2),
            (x - gap - width, y - height / 2),
            (x - width / 2, y - gap - height),
            (x - width / 2, y + gap),
            (x + near, y - gap - height),
            (x + near, y + gap),
            (x - near - width, y - gap - height),
            (x - near - width, y + gap),
        )
        boxes += [(left, top, left + width, top + height) for left, top in places]
    open_boxes = [box for box in boxes if _inside(box, room) and not any(overlap(box, other) for other in taken)]
    if free:
        return next((box for box in open_boxes if not any(overlap(box, other) for other in lines)), None)
    return min(open_boxes, key=lambda box: sum(overlap(box, other) for other in lines), default=None)


def overlap(a: Box, b: Box) -> bool:
    """Say whether two boxes share any room."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def circle(x: float, y: float, radius: float) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the path of a circle."""
    k = radius * 0.5522847498
    return (
        ("M", (x + radius, y)),
        ("C", (x + radius, y + k, x + k, y + radius, x, y + radius)),
        ("C", (x - k, y + radius, x - radius, y + k, x - radius, y)),
        ("C", (x - radius, y - k, x - k, y - radius, x, y - radius)),
        ("C", (x + k, y - radius, x + radius, y - k, x + radius, y)),
        ("Z", ()),
    )
