"""The question that another owner raises: a ticket somebody already has is passed on only with a reason (M4).

It stands under the owner's fields and asks nothing of a draft that nobody has had. Must not know the other criteria.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import bring_into_view, button, spread
from gemba.ui.tickets.page.fields import LineField
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.services.tickets.opened import OpenTicket
    from gemba.ui.desk import Desk
    from gemba.ui.tickets.page.editing import Editing


class PassingOn(QFrame):
    """Why does it pass on? Hidden until somebody changes the owner of a ticket that has one."""

    def __init__(self, desk: Desk, editing: Editing) -> None:
        """Build it hidden."""
        super().__init__()
        self._desk = desk
        self._editing = editing
        self._opened: OpenTicket | None = None
        role(self, "banner")
        tr = desk.words.tr
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(tr("It is passed on. Why?"), "strong"))
        self.times = PlainLabel("", "small", "muted", wrap=True)
        layout.addWidget(self.times)
        self.reason = LineField(tr("Why the owner changes"), hint=tr("On leave until March"))
        self.reason.returnPressed.connect(self._pass_on)
        layout.addWidget(self.reason)
        self.go = button(tr("Pass it on"), "primary")
        self.go.clicked.connect(self._pass_on)
        self.leave = button(tr("Leave the owner as it was"), "quiet")
        self.leave.clicked.connect(self._put_back)
        layout.addLayout(spread((self.go, self.leave)))
        self.reason.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(False)
        self.hide()

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Take the ticket that is open; another ticket ends the question."""
        if opened is None or self._opened is None or opened.row.id != self._opened.row.id:
            self.hide()
            self.reason.clear()
        self._opened = opened

    def ask(self, text: str) -> bool:
        """Return True where a reason is needed first, and ask for it."""
        if self._opened is None or not self._opened.passes_on:
            return False
        words, passed = self._desk.words, self._opened.row.reassignments
        said = words.count("Passed on {n} time so far.", "Passed on {n} times so far.", passed) if passed else ""
        self.times.setText(said or words.tr("It goes on the ticket's record, by team and never by name."))
        self.setVisible(True)
        # After the key or click that left the field has done its own moving of the focus.
        QTimer.singleShot(0, self, self._focus)
        return True

    def _focus(self) -> None:
        team, owner = self._editing.widget("owner_team"), self._editing.widget("owner")
        if self.isVisible() and not any(one is not None and one.hasFocus() for one in (team, owner)):
            self.reason.setFocus()
        bring_into_view(self)

    def _pass_on(self) -> None:
        if self.reason.text().strip():
            self._editing.commit_with(self.reason.text().strip(), "owner", "owner_team")
            self.hide()
            self.reason.clear()

    def _put_back(self) -> None:
        self.hide()
        self.reason.clear()
        self._editing.put_back("owner", "owner_team")
