"""Lists on a ticket that are edited as lists: teams as chips, approvals in their order, the chain of causes.

Each says the whole new list; who shows it writes it. Must not know the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gemba.model.ticket_facts import ApprovalFacts, CauseFacts
from gemba.model.values import CauseStatus
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import button
from gemba.ui.tickets.page.fields import LineField
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.flow import FlowLayout
from gemba.ui.widgets.icon_button import IconButton
from gemba.ui.widgets.kept_focus import TAKES_OFF, focus_kept, is_part, row_names
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.toggling import ToggleButton

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


class Section(QWidget):
    """A part of the right column: a heading, a body, and nothing where it stays hidden."""

    def __init__(self, heading: str) -> None:
        """Take the heading in the window's language."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.setAccessibleName(heading)
        self.heading = PlainLabel(heading, "strong")
        layout.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        layout.addLayout(self.body)


def small_icon(desk: Desk, icon: str, name: str) -> QPushButton:
    """Return a small button that is only an icon, with its words for who cannot see it."""
    made = IconButton(desk, icon, "", "quiet", name=name)
    made.setFixedSize(26, 26)
    return made


class TeamChips(Section):
    """The teams a fix needs; ``changed`` with all of them."""

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__(desk.words.tr("Teams needed"))
        self._desk = desk
        self._teams: tuple[str, ...] = ()
        self._follows = False
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        self.body.addWidget(self._holder)
        self.add = LineField(desk.words.tr("Add a team that is needed"), hint=desk.words.tr("Add a team…"))
        self.add.returnPressed.connect(self._add)
        if desk.read_only:
            self.add.hide()
        self.body.addWidget(self.add)

    def complete_with(self, teams: Sequence[str]) -> None:
        """Offer the teams of the library."""
        self.add.complete_with(teams)
        if self.add.suggestions is not None and not self._follows:
            self._follows = True
            self.add.suggestions.taken.connect(self._add)

    def show_teams(self, teams: tuple[str, ...]) -> None:
        """Show these teams."""
        if teams == self._teams and self._flow.count():
            return
        self._teams = teams
        with focus_kept(self, self.add, neighbours=False):
            self._fill(teams)

    def _fill(self, teams: tuple[str, ...]) -> None:
        take_all_out(self._flow)
        for team in teams:
            if self._desk.read_only:
                self._flow.addWidget(PlainLabel(team))
                continue
            chip = button(team.replace("&", "&&"), "chip", name=self._desk.words.tr("Take {team} off", team=team))
            chip.setIcon(self._desk.theme.icon("x", colour="muted"))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(lambda _=False, one=team: self._drop(one))
            is_part(chip, team, TAKES_OFF)
            self._flow.addWidget(chip)
        self._holder.setVisible(bool(teams))

    def _add(self) -> None:
        name = self.add.text().strip()
        if name and name not in self._teams:
            self.changed.emit((*self._teams, name))
        self.add.clear()

    def _drop(self, team: str) -> None:
        self.changed.emit(tuple(one for one in self._teams if one != team))


