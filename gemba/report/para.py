"""The only way words reach paper: normalised, never read as mark-up, set character by character in the shipped faces.

`paper_text` is the documented normalisation: NFC; lone surrogates become U+FFFD; control characters vanish, tabs and
odd blanks become blanks; bidi and invisible characters are named in angle brackets instead of acting (H-13).
What joins two pictures to one goes.
A character that no face has is drawn as a box that still copies as itself, and is reported. Must not know pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gemba.model.values import NarrativeLanguage
from gemba.report.blocks import Span, Spans
from gemba.report.fonts import NOTDEF, Pen, describe, glyph, is_ideograph, latin_widths
from gemba.report.ink import ACCENT, GREY, PALE, Link, Mark, Marks, Text, box, line
from gemba.report.linebreak import fill
from gemba.report.styles import TextStyle

_UNSEEN = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
)
_INVISIBLE = re.compile(f"([{_UNSEEN}\U000e0000-\U000e0fff\u0080-\u009f])\\1*")
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufe00-\ufe0f]")
#: what joins two pictures to one (a family, a flag) is no secret between them: a box for each says enough
_PICTURES = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_JOINING = re.compile(f"(?<={_PICTURES})\u200d(?={_PICTURES})")
_BLANKS = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f]")
_FIXED_BLANKS = re.compile("[\u2007\u202f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile("[\n\x20-\x7e]*\\Z")
_MARKED_OFF = re.compile("(‹U\\+[0-9A-F]{4,6}(?: ×\\d+)?›)")
_NAMED_SIZE = 0.7
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_RUN = re.compile(f"[{_RTL}]+")


def paper_text(text: str) -> str:
    """Return text as it stands on paper: the documented normalisation, idempotent and total."""
    if _PLAIN.match(text):
        return text
    text = _SURROGATES.sub("\ufffd", text).replace("\u2028", "\n").replace("\u2029", "\n").replace("\r\n", "\n")
    text = _FIXED_BLANKS.sub("\u00a0", _BLANKS.sub(" ", _JOINING.sub("", _DROPPED.sub("", text))))
    return _INVISIBLE.sub(_named, unicodedata.normalize("NFC", text))


def _named(found: re.Match[str]) -> str:
    count = len(found.group(0))
    return f"‹U+{ord(found.group(1)):04X}{f' ×{count}' if count > 1 else ''}›"


class Line(NamedTuple):
    """One set line: its marks with the baseline at y = 0, and its width."""

    marks: Marks
    width: float


class Composed(NamedTuple):
    """Text ready to be broken: characters, their advances, the extra room before each, and how each is drawn."""

    text: str
    advances: list[float]
    gaps: list[float]
    looks: list[tuple[int, bool, Pen]]


@lru_cache(maxsize=6000)
def set_lines(spans: Spans, style: TextStyle, language: NarrativeLanguage, width: float) -> tuple[Line, ...]:
    """Return the lines of a paragraph in a column of ``width`` points; remembered, so an edit costs one paragraph."""
    made = compose(spans, style, language)
    broken = fill(made.text, made.advances, made.gaps, width)
    return tuple(_line(made, start, end, spans, style) for start, end in broken)


def set_words(text: str, style: TextStyle, language: NarrativeLanguage, *, width: float = 1e9) -> Line:
    """Return ``text`` on one line, shortened with an ellipsis where it is wider than ``width``."""
    flat = " ".join(paper_text(text).split())
    found = set_lines((Span(flat),), style, language, 1e9)[0]
    if found.width <= width:
        return found
    made = compose((Span(flat),), style, language)
    room, count = width - style.size, 0
    while count < len(flat) and room >= made.gaps[count] + made.advances[count]:
        room -= made.gaps[count] + made.advances[count]
        count += 1
    return set_lines((Span(flat[:count].rstrip() + "…"),), style, language, 1e9)[0]


def compose(spans: Spans, style: TextStyle, language: NarrativeLanguage) -> Composed:
    """Return the characters of ``spans`` with face, width and the quarter-em between Han and Latin."""
    made = Composed("", [], [], [])
    texts: list[str] = []
    before = ""
    for index, span in enumerate(spans):
        bold, italic = style.bold or span.bold, style.italic or span.italic
        for text, named in _pieces(span.text):
            size = style.size * (_NAMED_SIZE if named else 1.0)
            texts.append(text)
            if (
                text
                and (not before or before < "\u2e80")
                and _add_latin(made, text, (index, named), size, bold, italic)
            ):
                before = text[-1]
                continue
            for char in text:
                pen, width_em = glyph(char, language, bold, italic)
                made.looks.append((index, named, pen))
                made.advances.append(width_em * size if char != "\n" else 0.0)
                made.gaps.append(style.size / 4 if before and _needs_room(before, char) else 0.0)
                before = char
    return made._replace(text="".join(texts))


def _add_latin(made: Composed, text: str, place: tuple[int, bool], size: float, bold: bool, italic: bool) -> bool:
    """Add a piece that the Latin face has whole, without looking at each character; say whether that was so."""
    pen, widths_em = latin_widths(bold, italic)
    try:
        made.advances.extend([widths_em[char] * size for char in text])
    except KeyError:
        return False
    made.gaps.extend([0.0] * len(text))
    made.looks.extend([(*place, pen)] * len(text))
    return True


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield stretches of paper text, those that name an invisible character apart."""
    text = paper_text(text)
    if "‹" not in text:
        yield text, False
        return
    for piece in _MARKED_OFF.split(text):
        if piece:
            yield piece, bool(_MARKED_OFF.match(piece))


