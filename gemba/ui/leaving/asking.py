"""A field for words of the person that go with what leaves, such as questions to a reviewer; half typed, it is kept.

Must not know what the words are for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

_KEPT_MS = 500
_HEIGHT_PX = 72
_DRAFT = "leaving.words"


class AskingField(QWidget):
    """A label and a few lines to write in; what is written is a draft of the library until it has left."""

    def __init__(self, desk: Desk, label: str) -> None:
        """Show the label over an empty field, or what was half typed before."""
        super().__init__()
        self._desk = desk
        self.edit = _Lines(self)
        self.edit.setAccessibleName(label)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_HEIGHT_PX)
        self.edit.setPlaceholderText(desk.words.tr("Names and numbers in it are masked. It may stay empty."))
        self._soon = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._soon.timeout.connect(self._keep)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(PlainLabel(label, "muted"))
        inside.addWidget(self.edit)
        observations = desk.app.observations
        desk.fetch(lambda job: observations.drafts().get(_DRAFT, ""), owner=self, then=self._found, at_once=True)
        self.edit.textChanged.connect(self._soon.start)

    @property
    def words(self) -> str:
        """Return what is written."""
        return self.edit.toPlainText().strip()

    def done(self) -> None:
        """Forget the draft: it has left."""
        self._soon.stop()
        if not self._desk.read_only:
            self._desk.app.observations.submit_draft(_DRAFT, "")

    def _found(self, text: str) -> None:
        if text and not self.words:
            self.edit.setPlainText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed last: the sheet goes for good, and its timers with it."""
        super().hideEvent(event)
        if self._soon.isActive():
            self._soon.stop()
            self._keep()

    def _keep(self) -> None:
        if not self._desk.read_only:
            self._desk.app.observations.submit_draft(_DRAFT, self.words)


class _Lines(QPlainTextEdit):
    """Leaves Ctrl+Enter to the sheet."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
