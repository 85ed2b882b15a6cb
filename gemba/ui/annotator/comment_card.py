"""One comment with its answers, and the buttons and keys for what can be done with it. Must not know how it is kept.

Words and region may be changed where the comment was written in this library; what came home from a reviewer stays
as it was said, and may be answered, closed or taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from gemba.ui.desk import Desk
from gemba.ui.keys.spoken import spoken
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from gemba.model.rows.review import CommentRow

_ICON_PX = 16
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_M, Qt.Key.Key_Delete)


class CommentCard(QFrame):
    """Tab reaches it, it says itself to a screen reader, and keys do what its buttons do."""

    chosen = Signal()
    answer_wanted = Signal(str)
    edit_wanted = Signal(str)
    move_wanted = Signal(str)
    removed = Signal(str)
    closed = Signal(str, bool)

    def __init__(
        self, desk: Desk, top: CommentRow, answers: Sequence[CommentRow], *, number: int, can_write: bool
    ) -> None:
        """Show a comment and what was answered; ``number`` is the one on the picture."""
        super().__init__()
        self._desk, self._top, self._number, self._can_write = desk, top, number, can_write
        role(self, "card")
        self.setObjectName(top.id)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = desk.words
        self.setAccessibleName(
            words.tr("Comment {n}, {who}: {text}", n=number, who=words.role(top.author), text=top.text)
        )
        if can_write:
            self.setAccessibleDescription(
                words.tr("Enter answers, F2 changes the words, M the region, {key} takes it out", key=spoken("Del"))
                if _is_own(top)
                else words.tr("Enter answers, {key} takes it out", key=spoken("Del"))
            )
        down = QVBoxLayout(self)
        down.setContentsMargins(8, 8, 8, 4)
        down.setSpacing(4)
        down.addLayout(self._head(top))
        down.addWidget(self._said(top))
        for row in answers:
            down.addLayout(self._head(row))
            down.addWidget(self._said(row))
        down.addLayout(self._buttons())

    def _said(self, row: CommentRow) -> PlainLabel:
        return PlainLabel(row.text, *(("muted",) if self._top.resolved else ()), wrap=True)

    def _head(self, row: CommentRow) -> QHBoxLayout:
        """Return the line above words: who said them and when, and what can be done with them."""
        words, is_top = self._desk.words, row is self._top
        at = words.clock(row.at)
        name = words.tr("{n} · {who} · {time}", n=self._number, who=words.role(row.author), time=at)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(
            ElidedLabel(
                name if is_top else words.tr("↳ {who} · {time}", who=words.role(row.author), time=at), "small", "muted"
            ),
            1,
        )
        if not self._can_write:
            return line
        about = words.tr("comment {n}", n=self._number) if is_top else words.tr("answer of {time}", time=at)
        if _is_own(row) and not self._top.resolved:
            edit, move = partial(self.edit_wanted.emit, row.id), partial(self.move_wanted.emit, row.id)
            line.addWidget(self._icon("pencil", words.tr("Change the words"), about, edit, key="F2" if is_top else ""))
            if is_top:
                line.addWidget(self._icon("scan", words.tr("Another region"), about, move, key="M"))
        remove = partial(self.removed.emit, row.id)
        line.addWidget(self._icon("trash-2", words.tr("Take it out"), about, remove, key="Del" if is_top else ""))
        return line

    def _buttons(self) -> QHBoxLayout:
        words, top = self._desk.words, self._top
        about = words.tr("comment {n}", n=self._number)
        line = QHBoxLayout()
        line.setSpacing(4)
        closing = words.tr("Open again") if top.resolved else words.tr("Close")
        if not top.resolved:
            line.addWidget(self._step(words.tr("Answer"), about, partial(self.answer_wanted.emit, top.id)))
        line.addWidget(self._step(closing, about, partial(self.closed.emit, top.id, not top.resolved)))
        line.addStretch(1)
        return line

    def _step(self, text: str, about: str, step: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(self._desk.words.tr("{step}, {about}", step=text, about=about))
        button.clicked.connect(step)
        button.setEnabled(self._can_write)
        return button

    def _icon(self, icon: str, text: str, about: str, step: Callable[[], object], *, key: str = "") -> QToolButton:
        button = self._step(text, about, step)
        button.setText("")
        button.setIcon(self._desk.theme.icon(icon, colour="muted"))
        button.setIconSize(button.iconSize().scaled(_ICON_PX, _ICON_PX, Qt.AspectRatioMode.KeepAspectRatio))
        button.setToolTip(self._desk.keys.with_fixed(text, spoken(key)))
        return button

    # -- hands ------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep its own keys from the window's actions, which have them for marks."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() in _KEYS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Enter, change the words with F2, the region with M, take it out with Delete."""
        key, top = Qt.Key(event.key()), self._top
        changes = self._can_write and not event.modifiers() and not top.resolved
        if changes and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer_wanted.emit(top.id)
        elif changes and key == Qt.Key.Key_F2 and _is_own(top):
            self.edit_wanted.emit(top.id)
        elif changes and key == Qt.Key.Key_M and _is_own(top):
            self.move_wanted.emit(top.id)
        elif self._can_write and key == Qt.Key.Key_Delete:
            self.removed.emit(top.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose it."""
        super().focusInEvent(event)
        self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)


def _is_own(row: CommentRow) -> bool:
    """Say whether a comment was written in this library, and not by a reviewer elsewhere."""
    return not row.bundle_id
