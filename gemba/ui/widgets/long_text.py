"""A text to be read: whole where it is of a usual length, else its beginning and a button that opens the rest.

Must not know whose text it is.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.glimpse import glimpse, longest_run, wrapping
from gemba.ui.widgets.labels import PlainLabel

_OPENED_PX = 320
#: what fills a panel; each time one is laid out, all that stands in it is broken into lines several times
_MOST_LETTERS, _MOST_LINES = 1_000, 40
#: A longer word may be wider than the panel it stands in.
_FITS_LETTERS = 32


class LongText(QWidget):
    """Shows a text that can be marked; ``more`` are the words of the button that opens the whole of a long one."""

    def __init__(self, name: str, *, more: str) -> None:
        """Show nothing; ``name`` is what a screen reader calls the opened text."""
        super().__init__()
        self._text = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.label = PlainLabel("", wrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # A label does not break a word: without this an address would push what stands beside and below out of sight.
        self.label.setMinimumWidth(1)
        layout.addWidget(self.label)
        self.more = QPushButton(more)
        self.more.setAccessibleName(f"{more}: {name}")
        role(self.more, "quiet", "left")
        self.more.clicked.connect(self.open)
        self.more.hide()
        layout.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self._name = name
        self.whole: QPlainTextEdit | None = None

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show a text, of a long one the beginning; one that is open stays so while it is the same."""
        if text == self._text:
            return
        self._text = text
        shown = glimpse(text, letters=_MOST_LETTERS, lines=_MOST_LINES)
        self.label.setText(shown)
        self.label.show()
        self.more.setVisible(shown != text or longest_run(shown) > _FITS_LETTERS)
        if self.whole is not None:
            self.whole.hide()
            self.whole.clear()

    def open(self) -> None:
        """Show the whole text in the place of its beginning, with its own scroll bar."""
        if self.whole is None:
            self.whole = QPlainTextEdit(self)
            self.whole.setReadOnly(True)
            self.whole.setTabChangesFocus(True)
            self.whole.setAccessibleName(self._name)
            self.whole.setFixedHeight(_OPENED_PX)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.whole)
        self.whole.setWordWrapMode(wrapping(self._text))
        self.whole.setPlainText(self._text)
        self.label.hide()
        self.more.hide()
        self.whole.show()
        self.whole.setFocus()
