"""The field over a list that narrows it while one types, with the same keys everywhere.

Must not know the list: it says that it is left, and its owner puts the focus where it belongs.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterField(QLineEdit):
    """Down and Enter go into the list; Esc empties the field and goes too."""

    left = Signal()
    #: what a person typed or emptied, not what ``show_words`` put there
    typed = Signal(str)

    def __init__(self, *, hint: str, name: str, width_px: tuple[int, int]) -> None:
        """Show ``hint`` while it is empty; ``name`` is for who cannot see it, the width is least and most."""
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(width_px[0])
        self.setMaximumWidth(width_px[1])
        self._showing = False
        self.textChanged.connect(self._changed)

    def show_words(self, words: str) -> None:
        """Show what is asked for elsewhere; the button that empties the field follows, which listens to its signals."""
        self._showing = True
        self.setText(words)
        self._showing = False

    def _changed(self, words: str) -> None:
        if not self._showing:
            self.typed.emit(words)

    def changeEvent(self, event: QEvent) -> None:
        """Take the button that empties it anew with the look: Qt keeps the picture that it had at first."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isClearButtonEnabled():
            self.setClearButtonEnabled(False)
            self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Down or Enter; empty and leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in _INTO_LIST:
            self.left.emit()
        else:
            super().keyPressEvent(event)
