"""Fields that are edited in place: a line and a growing text. Enter or leaving keeps, Esc gives back what stood there.

Must not know what they are fields of.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from gemba.ui.look.looks import TYPE_SCALE_PX
from gemba.ui.look.theme import dress_anew, role
from gemba.ui.widgets.glimpse import wrapping
from gemba.ui.widgets.plain_words import plain_tip, typed_text

_EDGE_PX = 12


def mark_wrong(field: QWidget, *, wrong: bool) -> None:
    """Draw a field as wrong, or as right again."""
    field.setProperty("wrong", "true" if wrong else "false")
    dress_anew(field)


class FieldLine(QLineEdit):
    """One line; looks like text until it is hovered or typed into."""

    kept = Signal(str)

    def __init__(self, name: str, *, hint: str = "", bare: bool = True) -> None:
        """Take the accessible name, and what stands there while it is empty."""
        super().__init__()
        if bare:
            role(self, "bare")
        self._stands = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self._keep)

    def show_value(self, text: str) -> None:
        """Show what is stored; what is being typed stays."""
        if self.hasFocus() and self.text() != self._stands:
            self._stands = text
            return
        self._stands = text
        self.setToolTip(plain_tip(text))
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        mark_wrong(self, wrong=False)

    def refuse(self) -> None:
        """Draw it as wrong; what was typed stays, and can be kept again or given back with Esc."""
        mark_wrong(self, wrong=True)

    def _keep(self) -> None:
        text = self.text().strip()
        if text != self._stands:
            self._stands = text
            self.kept.emit(text)

    def give_back(self, text: str) -> None:
        """Say what is stored in truth, after it refused what was typed."""
        self._stands = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give back what stood there with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stands:
            self.setText(self._stands)
            mark_wrong(self, wrong=False)
            event.accept()
            return
        super().keyPressEvent(event)


class GrowingText(QPlainTextEdit):
    """A text that is as high as its lines; Enter keeps, Shift+Enter begins a line, Esc gives back."""

    kept = Signal(str)
    given_up = Signal()
    grown = Signal()

    def __init__(self, name: str, *, hint: str = "", size: str = "base", bare: bool = True) -> None:
        """Take the accessible name, what stands there while it is empty, and a size of the type scale."""
        super().__init__()
        if bare:
            role(self, "bare")
        font = QFont(self.font())
        font.setPixelSize(TYPE_SCALE_PX[size])
        self.setStyleSheet(f"font-size: {TYPE_SCALE_PX[size]}px;")
        self.setFont(font)
        self._stands = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        lines = max(1, int(self.document().size().height()))
        return QSize(
            240, lines * self.fontMetrics().lineSpacing() + _EDGE_PX + int(2 * self.document().documentMargin())
        )

    def minimumSizeHint(self) -> QSize:
        """Return the same height; lines are never cut."""
        return QSize(80, self.sizeHint().height())

    def show_value(self, text: str) -> None:
        """Show what is stored; what is being typed stays."""
        typing = self.hasFocus() and typed_text(self) != self._stands
        self._stands = text
        if not typing and typed_text(self) != text:
            self.setPlainText(text)
        mark_wrong(self, wrong=False)

    def refuse(self) -> None:
        """Draw it as wrong; what was typed stays."""
        mark_wrong(self, wrong=True)

    def give_back(self, text: str) -> None:
        """Say what is stored in truth, after it refused what was typed."""
        self._stands = text

    def _keep(self) -> None:
        text = typed_text(self).strip()
        if text != self._stands:
            self._stands = text
            self.kept.emit(text)

    def setPlainText(self, text: str) -> None:
        """Show a text, broken in the way that its longest word allows."""
        self._wrap_for(text)
        super().setPlainText(text)

    def _wrap_for(self, text: str) -> None:
        mode = wrapping(text)
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)

    def _grow(self) -> None:
        self._wrap_for(self.document().toRawText())
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())
        self.grown.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page where every line is in sight, though Qt would scroll by one all the same."""
        if self.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter, give back with Esc."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._keep()
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._stands)
            mark_wrong(self, wrong=False)
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the focus goes on; a menu or another window does not end it."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._keep()
