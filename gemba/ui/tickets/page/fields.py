"""Fields that are always open: a line, a text that grows with what is typed, a choice. They say when and no more.

Undo is the library's: a field hands the keys on. Must not know tickets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from gemba.ui.look.theme import dress_anew
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.plain_words import typed_text
from gemba.ui.widgets.suggestions import Suggestions
from gemba.ui.widgets.text_units import units

_PADDING_PX = 14
_QUIET = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


def undo_wanted(event: QKeyEvent) -> str | None:
    """Return the id of the action that a key asks for, undo or redo; None for every other key."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return "history.undo"
    return "history.redo" if event.matches(QKeySequence.StandardKey.Redo) else None


class LineField(QLineEdit):
    """One line. ``typed`` by a person, ``left`` with the focus or by Enter, ``paused`` when the window goes behind."""

    typed = Signal()
    left = Signal()
    paused = Signal()
    undo_wanted = Signal(str)

    def __init__(self, name: str, *, hint: str = "", completes: Sequence[str] = ()) -> None:
        """Take the accessible name and the words that stand in it while it is empty."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda: self.typed.emit())
        self.returnPressed.connect(self.left)
        self.suggestions: Suggestions | None = None
        if completes:
            self.complete_with(completes)

    def complete_with(self, words: Sequence[str]) -> None:
        """Offer these words, by any part of them."""
        if self.suggestions is None:
            self.suggestions = Suggestions(self, name=self.accessibleName())
            self.suggestions.taken.connect(self.typed)
        self.suggestions.offer(words)

    def read(self) -> str:
        """Return what stands in it."""
        return self.text()

    def show_text(self, text: str) -> None:
        """Put a text in without touching the cursor more than needed."""
        at = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(at if self.hasFocus() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand undo and redo on to the library, with what was typed so far on its way there."""
        if (wanted := undo_wanted(event)) is not None:
            self.left.emit()
            self.undo_wanted.emit(wanted)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left, or only that the window went behind."""
        super().focusOutEvent(event)
        (self.paused if event.reason() in _QUIET else self.left).emit()


class TextField(QPlainTextEdit):
    """Some lines, as many as are written up to ``most_lines``; Tab goes on, Ctrl+Enter leaves."""

    typed = Signal()
    left = Signal()
    paused = Signal()
    undo_wanted = Signal(str)

    def __init__(self, name: str, *, hint: str = "", lines: int = 2, most_lines: int = 14, one: bool = False) -> None:
        """Take name and hint; with ``one`` it is a single paragraph, and Enter leaves it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines, self._most, self._one = lines, most_lines, one
        self._showing = False
        self.textChanged.connect(self._changed)
        self.fit()

    def read(self) -> str:
        """Return what stands in it; a single paragraph has no line ends."""
        text = typed_text(self)
        return " ".join(text.splitlines()) if self._one else text

    def show_text(self, text: str) -> None:
        """Put a text in, keeping the cursor where it can be kept."""
        at = self.textCursor().position()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, units(text)))
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        self.fit()
        if not self._showing:
            self.typed.emit()

    def fit(self) -> None:
        """Take the height that the text needs, between the bounds."""
        line = self.fontMetrics().lineSpacing()
        block, written = self.document().firstBlock(), 0.0
        while block.isValid() and written < self._most * line:
            # Lines of Chinese are higher than those of the interface's own face, so the blocks are measured.
            written += self.blockBoundingRect(block).height()
            block = block.next()
        wanted = min(max(math.ceil(written), self._lines * line), self._most * line)
        scrolls = written > self._most * line
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        height = wanted + _PADDING_PX + 2 * int(self.document().documentMargin())
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        """Return a small width; the height is fixed."""
        return QSize(120, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return a small width; the height is fixed."""
        return QSize(80, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Ctrl+Enter, and with Enter where it is one paragraph."""
        if (wanted := undo_wanted(event)) is not None:
            self.left.emit()
            self.undo_wanted.emit(wanted)
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self._one or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left, or only that the window went behind."""
        super().focusOutEvent(event)
        if event.reason() in _QUIET:
            self.paused.emit()
            return
        # What is chosen in a field that has no keys any more looks as if the next letter would take its place.
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page where there is nothing to scroll in the field."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)


class ChoiceField(QComboBox):
    """One of a few words; what is stored and is none of them stands there as it is."""

    typed = Signal()
    left = Signal()
    paused = Signal()
    undo_wanted = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Take (stored word, shown word) in their order."""
        super().__init__()
        name_choice(self, name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for stored, shown in choices:
            self.addItem(shown, stored)
        self.activated.connect(self._chosen)

    def read(self) -> str:
        """Return the stored word."""
        found = self.currentData()
        return found if isinstance(found, str) else ""

    def show_text(self, text: str) -> None:
        """Choose a stored word, adding one that was not known."""
        at = self.findData(text)
        if at < 0:
            self.addItem(text, text)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def setReadOnly(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self.setEnabled(not read_only)

    def _chosen(self) -> None:
        self.typed.emit()
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


Field = LineField | TextField | ChoiceField


def mark_wrong(field: QWidget, wrong: bool) -> None:
    """Draw a field as one whose text is refused; the sentence beside it says why."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        dress_anew(field)
