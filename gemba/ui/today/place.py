"""Today: what is due, in the order in which it hurts, and the next step. Must not know the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from gemba.message import joined
from gemba.ui.desk import Desk
from gemba.ui.language.days import long_day
from gemba.ui.look.theme import role
from gemba.ui.place import Place
from gemba.ui.today.lines import Lines
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_section import Section
from gemba.ui.widgets.loading_line import LoadingLine
from gemba.ui.widgets.page_column import PageColumn, TwoColumns
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.services.visits.agenda import Due

_MIDNIGHT_CHECK_MS = 60_000


class TodayPlace(Place):
    """Promises, customers who wait, decisions, tickets that fell back, reviews and the plan."""

    kinds = frozenset(
        ("promise", "contact", "decision", "question", "ticket", "session", "capture", "proposal", "plan_slot", "team")
    )

    def __init__(self, desk: Desk) -> None:
        """Build the frame of the page."""
        super().__init__(desk)
        self._day = date.today()
        self._lines = Lines(desk, self._day, self._settle)
        tr = desk.words.tr
        self._sections = {
            "fallen": Section(desk, tr("Fell back to draft")),
            "promises": Section(desk, tr("Promises")),
            "review": Section(desk, tr("To review")),
            "calls": Section(desk, tr("Customers waiting to be told")),
            "decisions": Section(desk, tr("Decisions to take")),
            "plan": Section(desk, tr("Plan of visits")),
        }
        self._headline = PlainLabel("", "display")
        self._summary = PlainLabel("", "large", "muted", wrap=True)
        self._build()
        self._midnight = QTimer(self, interval=_MIDNIGHT_CHECK_MS)
        self._midnight.timeout.connect(self._turn_page)
        # Another process may take the library, or let go of it, while this stands here.
        desk.read_only_changed.connect(self._load)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._page = PageColumn(top_px=32)
        column = self._page.column
        column.addLayout(self._top())
        column.addWidget(self._summary)
        column.addSpacing(24)
        columns = TwoColumns(shares=(3, 2))
        columns.fill(
            [self._sections[name] for name in ("fallen", "promises", "calls")],
            [self._sections[name] for name in ("review", "decisions", "plan")],
        )
        column.addWidget(columns)
        self._nothing = self._empty()
        column.addWidget(self._nothing, 1)
        column.addStretch(0)
        self._nothing.hide()
        # Nothing is offered before it is known what is due.
        self._new.hide()
        whole.addWidget(self._page)
        self.loading = LoadingLine(self, self.desk.theme, self.desk.words.tr("Looking up what is due…"))

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.addWidget(self._headline, 1)
        self._new = QPushButton(self.desk.words.tr("New visit"))
        role(self._new, "primary")
        self.desk.keys.tip(self._new, "today.new")
        self._new.clicked.connect(self._begin_visit)
        top.addWidget(self._new, alignment=Qt.AlignmentFlag.AlignVCenter)
        return top

    def _empty(self) -> EmptyState:
        tr = self.desk.words.tr
        return EmptyState(
            self.desk.theme,
            icon="footprints",
            sentence=tr("Nothing is due. Sit beside a team, and what you promise and find will stand here."),
            button=tr("New visit"),
            action=self._begin_visit,
        )

    # -- a place ----------------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what this place's actions do."""
        return {"today.new": self._begin_visit, "today.reload": self._load}

    def allows(self, action_id: str) -> bool:
        """Say that no visit begins in a library that can only be read."""
        return action_id != "today.new" or not self.desk.read_only

    def _begin_visit(self) -> None:
        if not self.desk.read_only:
            self.desk.trigger("sessions.new")

    def enter(self) -> None:
        """Show what is due now."""
        self._midnight.start()
        self._load()

    def leave(self) -> bool:
        """Stop looking at the clock."""
        self._midnight.stop()
        return True

    def reload(self, changed: Changed) -> None:
        """Show what is due after a change; out of sight, once the place comes back."""
        if self.isVisible():
            self._load()

    def _turn_page(self) -> None:
        if date.today() != self._day:
            self._load()

    def _load(self) -> None:
        self._day = date.today()
        agenda, day, translate = self.desk.app.agenda, self._day, self.desk.words.translate
        job = self.desk.fetch(
            lambda job: agenda.due(day, translate=translate), owner=self, then=self._show, key=f"today-{id(self)}"
        )
        if not self._headline.text():
            self.loading.watch(job)
            self.desk.await_keys(job, owner=self)

    def _settle(self, work: Callable[[], object], said: str) -> None:
        def told(_: object) -> None:
            toast_with_undo(self.desk, said, kind="good")

        self.desk.do(work, owner=self, then=told)

    # -- showing ----------------------------------------------------------------------------------------------

    def _show(self, due: Due) -> None:
        lines = self._lines = Lines(self.desk, self._day, self._settle)
        self._headline.setText(long_day(self._day, self.desk.words))
        self._new.setEnabled(not self.desk.read_only)
        self._summary.setText(self._sentence(due))
        self._sections["fallen"].show_lines([lines.fallen(one) for one in due.fallen_back])
        self._sections["promises"].show_lines([lines.promise(one) for one in due.promises])
        self._sections["calls"].show_lines([lines.call(one) for one in due.calls])
        self._sections["review"].show_lines(lines.review(due))
        self._sections["decisions"].show_lines([lines.decision(one) for one in due.decisions])
        self._sections["plan"].show_lines([lines.visit(one) for one in due.plan])
        self._nothing.setVisible(not due)
        self._new.setVisible(bool(due))
        self._summary.setVisible(bool(due))
        if not due:
            self._nothing.offer()

    def _sentence(self, due: Due) -> str:
        count = self.desk.words.count
        late = sum(one.overdue for one in due.promises)
        told = sum(one.overdue for one in due.calls)
        parts = []
        if late:
            parts.append(count("{n} promise is late.", "{n} promises are late.", late))
        if told:
            parts.append(count("{n} customer should have been told.", "{n} customers should have been told.", told))
        if due.unreviewed:
            parts.append(count("{n} picture waits for review.", "{n} pictures wait for review.", due.unreviewed))
        return joined(parts) or self.desk.words.tr("Nothing is late.")
