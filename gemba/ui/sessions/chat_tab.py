"""The chat of a visit's round: the visit's own day stands open, other days are folded; a line becomes a note.

Senders are said by their role, by name only where they agreed. Must not know how notes are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gemba.services.visits.chats import ChatDay, ChatLine
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.look.theme import role
from gemba.ui.sessions.rows_tab import RowsTab, card
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.toggling import ToggleButton
from gemba.ui.widgets.undo_toast import toast_with_undo

GoToNote = Callable[[str], None]
_CLOCK_PX = 44


def lines_of(day: str, days: tuple[ChatDay, ...]) -> int:
    """Return how many messages were written on that day."""
    return sum(len(one.lines) for one in days if one.day == day)


class ChatTab(RowsTab[ChatDay]):
    """The days of a chat."""

    def __init__(self, desk: Desk, go: GoToNote, back: Callable[[], None]) -> None:
        """Begin without a chat; ``go`` leads to a note, ``back`` to the notes."""
        words = desk.words
        empty = EmptyState(
            desk.theme,
            icon="message-square",
            sentence=words.tr("No chat came with this round. An imported pack brings it in its file chat.txt."),
            button=words.tr("Back to the notes"),
            action=back,
        )
        super().__init__(desk, empty=empty, make=self._day)
        self._go = go
        self._session = self._own_day = ""
        self._open: set[str] = set()

    def show_chat(self, session: str, own_day: str, days: tuple[ChatDay, ...]) -> None:
        """Show the chat beside the visit of that day."""
        if session != self._session:
            self._session, self._own_day, self._open = session, own_day, {own_day}
            self.show_items(())
        self.show_items(days)

    def _day(self, day: ChatDay) -> QWidget:
        words = self._desk.words
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        count = words.count("{n} message", "{n} messages", len(day.lines))
        said = words.tr("{day} · {messages}", day=said_day(day.day, words), messages=count)
        if day.day == self._own_day:
            said = words.tr("{day}, the day of the visit", day=said)
        fold = ToggleButton(said)
        role(fold, "quiet")
        fold.setChecked(day.day in self._open)
        inside, lines = card()
        lines.setSpacing(8)
        column.addWidget(fold, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)
        inside.hide()
        fold.clicked.connect(partial(self._fold, day, fold, inside))
        self._fold(day, fold, inside)
        return whole

    def _fold(self, day: ChatDay, fold: ToggleButton, inside: QFrame, _checked: bool = False) -> None:
        """Show or hide a day; its lines are made when it is first shown."""
        shown = fold.isChecked()
        fold.setIcon(self._desk.theme.icon("chevron-down" if shown else "chevron-right", colour="muted"))
        (self._open.add if shown else self._open.discard)(day.day)
        layout = inside.layout()
        assert isinstance(layout, QVBoxLayout)
        take_all_out(layout)
        for line in day.lines if shown else ():
            layout.addWidget(self._line(line))
        inside.setVisible(shown)

    def _line(self, line: ChatLine) -> QWidget:
        words = self._desk.words
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        clock = PlainLabel(words.clock(line.at), "muted")
        clock.setFixedWidth(_CLOCK_PX)
        across.addWidget(clock, alignment=Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        spoken = " · ".join(part for part in (line.who, words.tr(line.role) if line.role else "") if part)
        said.addWidget(PlainLabel(spoken or words.tr("somebody whose role is not known"), "small", "muted"))
        said.addWidget(PlainLabel(line.text, wrap=True))
        across.addLayout(said, 1)
        across.addWidget(self._button(line), alignment=Qt.AlignmentFlag.AlignTop)
        return whole

    def _button(self, line: ChatLine) -> QPushButton:
        words = self._desk.words
        button = QPushButton(words.tr("Go to the note") if line.note_id else words.tr("Make a note"))
        role(button, "quiet")
        button.setAccessibleName(words.told(button.text(), line.text))
        if line.note_id:
            button.clicked.connect(partial(self._to_note, line.note_id))
        else:
            button.setEnabled(not self._desk.read_only)
            button.clicked.connect(partial(self._take_up, line))
        return button

    def _to_note(self, note_id: str, _checked: bool = False) -> None:
        self._desk.go("sessions", note_id)

    def _take_up(self, line: ChatLine, _checked: bool = False) -> None:
        chats, session, words = self._desk.app.chats, self._session, self._desk.words
        said = words.tr("The message is a note of this visit now.")
        self._desk.do(
            lambda: chats.take_up(session, line.id),
            owner=self,
            then=lambda _: toast_with_undo(self._desk, said, kind="good"),
        )
