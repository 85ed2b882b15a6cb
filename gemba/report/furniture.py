"""What stands around the text on every page: head, foot, line numbers, and the word DRAFT where a body is too long.

Must not know blocks, tickets or ReportLab.
"""

from __future__ import annotations

from collections.abc import Sequence

from gemba.report.document import Front
from gemba.report.ink import BLACK, GREY, LIGHT, Ink, Placed, line
from gemba.report.numbers import day_words
from gemba.report.para import set_words
from gemba.report.styles import LINE_NUMBER_PT, Styles, TextStyle
from gemba.report.words import Words

_HEAD_Y_PT, _FOOT_UP_PT = 42.0, 36.0
_EVERY = 5


def head_inks(front: Front, styles: Styles, words: Words, *, over_lines: int) -> list[Ink]:
    """Return title · date · draft n; a body over its budget says so across the head instead."""
    sheet = styles.sheet
    if over_lines:
        return _draft_inks(styles, words, over_lines)
    tail = [day_words(front.day, styles.language)] if front.day else []
    if front.draft:
        tail.append(words("draft {n}", n=front.draft))
    small = styles.small
    end = set_words("· " + " · ".join(tail), small, styles.language, width=sheet.column / 2)
    room = set_words("·", small, styles.language).width
    start = set_words(front.title, small, styles.language, width=sheet.column - end.width - room)
    rule = line(0, 5, sheet.column, 5, colour=LIGHT, width=0.3)
    return [
        Ink(sheet.left, _HEAD_Y_PT, start.marks),
        Ink(sheet.left + start.width + room, _HEAD_Y_PT, end.marks),
        Ink(sheet.left, _HEAD_Y_PT, (rule,)),
    ]


def _draft_inks(styles: Styles, words: Words, over_lines: int) -> list[Ink]:
    sheet = styles.sheet
    style = TextStyle(13, 17, bold=True, colour=BLACK)
    text = words("DRAFT – over by {n} lines", n=over_lines) if over_lines != 1 else words("DRAFT – over by 1 line")
    made = set_words(text, style, styles.language, width=sheet.column)
    rules = (
        line(0, -15, sheet.column, -15, width=0.8),
        line(0, 6, sheet.column, 6, width=0.8),
    )
    middle = sheet.left + (sheet.column - made.width) / 2
    return [Ink(sheet.left, _HEAD_Y_PT, rules), Ink(middle, _HEAD_Y_PT, made.marks)]


def foot_inks(front: Front, styles: Styles, *, label: str, checksum: str) -> list[Ink]:
    """Return the confidentiality line on the left, the page in the middle, the checksum on the right."""
    sheet = styles.sheet
    y = sheet.height - _FOOT_UP_PT
    third = sheet.column / 3 - 6
    left = set_words(front.confidentiality, styles.small, styles.language, width=third)
    middle = set_words(label, styles.small, styles.language, width=third)
    right = set_words(checksum[:8], styles.small, styles.language, width=third)
    centre = sheet.left + (sheet.column - middle.width) / 2
    return [
        Ink(sheet.left, y, left.marks),
        Ink(centre, y, middle.marks),
        Ink(sheet.left + sheet.column - right.width, y, right.marks),
    ]


def line_number_inks(placed: Sequence[Placed], styles: Styles) -> list[Ink]:
    """Return every fifth line's number in the inner margin, counted anew on each page."""
    style = TextStyle(LINE_NUMBER_PT, LINE_NUMBER_PT, colour=GREY)
    out: list[Ink] = []
    count = 0
    for y, strip in placed:
        for base in strip.baselines:
            count += 1
            if count % _EVERY == 0:
                made = set_words(str(count), style, styles.language)
                dx = styles.sheet.left - 12 - made.width
                out.append(Ink(dx, styles.sheet.top + y + base, made.marks))
    return out


def body_inks(placed: Sequence[Placed], styles: Styles) -> list[Ink]:
    """Return the ink of a page's strips in page coordinates."""
    left, top = styles.sheet.left, styles.sheet.top
    return [Ink(left + ink.dx, top + y + ink.dy, ink.marks) for y, strip in placed for ink in strip.inks]
