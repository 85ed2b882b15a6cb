"""The right column: what holds it up, who else saw it, teams, approvals, causes, how often, and what happened so far.

Must not know how anything is written; it says what a person wants.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.services.tickets.judging import Judged
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import button, labelled
from gemba.ui.tickets.page.fields import ChoiceField, LineField
from gemba.ui.tickets.page.history import HistoryList
from gemba.ui.tickets.page.lists import ApprovalList, CauseChain, Section, TeamChips
from gemba.ui.tickets.page.reports import LikelyReports, Reports
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.kept_focus import focus_kept, is_part
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.services.tickets.opened import Known, OpenTicket
    from gemba.ui.desk import Desk
    from gemba.ui.tickets.page.editing import Editing

FRAMES = (
    ("unstated", N_("how chosen is not said")),
    ("random", N_("drawn at random")),
    ("complaint", N_("complaints")),
    ("self_selected", N_("came by themselves")),
    ("role_play", N_("role-play")),
)


MISSED = (
    ("", N_("why it was missed so far…")),
    ("no_owner", N_("missed: nobody owned it")),
    ("nobody_thought_of_it", N_("missed: nobody thought of it")),
    ("other_team", N_("missed: another team's matter")),
    ("waiting_approval", N_("missed: waiting for an approval")),
)


class Remarks(Section):
    """What is odd beside the six; what holds up delegating can be waved off with a reason."""

    waved = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        """Build it hidden."""
        super().__init__(desk.words.tr("Remarks"))
        self._desk = desk
        self._shown: tuple[object, ...] = ()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        self.body.addLayout(self.rows)
        self.hide()

    def show_remarks(self, judged: Judged, opened: OpenTicket | None) -> None:
        """Show the remarks that the rules make now."""
        words = self._desk.words
        off = {one.code: one.waved_off for one in opened.row.remarks if one.waved_off} if opened is not None else {}
        found: dict[str, tuple[str, bool, str]] = {}
        for one in judged.remarks:
            before = found.get(one.code, ("", False, ""))
            said = f"{before[0]} {words.say(one.sentence)}".strip()
            found[one.code] = (said, before[1] or one.blocks, off.get(one.code, ""))
        now = (opened is not None, *found.items())
        if now == self._shown:
            return
        self._shown = now
        with focus_kept(self):
            # Within: hidden before, it would hand the keys on to whatever comes next.
            self.setVisible(bool(found) and opened is not None)
            self._fill(found, stored=opened is not None)

    def _fill(self, found: Mapping[str, tuple[str, bool, str]], *, stored: bool) -> None:
        take_all_out(self.rows)
        for code, (sentence, blocks, waved) in found.items():
            self.rows.addWidget(self._remark(code, sentence, blocks=blocks, waved=waved, stored=stored))

    def _remark(self, code: str, sentence: str, *, blocks: bool, waved: str, stored: bool) -> QFrame:
        words = self._desk.words
        card = QFrame()
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        holds = blocks and not waved
        icon = IconLabel(self._desk, "triangle-alert" if holds else "info", "attention" if holds else "muted")
        row.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        # What is said of the remark stands below its words, not below its icon.
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(PlainLabel(sentence, wrap=True))
        row.addLayout(told, 1)
        layout.addLayout(row)
        if waved:
            said = words.tr("Waved off: {reason}", reason=waved)
            told.addWidget(PlainLabel(said, "small", "muted", wrap=True))
        elif holds and not self._desk.read_only and stored:
            off = button(words.tr("Wave it off…"), "link", name=words.tr("Wave off: {remark}", remark=sentence))
            told.addWidget(PlainLabel(words.tr("Holds up delegating."), "small", "attention"))
            reason = LineField(words.tr("Why the remark does not matter here"), hint=words.tr("Why it does not matter"))
            reason.hide()
            reason.returnPressed.connect(lambda: self._wave(code, reason.text()))

            def ask() -> None:
                off.hide()
                reason.show()
                reason.setFocus()

            off.clicked.connect(ask)
            is_part(off, code, "ask")
            is_part(reason, code, "reason")
            line = QHBoxLayout()
            line.addWidget(off)
            line.addWidget(reason, 1)
            line.addStretch(0)
            told.addLayout(line)
        return card

    def _wave(self, code: str, reason: str) -> None:
        if reason.strip():
            self.waved.emit(code, reason.strip())


class Side(QWidget):
    """The right column."""

    def __init__(self, desk: Desk, editing: Editing) -> None:
        """Build every section; those with nothing to say are hidden."""
        super().__init__()
        self._desk = desk
        tr = desk.words.tr
        self.remarks = Remarks(desk)
        self.likely = LikelyReports(desk)
        self.reports = Reports(desk)
        self.teams = TeamChips(desk)
        self.approvals = ApprovalList(desk)
        self.load = PlainLabel("", "small", "muted", wrap=True)
        self.causes = CauseChain(desk)
        self.seen = Section(tr("Seen how often"))
        self.history = HistoryList(desk)
        self._build_seen(editing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        self.approvals.body.addWidget(self.load)
        sections: tuple[Section, ...] = (self.remarks, self.likely, self.reports, self.teams, self.approvals)
        for one in (*sections, self.causes, self.seen, self.history):
            layout.addWidget(one)
        layout.addStretch(1)
        editing.said.connect(self._said)

    def _build_seen(self, editing: Editing) -> None:
        tr = self._desk.words.tr
        k = LineField(tr("Seen in how many"), hint="k")
        n = LineField(tr("Of how many looked at"), hint="n")
        frame = ChoiceField(tr("How the cases were chosen"), [(stored, tr(shown)) for stored, shown in FRAMES])
        words = LineField(tr("The sample in words"), hint=tr("20 refunds drawn by lot"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(labelled(tr("Seen in"), k), 1)
        row.addLayout(labelled(tr("of"), n), 1)
        row.addStretch(2)
        self.seen.body.addLayout(row)
        self.seen.body.addWidget(frame)
        self.seen.body.addWidget(words)
        self.seen_problem = PlainLabel("", "stop", wrap=True)
        self.seen_problem.hide()
        self.seen.body.addWidget(self.seen_problem)
        self.prevalence = PlainLabel("", "small", "muted", wrap=True)
        self.seen.body.addWidget(self.prevalence)
        missed = ChoiceField(tr("Why it was missed so far"), [(stored, tr(shown)) for stored, shown in MISSED])
        self.causes.body.addWidget(missed)
        editing.register("why_missed", missed)
        for name, field in (("seen_k", k), ("of_n", n), ("frame", frame), ("frame_words", words)):
            editing.register(name, field)

    # -- showing ----------------------------------------------------------------------------------------------

    def complete_with(self, known: Known) -> None:
        """Offer the teams and bodies of the library."""
        self.teams.complete_with(known.teams)
        self.approvals.complete_with(known.bodies)

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Show what stands around a ticket; None stands for one that does not exist yet."""
        words = self._desk.words
        sections: tuple[Section, ...] = (self.teams, self.approvals, self.causes, self.history, self.reports)
        for one in sections:
            one.setVisible(opened is not None)
        self.reports.show_ticket(opened)
        if opened is None:
            self.prevalence.setText("")
            return
        row = opened.row
        self.teams.show_teams(row.teams_needed)
        self.approvals.show_approvals(row.approvals_needed, asked=row.approvals_asked)
        self.causes.show_causes(row.causes)
        self.history.show_ticket(opened)
        said = words.say(opened.load.sentence)
        if opened.load.smell:
            said = words.tr("{load} A structure smell: the shape of the organisation costs more here.", load=said)
        self.load.setText(said)
        role(self.load, "small", "attention" if opened.load.smell else "muted")
        self.prevalence.setText(words.say(opened.prevalence.sentence))

    def _said(self, name: str, sentence: str) -> None:
        if name in ("seen_k", "of_n", "frame", "frame_words"):
            self.seen_problem.setText(sentence)
            self.seen_problem.setVisible(bool(sentence))
