"""One note as it is read back to the team: whole, however long, and corrected where it stands.

Must not know the store.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor

from gemba.ui.look.theme import role
from gemba.ui.sessions.editing import GrowingText
from gemba.ui.widgets.plain_words import typed_text


class ReadBackLine(GrowingText):
    """Enter keeps and goes on; leaving keeps; Esc gives back what stood there."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        """Begin empty; ``name`` is what a screen reader calls it."""
        super().__init__(name)
        role(self, "bare", "row")
        #: what was put there to go on with
        self._begun = ""

    def text(self) -> str:
        """Return what stands in the field."""
        return typed_text(self)

    def begin_at_end(self, text: str) -> None:
        """Put a text there to go on with; left as it is, it goes again."""
        self.setPlainText(text)
        self._begun = text.strip()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _keep(self) -> None:
        if self._begun and self.text().strip() == self._begun:
            self.setPlainText(self._stands)
        self._begun = ""
        super()._keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter; a note is one line, however many it takes here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            self.entered.emit()
        else:
            super().keyPressEvent(event)
