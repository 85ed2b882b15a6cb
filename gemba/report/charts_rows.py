"""Charts of rows: how common a problem is, and how long tickets stay in a state. Must not know pages."""

from __future__ import annotations

from gemba.report.document import Document, PrevalenceLine
from gemba.report.ink import ACCENT, BLACK, GREY, LIGHT, Link, Mark, Marks, Path, box, line
from gemba.report.numbers import k_of_n, number, share
from gemba.report.plot import circle, words_at, words_width
from gemba.report.styles import Styles, TextStyle
from gemba.report.words import Words, state_word

_ROW_PT, _NAMES_PT, _COUNT_PT, _MOST = 16.0, 170.0, 52.0, 14


def prevalence(document: Document, styles: Styles, words: Words) -> tuple[Marks, float, str, str] | None:
    """Draw the 90 % interval of every problem whose sample can speak, and the refusal of those that cannot."""
    rows = [row for row in document.method.prevalence if row.n > 0][:_MOST]
    if not rows:
        return None
    left, right = _NAMES_PT + _COUNT_PT, styles.sheet.column - 12
    bottom = len(rows) * _ROW_PT + 4
    marks: list[Mark] = []
    for percent in (0, 25, 50, 75, 100):
        x = left + (right - left) * percent / 100
        marks.append(line(x, 0, x, bottom, colour=LIGHT, width=0.25))
        marks += words_at(share(percent / 100, styles.language), x, bottom + 10, styles.small, styles, align=0.5)
    for at, row in enumerate(rows):
        marks += _interval(row, (at + 0.5) * _ROW_PT, left, right, styles, words)
    title = words("How common it is: seen, and what that says about all cases")
    note = words("Dot: mean; line: 90 % interval. Only random samples say how common something is.")
    return tuple(marks), bottom + 14, title, note


def _interval(row: PrevalenceLine, y: float, left: float, right: float, styles: Styles, words: Words) -> list[Mark]:
    name = TextStyle(styles.small.size, styles.small.leading, colour=BLACK)
    marks = words_at(f"{row.code} {row.title}", 0, y + 3, name, styles, width=_NAMES_PT - 8)
    marks.append(Link(0, y - 5, 20, 10, f"#{row.code}"))
    seen = k_of_n(row.k, row.n, styles.language)
    marks += words_at(seen, left - 14, y + 3, name, styles, align=1.0)
    if row.mean is None or row.low is None or row.high is None:
        said = words_at(words("cannot say how common"), left + 6, y + 3, styles.small, styles, width=right - left - 8)
        cover = box(
            left + 3, y - 5, words_width(words("cannot say how common"), styles.small, styles) + 6, 11, fill="#FFFFFF"
        )
        return [*marks, cover, *said]

    def at(value: float) -> float:
        return left + (right - left) * value

    marks.append(line(at(row.low), y, at(row.high), y, colour=GREY, width=1.4))
    for edge in (row.low, row.high):
        marks.append(line(at(edge), y - 3, at(edge), y + 3, colour=GREY, width=0.8))
    marks.append(Path(circle(at(row.mean), y, 2.8), fill=ACCENT, stroke="#FFFFFF", width=0.7))
    return marks


def time_in_state(document: Document, styles: Styles, words: Words) -> tuple[Marks, float, str, str] | None:
    """Draw the days tickets spent in each state: shortest, median, longest."""
    rows = document.structure.states
    if not rows:
        return None
    most = max(row.days.high for row in rows) or 1.0
    left, right = 110.0, styles.sheet.column - 70
    marks: list[Mark] = []
    name = TextStyle(styles.small.size, styles.small.leading, colour=BLACK)
    for at, row in enumerate(rows):
        y = (at + 0.5) * _ROW_PT
        marks += words_at(state_word(row.state, words), 0, y + 3, name, styles, width=left - 8)
        scale = (right - left) / most
        marks.append(line(left + row.days.low * scale, y, left + row.days.high * scale, y, colour=GREY, width=1.4))
        marks.append(Path(circle(left + row.days.likely * scale, y, 2.8), fill=ACCENT, stroke="#FFFFFF", width=0.7))
        said = words("{days} days, {n} tickets", days=number(row.days.likely, styles.language), n=row.tickets)
        marks += words_at(said, left + row.days.high * scale + 6, y + 3, styles.small, styles)
    bottom = len(rows) * _ROW_PT + 2
    marks.append(line(left, 0, left, bottom, colour=LIGHT, width=0.5))
    note = words("Dot: median; line: from the shortest to the longest. Stages are shown, never people.")
    return tuple(marks), bottom, words("Days a ticket spends in a state"), note
