"""Where a line may break: UAX #14, with the Chinese rules for quotation marks; and how lines are filled.

Most Latin and Vietnamese text breaks at blanks only and is decided here; everything else asks QtCore's boundary
finder, which is loaded on first need (the only Qt outside gemba/ui). Must not know fonts, pages or Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QTextBoundaryFinder

# Words of letters and figures, with brackets around and hyphens inside: here a line breaks after blanks, and after a
# hyphen between two letters. tests/unit/report/test_linebreak.py holds this shortcut against the boundary finder.
_LETTER = r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_FIGURE = r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_WORD = (
    rf"(?:[–·&+=−%](?= )|[(\[\"“]?{_FIGURE}++"
    rf"(?:['’.,:;]{_FIGURE}++|(?<=[0-9])–(?=[0-9]){_FIGURE}++|(?<={_LETTER})[-/–](?={_LETTER}){_FIGURE}++)*+%?+[)\]]?+[\"”]?+[.,:;?!]*+)"
)
_SIMPLE = re.compile(rf"(?:{_WORD}(?: ++{_WORD})*+ *+)?\Z")
_SIMPLE_BREAK = re.compile(rf" +(?=[^ ])|(?<={_LETTER})[-/–]")
# UAX #14 lets no quotation mark take part in a break; Chinese marks open and close like brackets.
_AS_BRACKETS = str.maketrans("“”‘’", "（）（）")
# A last line narrower than the first share of the column is a runt; the line above keeps at least the second share.
_RUNT, _SPARED = 0.06, 0.75
_making_qt = Lock()
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@lru_cache(maxsize=8192)
def break_positions(text: str) -> tuple[int, ...]:
    """Return every index at which a new line may begin, the end of the text last (UAX #14; Python indices)."""
    if not text:
        return ()
    if _SIMPLE.match(text):
        return (*(found.end() for found in _SIMPLE_BREAK.finditer(text)), len(text))
    return _unicode_breaks(text)


def _unicode_breaks(text: str) -> tuple[int, ...]:
    asked = text.translate(_AS_BRACKETS) if _HAN.search(text) else text
    index = _python_indices(asked)
    finder = _line_finder()(asked)
    found = set()
    position = finder.toNextBoundary()
    while position != -1:
        found.add(index[position] if index else position)
        position = finder.toNextBoundary()
    return tuple(sorted((found | {len(text)}) - {0}))


def _line_finder() -> Callable[[str], QTextBoundaryFinder]:
    """Return what begins a search for the breaks of a text."""
    # PySide6 makes a class when it is first asked for, and a second thread that asks meanwhile gets half of it.
    with _making_qt:
        from PySide6.QtCore import QTextBoundaryFinder

        return partial(QTextBoundaryFinder, QTextBoundaryFinder.BoundaryType.Line)


def _python_indices(text: str) -> list[int] | None:
    """Return, where the text leaves the basic plane, the Python index of each of Qt's UTF-16 units."""
    if text.isascii() or max(text) <= "\uffff":
        return None
    index: list[int] = []
    for at, char in enumerate(text):
        index.extend([at] * (2 if char > "\uffff" else 1))
    return [*index, len(text)]


def fill(
    text: str, advances: Sequence[float], gaps: Sequence[float], width: float, *, first_indent: float = 0.0
) -> list[tuple[int, int]]:
    """Return (start, end) of each line: as much as fits in ``width``, blanks at a line's end not counted.

    ``advances`` are the widths of the characters, ``gaps`` the extra room before each (dropped at a line's start).
    A word longer than a line breaks between its characters, never before a combining mark.
    """
    width_of_all = sum(advances) + sum(gaps)
    if first_indent + width_of_all <= width and "\n" not in text:
        # One line: no need to ask where it might break.
        return [(0, _without_blanks(text, 0, len(text)))]
    ends = list(accumulate((gap + advance for gap, advance in zip(gaps, advances, strict=True)), initial=0.0))
    lines: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        lines.extend(_fill_one(text, ends, gaps, (start, end), width, first_indent if start == 0 else 0.0))
    return lines


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the stretches between hard breaks."""
    cuts = [at for at, char in enumerate(text) if char == "\n"]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True))


def _fill_one(
    text: str, ends: list[float], gaps: Sequence[float], span: tuple[int, int], width: float, indent: float
) -> list[tuple[int, int]]:
    start, stop = span
    cuts = [start + cut for cut in break_positions(text[start:stop])]
    trimmed = [_without_blanks(text, start, cut) for cut in cuts]
    reach = [ends[cut] for cut in trimmed]
    lines: list[tuple[int, int]] = []
    at = 0
    while start < stop:
        left = ends[start] + (gaps[start] if start < len(gaps) else 0.0) - (indent if not lines else 0.0)
        best = bisect_right(reach, left + width + 1e-6, at)
        if best > at:
            lines.append((start, max(start, trimmed[best - 1])))
            start, at = cuts[best - 1], best
            continue
        end = _emergency(text, ends, start, cuts[at], left + width)
        lines.append((start, end))
        start = end
    return _without_runt(text, ends, cuts, lines, width) or [span]


def _without_runt(
    text: str, ends: list[float], cuts: list[int], lines: list[tuple[int, int]], width: float
) -> list[tuple[int, int]]:
    """Give a last line of one sign or one short word a companion from the line above, where that one can spare it."""
    if len(lines) < 2 or ends[lines[-1][1]] - ends[lines[-1][0]] > _RUNT * width:
        return lines
    (first, _), (start, stop) = lines[-2:]
    for cut in reversed([cut for cut in cuts if first < cut < start]):
        end = _without_blanks(text, first, cut)
        if ends[end] - ends[first] < _SPARED * width:
            break
        if ends[stop] - ends[cut] > _RUNT * width:
            return [*lines[:-2], (first, end), (cut, stop)]
    return lines


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \u3000":
        end -= 1
    return end


def _emergency(text: str, ends: list[float], start: int, cut: int, limit: float) -> int:
    """Return where a word too long for the line is cut: at least one character, no combining mark left behind."""
    end = max(start + 1, min(cut, bisect_right(ends, limit + 1e-6, start, cut + 1) - 1))
    back = end
    while back > start + 1 and back < len(text) and unicodedata.combining(text[back]):
        back -= 1
    if back > start + 1 or not (end < len(text) and unicodedata.combining(text[end])):
        return back
    while end < cut and unicodedata.combining(text[end]) and ends[end + 1] <= limit:
        end += 1
    return end
