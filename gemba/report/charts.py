"""Charts as vectors on the page: which chart a directive names, its title above it, its note below.

Direct labels instead of legends, greys and one accent, readable in black and white (PAPER). Charts keep with their
titles. Must not know the store or ReportLab.
"""

from __future__ import annotations

from collections.abc import Callable

from gemba.report.charts_matrix import coordination
from gemba.report.charts_rows import prevalence, time_in_state
from gemba.report.charts_scatter import impact_effort
from gemba.report.document import Document
from gemba.report.ink import Ink, Marks, Strip
from gemba.report.plot import words_at
from gemba.report.setting import baseline_in
from gemba.report.styles import Styles
from gemba.report.words import Words, words_in

Chart = Callable[[Document, Styles, Words], tuple[Marks, float, str, str] | None]
_CHARTS: dict[str, Chart] = {
    "impact-effort": impact_effort,
    "coordination": coordination,
    "prevalence": prevalence,
    "time-in-state": time_in_state,
}


def chart_strips(name: str, document: Document, styles: Styles, *, block: int = -1) -> list[Strip]:
    """Return one strip with title, chart and note; a chart without data says so in one line."""
    words = words_in(styles.language)
    drawn = _CHARTS[name](document, styles, words)
    if drawn is None:
        empty = words_at(
            words("Nothing to draw yet for this chart."), 0, baseline_in(styles.small), styles.small, styles
        )
        return [Strip(styles.small.leading, (Ink(0, 0, tuple(empty)),), space_before=styles.gap_pt, block=block)]
    marks, height, title, note = drawn
    width = styles.sheet.column
    head = words_at(title, 0, baseline_in(styles.sheet_bold), styles.sheet_bold, styles, width=width)
    top = styles.sheet_bold.leading + 4
    inks = [Ink(0, 0, tuple(head)), Ink(0, top, marks)]
    total = top + height
    if note:
        below = words_at(note, 0, total + baseline_in(styles.small), styles.small, styles, width=width)
        inks.append(Ink(0, 0, tuple(below)))
        total += styles.small.leading
    return [Strip(total + 2, tuple(inks), space_before=styles.gap_pt * 1.4, block=block)]