class ApprovalList(Section):
    """Who has to say yes, in which order, how long they usually take; ``changed`` with all of them."""

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__(desk.words.tr("Approvals needed"))
        self._desk = desk
        self._shown: tuple[tuple[ApprovalFacts, ...], bool] | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.body.addLayout(self.rows)
        tr = desk.words.tr
        self.who = LineField(tr("Body that has to say yes"), hint=tr("Body"))
        self.role_field = LineField(tr("Role that signs"), hint=tr("Role"))
        self.days = LineField(tr("Usual days of waiting"), hint=tr("days"))
        self.days.setFixedWidth(56)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.add = small_icon(desk, "plus", tr("Add this approval"))
        self.add.clicked.connect(self._add)
        for field, stretch in ((self.who, 2), (self.role_field, 2), (self.days, 0)):
            field.returnPressed.connect(self._add)
            line.addWidget(field, stretch)
        line.addWidget(self.add)
        self.none = button(tr("None are needed"), "link")
        is_part(self.none, "none", "none")
        self.none.clicked.connect(lambda: self.changed.emit(()))
        self.problem = PlainLabel("", "stop", "small", wrap=True)
        self.problem.hide()
        if desk.read_only:
            self._line.hide()
        self.body.addWidget(self._line)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.none, 0, Qt.AlignmentFlag.AlignLeft)

    def complete_with(self, bodies: Sequence[str]) -> None:
        """Offer the bodies that stand on other tickets."""
        self.who.complete_with(bodies)

    def show_approvals(self, approvals: tuple[ApprovalFacts, ...], *, asked: bool) -> None:
        """Show these approvals; ``asked`` where an empty list means that none are needed."""
        if self._shown == (approvals, asked):
            return
        self._shown = (approvals, asked)
        with focus_kept(self, self.who, neighbours=False):
            take_all_out(self.rows)
            for at, name in enumerate(row_names([one.body for one in approvals])):
                self.rows.addLayout(self._row(at, name, approvals))
        if not approvals and asked:
            self.rows.addWidget(PlainLabel(self._desk.words.tr("None are needed; somebody asked."), "muted", wrap=True))
        self.none.setVisible(not approvals and not asked and not self._desk.read_only)

    def _row(self, at: int, name: str, every: tuple[ApprovalFacts, ...]) -> QHBoxLayout:
        words, one = self._desk.words, every[at]
        row = QHBoxLayout()
        row.setSpacing(4)
        parts = [f"{at + 1}  {one.body}"]
        if one.role:
            parts.append(one.role)
        if one.typical_days is not None:
            parts.append(words.tr("{n} days", n=words.number(one.typical_days)))
        row.addWidget(PlainLabel(" · ".join(parts), wrap=True), 1)
        if not self._desk.read_only:
            if at:
                up = small_icon(self._desk, "arrow-up", words.tr("Move {body} up", body=one.body))
                swapped = (*every[: at - 1], one, every[at - 1], *every[at + 1 :])
                up.clicked.connect(lambda: self.changed.emit(swapped))
                is_part(up, name, "up")
                row.addWidget(up)
            off = small_icon(self._desk, "x", words.tr("Take {body} off", body=one.body))
            off.clicked.connect(lambda: self.changed.emit((*every[:at], *every[at + 1 :])))
            is_part(off, name, TAKES_OFF)
            row.addWidget(off)
        return row

    def _add(self) -> None:
        body, days = self.who.text().strip(), self.days.text().strip().replace(",", ".")
        try:
            typical = float(days) if days else None
        except ValueError:
            typical = -1.0
        wrong = typical is not None and not 0 <= typical < 10_000
        self.problem.setText(self._desk.words.tr("“{text}” is no number of days.", text=days) if wrong else "")
        self.problem.setVisible(wrong)
        if not body or wrong:
            (self.days if wrong else self.who).setFocus()
            return
        before = self._shown[0] if self._shown is not None else ()
        self.changed.emit((*before, ApprovalFacts(body, self.role_field.text().strip(), typical)))
        for field in (self.who, self.role_field, self.days):
            field.clear()
        self.who.setFocus()


class CauseChain(Section):
    """Why, and why that: each cause under the one it explains; ``changed`` with the whole chain."""

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__(desk.words.tr("Why it happens"))
        self._desk = desk
        self._causes: tuple[CauseFacts, ...] | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.body.addLayout(self.rows)
        self.add = LineField(desk.words.tr("Add a cause"), hint=desk.words.tr("Because…"))
        self.add.returnPressed.connect(self._add)
        if desk.read_only:
            self.add.hide()
        self.body.addWidget(self.add)

    def show_causes(self, causes: tuple[CauseFacts, ...]) -> None:
        """Show this chain."""
        if causes == self._causes:
            return
        self._causes = causes
        with focus_kept(self, self.add, neighbours=False):
            take_all_out(self.rows)
            for at, name in enumerate(row_names([one.text for one in causes])):
                self.rows.addLayout(self._row(at, name, causes))
        hint = self._desk.words.tr("And why is that?") if causes else self._desk.words.tr("Because…")
        self.add.setPlaceholderText(hint)

    def _row(self, at: int, name: str, every: tuple[CauseFacts, ...]) -> QHBoxLayout:
        tr, one = self._desk.words.tr, every[at]
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addSpacing(12 * min(at, 6))
        row.addWidget(PlainLabel("↳" if at else "•", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(one.text, wrap=True), 1)
        evidenced = one.status is CauseStatus.EVIDENCED
        chip = ToggleButton(tr("evidenced") if evidenced else tr("claimed"))
        role(chip, "chip")
        chip.setChecked(evidenced)
        chip.setEnabled(not self._desk.read_only)
        chip.setToolTip(tr("Only said so far, or shown by evidence"))
        other = replace(one, status=CauseStatus.CLAIMED if evidenced else CauseStatus.EVIDENCED)
        chip.clicked.connect(lambda: self.changed.emit((*every[:at], other, *every[at + 1 :])))
        is_part(chip, name, "evidenced")
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        if not self._desk.read_only:
            off = small_icon(self._desk, "x", tr("Take this cause off"))
            off.clicked.connect(lambda: self.changed.emit((*every[:at], *every[at + 1 :])))
            is_part(off, name, TAKES_OFF)
            row.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add(self) -> None:
        text = self.add.text().strip()
        if text:
            self.add.clear()
            self.changed.emit((*(self._causes or ()), CauseFacts(text)))
