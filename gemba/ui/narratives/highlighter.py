"""Light colours for Markdown while it is written: headings, bold, quotes, codes, live numbers, gaps.

Nothing is hidden, every sign stays where it was typed. Must not know what a code stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from gemba.pattern import enclosed
from gemba.ui.look.looks import Look
from gemba.ui.look.strong import strong_weight
from gemba.ui.widgets.text_units import units

_HEADING_PX = 18
_TEXT, _FRONT, _CODE_BLOCK = 0, 1, 2
_HEADING = re.compile(r"(#{1,6})\s+\S.*")
_MARKS = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)")
_BOLD_ENDS = {"**": re.compile(r"(?<=\S)\*\*"), "__": re.compile(r"(?<=\S)__")}
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])")
_ITALIC_ENDS = {"*": re.compile(r"(?<=[^\s*])\*(?![*\w])")}
_LINK = re.compile(r"\[[TSPD]\d+(?:\.\d+)?(?:[,;，；、] ?[TSPD]\d+(?:\.\d+)?)*\]")
_NUMBER = re.compile(r"\[=[A-Za-z][\w.]*\]")
_GAP, _GAP_ENDS = re.compile(r"\[\["), {"[[": re.compile(r"\]\]")}
_DIRECTIVE = re.compile(r"\{\{[^{}]*+\}\}")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_FIELD = re.compile(r"([A-Za-z][\w-]*[:：])")


class Highlighter(QSyntaxHighlighter):
    """The colours of one document; ``wear`` changes them with the look."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        """Take the document and the look."""
        super().__init__(document)
        self._line, self._beyond = "", list[int]()
        self._dress(look)

    def wear(self, look: Look) -> None:
        """Colour everything anew."""
        self._dress(look)
        self.rehighlight()

    def _dress(self, look: Look) -> None:
        self._heading = _format(look.ink, bold=True)
        # Chinese has no bold face here: size tells a heading too.
        self._heading.setProperty(QTextFormat.Property.FontPixelSize.value, _HEADING_PX)
        self._heading_sign = _format(look.muted)
        self._heading_sign.setProperty(QTextFormat.Property.FontPixelSize.value, _HEADING_PX)
        self._strong = _format(look.ink, bold=True)
        self._slanted = _format(look.ink, italic=True)
        self._faint = _format(look.muted)
        self._link = _format(look.accent)
        self._number = _format(look.accent, ground=look.accent_soft)
        self._gap = _format(look.attention, ground=look.hover)
        self._quote = _format(look.muted)

    def highlightBlock(self, text: str) -> None:
        """Colour one line; the state carries front matter and code blocks over."""
        before = self.previousBlockState()
        fence = text.strip()
        if before == _FRONT or (before == -1 and fence == "---" and self.currentBlock().blockNumber() == 0):
            self._front_matter(text, ends=before == _FRONT and fence in ("---", "..."))
            return
        if before == _CODE_BLOCK or fence.startswith("```"):
            self.setFormat(0, units(text), self._faint)
            ends = fence.startswith("```") and before == _CODE_BLOCK
            self.setCurrentBlockState(_TEXT if ends else _CODE_BLOCK)
            return
        self.setCurrentBlockState(_TEXT)
        self._prose(text)

    def _front_matter(self, text: str, *, ends: bool) -> None:
        self.setFormat(0, units(text), self._faint)
        field = _FIELD.match(text)
        if field and len(text) > field.end():
            self.setFormat(field.end(), units(text) - field.end(), _format(self._heading.foreground().color().name()))
        self.setCurrentBlockState(_TEXT if ends else _FRONT)

    def _prose(self, text: str) -> None:
        heading = _HEADING.match(text)
        if heading:
            self._paint(text, 0, len(text), self._heading)
            self._paint(text, 0, len(heading.group(1)), self._heading_sign)
        elif text.lstrip().startswith(">"):
            self._paint(text, 0, len(text), self._quote)
        elif text.lstrip().startswith("|"):
            for at, sign in enumerate(text):
                if sign in "|-:":
                    self._paint(text, at, at + 1, self._faint)
        marks = _MARKS.match(text)
        if marks:
            self._paint(text, 0, marks.end(), self._faint)
        emphasis = ((_BOLD, _BOLD_ENDS, self._strong, 2), (_ITALIC, _ITALIC_ENDS, self._slanted, 1))
        for opening, closings, look, width in emphasis:
            for start, end in enclosed(text, opening, closings):
                self._paint(text, start, end, look)
                self._paint(text, start, start + width, self._faint)
                self._paint(text, end - width, end, self._faint)
        for pattern, look in ((_DIRECTIVE, self._number), (_LINK, self._link), (_NUMBER, self._number)):
            for found in pattern.finditer(text):
                self._paint(text, found.start(), found.end(), look)
        for start, end in enclosed(text, _GAP, _GAP_ENDS):
            self._paint(text, start, end, self._gap)

    def _paint(self, text: str, start: int, end: int, look: QTextCharFormat) -> None:
        # The characters that take two of Qt's places are counted once for a line, not up to each thing in it.
        if self._line != text:
            self._line, self._beyond = text, [found.start() for found in _BEYOND.finditer(text)]
        first, last = (at + bisect_left(self._beyond, at) for at in (start, end))
        self.setFormat(first, last - first, look)


def _format(colour: str, *, bold: bool = False, italic: bool = False, ground: str = "") -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    if bold:
        made.setFontWeight(strong_weight(QGuiApplication.font()))
    if italic:
        made.setFontItalic(True)
    if ground:
        made.setBackground(QColor(ground))
    return made
