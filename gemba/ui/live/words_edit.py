"""A field for one line of words, shown over several because an inspector is narrow. Must not know whose words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from gemba.ui.widgets.plain_words import typed_text

_LINES = 4


class WordsEdit(QPlainTextEdit):
    """Enter and leaving the field finish it, Esc takes the change back; there are no line ends in it."""

    finished = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.before = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 20)

    def put(self, words: str) -> None:
        """Show these words; they count as unchanged."""
        self.before = words.strip()
        self.setPlainText(words)

    def words(self) -> str:
        """Return what stands in the field, as one line."""
        return " ".join(typed_text(self).split("\n")).strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish with Enter, take back with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.words() != self.before:
            self.put(self.before)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Finish where the focus goes on."""
        super().focusOutEvent(event)
        self.finished.emit()
