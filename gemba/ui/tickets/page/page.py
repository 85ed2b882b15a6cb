"""The page of one ticket: pictures at the left, the six criteria down the middle, everything around it at the right.

Editing is in place; editing.py brings what is typed into the library, doing.py does what buttons and keys
say. Must not know the list it came from but for its order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import Criterion
from gemba.services.tickets.judging import Judged, facts_with, judged
from gemba.services.tickets.opened import Known, OpenTicket, drafts_of, known
from gemba.ui.frame.tab_order import goes_before
from gemba.ui.jobs import Job
from gemba.ui.tickets.page.asking import Asking
from gemba.ui.tickets.page.beside import Beside
from gemba.ui.tickets.page.card import bring_into_view
from gemba.ui.tickets.page.columns import column, scrolling
from gemba.ui.tickets.page.compare import PageCompare
from gemba.ui.tickets.page.criteria import Criteria
from gemba.ui.tickets.page.doing import Doing
from gemba.ui.tickets.page.editing import NEW, Editing
from gemba.ui.tickets.page.head import Head
from gemba.ui.widgets.labels import rule

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.ui.desk import Desk
    from gemba.ui.tickets.page.picker import PicturePicker
    from gemba.ui.tickets.page.pictures import Pictures
    from gemba.ui.tickets.page.side import Side

_KINDS = frozenset(
    (
        "ticket",
        "ticket_picture",
        "observation_capture",
        "ticket_pair",
        "ticket_observation",
        "ticket_team",
        "ticket_approval",
        "ticket_stage",
        "cause",
    )
    + ("remark", "capture", "annotation", "proposal", "observation", "problem", "setting", "session", "team")
)
_TOGETHER_MS = 30
_JUDGE_MS = 40
_WIDE_PX = 1080
_WIDEST_PX = 1500
_EMPTY = TicketFacts(number=0, title="")


def _at_once(work: Callable[[], object]) -> None:
    work()


class TicketPage(QWidget):
    """One ticket, or one about to be written. ``neighbour`` gives the id after (1) or before (-1) one in the list."""

    closed = Signal()
    heading_changed = Signal(str)
    shown = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page; a ticket comes with ``show_ticket`` or ``new_ticket``."""
        super().__init__(parent)
        self.desk = desk
        self.opened: OpenTicket | None = None
        self.neighbour: Callable[[str, int], str | None] = self.by_number
        #: does something once it is known which ticket comes after which
        self.once_ordered: Callable[[Callable[[], object]], None] = _at_once
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(desk.words.tr("The ticket"))
        self.editing = Editing(desk, self)
        self.head = Head(desk, self.editing)
        self.asking = Asking(desk)
        self.criteria = Criteria(desk, self.editing)
        #: what the gate says of what stands in the fields, None before the first ticket
        self.verdicts: Judged | None = None
        self.was_painted = False
        self._narrow: bool | None = None
        self._is_fresh = False
        self._build()
        self.doing = Doing(self)
        self._reload = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._reload.timeout.connect(self._read_again)
        self._judge = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._judge.timeout.connect(self.judge)
        self.editing.typed.connect(self._judge.start)
        self.editing.settled.connect(self._reload.start)
        self.editing.created.connect(self._created)
        desk.changed.connect(self.reload)
        self.editing.set_read_only(desk.read_only)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.asking)
        layout.addWidget(rule())
        # From the outside in: a part is told anew of what it stands in each time that is put into something larger.
        columns = QWidget()
        layout.addWidget(columns, 1)
        across = QHBoxLayout(columns)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left, left_layout = column()
        middle, self._middle = column()
        right, self._right = column()
        self.left, self.middle, self.right = scrolling(left), scrolling(middle), scrolling(right)
        across.addWidget(self.left)
        across.addWidget(self.middle, 1)
        across.addWidget(self.right)
        self._middle.addWidget(self.criteria)
        self.beside = Beside(self, left_layout, self._right)
        self.compare = PageCompare(self.desk, self, columns, layout)
        # Whoever writes a ticket goes from its title straight on to where it happens, past the button of a picture that
        # is still missing, where letters are keys.
        goes_before(self.head.title, self.criteria.cards[Criterion.PROBLEM])

    @property
    def pictures(self) -> Pictures:
        """Return the left column."""
        return self.beside.pictures

    @property
    def picker(self) -> PicturePicker:
        """Return the list of pictures that can be linked."""
        return self.beside.picker

    @property
    def side(self) -> Side:
        """Return the right column."""
        return self.beside.side

    # -- what the place asks ----------------------------------------------------------------------------------

    def show_ticket(self, reference: str) -> None:
        """Show the ticket that an id or a code means; what was typed into the one before is kept first."""
        self.leave()
        try:
            opened = self.desk.app.tickets.open(reference)
        except GembaError as problem:
            self.desk.problem(problem)
            return
        self.asking.hide()
        self.beside.forget()
        self._take(opened)
        # Read just now: being shown, it has nothing to catch up with.
        self._is_fresh = not self.isVisible()
        for area in (self.left, self.middle, self.right):
            area.verticalScrollBar().setValue(0)
        self.setFocus()
        self.shown.emit(opened.row.id)

    def new_ticket(self, observation_ids: tuple[str, ...] = (), capture_ids: tuple[str, ...] = ()) -> None:
        """Begin a ticket: empty, or from notes and pictures, which make one at once that undo takes back."""
        if self.desk.read_only:
            return
        self.leave()
        self.asking.hide()
        self.beside.forget()
        if observation_ids or capture_ids:
            self.doing.begin_from(observation_ids, capture_ids)
            return
        self.opened = None
        # What was half typed into the last new one belongs to this one, in every field.
        self.beside.finish()
        self.editing.begin_new(drafts_of(self.desk.app.library.queries, NEW))
        self._show()
        self.head.title.setFocus()

    def enter(self) -> None:
        """Read what fields complete with, behind what is on the screen."""
        app = self.desk.app

        def read(job: Job) -> Known:
            return known(app.library.queries)

        self.desk.fetch(read, owner=self, then=self._complete, key=f"known-{id(self)}")
        if self.opened is not None and not self._is_fresh:
            self._reload.start()
        self._is_fresh = False

    def leave(self) -> bool:
        """Keep what is typed; called before another ticket or place comes to the front."""
        if not self.desk.read_only:
            self.editing.flush()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another place was in front."""
        super().showEvent(event)
        self.enter()
        self.beside.begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and know that it was: what stands beside the criteria comes after."""
        super().paintEvent(event)
        self.was_painted = True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Judge what was just typed before Tab goes on: a button that is about to go would swallow the next letters."""
        if self._judge.isActive():
            self._judge.stop()
            self.judge()
        self.beside.finish()
        return super().focusNextPrevChild(forward)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing for a page that nobody sees, nor for a window that is closing."""
        super().hideEvent(event)
        self._reload.stop()
        self._judge.stop()
        self.beside.rest()

    @property
    def ticket_id(self) -> str:
        """Return the id of the ticket that is open, empty for one that does not exist yet."""
        return self.opened.row.id if self.opened is not None else ""

    def current(self) -> str:
        """Return the code of the ticket that is open, empty for one that does not exist yet."""
        return f"T{self.opened.row.number}" if self.opened is not None else ""

    def heading(self) -> str:
        """Return what the top bar says."""
        if self.opened is None:
            return self.desk.words.tr("New ticket")
        return self.desk.words.tr("Ticket T{number}", number=self.opened.row.number)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of page/actions.py do."""
        return {**self.doing.handlers(), "tickets.mend_next": self.mend_next}

    def allows(self, action_id: str) -> bool:
        """Say whether one of those actions can be done now."""
        if action_id == "tickets.mend_next":
            return not self.desk.read_only
        return self.doing.allows(action_id)

    def mend_next(self) -> None:
        """Go to what is missing next: a criterion, a remark that holds it up, then the button for the next step."""
        if self.criteria.mend_next():
            return
        fields = {"teams_needed": self.side.teams.add, "approvals_needed": self.side.approvals.who}
        wheres = [one.where for one in self.doing.holding_up(self.judge())]
        field = next((fields[where] for where in wheres if where in fields), None)
        if field is not None:
            field.setFocus()
            bring_into_view(field)
        elif self.head.primary.isEnabled():
            self.head.primary.setFocus()

    def inspector(self) -> QWidget | None:
        """Return None: the page has its own right column."""
        return None

    def escape(self) -> None:
        """Drop a question, then the field, then the page; what is typed is kept each time."""
        focus = QApplication.focusWidget()
        if self.asking.isVisible():
            self.asking.hide()
            self.setFocus()
        elif self.beside.picks:
            self.doing.close_picker()
        elif self.compare.is_open:
            self.compare.close()
        elif focus is not None and focus is not self and self.isAncestorOf(focus):
            self.setFocus()
        else:
            self.close_page()

    def close_page(self) -> None:
        """Go back to the list; what is typed is kept."""
        self.leave()
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) ticket in the order of the list, which may still be read."""
        self.once_ordered(partial(self._go_by, by))

    def _go_by(self, by: int) -> None:
        # Whoever went away while the order was read, or has another page by now, is not led on behind their back.
        if shiboken6.isValid(self) and self.isVisible() and self.opened is not None:
            found = self.neighbour(self.opened.row.id, by)
            if found is not None:
                self.show_ticket(found)

    def reload(self, changed: Changed) -> None:
        """Read again where something changed that is shown here."""
        if self.opened is not None and changed.kinds & _KINDS:
            self._is_fresh = False
            if self.isVisible():
                self._reload.start()

    # -- showing ----------------------------------------------------------------------------------------------

    def by_number(self, ticket_id: str, by: int) -> str | None:
        """Return the next or previous ticket by number, where no list says its order."""
        if self.opened is None:
            return None
        queries, number = self.desk.app.library.queries, self.opened.row.number
        if by > 0:
            rows = queries.ticket_page(after=(number, ticket_id), limit=1)
            return rows[0].id if rows else None
        # The list goes forward only, so a short stretch before this one is read.
        before = [one for one in queries.ticket_page(after=(max(0, number - 50), ""), limit=50) if one.number < number]
        return before[-1].id if before else None

    def _complete(self, found: Known) -> None:
        self.criteria.complete_with(found)
        self.beside.complete_with(found)

    def _created(self, ticket_id: str) -> None:
        self._take(self.desk.app.tickets.open(ticket_id))
        self.shown.emit(ticket_id)

    def _read_again(self) -> None:
        if self.opened is None:
            return
        row = self.desk.app.library.queries.ticket(self.opened.row.id)
        if row is None:
            # Undone down to before it was written.
            self.opened = None
            self.closed.emit()
            return
        self._take(self.desk.app.tickets.open(row.id))

    def _take(self, opened: OpenTicket) -> None:
        self.opened = opened
        self.editing.show(opened)
        self._show()

    def _show(self) -> None:
        self.head.show_ticket(self.opened)
        self.compare.show_ticket(self.opened)
        self.criteria.show_ticket(self.opened)
        self.beside.show_ticket(self.opened)
        self.judge()
        self.heading_changed.emit(self.heading())

    def judge(self) -> Judged:
        """Judge what stands in the fields, typed or stored, and show it; nothing is written."""
        facts = self._facts()
        found = self.verdicts = judged(facts)
        self.criteria.show_verdicts(facts, found)
        self.beside.show_verdicts(found)
        self.head.show_verdicts(found, self.doing.blocking(found), self.opened)
        return found

    def _facts(self) -> TicketFacts:
        return facts_with(self.opened.facts if self.opened is not None else _EMPTY, self.editing.fields)

    def typed_words(self) -> str:
        """Return what stands in title and happened, typed or stored."""
        facts = self._facts()
        return f"{facts.title} {facts.happened}".strip()

    # -- shape ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns where there is room, two where not: the right one goes below the criteria."""
        super().resizeEvent(event)
        width = self.width()
        wide = width >= _WIDEST_PX
        self.left.setFixedWidth(360 if wide else 272 if width >= _WIDE_PX else 256)
        self.right.setFixedWidth(420 if wide else 336)
        narrow = width < _WIDE_PX
        if narrow != self._narrow:
            self._narrow = narrow
            self.beside.stand(self._middle if narrow else self._right)
            self.right.setVisible(not narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K go on and back, Esc goes out, where no action of the place took the key."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escape()
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self.step(1 if key == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)
