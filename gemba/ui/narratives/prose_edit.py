"""The field a narrative is written in: plain Markdown in a comfortable measure, with the few keys of a writer.

Plain text in, plain text out; how it looks is the highlighter's. Must not know narratives, the library or pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.plain_words import typed_text
from gemba.ui.widgets.text_units import letters, units

MEASURE_SIGNS = 72
_LEADING_PER_CENT = 150
_ABOVE_PX, _BELOW_PX, _BESIDE_PX = 24, 160, 20
_LINK = re.compile(r"\[=?([TSPDR]\d*(?:\.[\w.]+)?)\]|(?<=[\[ ,;，；、])([TSPD]\d+(?:\.\d+)?)(?=[\],;，；、])")
_KEYS_OF_OURS = (Qt.Key.Key_B, Qt.Key.Key_I)


class ProseEdit(QTextEdit):
    """A page of plain text; ``key_first`` may take a key before it is typed (the list of what can be cited)."""

    link_followed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        role(self, "prose")
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setCursorWidth(2)
        self.key_first: Callable[[QKeyEvent], bool] = lambda event: False

    # -- the text ---------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return what is written; blanks that do not break stay what they are."""
        return typed_text(self)

    def load(self, text: str) -> None:
        """Show a text; nothing before it can be taken back here."""
        self.document().setUndoRedoEnabled(False)
        # The empty page is given its form, and the text takes it over: given afterwards, each time all of it is
        # coloured and broken into lines anew.
        self.setPlainText("")
        frame = self.document().rootFrame()
        room = frame.frameFormat()
        room.setTopMargin(_ABOVE_PX)
        room.setBottomMargin(_BELOW_PX)
        frame.setFrameFormat(room)
        airy = QTextBlockFormat()
        airy.setLineHeight(_LEADING_PER_CENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.mergeBlockFormat(airy)
        cursor.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self.document().setUndoRedoEnabled(True)
        self.document().setModified(False)

    def take_over(self, text: str) -> None:
        """Put another text in the place of this one and change only what differs; the cursor stays where it was."""
        old = self.text()
        if old == text:
            return
        start = 0
        most = min(len(old), len(text))
        while start < most and old[start] == text[start]:
            start += 1
        end = 0
        while end < most - start and old[-1 - end] == text[-1 - end]:
            end += 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])

    def forget_steps(self) -> None:
        """Forget what could be taken back here: the library's history goes on from now."""
        self.document().clearUndoRedoStacks()

    def line(self) -> int:
        """Return the line of the source the cursor is in, from 1."""
        return self.textCursor().blockNumber() + 1

    def share_of_line(self) -> float:
        """Return how far into its line of the source the cursor is, 0–1."""
        cursor = self.textCursor()
        return cursor.positionInBlock() / max(1, cursor.block().length() - 1)

    def go_to_line(self, line: int, *, words: str = "") -> None:
        """Put the cursor into a line, with the first place of ``words`` in it selected."""
        self.setTextCursor(self.find_in_line(line, words))
        self.show_cursor_calmly()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_in_line(self, line: int, words: str) -> QTextCursor:
        """Return a cursor that holds ``words`` in a line, or stands at its beginning where they are not there."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        if not block.isValid():
            block = self.document().lastBlock()
        cursor = QTextCursor(block)
        text, wanted = block.text(), " ".join(words.split())
        while wanted:
            at = text.find(wanted)
            if at >= 0:
                cursor.setPosition(block.position() + units(text[:at]))
                cursor.setPosition(cursor.position() + units(wanted), QTextCursor.MoveMode.KeepAnchor)
                return cursor
            wanted = wanted.rpartition(" ")[0]
        return cursor

    def show_cursor_calmly(self) -> None:
        """Bring the cursor into view at a third of the height, not at the very edge."""
        self.ensureCursorVisible()
        at = self.cursorRect().top()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + at - self.viewport().height() // 3)

    @contextmanager
    def keeping_view(self) -> Iterator[None]:
        """Let the same words stand at the top after what is done inside, which may lay the text out anew.

        Qt does that piece by piece from the beginning, and meanwhile takes a text as too short for where it is
        scrolled to.
        """
        first = self.cursorForPosition(QPoint(0, 0))
        last = self.cursorForPosition(self.viewport().rect().bottomLeft())
        top = self.cursorRect(first).top()
        yield
        self.cursorRect(last)  # lays out all that was in view
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(first).top() - top)

    def link_at(self, cursor: QTextCursor) -> str:
        """Return the code or path that stands at a cursor, "" for none."""
        text = cursor.block().text()
        at = letters(text, cursor.positionInBlock())
        for found in _LINK.finditer(text):
            if found.start() <= at <= found.end():
                return found.group(1) or found.group(2)
        return ""

    # -- writing ----------------------------------------------------------------------------------------------

    def surround(self, sign: str) -> None:
        """Put a sign on both sides of what is selected, or take it away again."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        chosen = cursor.selectedText()
        if not chosen:
            cursor.insertText(sign * 2)
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=len(sign))
            self.setTextCursor(cursor)
            return
        has = chosen.startswith(sign) and chosen.endswith(sign) and len(chosen) >= 2 * len(sign)
        cursor.insertText(chosen[len(sign) : -len(sign)] if has else f"{sign}{chosen}{sign}")

    def next_heading_level(self) -> None:
        """Make the line a heading, the heading a smaller one, and that a line again."""
        block = self.textCursor().block()
        found = re.match(r"(#{1,6}) ?", block.text())
        marks = {0: "## ", 2: "### "}.get(len(found.group(1)) if found else 0, "")
        cursor = QTextCursor(block)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(found[0] if found else "")
        )
        cursor.insertText(marks)

    def begin_lines_with(self, sign: str) -> None:
        """Put a sign before each chosen line, or take it away where all have it."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        blocks = [document.findBlockByNumber(at) for at in range(first, last + 1)]
        off = all(one.text().startswith(sign) for one in blocks)
        cursor.beginEditBlock()
        for block in blocks:
            cursor.setPosition(block.position())
            if off:
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(sign))
            cursor.insertText("" if off else sign)
        cursor.endEditBlock()

    def take_line_out(self, line: int) -> None:
        """Take a whole line of the source out; it can be taken back."""
        cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    # -- keys, mouse, paste ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+B and Ctrl+I for bold and italic while somebody writes, and Tab for an open list."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.key_first(event)
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, unless an open list takes the key."""
        if self.key_first(event):
            event.accept()
            return
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_B:
            self.surround("**")
        elif control and event.key() == Qt.Key.Key_I:
            self.surround("*")
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a code where Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.button() == Qt.MouseButton.LeftButton:
            code = self.link_at(self.cursorForPosition(event.position().toPoint()))
            if code:
                self.link_followed.emit(code)
                event.accept()
                return
        super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """Say that the hands left the text."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and nothing else."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, whatever the other program offers."""
        self.textCursor().insertText(source.text().replace("\r\n", "\n").replace("\r", "\n"))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text: the Markdown as it stands."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines at a length that reads well, in the middle of the room."""
        measure = round(self.fontMetrics().averageCharWidth() * MEASURE_SIGNS * 1.06)
        beside = max(_BESIDE_PX, (self.width() - measure) // 2)
        self.setViewportMargins(beside, 0, beside, 0)
        super().resizeEvent(event)


def _is_ours(event: QKeyEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _KEYS_OF_OURS
