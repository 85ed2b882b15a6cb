"""Tickets: the list, the matrix and the page of one ticket, one after the other in one place.

It puts the parts together and says what the actions do. Must not know the window around it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.services.tickets.saved_views import SavedView
from gemba.ui.place import Place
from gemba.ui.tickets.actions import LIST_ACTIONS
from gemba.ui.tickets.browse import Browse
from gemba.ui.tickets.head import LIST, MATRIX
from gemba.ui.tickets.looked_at import LookedAt
from gemba.ui.tickets.order import ListOrder
from gemba.ui.tickets.page.actions import ACTIONS as PAGE_ACTIONS
from gemba.ui.tickets.views_menu import NameLine, SavedViews

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.ui.desk import Desk
    from gemba.ui.tickets.inspector import TicketInspector
    from gemba.ui.tickets.page.page import TicketPage

_BULKS = ("park", "reject", "bring_back", "set_team", "link_problem", "export")
_WRITING = frozenset(f"tickets.{name}" for name in ("new", *_BULKS[:-1]))
_NEW = "new:"
_VIEW = "view:"
_ON_PAGE_TOO = frozenset(f"tickets.{name}" for name in ("new", "list", "matrix", "next", "previous"))


class TicketsPlace(Place):
    """Tickets."""

    kinds = frozenset(
        (
            "ticket",
            "ticket_team",
            "ticket_approval",
            "ticket_picture",
            "observation_capture",
            "ticket_observation",
            "capture",
            "annotation",
            "proposal",
            "observation",
            "problem",
            "person",
            "team",
            "remark",
            "cause",
            "setting",
        )
    )

    def __init__(self, desk: Desk) -> None:
        """Build the ground; the list is made when it is come to, the page of a ticket when the first is opened."""
        super().__init__(desk)
        self.page: TicketPage | None = None
        #: of the list while it is not made: a ticket that is opened from elsewhere has a next one too
        self._order = ListOrder(desk, self)
        self._keys = frozenset(action.id for action in LIST_ACTIONS)
        self._page_ids = frozenset(action.id for action in PAGE_ACTIONS)
        self._stale = False
        self.looked_at = LookedAt(desk, self)
        self.looked_at.opened.connect(self._open)
        self.looked_at.shown.connect(self.inspector_changed)
        self.stack = QStackedWidget(self)
        # What is put into an empty stack is shown at once, before there is anything in it.
        self.stack.addWidget(QWidget(self.stack))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.desk.read_only_changed.connect(self._may_write_or_not)

    # -- made when they are come to -----------------------------------------------------------------------------

    @cached_property
    def browse(self) -> Browse:
        """Return list and matrix: whoever opened a ticket from elsewhere may never come to them."""
        self._many = many = QWidget(self.stack)
        browse = Browse(self.desk, many, bound=self._is_bound, known=self._order.known())
        self._order.end()
        self.__dict__["browse"] = browse
        self.name_line = NameLine(self.desk, many, keep=self._keep_view)
        column = QVBoxLayout(many)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(browse, 1)
        column.addWidget(self.name_line)
        self.stack.addWidget(many)
        browse.opened.connect(lambda number: self._open(f"T{number}") if number else None)
        browse.looked_at.connect(self.looked_at.look)
        browse.new_wanted.connect(self.new)
        browse.shown.connect(self._remake_menu)
        self.name_line.left.connect(browse.into_list)
        browse.head.show_view(LIST)
        browse.head.show_sort(browse.sort)
        browse.show_known()
        return browse

    @property
    def _list(self) -> Browse | None:
        """Return list and matrix where somebody has come to them, or is about to."""
        found = self.__dict__.get("browse")
        return found if isinstance(found, Browse) else None

    @property
    def summary(self) -> TicketInspector:
        """Return what the inspector shows beside the list."""
        return self.looked_at.summary

    @cached_property
    def views(self) -> SavedViews:
        """Return the saved views of this person."""
        made = SavedViews(self.desk, self)
        made.chosen.connect(self._take_view)
        made.naming_wanted.connect(lambda: self.name_line.begin())
        made.changed.connect(self._remake_menu)
        return made

    # -- being a place ------------------------------------------------------------------------------------------

    @property
    def on_page(self) -> bool:
        """Say whether the page of one ticket is open."""
        return self.page is not None and self.stack.currentWidget() is self.page

    def heading(self) -> str:
        """Return where one is."""
        if self.on_page and self.page is not None:
            return self.page.heading()
        return self.desk.words.tr("Tickets")

    def enter(self) -> None:
        """Read what changed meanwhile and put the keys where they were; a ticket asked for comes without the list."""
        if not self.on_page and (not self.asked or self._list is not None):
            self._into_list()

    def _into_list(self) -> None:
        browse = self.browse
        self.stack.setCurrentWidget(self._many)
        if self._stale:
            self._stale = False
            browse.refresh()
        browse.into_list()
        if browse.listing is None:
            self.desk.await_keys(browse.first_read, owner=browse)

    def leave(self) -> bool:
        """Let the page keep what is half typed."""
        return self.page is None or self.page.leave()

    def show_row(self, reference: str) -> None:
        """Open "T14", an id or "view:" and a saved view's name; "new:" and a note's id begins a ticket from it."""
        if reference == "new" or reference.startswith(_NEW):
            notes = (reference.removeprefix(_NEW),) if reference != "new" else ()
            self._begin(notes)
        elif reference.startswith(_VIEW):
            self._take_view_named(reference.removeprefix(_VIEW))
        else:
            self._open(reference)
        if not self.on_page and self._list is None:
            # Nothing was opened: then the list is what stands here.
            self._into_list()

    def current_row(self) -> str:
        """Return the ticket that is open, nothing while the list is."""
        return self.page.ticket_id if self.on_page and self.page is not None else ""

    def way_up(self) -> Callable[[], None] | None:
        """Return how to go back to the list or the matrix."""
        return self.page.close_page if self.on_page and self.page is not None else None

    def inspector(self) -> QWidget | None:
        """Return what is known of the ticket that is looked at."""
        if self.on_page and self.page is not None:
            return self.page.inspector()
        listing = self._list.listing if self._list is not None else None
        return self.summary if listing is not None and listing.total else None

    def reload(self, changed: Changed) -> None:
        """Read the list anew; while it is not in front, when it comes back. The page listens for itself."""
        if self._list is None:
            self._order.note_change()
        elif self.isVisible() and not self.on_page:
            self._list.refresh()
        else:
            self._stale = True

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions do."""
        found: dict[str, Callable[[], object]] = {
            "tickets.new": self.new,
            "tickets.open": self._open_current,
            "tickets.next": lambda: self._step(1),
            "tickets.previous": lambda: self._step(-1),
            "tickets.mark": lambda: self._on_list(lambda: self.browse.table.toggle_mark()),
            "tickets.mark_next": lambda: self._step(1, marking=True),
            "tickets.mark_previous": lambda: self._step(-1, marking=True),
            "tickets.mark_all": lambda: self._on_list(lambda: self.browse.table.mark_all()),
            "tickets.filter": lambda: None if self.on_page else self.browse.head.begin_filter(),
            "tickets.clear_filter": lambda: None if self.on_page else self.browse.clear_filter(),
            "tickets.list": lambda: self._show_many(LIST),
            "tickets.matrix": lambda: self._show_many(MATRIX),
            "tickets.sort": lambda: None if self.on_page else self.browse.head.sort.showMenu(),
            "tickets.views": lambda: None if self.on_page else self.browse.head.views.showMenu(),
            "tickets.chances": lambda: None if self.on_page else self._take_view(SavedView("", chances=True)),
            "tickets.keep_view": lambda: None if self.on_page else self.name_line.begin(),
            "tickets.rank": lambda: self.browse.make_rank(title=self.desk.words.tr("Ranking the tickets")),
        }
        for name in _BULKS:
            found[f"tickets.{name}"] = partial(self._bulk, name)
        return found | dict(self._page_handlers())

    def _page_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Hand the page's actions on to it once it is there."""

        def hand_on(action_id: str) -> object:
            if not self.on_page or self.page is None:
                return None
            return self.page.handlers()[action_id]()

        return {one: partial(hand_on, one) for one in self._page_ids}

    def allows(self, action_id: str) -> bool:
        """Say whether something can be done now."""
        if action_id in self._keys and action_id in _WRITING and self.desk.read_only:
            return False
        if self.on_page and self.page is not None and action_id in self._page_ids:
            return self.page.allows(action_id)
        if self.on_page and action_id == "tickets.export":
            return True
        if action_id.removeprefix("tickets.") in _BULKS:
            return not self.on_page and self.browse.table.marked_count() > 0
        if action_id not in self._keys:
            return self.on_page
        return not self.on_page or action_id in _ON_PAGE_TOO

    def _is_bound(self, event: QKeyEvent) -> bool:
        """Say whether a plain key belongs to an action of the list; the page's keys do not count over the list."""
        pressed = QKeySequence(event.keyCombination())
        own = [one for one in self.actions() if one.objectName() in self._keys]
        return any(pressed == key for one in own for key in one.shortcuts())

    # -- what the actions do ------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a ticket."""
        self._begin(())

    def _begin(self, notes: tuple[str, ...]) -> None:
        """Begin a ticket, resting on these notes; the banner over the place says why a library is only read."""
        if self.desk.read_only:
            self.desk.toast(self.desk.words.tr("No ticket can be written into this library now."), kind="attention")
            return
        self._page().new_ticket(observation_ids=notes)
        self._show_page()

    def _on_list(self, work: Callable[[], object]) -> None:
        if not self.on_page and self.browse.view == LIST:
            work()

    def _step(self, by: int, *, marking: bool = False) -> None:
        if self.on_page and self.page is not None and not marking:
            self.page.step(by)
            return
        self._on_list(lambda: self.browse.table.step(by, marking=marking))

    def _neighbour(self, ticket_id: str, by: int) -> str | None:
        """Return the ticket after or before one in the order of the list; by number where it is not in the list."""
        page = self.page
        if page is None or page.opened is None:
            return None
        listing = self._order.last if self._list is None else self._list.listing
        numbers = listing.numbers if listing is not None else ()
        if page.opened.row.number not in numbers:
            return page.by_number(ticket_id, by)
        at = numbers.index(page.opened.row.number) + by
        return f"T{numbers[at]}" if 0 <= at < len(numbers) else None

    def _bulk(self, name: str) -> None:
        if self.on_page and self.page is not None:
            if name == "export":
                self.page.doing.send()
            return
        if self.allows(f"tickets.{name}"):
            self.browse.bar.begin(name)

    def _show_many(self, view: str) -> None:
        self._close_page()
        self.browse.show_view(view)

    def _open_current(self) -> None:
        number = self.looked_at.number
        if not self.on_page and number:
            self._open(f"T{number}")
        elif self.browse.listing is None:
            self._on_list(self.browse.table.open_current)

    def _open(self, reference: str) -> None:
        from gemba.services.finding import codes as finding

        try:
            ticket_id = self._id_of(reference) or finding.ticket(self.desk.app.library.queries, reference).id
        except GembaError as problem:
            self.desk.problem(problem)
            return
        self._page().show_ticket(ticket_id)
        self._show_page()

    def _id_of(self, reference: str) -> str:
        """Return the id that "T14" means without reading every ticket; "" where it is written otherwise."""
        digits = reference.removeprefix("T")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
            return ""
        rows = self.desk.app.ticket_list.rows([int(digits)])
        return rows[0].id if rows else ""

    def _page(self) -> TicketPage:
        if self.page is None:
            from gemba.ui.tickets.page.page import TicketPage

            self.page = TicketPage(self.desk)
            self.page.neighbour = self._neighbour
            self.page.once_ordered = self._order.once_known
            self.page.closed.connect(self._close_page)
            self.page.heading_changed.connect(self.title_changed)
            self.stack.addWidget(self.page)
        return self.page

    def _show_page(self) -> None:
        page = self._page()
        self.stack.setCurrentWidget(page)
        self.title_changed.emit(self.heading())
        self.inspector_changed.emit()
        if self._list is None:
            self._order.begin()

    def _close_page(self) -> None:
        if self.on_page and self.page is not None:
            browse = self.browse
            self.stack.setCurrentWidget(self._many)
            if self.page.opened is not None:
                browse.keep(self.page.opened.row.number)
            self.title_changed.emit(self.heading())
            self.inspector_changed.emit()
            self._into_list()

    def _may_write_or_not(self) -> None:
        """Offer what can be done now: the page is built anew, it was built for one or the other."""
        if self._list is not None:
            self._list.may_write_or_not()
        page, was_open = self.page, self.on_page
        if page is None:
            return
        reference = page.ticket_id
        page.leave()
        self.page = None
        self.stack.removeWidget(page)
        page.deleteLater()
        if was_open and reference:
            self._open(reference)
        elif was_open:
            self._into_list()
            self.title_changed.emit(self.heading())

    # -- saved views --------------------------------------------------------------------------------------------

    def _present(self, name: str = "") -> SavedView:
        browse = self.browse
        wanted = browse.wanted
        return SavedView(name, wanted.words, wanted.states, browse.sort, browse.descending, wanted.chances)

    def _keep_view(self, name: str) -> None:
        self.views.keep(self._present(name))

    def _take_view_named(self, name: str) -> None:
        self._close_page()
        if self._list is None:
            self._into_list()
        for view in self.views.views:
            if view.name == name:
                self._take_view(view)

    def _take_view(self, view: SavedView) -> None:
        browse = self.browse
        browse.sort, browse.descending = view.sort, view.descending
        browse.head.show_sort(view.sort)
        browse.ask(view.filter()._replace(numbers=None))

    def _remake_menu(self) -> None:
        self.browse.head.set_menu(self.views.menu(self.browse.head.views, self._present()))
