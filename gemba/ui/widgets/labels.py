"""Texts: a label that takes every text as plain, one that shortens itself, figures of one width, a rule.

Must not know where they stand. People's text is never read as HTML (tests/bans.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.glimpse import longest_run
from gemba.ui.widgets.plain_words import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

#: A word of more letters may be wider than a narrow card.
_FITS_LETTERS = 20


class PlainLabel(QLabel):
    """A label whose text is plain, whatever stands in it; ``roles`` are those of style_sheet.py."""

    def __init__(self, text: str = "", *roles: str, wrap: bool = False, parent: QWidget | None = None) -> None:
        """Show ``text``; with ``wrap`` over several lines."""
        super().__init__(parent)
        self.setProperty("textFormat", "PlainText")
        self.setText(text)
        self.setWordWrap(wrap)
        if roles:
            role(self, *roles)


class ElidedLabel(PlainLabel):
    """A label of one line that shows "…" where there is no room, and the whole text as a tool tip."""

    def __init__(self, text: str = "", *roles: str, parent: QWidget | None = None) -> None:
        """Show ``text`` as far as there is room."""
        super().__init__(text, *roles, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line; no width is needed."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shortened text."""
        words = self.text()
        if "\n" not in words and self.fontMetrics().horizontalAdvance(words) <= self.width():
            if self.toolTip():
                self.setToolTip("")
            super().paintEvent(event)
            return
        from PySide6.QtCore import Qt

        text = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain_tip(words))
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), text)
        painter.end()


def even_figures(widget: QWidget) -> None:
    """Give a widget figures of one width: times stand in line, and a clock that runs does not tremble.

    For clocks and columns only: in Inter a hyphen gets that width too, which tears words apart.
    """
    font = widget.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(font)


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a thin line between two parts."""
    line = QFrame(parent)
    role(line, "rule")
    return line


def shortened(text: str, letters: int) -> str:
    """Return a text on one line of at most so many letters, for a button, which does not elide by itself."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"


def in_lines(text: str, letters: int, *roles: str) -> PlainLabel:
    """Return a label that shows at most so many letters in lines, and what is left out in its tool tip.

    A label breaks no word: a text with one that may be wider than a card is shown in one line, shortened.
    """
    shown = shortened(text, letters)
    if longest_run(shown) > _FITS_LETTERS:
        return ElidedLabel(text, *roles)
    label = PlainLabel(shown, *roles, wrap=True)
    if shown.endswith("…"):
        label.setToolTip(plain_tip(text))
    return label
