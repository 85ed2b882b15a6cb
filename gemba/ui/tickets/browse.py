"""List and matrix over the same tickets: what is asked for, what came back, and what is shown where nothing did.

Everything that takes time is fetched behind the window; what was asked last wins. Must not know the page of a ticket.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gemba.services.tickets.list import NAMES_IN_MEMORY, RANK_BY_ITSELF, Listing, TicketFilter, TicketSort
from gemba.ui.look.theme import role
from gemba.ui.tickets.browse_pages import BrowsePages
from gemba.ui.tickets.head import LIST, MATRIX, TicketsHead, usual_direction
from gemba.ui.tickets.listing.columns import COLUMNS, Col
from gemba.ui.tickets.listing.model import TicketListModel
from gemba.ui.tickets.listing.view import TicketTable
from gemba.ui.widgets.attach_pictures import attach_pictures
from gemba.ui.widgets.dragged_pictures import PictureDrops
from gemba.ui.widgets.labels import ElidedLabel
from gemba.ui.widgets.loading_line import LoadingLine

if TYPE_CHECKING:
    from gemba.services.tickets.dots import Dots
    from gemba.services.tickets.ranking import RankingView
    from gemba.ui.desk import Desk
    from gemba.ui.jobs import Job
    from gemba.ui.tickets.listing.bulk_bar import BulkBar
    from gemba.ui.tickets.matrix.matrix import Matrix

MARKS_KEPT = 1_000
#: about what a window shows at once
_SEEN_FIRST = 40
#: what filtering needs is read once the rows are painted, which it would hold up
_NAMES_AFTER_MS = 250


class Browse(QWidget):
    """The tickets, many at a time."""

    opened = Signal(int)
    looked_at = Signal(int)
    new_wanted = Signal()
    shown = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget, *, bound: Callable[[QKeyEvent], bool], known: Listing | None = None
    ) -> None:
        """Build it, while the first list is read behind it; from the outside in, so that each part is dressed once.

        ``known`` is what the list would show, where somebody read it before it was made.
        """
        super().__init__(parent)
        self.desk = desk
        self.wanted = TicketFilter()
        self.sort = TicketSort.RANK
        self.descending = False
        self.view = LIST
        self.listing: Listing | None = None
        self._known = known
        self._keep = 0
        self._notice_action: Callable[[], object] | None = None
        self._loading: LoadingLine | None = None
        #: what reads the list for the first time, which keys are kept for
        self.first_read = self.refresh()
        self._names_wait = QTimer(self, singleShot=True, interval=_NAMES_AFTER_MS)
        self._names_wait.timeout.connect(self._fetch_names)
        self.head = TicketsHead(desk, self)
        self.model = TicketListModel(desk.app.ticket_list, desk.words, self)
        self.pages = BrowsePages(desk, self)
        self.table = TicketTable(desk.theme, desk.words, self.model, self.pages, bound=bound)
        self.drops = PictureDrops(self.table.viewport(), place=self._ticket_line, take=self._take_pictures)
        self._build()
        self._connect()
        self._loading = LoadingLine(self.pages, desk.theme, desk.words.tr("Reading the tickets…"))
        self._loading.watch(self.first_read)

    def _ticket_line(self, at: QPoint) -> QRect | None:
        index = self.table.indexAt(at)
        if not index.isValid() or self.desk.read_only:
            return None
        line = self.table.visualRect(index)
        return QRect(0, line.top(), self.table.viewport().width(), line.height())

    def _take_pictures(self, ids: tuple[str, ...], at: QPoint) -> None:
        from gemba.services.visits.attaching import TICKET, Target

        code = f"T{self.model.numbers[self.table.indexAt(at).row()]}"
        attach_pictures(self.desk, self, ids, Target(TICKET, code, code, ""))

    def _build(self) -> None:
        self.notice = QFrame(self)
        role(self.notice, "banner")
        line = QHBoxLayout(self.notice)
        line.setContentsMargins(16, 6, 16, 6)
        self.notice_text = ElidedLabel("")
        self.notice_button = QPushButton()
        self.notice_button.clicked.connect(lambda: self._notice_action() if self._notice_action else None)
        line.addWidget(self.notice_text, 1)
        line.addWidget(self.notice_button)
        self.notice.hide()
        self.pages.addWidget(self.table)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.notice, 0), (self.pages, 1)):
            column.addWidget(part, stretch)

    def _connect(self) -> None:
        head, table = self.head, self.table
        head.words_changed.connect(lambda text: self.ask(self.wanted._replace(words=text)))
        head.states_changed.connect(lambda states: self.ask(self.wanted._replace(states=states)))
        head.brush_cleared.connect(lambda: self.ask(self.wanted._replace(numbers=None)))
        head.chances_cleared.connect(lambda: self.ask(self.wanted._replace(chances=False)))
        head.view_wanted.connect(self.show_view)
        head.sort_wanted.connect(self.order_by)
        head.new_wanted.connect(self.new_wanted)
        head.into_list.connect(self.into_list)
        table.typed.connect(head.begin_filter)
        table.opened.connect(self.opened)
        table.looked_at.connect(lambda _: self._looked())
        table.sort_wanted.connect(lambda section: self._head_clicked(Col(section)))
        table.marks_changed.connect(self._count_marks)
        table.escaped.connect(self.clear_filter)
        self.pages.every_ticket_wanted.connect(self.clear_filter)
        self.pages.new_wanted.connect(self.new_wanted)
        self.pages.list_wanted.connect(lambda: self.show_view(LIST))

    # -- what is seldom in front: made when it first is ---------------------------------------------------------

    @cached_property
    def matrix(self) -> Matrix:
        """Return the picture of money against effort."""
        from gemba.ui.tickets.matrix.matrix import Matrix

        made = Matrix(self.desk, self.pages)
        made.opened.connect(lambda _: self.opened.emit(self._matrix_number()))
        made.looked_at.connect(self._looked_in_matrix)
        made.picked.connect(lambda picks: self.ask(self.wanted._replace(numbers=picks)))
        made.show_picks(self.wanted.numbers)
        self.pages.addWidget(made)
        return made

    @cached_property
    def bar(self) -> BulkBar:
        """Return what can be done to the chosen tickets."""
        from gemba.ui.tickets.listing.bulk_bar import BulkBar
        from gemba.ui.tickets.listing.bulk_work import BulkWork

        made = BulkBar(self.desk, self)
        made.hide()
        made.dropped.connect(self.table.clear_marks)
        BulkWork(self.desk, made, numbers=self.table.marked, done=self.table.clear_marks)
        self._column.addWidget(made)
        return made

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    def _count_marks(self) -> None:
        number = self.table.marked_count()
        if number or self._is_made("bar"):
            self.bar.show_count(number)

    def may_write_or_not(self) -> None:
        """Offer to write only where the library takes it."""
        writes = not self.desk.read_only
        self.head.new.setEnabled(writes)
        self.pages.may_write_or_not()
        self._count_marks()

    # -- asking -----------------------------------------------------------------------------------------------

    def ask(self, wanted: TicketFilter) -> None:
        """Show the tickets that another filter finds."""
        self.wanted = wanted
        self.head.show_filter(wanted)
        if self._is_made("matrix"):
            self.matrix.show_picks(wanted.numbers)
        self.table.clear_marks()
        self.refresh()

    def clear_filter(self) -> None:
        """Show every ticket."""
        if self.wanted:
            self.ask(TicketFilter())
        self.into_list()

    def order_by(self, sort: TicketSort, descending: bool | None = None) -> None:
        """Put the list in another order; the same order again turns it round."""
        if descending is None:
            descending = not self.descending if sort is self.sort else usual_direction(sort)
        self.sort, self.descending = sort, descending
        self.head.show_sort(sort)
        self.refresh()

    def _head_clicked(self, col: Col) -> None:
        sort = COLUMNS[col].sort
        if sort is not None:
            self.order_by(sort)

    def show_view(self, name: str) -> None:
        """Show list or matrix."""
        self.view = name
        self.head.show_view(name)
        self.refresh()
        if self.isVisible():
            self.into_list()

    def into_list(self) -> None:
        """Put the keys into what is shown."""
        part = self.pages.focus_part()
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self, number: int) -> None:
        """Put the keys on this ticket, now and after the list was read anew."""
        self._keep = number
        position = self.model.position_of(number)
        if position >= 0:
            self.table.go_to(position)

    def _has_keys(self) -> bool:
        page, focused = self.pages.currentWidget(), QApplication.focusWidget()
        return page is not None and focused is not None and (page is focused or page.isAncestorOf(focused))

    def _key(self, name: str) -> str:
        return f"tickets.{name}.{self.desk.initiator}"

    def refresh(self) -> Job:
        """Fetch what is asked for; the answer to the last question is shown."""
        tickets, wanted, sort, down = self.desk.app.ticket_list, self.wanted, self.sort, self.descending
        if self.view == MATRIX:
            # The picture shows what the filter finds; what was picked in it is marked, and left over in the list.
            wanted = wanted._replace(numbers=None)

        def work(job: Job) -> Listing:
            listing = tickets.listing(wanted, sort=sort, descending=down, step=job.step)
            tickets.look_ahead(listing.numbers[:_SEEN_FIRST])
            return listing

        job = self.desk.fetch(work, owner=self, then=self._show, key=self._key("listing"))
        if self._loading is not None and self.listing is None:
            self._loading.watch(job)
        return job

    # -- showing ----------------------------------------------------------------------------------------------

    def show_known(self) -> None:
        """Show what was known before the list was made; what is read behind it comes in its place."""
        known, self._known = self._known, None
        if known is not None and self.listing is None:
            self._show(known)

    def _show(self, listing: Listing) -> None:
        tickets = self.desk.app.ticket_list
        self.listing = listing
        self.head.show_counts(listing.counts, listing.total)
        self.head.show_found(len(listing.numbers), listing.total)
        # Where nothing stands, the sentence in the middle has the one button there is.
        self.head.setVisible(bool(listing.total))
        ranking = tickets.known_ranking()
        if self.view == MATRIX and listing.numbers:
            self._fetch_dots(listing)
        else:
            self._show_list(listing, ranking)
        self._fetch_rank(listing)
        if 0 < listing.total <= NAMES_IN_MEMORY and not tickets.has_names:
            self._names_wait.start()
        self.shown.emit()

    def _show_list(self, listing: Listing, ranking: RankingView | None) -> None:
        marked = self.table.marked() if self.table.marked_count() <= MARKS_KEPT else []
        # A table that comes to the front puts its keys on the first row by itself.
        had_keys, keep = self._has_keys(), self._keep
        self.table.delegate.smell = self._smell()
        self.model.show_numbers(listing.numbers, ranking=ranking)
        self.model.show_sort(self.sort if listing.ranked else TicketSort.NUMBER, descending=self.descending)
        self.pages.setCurrentWidget(
            self.pages.nothing if not listing.total else self.table if listing.numbers else self.pages.none_found
        )
        if marked:
            self.table.mark(marked)
        if listing.numbers:
            position = max(0, self.model.position_of(keep) if keep else 0)
            self.model.read_before_paint(position)
            self.table.go_to(position)
        self._looked()
        if had_keys and not self._has_keys():
            self.into_list()

    def _smell(self) -> tuple[int, int]:
        thresholds = self.desk.app.ticket_list.house().thresholds
        return thresholds.teams, thresholds.approvals

    def _looked(self) -> None:
        number = self.table.current_number() if self.pages.currentWidget() is self.table else 0
        self._keep = number or self._keep
        self.looked_at.emit(number)

    def _looked_in_matrix(self, number: int) -> None:
        self._keep = number or self._keep
        self.looked_at.emit(number)

    def _matrix_number(self) -> int:
        return self.matrix.dots[self.matrix.current].number if self.matrix.current >= 0 else 0

    def _fetch_dots(self, listing: Listing) -> None:
        tickets = self.desk.app.ticket_list
        self.desk.fetch(
            lambda job: tickets.dots(listing.numbers, step=job.step),
            owner=self,
            then=self._show_dots,
            key=self._key("dots"),
        )

    def _show_dots(self, dots: Dots) -> None:
        if self.view != MATRIX:
            return
        tickets, words = self.desk.app.ticket_list, self.desk.words
        ranking = tickets.known_ranking()
        ranks = {} if ranking is None else dict(ranking.by_number())
        had_keys = self._has_keys()
        self.matrix.show_dots(dots.dots, ranks=ranks, currency=tickets.house().currency, at=self._keep)
        self.pages.setCurrentWidget(self.matrix if dots.dots else self.pages.no_dots)
        if had_keys:
            self.into_list()
        missing = len(dots.without_figures)
        if dots.left_out:
            said = words.tr(
                "The first {n} tickets are shown; filter to see others.", n=words.number(len(dots.dots) + missing)
            )
            self._notice(said)
        elif missing and dots.dots:
            said = words.count(
                "{n} ticket has no valid money or effort and no dot.",
                "{n} tickets have no valid money or effort and no dot.",
                missing,
            )
            pick = frozenset(dots.without_figures)
            self._notice(said, words.tr("Show them"), lambda: self._list_these(pick))
        else:
            self.notice.hide()

    def _list_these(self, numbers: frozenset[int]) -> None:
        self.view = LIST
        self.head.show_view(LIST)
        self.ask(self.wanted._replace(numbers=numbers))

    # -- rank and names, behind the list ------------------------------------------------------------------------

    def _fetch_rank(self, listing: Listing) -> None:
        tickets, words = self.desk.app.ticket_list, self.desk.words
        if self.view == LIST:
            self.notice.hide()
        if not listing.waiting or tickets.ranking_is_current:
            return
        if listing.waiting <= RANK_BY_ITSELF:
            self.make_rank(title="")
        elif self.view == LIST and (self.sort.needs_rank or not listing.ranked):
            waiting = words.number(listing.waiting)
            self._notice(
                words.tr("{n} tickets wait: too many to be ranked without being asked.", n=waiting),
                words.tr("Rank them now"),
                lambda: self.make_rank(title=words.tr("Ranking the tickets")),
            )

    def make_rank(self, *, title: str = "") -> None:
        """Rank the tickets behind the list and show the new order."""
        tickets = self.desk.app.ticket_list
        before = tickets.known_ranking()

        def then(ranking: RankingView) -> None:
            self.notice.hide()
            if ranking is not before:
                self.refresh()

        self.desk.fetch(lambda job: tickets.make_ranking(), owner=self, then=then, key=self._key("rank"), title=title)

    def _fetch_names(self) -> None:
        tickets = self.desk.app.ticket_list
        if not tickets.has_names:
            self.desk.fetch(lambda job: tickets.load_names(job.step), owner=self, key=self._key("names"))

    def _notice(self, text: str, button: str = "", action: Callable[[], object] | None = None) -> None:
        self.notice_text.setText(text)
        self.notice_button.setText(button)
        self.notice_button.setVisible(bool(button))
        self._notice_action = action
        self.notice.show()
