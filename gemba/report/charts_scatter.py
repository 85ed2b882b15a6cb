"""The impact/effort picture: a ticket a dot, its guesses as lines, both axes logarithmic. Must not know pages."""

from __future__ import annotations

import math

from gemba.model.values import TicketState
from gemba.report.document import Document, Estimate, TicketSheet
from gemba.report.fonts import is_han
from gemba.report.ink import ACCENT, BLACK, GREY, LIGHT, Link, Mark, Marks, Path, Shape, line
from gemba.report.numbers import number
from gemba.report.plot import Box, LogScale, circle, log_scale, place_label, words_at, words_width
from gemba.report.styles import Styles, TextStyle
from gemba.report.words import Words

_HEIGHT_PT, _LEFT_PT, _BOTTOM_PT, _RIGHT_PT = 212.0, 46.0, 30.0, 6.0
_LABEL_CHARS = 28
_WHITE = "#FFFFFF"
_NO_LEAD_PT = 12.0


def house_money(ticket: TicketSheet, currency: str) -> Estimate | None:
    """Return a ticket's yearly money in the house's currency where it is known."""
    return ticket.house_money or (ticket.money if ticket.currency == currency else None)


def impact_effort(document: Document, styles: Styles, words: Words) -> tuple[Marks, float, str, str] | None:
    """Draw every ticket that has valid ranges of money and effort."""
    currency = document.method.house_currency
    shown = []
    for ticket in document.tickets:
        money = house_money(ticket, currency)
        if money is not None and ticket.effort is not None and money.likely > 0 and ticket.effort.likely > 0:
            shown.append((ticket, money, ticket.effort))
    if not shown:
        return None
    width = styles.sheet.column
    x = log_scale((v for _, _, e in shown for v in (e.low, e.likely, e.high)), start=_LEFT_PT, end=width - _RIGHT_PT)
    y = log_scale((v for _, m, _ in shown for v in (m.low, m.likely, m.high)), start=_HEIGHT_PT - _BOTTOM_PT, end=14.0)
    marks = _axes(x, y, styles, words, currency)
    marks += _crosses(shown, x, y)
    marks += _labels(shown, x, y, styles)
    title = words("What a ticket brings in a year against what it takes")
    dots = "Dot: likely; lines: from the low to the high guess. Both axes are logarithmic."
    rings = "Dot: likely; ring: a draft; lines: from the low to the high guess. Both axes are logarithmic."
    note = words(rings if any(ticket.state is TicketState.DRAFT for ticket, _, _ in shown) else dots)
    return tuple(marks), _HEIGHT_PT, title, note


def _axes(x: LogScale, y: LogScale, styles: Styles, words: Words, currency: str) -> list[Mark]:
    small = styles.small
    marks: list[Mark] = []
    for tick in y.ticks():
        at = y.at(tick)
        marks.append(line(x.start, at, x.end, at, colour=LIGHT, width=0.25))
        marks += words_at(number(tick, styles.language), x.start - 5, at + 3, small, styles, align=1.0)
    for tick in x.ticks():
        at = x.at(tick)
        marks.append(line(at, y.start, at, y.end, colour=LIGHT, width=0.25))
        marks += words_at(number(tick, styles.language), at, y.start + 11, small, styles, align=0.5)
    marks.append(line(x.start, y.start, x.end, y.start, colour=BLACK))
    marks.append(line(x.start, y.start, x.start, y.end, colour=BLACK))
    marks += words_at(words("person-days"), x.end, y.start + 22, small, styles, align=1.0)
    axis = words("{currency} a year", currency=currency)
    marks += words_at(axis, 0, 7, small, styles)
    middle_x, middle_y = (x.start + x.end) / 2, (y.start + y.end) / 2
    marks.append(Shape(((middle_x, y.start), (middle_x, y.end)), stroke=GREY, width=0.4, dash=(2, 2)))
    marks.append(Shape(((x.start, middle_y), (x.end, middle_y)), stroke=GREY, width=0.4, dash=(2, 2)))
    return marks


