"""Find in the text: a line above the prose, next and before, how many. Must not know narratives."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gemba.ui.desk import Desk
from gemba.ui.narratives.parts import tool
from gemba.ui.narratives.prose_edit import ProseEdit
from gemba.ui.widgets.labels import PlainLabel


class FindBar(QWidget):
    """One line to type what is looked for; Enter goes on, Shift+Enter back, Esc closes."""

    found_changed = Signal()

    def __init__(self, desk: Desk, editor: ProseEdit) -> None:
        """Take the text to look in."""
        super().__init__()
        self._desk = desk
        self._editor = editor
        words = desk.words
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(4)
        self.field = QLineEdit()
        self.field.setPlaceholderText(words.tr("Find in the text"))
        self.field.setAccessibleName(words.tr("Find in the text"))
        self.field.textChanged.connect(lambda _: self._typed())
        self.said = PlainLabel("", "small", "muted")
        layout.addWidget(self.field, 1)
        layout.addWidget(self.said)
        layout.addWidget(
            tool(desk, "chevron-up", words.tr("Find the one before"), lambda: self.go(-1), key="Shift+Return")
        )
        layout.addWidget(tool(desk, "chevron-down", words.tr("Find the next"), lambda: self.go(1), key="Return"))
        layout.addWidget(tool(desk, "x", words.tr("Close the search"), self.close_bar, key="Esc"))
        self.hide()

    def open_bar(self) -> None:
        """Show the line with what is selected in it."""
        chosen = self._editor.textCursor().selectedText()
        self.show()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed(move=False)

    def close_bar(self) -> None:
        """Hide the line; the hands are in the text again."""
        self.hide()
        self.found_changed.emit()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def places(self) -> list[QTextCursor]:
        """Return every place where it stands; none while the line is closed."""
        wanted = self.field.text() if self.isVisible() else ""
        found: list[QTextCursor] = []
        cursor = QTextCursor(self._editor.document())
        while wanted:
            cursor = self._editor.document().find(wanted, cursor)
            if cursor.isNull():
                break
            found.append(QTextCursor(cursor))
        return found

    def go(self, by: int) -> None:
        """Select the next place, or the one before; round the end."""
        wanted = self.field.text()
        if not wanted:
            return
        flag = QTextDocument.FindFlag.FindBackward if by < 0 else QTextDocument.FindFlag(0)
        if not self._editor.find(wanted, flag):
            cursor = self._editor.textCursor()
            end = QTextCursor.MoveOperation.End if by < 0 else QTextCursor.MoveOperation.Start
            cursor.movePosition(end)
            self._editor.setTextCursor(cursor)
            self._editor.find(wanted, flag)
        self._editor.show_cursor_calmly()
        self._count()

    def _typed(self, *, move: bool = True) -> None:
        if move and self.field.text():
            cursor = self._editor.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._editor.setTextCursor(cursor)
            self.go(1)
        self._count()
        self.found_changed.emit()

    def _count(self) -> None:
        places, words = self.places(), self._desk.words
        if not self.field.text():
            self.said.setText("")
            return
        here = self._editor.textCursor().selectionStart()
        at = next((n for n, one in enumerate(places, 1) if one.selectionStart() == here), 0)
        if not places:
            self.said.setText(words.tr("not there"))
        elif at:
            self.said.setText(words.tr("{n} of {m}", n=at, m=len(places)))
        else:
            self.said.setText(words.number(len(places)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()
