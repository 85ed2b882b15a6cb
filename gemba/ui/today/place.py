"""Today: what is due, in the order in which it hurts, and the next step. Must not know the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.language.days import long_day
from gemba.ui.look.theme import role
from gemba.ui.place import Place
from gemba.ui.today.lines import Lines
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_section import Section
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.services.agenda import Due
    from gemba.services.events import Changed

_TWO_COLUMNS_PX = 1000
_WIDEST_PX = 1240
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

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        sides = QHBoxLayout(page)
        sides.setContentsMargins(32, 32, 32, 16)
        middle = QFrame()
        middle.setMaximumWidth(_WIDEST_PX)
        sides.addStretch(1)
        sides.addWidget(middle, 1000)
        sides.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._top())
        column.addWidget(self._summary)
        column.addSpacing(24)
        self._build_grid()
        column.addLayout(self._grid)
        self._nothing = self._empty()
        column.addWidget(self._nothing, 1)
        column.addStretch(0)
        self._nothing.hide()
        self._scroll.setWidget(page)
        whole.addWidget(self._scroll)
        self._lay_out()

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.addWidget(self._headline, 1)
        self._new = QPushButton(self.desk.words.tr("New visit"))
        role(self._new, "primary")
        self._new.clicked.connect(lambda: self.desk.trigger("sessions.new"))
        top.addWidget(self._new, alignment=Qt.AlignmentFlag.AlignVCenter)
        return top

    def _build_grid(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(32)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for name in ("fallen", "promises", "calls"):
            self._left.addWidget(self._sections[name])
        for name in ("review", "decisions", "plan"):
            self._right.addWidget(self._sections[name])
        for side in (self._left, self._right):
            side.setSpacing(0)
            side.addStretch(1)
        self._columns = 0

    def _empty(self) -> EmptyState:
        tr = self.desk.words.tr
        return EmptyState(
            self.desk.theme,
            icon="footprints",
            sentence=tr("Nothing is due. Sit beside a team, and what you promise and find will stand here."),
            button=tr("New visit"),
            action=lambda: self.desk.trigger("sessions.new"),
        )

    def _lay_out(self) -> None:
        columns = 2 if self.width() >= _TWO_COLUMNS_PX else 1
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.removeItem(self._left)
        self._grid.removeItem(self._right)
        self._grid.addLayout(self._left, 0, 0)
        self._grid.addLayout(self._right, *((0, 1) if columns == 2 else (1, 0)))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column where there is no room for two."""
        super().resizeEvent(event)
        self._lay_out()

    # -- a place ----------------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what this place's actions do."""
        return {"today.reload": self._load}

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
        self.desk.fetch(
            lambda job: agenda.due(day, translate=translate), owner=self, then=self._show, key=f"today-{id(self)}"
        )

    def _settle(self, work: Callable[[], object], said: str) -> None:
        def told(_: object) -> None:
            toast_with_undo(self.desk, said, kind="good")

        self.desk.do(work, owner=self, then=told)

    # -- showing ----------------------------------------------------------------------------------------------

    def _show(self, due: Due) -> None:
        lines = self._lines = Lines(self.desk, self._day, self._settle)
        self._headline.setText(long_day(self._day, self.desk.words))
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
        return " ".join(parts) or self.desk.words.tr("Nothing is late.")