def _crosses(shown: list[tuple[TicketSheet, Estimate, Estimate]], x: LogScale, y: LogScale) -> list[Mark]:
    marks: list[Mark] = []
    for _, money, effort in shown:
        here, there = x.at(effort.likely), y.at(money.likely)
        marks.append(line(x.at(effort.low), there, x.at(effort.high), there, colour=GREY, width=0.6))
        marks.append(line(here, y.at(money.low), here, y.at(money.high), colour=GREY, width=0.6))
    for ticket, money, effort in shown:
        if ticket.state is TicketState.DRAFT:
            ring = circle(x.at(effort.likely), y.at(money.likely), 2.4)
            marks.append(Path(ring, fill=_WHITE, stroke=ACCENT, width=0.9))
        else:
            dot = circle(x.at(effort.likely), y.at(money.likely), 2.8)
            marks.append(Path(dot, fill=ACCENT, stroke=_WHITE, width=0.7))
        marks.append(_link(ticket, x.at(effort.likely) - 4, y.at(money.likely) - 4, 8, 8))
    return marks


def _labels(
    shown: list[tuple[TicketSheet, Estimate, Estimate]], x: LogScale, y: LogScale, styles: Styles
) -> list[Mark]:
    style = TextStyle(styles.small.size, styles.small.leading, colour=BLACK)
    room = (x.start + 2, y.end - 3, x.end + 4, y.start - 1)
    points = [(x.at(effort.likely), y.at(money.likely)) for _, money, effort in shown]
    taken: list[Box] = [(px - 4, py - 4, px + 4, py + 4) for px, py in points]
    lines = _line_boxes(shown, x, y)
    marks: list[Mark] = []
    for (ticket, _, _), point in zip(shown, points, strict=True):
        whole, bare = f"T{ticket.number} {_short(ticket.title)}", f"T{ticket.number}"
        # A whole label that no line crosses, a bare one that none crosses, and only then one over the fewest lines.
        for text, free in ((whole, True), (bare, True), (bare, False)):
            width = words_width(text, style, styles)
            box = place_label(point, width, style.size, taken, lines, room, free=free)
            if box is not None:
                taken.append(box)
                marks += _lead(point, box)
                marks += words_at(text, box[0], box[3] - 1.6, style, styles, halo=1.2)
                marks.append(_link(ticket, box[0], box[1], width, style.size))
                break
        else:
            marks += words_at(bare, point[0] + 4, point[1] - 4, style, styles, halo=1.2)
    return marks


def _lead(point: tuple[float, float], box: Box) -> list[Mark]:
    """Return a thin line from a dot to a label that stands away from it."""
    x = min(max(point[0], box[0]), box[2])
    y = box[1] if box[1] > point[1] else box[3] if box[3] < point[1] else point[1]
    far = math.hypot(x - point[0], y - point[1])
    if far <= _NO_LEAD_PT:
        return []
    share = 4.0 / far
    start = (point[0] + (x - point[0]) * share, point[1] + (y - point[1]) * share)
    return [line(*start, x, y, colour=LIGHT, width=0.5)]


def _line_boxes(shown: list[tuple[TicketSheet, Estimate, Estimate]], x: LogScale, y: LogScale) -> list[Box]:
    out: list[Box] = []
    for _, money, effort in shown:
        here, there = x.at(effort.likely), y.at(money.likely)
        out.append((x.at(effort.low), there - 0.5, x.at(effort.high), there + 0.5))
        out.append((here - 0.5, y.at(money.high), here + 0.5, y.at(money.low)))
    return out


def _short(title: str) -> str:
    """Return a title cut at a word's end (at a character among Han)."""
    if sum(2 if is_han(char) else 1 for char in title) <= _LABEL_CHARS:
        return title
    kept, room = "", _LABEL_CHARS - 1
    for char in title:
        room -= 2 if is_han(char) else 1
        if room < 0:
            break
        kept += char
    at_word = kept.rsplit(" ", 1)[0] if " " in kept and not is_han(kept[-1]) else kept
    return at_word.rstrip(" ,;:–-") + "…"


def _link(ticket: TicketSheet, x: float, y: float, width: float, height: float) -> Link:
    return Link(x, y, width, height, f"#T{ticket.number}")
