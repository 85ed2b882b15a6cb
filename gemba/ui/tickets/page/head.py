"""The head of a ticket: title in place, state, six segments, the one next step and why it cannot be taken yet.

Must not know fields but the title, nor how a state is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from gemba.message import joined
from gemba.model.values import TicketState
from gemba.services.tickets.judging import Judged
from gemba.ui.look.looks import TYPE_SCALE_PX
from gemba.ui.look.strong import strengthen
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import button
from gemba.ui.tickets.page.criteria import NAMES
from gemba.ui.tickets.page.fields import TextField
from gemba.ui.tickets.page.states import NEXT, OTHERS, Move
from gemba.ui.tickets.states import STATES
from gemba.ui.widgets.gate_bar import GateBar
from gemba.ui.widgets.icon_button import IconButton
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip

if TYPE_CHECKING:
    from gemba.services.tickets.opened import OpenTicket
    from gemba.ui.desk import Desk
    from gemba.ui.tickets.page.editing import Editing


class Head(QFrame):
    """Says what it is, where it stands, and holds the buttons."""

    step = Signal(int)
    delegate = Signal()
    moved = Signal(object)
    send = Signal()
    copy = Signal()

    def __init__(self, desk: Desk, editing: Editing) -> None:
        """Build the head; the title is the first field of the page."""
        super().__init__()
        self._desk = desk
        self._state = TicketState.DRAFT
        self._blocked = ""
        role(self, "surface")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        self.title = TextField(
            desk.words.tr("Title"), hint=desk.words.tr("What is wrong, in one line"), lines=1, most_lines=4, one=True
        )
        font = QFont(self.title.font())
        font.setPixelSize(TYPE_SCALE_PX["title"])
        self.title.setFont(strengthen(font))
        self.title.document().setDocumentMargin(1)
        self.title.fit()
        role(self.title, "bare")
        layout.addLayout(self._build_path())
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addLayout(self._build_line())
        editing.register("title", self.title)
        editing.said.connect(self._said)

    def _build_path(self) -> QHBoxLayout:
        tr = self._desk.words.tr
        row = QHBoxLayout()
        row.setSpacing(4)
        self.code = PlainLabel("", "large", "muted")
        self.previous = IconButton(self._desk, "chevron-up", "", "quiet", name=tr("Previous ticket"))
        self._desk.keys.tip(self.previous, "tickets.previous", tr("Previous ticket"))
        self.previous.clicked.connect(lambda: self.step.emit(-1))
        self.next = IconButton(self._desk, "chevron-down", "", "quiet", name=tr("Next ticket"))
        self._desk.keys.tip(self.next, "tickets.next", tr("Next ticket"))
        self.next.clicked.connect(lambda: self.step.emit(1))
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)
        row.addWidget(self.title, 1)
        for one in (self.previous, self.next):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
            one.setFixedWidth(34)
        return row

    def _build_line(self) -> QHBoxLayout:
        tr = self._desk.words.tr
        row = QHBoxLayout()
        row.setSpacing(8)
        self.state_icon = IconLabel(self._desk)
        self.state = PlainLabel("", "strong")
        self.gate = GateBar(self._desk.theme, self._desk.words)
        self.count = PlainLabel("", "muted")
        row.addWidget(self.state_icon)
        row.addWidget(self.state)
        row.addSpacing(12)
        row.addWidget(self.gate)
        row.addWidget(self.count)
        row.addSpacing(8)
        self.why = PlainLabel("", "muted", wrap=True)
        self._leads = False
        self._desk.keys.changed.connect(self._say_way)
        row.addWidget(self.why, 1)
        self.copy_button = IconButton(self._desk, "copy", tr("Copy"), "quiet")
        self._desk.keys.tip(self.copy_button, "tickets.copy", tr("Copy as text, masked"))
        self.copy_button.clicked.connect(self.copy)
        self.send_button = IconButton(self._desk, "share-2", tr("Send out…"))
        self._desk.keys.tip(self.send_button, "tickets.send", tr("One page as PDF, or Markdown with its pictures"))
        self.send_button.clicked.connect(self.send)
        self.more = QPushButton(tr("More"))
        role(self.more, "quiet")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.primary = button("", "primary")
        self.primary.clicked.connect(self._do_primary)
        for one in (self.copy_button, self.send_button, self.more, self.primary):
            row.addWidget(one)
        return row

    # -- showing ----------------------------------------------------------------------------------------------

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Show number and state; None stands for a ticket that does not exist yet."""
        tr = self._desk.words.tr
        self._state = opened.row.state if opened is not None else TicketState.DRAFT
        self.code.setText(f"T{opened.row.number}" if opened is not None else tr("New"))
        self.state.setText(tr(STATES[self._state].text))
        for one in (self.copy_button, self.send_button, self.previous, self.next):
            one.setVisible(opened is not None)
        self.more.setVisible(opened is not None and not self._desk.read_only)
        self.primary.setVisible(not self._desk.read_only)
        self.menu.clear()
        for move in OTHERS[self._state]:
            self.menu.addAction(tr(move.text)).triggered.connect(lambda _=False, one=move: self.moved.emit(one))
        following = NEXT.get(self._state)
        self.primary.setText(tr(following.text) if following is not None else tr("Delegate"))
        if self._state is TicketState.VERIFIED:
            self.primary.hide()
        look = STATES[self._state]
        self.state_icon.show_icon(look.icon, look.colour)

    def show_verdicts(self, judged: Judged, blocking: str, opened: OpenTicket | None) -> None:
        """Show the segments, and why delegating is not possible yet; ``blocking`` is a remark that holds it up."""
        words = self._desk.words
        held = sum(judged.gate)
        self.gate.show_gate(judged.gate)
        self.count.setText(words.tr("{held} of 6", held=held))
        if self._state in (TicketState.DRAFT, TicketState.ACTIONABLE):
            self.primary.setEnabled(judged.passes and not blocking and opened is not None)
            self.why.setText(self._why_not(judged, blocking))
            self._leads = bool(blocking) or not judged.passes
        else:
            self.primary.setEnabled(True)
            self._leads = False
            self.why.setText(self._standing(opened))
        self._say_way()
        self.primary.setToolTip(plain_tip(self.why.text()))

    def _say_way(self) -> None:
        """Say which key goes to what is missing, where something is."""
        key = self._desk.keys.named("tickets.mend_next")
        self.why.setToolTip(self._desk.words.tr("{key} goes there", key=key) if self._leads else "")

    def _why_not(self, judged: Judged, blocking: str) -> str:
        words = self._desk.words
        missing = next((one for one in judged.criteria if not one.ok), None)
        if missing is not None:
            reason = joined(words.say(one) for one in missing.reasons[:1])
            name = words.tr(NAMES[missing.criterion])
            return words.tr("Not ready to delegate. {criterion}: {reason}", criterion=name, reason=reason)
        if blocking:
            return words.tr("All six hold, but a remark holds it up: {remark}", remark=blocking)
        return words.tr("All six hold. Delegating asks whether the owner has said yes.")

    def _standing(self, opened: OpenTicket | None) -> str:
        words = self._desk.words
        if opened is not None and opened.row.state_reason:
            return words.tr("Because: {reason}", reason=opened.row.state_reason)
        return ""

    def _do_primary(self) -> None:
        following: Move | None = NEXT.get(self._state)
        if following is None:
            self.delegate.emit()
        else:
            self.moved.emit(following)

    def _said(self, name: str, sentence: str) -> None:
        if name == "title":
            self.problem.setText(sentence)
            self.problem.setVisible(bool(sentence))
