"""How much of a text is laid out where only a piece of it can be seen: a row, a card, a line that is elided.

Breaking a text into lines costs its whole length, and one word of 200,000 letters costs Qt seconds. What is edited or
read in full is never cut here. Must not know whose text it is.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from gemba.pattern import pattern

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFontMetrics, QTextOption

MOST_LETTERS = 4_000
MOST_LINES = 100
#: Qt breaks a longer run without a blank in a time that grows with its square; Chinese breaks anywhere.
_LONGEST_RUN = 5_000
_BREAKS = pattern(r"[\s\u2e80-\ud7ff\uf900-\uffef]")
_JOINING = "\u200d\ufe0e\ufe0f"
_FEWEST_LETTERS = 256
_FEWEST_MEASURED = 32
_WIDEST_MARKS = 64


def glimpse(text: str, *, letters: int = MOST_LETTERS, lines: int = MOST_LINES) -> str:
    """Return a text as a row shows it: as it is, or its first 4,000 letters or 100 lines with "…"."""
    end = min(len(text), letters)
    at = -1
    for _ in range(lines):
        at = text.find("\n", at + 1, end)
        if at < 0:
            break
    else:
        end = at
    return text if end == len(text) else f"{text[: _between(text, end)].rstrip()}…"


def elided(metrics: QFontMetrics, text: str, width_px: int) -> str:
    """Return a text with "…" at its right end where a line so wide has no room; measures no more than may fit."""
    right = _right()
    # Most letters are wider than four pixels: where so many have no room, what comes after them need not be measured.
    likely = max(_FEWEST_MEASURED, width_px // 4)
    if len(text) > likely:
        start = text[: _between(text, likely)]
        shown = metrics.elidedText(start, right, width_px)
        if shown != start:
            return shown
    # A letter that is seen is wider than a pixel.
    most = max(_FEWEST_LETTERS, width_px)
    if len(text) <= most:
        return metrics.elidedText(text, right, width_px)
    return metrics.elidedText(f"{text[: _between(text, most)]}…", right, width_px)


@cache
def _right() -> Qt.TextElideMode:
    # Qt's own namespace takes longer to load than a frame to be painted (docs/adr/0017); a list elides by the hundred.
    from PySide6.QtCore import Qt

    return Qt.TextElideMode.ElideRight


def wrapping(text: str) -> QTextOption.WrapMode:
    """Return how a whole text is broken into lines: at words, anywhere where one of them is as long as a book."""
    from PySide6.QtGui import QTextOption

    if len(text) >= _LONGEST_RUN and longest_run(text) >= _LONGEST_RUN:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def longest_run(text: str) -> int:
    """Return how many letters the longest word has; every Chinese, Japanese or Korean one stands for itself."""
    if text.isascii():
        # Most are, and to compile what finds the others takes as long as all else that a panel does with its text.
        return max(map(len, text.split()), default=0)
    return max(map(len, _BREAKS.split(text)))


def _between(text: str, end: int) -> int:
    """Return ``end`` or a place shortly before it that does not tear a letter from its marks."""
    for at in range(end, max(0, end - _WIDEST_MARKS), -1):
        if not unicodedata.combining(text[at]) and text[at] not in _JOINING and text[at - 1] != "\u200d":
            return at
    return end