def _needs_room(left: str, right: str) -> bool:
    if left < "\u2e80" and right < "\u2e80":
        return False
    if is_ideograph(left):
        return _is_latin(right) or right in "[$€£"
    return is_ideograph(right) and (_is_latin(left) or left in "]%")


def _is_latin(char: str) -> bool:
    return char < "\u2000" and char.isalnum()


def _line(made: Composed, start: int, end: int, spans: Spans, style: TextStyle) -> Line:
    if _RTL_RUN.search(made.text, start, end):
        made, start, end = _as_seen(made, start, end)
    marks: list[Mark] = []
    x = 0.0
    for first, last in _runs(made, start, end):
        if first > start:
            x += made.gaps[first]
        width = sum(made.advances[first:last])
        index, named, pen = made.looks[first]
        marks.extend(_run(made.text[first:last], x, width, pen, named, spans[index], style))
        x += width
    words = tuple(mark for mark in marks if isinstance(mark, Text))
    return Line((*(mark for mark in marks if not isinstance(mark, Text)), *words), x)


def _as_seen(made: Composed, start: int, end: int) -> tuple[Composed, int, int]:
    """Return one line alone, its right-to-left words in the order they are seen, so that readers copy them right."""
    order = list(range(start, end))
    for found in _RTL_RUN.finditer(made.text, start, end):
        letters = [at for at in range(*found.span()) if at == found.start() or not unicodedata.combining(made.text[at])]
        clusters = zip(letters, [*letters[1:], found.end()], strict=True)
        order[found.start() - start : found.end() - start] = [
            at for first, last in reversed(list(clusters)) for at in range(first, last)
        ]
    seen = Composed(
        "".join(made.text[at] for at in order),
        [made.advances[at] for at in order],
        [made.gaps[at] for at in order],
        [made.looks[at] for at in order],
    )
    return seen, 0, len(order)


def _runs(made: Composed, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that are drawn at one go: one pen, one span, no extra room inside."""
    first = start
    for at in range(start + 1, end):
        if made.gaps[at] or made.looks[at] != made.looks[at - 1]:
            yield first, at
            first = at
    if first < end:
        yield first, end


def _run(text: str, x: float, width: float, pen: Pen, named: bool, span: Span, style: TextStyle) -> Iterator[Mark]:
    size = style.size * (_NAMED_SIZE if named else 1.0)
    colour = GREY if named or span.small else ACCENT if span.href or span.gap else style.colour
    if span.gap:
        yield box(x, -style.size * 0.86, width, style.size * 1.12, fill=PALE)
    if pen.missing:
        yield Text(x, 0.0, NOTDEF * len(text), pen.face, size, colour, pen.stroked, text)
    else:
        yield Text(x, 0.0, text, pen.face, size, colour, pen.stroked)
    if span.strike:
        yield line(x, -size * 0.28, x + width, -size * 0.28, colour=colour)
    if span.href:
        yield Link(x, -style.size * 0.8, width, style.size * 1.05, span.href)


def missing_characters(text: str, language: NarrativeLanguage) -> tuple[str, ...]:
    """Return "U+1F600 GRINNING FACE" for every character of ``text`` that no shipped face has, once each."""
    found = dict.fromkeys(c for c in paper_text(text) if c != "\n" and glyph(c, language, False, False)[0].missing)
    return tuple(describe(char) for char in found)
