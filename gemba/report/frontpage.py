"""Page one's head piece: the title, one small line of facts, and the decision asked for in a hairline box.

Must not know the appendix or ReportLab.
"""

from __future__ import annotations

from gemba.report.blocks import Span
from gemba.report.document import Front
from gemba.report.ink import GREY, Anchor, Ink, Strip, box
from gemba.report.numbers import day_words
from gemba.report.para import set_lines, set_words
from gemba.report.setting import baseline_in, strips_of_lines
from gemba.report.styles import Styles
from gemba.report.words import Words

_PAD_PT = 9.0


def title_strips(front: Front, styles: Styles, words: Words, *, minutes: int) -> list[Strip]:
    """Return title, facts and decision box; its height does not depend on ``minutes`` of reading time.

    With ``minutes`` 0 it is a report, which has no draft and no reading time.
    """
    width = styles.sheet.column
    title = set_lines((Span(front.title),), styles.title, styles.language, width)
    made = strips_of_lines(title, styles.title, numbered=False)
    out = [
        Strip(s.height, s.inks, keep=True, anchors=(Anchor("top", front.title),) * (at == 0))
        for at, s in enumerate(made)
    ]
    facts = set_words(facts_line(front, styles, words, minutes=minutes), styles.small, styles.language, width=width)
    base = baseline_in(styles.small)
    out.append(Strip(styles.small.leading, (Ink(0, base, facts.marks),), space_before=3, keep=True))
    if front.decision:
        out.append(_decision(front.decision, styles, words))
    out.append(Strip(styles.gap_pt * 1.6))
    return out


def facts_line(front: Front, styles: Styles, words: Words, *, minutes: int) -> str:
    """Return round, date, draft, authors and reading time in one line."""
    parts = [front.round_name, day_words(front.day, styles.language) if front.day else ""]
    if minutes:
        parts.append(words("draft {n}", n=front.draft))
    parts.append(", ".join(front.authors))
    if minutes:
        parts.append(words("reading time {n} minutes", n=minutes) if minutes != 1 else words("reading time 1 minute"))
    return " · ".join(part for part in parts if part)


def _decision(decision: str, styles: Styles, words: Words) -> Strip:
    width = styles.sheet.column
    label = set_words(words("Decision asked for"), styles.label, styles.language, width=width - 2 * _PAD_PT)
    lines = set_lines((Span(decision),), styles.body, styles.language, width - 2 * _PAD_PT)
    top = _PAD_PT - 2 + styles.label.leading
    height = top + len(lines) * styles.body.leading + _PAD_PT - 1
    inks = [Ink(0, 0, (box(0.25, 0, width - 0.5, height, stroke=GREY),))]
    inks.append(Ink(_PAD_PT, _PAD_PT - 3 + baseline_in(styles.label), label.marks))
    for at, made in enumerate(lines):
        inks.append(Ink(_PAD_PT, top + at * styles.body.leading + baseline_in(styles.body), made.marks))
    return Strip(height, tuple(inks), space_before=styles.gap_pt * 0.8)
