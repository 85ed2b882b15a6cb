"""The inspector of Structure: the problem or the decision that a code stands for, with the ways on from it.

Must not know the page beside it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.message import N_
from gemba.model.values import Door
from gemba.services.tickets.decisions import DecisionView
from gemba.services.tickets.problem_page import ProblemPage
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.look.theme import role
from gemba.ui.structure.questions import Questions
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.kinds import KIND_ICONS
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_row import Line
from gemba.ui.widgets.line_section import Section

if TYPE_CHECKING:
    from gemba.model.rows import ObservationRow

DOOR_WORDS = {
    Door.TWO_WAY: N_("two-way door: it can be taken back"),
    Door.ONE_WAY: N_("one-way door: it cannot be taken back"),
    None: N_("nobody has said whether it can be taken back"),
}


class ChosenCard(QScrollArea):
    """One problem or decision at a time; ``code`` is "" while none is chosen."""

    def __init__(self, desk: Desk) -> None:
        """Begin with none."""
        super().__init__()
        self._desk = desk
        self.code = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self.questions: Questions | None = None
        self.setWidget(inside)

    def show_code(self, code: str) -> None:
        """Show what "P3" or "D1" stands for; "" shows nothing."""
        if code != self.code:
            self.code = code
            self._clear()
        self.load()

    def load(self) -> None:
        """Read it anew, off the window's thread."""
        code, app = self.code, self._desk.app
        if not code:
            return
        read = app.decisions.view if code[:1].upper() == "D" else app.triage.problem
        self._desk.fetch(
            lambda _: read(code), owner=self, then=self._show, failed=self._missed, key=f"structure.card.{id(self)}"
        )

    def _clear(self) -> None:
        take_all_out(self._column)
        self.questions = None

    def _missed(self, problem: BaseException) -> None:
        if not isinstance(problem, GembaError):
            self._desk.problem(problem)
            return
        self._clear()
        self._column.addWidget(PlainLabel(self._desk.words.problem(problem), "muted", wrap=True))
        self._column.addStretch(1)

    def _show(self, found: DecisionView | ProblemPage) -> None:
        if isinstance(found, ProblemPage):
            self._clear()
            self._show_problem(found)
        else:
            self._show_decision(found)

    def _head(self, code: str, title: str, *said: str) -> None:
        self._column.addWidget(PlainLabel(code, "small", "muted"))
        name = PlainLabel(title, "large", "strong", wrap=True)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(name)
        for line in said:
            if line:
                self._column.addWidget(PlainLabel(line, "muted", wrap=True))
        self._column.addSpacing(8)

    # -- a problem --------------------------------------------------------------------------------------------

    def _show_problem(self, page: ProblemPage) -> None:
        words, row = self._desk.words, page.row
        sources = words.count("{n} independent source", "{n} independent sources", page.sources)
        if page.is_demand:
            weight = words.tr("{sources}: demand.", sources=sources)
        else:
            weight = words.tr("{sources}: a signal; from {n} on it is demand.", sources=sources, n=page.demand_from)
        self._head(f"P{row.number}", row.title, "" if row.symptom == row.title else row.symptom, weight)
        reports, tickets = Section(self._desk, words.tr("Reports")), Section(self._desk, words.tr("Tickets"))
        self._column.addWidget(reports)
        self._column.addWidget(tickets)
        reports.show_lines([self._report(one) for one in page.reports])
        tickets.show_lines([self._ticket(*one) for one in page.tickets])
        if not page.tickets and page.reports:
            make = QPushButton(words.tr("Make a ticket"))
            role(make, "primary")
            make.setEnabled(not self._desk.read_only)
            make.clicked.connect(partial(self._make_ticket, page.reports[0].id))
            self._column.addWidget(make, alignment=Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def _make_ticket(self, note_id: str, _checked: bool = False) -> None:
        self._desk.go("tickets", f"new:{note_id}")

    def _report(self, note: ObservationRow) -> Line:
        said = f"S{note.session_number} · {self._desk.words.clock(note.at)}"
        return Line(KIND_ICONS[note.kind], note.text, said, opens=partial(self._desk.go, "sessions", note.id))

    def _ticket(self, ticket_id: str, number: int, title: str) -> Line:
        return Line("ticket", title, f"T{number}", opens=partial(self._desk.go, "tickets", ticket_id))

    # -- a decision -------------------------------------------------------------------------------------------

    def _show_decision(self, view: DecisionView) -> None:
        if self.questions is not None:
            # Its fields stay where somebody may be typing.
            self.questions.show_view(view)
            return
        self._clear()
        words, row = self._desk.words, view.row
        due = words.tr("due {day}", day=said_day(row.due, words)) if row.due else ""
        self._head(f"D{row.number}", row.title, words.tr(DOOR_WORDS[row.door]), due)
        self.questions = Questions(self._desk, view)
        self._column.addWidget(self.questions)
        self._column.addStretch(1)
