"""Visits: the list, the page of one, the start of a new one and the live session, one of them in front.

Must not know the window around it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gemba.errors import UserError
from gemba.model.values import NotePart
from gemba.ui.desk import Desk
from gemba.ui.live.actions import ACTIONS as LIVE_ACTIONS
from gemba.ui.place import Place
from gemba.ui.sessions.dropping import NoteDrops, VisitDrops
from gemba.ui.sessions.list_page import ListPage
from gemba.ui.sessions.page import SessionPage

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.services.visits.page import VisitPage
    from gemba.ui.live.page import LivePage
    from gemba.ui.live.start import StartForm

_ON_A_NOTE = frozenset(
    f"sessions.{name}" for name in ("edit_note", "remove_note", "ticket", "open_ticket", "problem", "annotate")
)
_ON_A_VISIT = frozenset(
    f"sessions.{name}" for name in ("back", "next_part", "previous_part", "report", "send", "purge", "go_live")
)
_WRITING = frozenset(f"sessions.{name}" for name in ("new", "edit_note", "remove_note", "go_live", "purge"))


class SessionsPlace(Place):
    """Visits."""

    def __init__(self, desk: Desk) -> None:
        """Build the list; page, start and live session are made when they are wanted."""
        super().__init__(desk)
        self.list = ListPage(desk)
        self.list.opened.connect(self.open_session)
        self.list.new_wanted.connect(self.new_visit)
        self.visit_drops = VisitDrops(desk, self.list.view, self.open_session)
        self._page: SessionPage | None = None
        self._changed_since = False
        self.start: StartForm | None = None
        self.live: LivePage | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    @property
    def page(self) -> SessionPage:
        """Return the page of a visit, made with the first one that is opened."""
        if self._page is None:
            self._page = page = SessionPage(self.desk)
            page.closed.connect(self.show_list)
            page.heading_changed.connect(self._tell)
            page.inspector_changed.connect(self.inspector_changed)
            page.live_wanted.connect(self.go_live)
            page.report_wanted.connect(self._report)
            self.note_drops = NoteDrops(self.desk, page.timeline.view)
            self.stack.addWidget(page)
        return self._page

    @property
    def _page_in_front(self) -> SessionPage | None:
        """Return the page of a visit while it is what one sees."""
        return self._page if self._page is not None and self.front is self._page else None

    # -- what the window asks ---------------------------------------------------------------------------------

    @property
    def front(self) -> QWidget | None:
        """Return what is in front: list, page, start or live session."""
        return self.stack.currentWidget()

    def heading(self) -> str:
        """Return the visit that is open."""
        if self._page_in_front is not None:
            return self.page.heading()
        if self.front is self.live and self.live is not None:
            return self._live_heading
        return self.desk.words.tr("New visit") if self.front is not self.list else ""

    _live_heading = ""

    def enter(self) -> None:
        """Load what is in front."""
        if self.front is self.list:
            self.list.load()
            self.list.take_focus()
        elif self._page_in_front is not None:
            self.page.load()
            self.page.take_focus()
        elif self.live is not None and self.front is self.live:
            self.live.enter()

    def leave(self) -> bool:
        """Keep what is half typed."""
        if self._page is not None:
            self._page.timeline.editor.leave()
        if self.live is not None and self.front is self.live:
            self.live.leave()
        return True

    def show_row(self, reference: str) -> None:
        """Open the visit of "S7" or an id, or the visit of a note with that note chosen; "live:" and an id goes on."""
        if reference.startswith("live:"):
            self.go_live(reference.removeprefix("live:"))
            return
        self._changed_since = False
        job = self.desk.fetch(
            lambda _: self._found(reference), owner=self, then=self._open_found, key=f"sessions.row.{id(self)}"
        )
        self.desk.await_keys(job, owner=self)
        # What shows it is made while it is read.
        QTimer.singleShot(0, self, self._make_page)

    def _found(self, reference: str) -> tuple[VisitPage, str]:
        pages = self.desk.app.visit_pages
        try:
            return pages.page(reference), ""
        except UserError:
            note = pages.session_of_note(reference)
            if note is None:
                raise
            return pages.page(note[0]), note[1]

    def _open_found(self, found: tuple[VisitPage, str]) -> None:
        page, note = found
        self.open_session(page.row.id, note=note, read=None if self._changed_since else page)

    def _make_page(self) -> None:
        _ = self.page

    def current_row(self) -> str:
        """Return the visit that is open, "" while the list is."""
        if self.live is not None and self.front is self.live:
            return self._live_session
        return self.page.session if self._page_in_front is not None else ""

    _live_session = ""

    def way_up(self) -> Callable[[], None] | None:
        """Return how to go back to the list of visits; a running one is left by going elsewhere."""
        return self.show_list if self.front is not self.list and self.front is not self.live else None

    def inspector(self) -> QWidget | None:
        """Return what the page or the live session says of what is chosen."""
        if self._page_in_front is not None:
            return self.page.inspector()
        if self.live is not None and self.front is self.live:
            return self.live.inspector()
        return None

    def reload(self, changed: Changed) -> None:
        """Show what changed."""
        self._changed_since = True
        if self._page_in_front is not None:
            self.page.load()
        elif self.front is self.list:
            self.list.load()

    def looks_changed(self) -> None:
        """Draw icons anew."""
        if self._page is not None:
            self._page.header.looks_changed()

    def allows(self, action_id: str) -> bool:
        """Say what can be done with what is in front."""
        if action_id.startswith("live."):
            return self.live is not None and self.front is self.live and self.live.allows(action_id)
        if self.desk.read_only and action_id in _WRITING:
            return False
        if action_id in ("sessions.label", "sessions.truth"):
            page = self._page_in_front
            return page is not None and page.inspector() is not None and page.inspected.labels.allows()
        if action_id in _ON_A_NOTE:
            return self._page_in_front is not None and self.page.note() is not None
        if action_id in _ON_A_VISIT:
            return self._page_in_front is not None or (action_id == "sessions.back" and self.front is not self.list)
        return True

    def foremost(self) -> str:
        """Return the live session's while it is in front: letters are words there, and the lists' keys do nothing."""
        return "live." if self.live is not None and self.front is self.live else ""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action does."""
        own: dict[str, Callable[[], object]] = {
            "sessions.new": self.new_visit,
            "sessions.next": lambda: self._step(1),
            "sessions.previous": lambda: self._step(-1),
            "sessions.open": self._open,
            "sessions.back": self.show_list,
            "sessions.filter": self._filter,
            "sessions.edit_note": lambda: self._on_page(lambda page: page.timeline.edit()),
            "sessions.remove_note": lambda: self._on_page(lambda page: page.remove_note()),
            "sessions.ticket": lambda: self._on_page(lambda page: page.make_ticket()),
            "sessions.open_ticket": lambda: self._on_page(lambda page: page.open_ticket()),
            "sessions.problem": lambda: self._on_page(lambda page: page.link_problem()),
            "sessions.label": lambda: self._on_page(lambda page: page.inspected.labels.ask(NotePart.LABEL)),
            "sessions.truth": lambda: self._on_page(lambda page: page.inspected.labels.ask(NotePart.TRUTH)),
            "sessions.annotate": lambda: self._on_page(lambda page: page.annotate()),
            "sessions.next_part": lambda: self._on_page(lambda page: page.turn(1)),
            "sessions.previous_part": lambda: self._on_page(lambda page: page.turn(-1)),
            "sessions.go_live": lambda: self._on_page(lambda page: self.go_live(page.session)),
            "sessions.report": lambda: self._on_page(lambda page: self._report(page.page)),
            "sessions.purge": lambda: self._on_page(lambda page: self._purge(page.page)),
            "sessions.send": lambda: self._on_page(lambda page: self._send(page.page)),
        }
        for action in LIVE_ACTIONS:
            own[action.id] = lambda name=action.id: self._on_live(name)  # type: ignore[misc]
        return own

    # -- doing ------------------------------------------------------------------------------------------------

    def _on_page(self, work: Callable[[SessionPage], object]) -> None:
        page = self._page_in_front
        if page is not None:
            work(page)

    def _on_live(self, action_id: str) -> None:
        if self.live is not None and self.front is self.live:
            work = self.live.handlers().get(action_id)
            if work is not None:
                work()

    def _step(self, by: int) -> None:
        if self.front is self.list:
            self.list.view.step(by)
        elif self._page_in_front is not None:
            self.page.timeline.step(by)

    def _open(self) -> None:
        if self.front is self.list and self.list.view.current():
            self.open_session(self.list.view.current())
        elif self._page_in_front is not None:
            self.page.timeline.edit()

    def _filter(self) -> None:
        if self.front is self.list:
            self.list.filter.setFocus()
        elif self._page_in_front is not None:
            self.page.tabs.setCurrentIndex(0)
            self.page.timeline.text.setFocus()

    def _report(self, page: VisitPage | None) -> None:
        if page is not None:
            # The sheet and its fields are loaded when something is to leave.
            from gemba.ui.sessions.report import show_report_sheet

            show_report_sheet(self.desk, self, page)

    def _send(self, page: VisitPage | None) -> None:
        if page is not None:
            from gemba.ui.evidence.sending import send_visit

            send_visit(self.desk, self, page.row.id)

    def _purge(self, page: VisitPage | None) -> None:
        if page is not None:
            from gemba.ui.forgetting.sheet import ask_to_purge

            ask_to_purge(self.desk, self, session=page.row.id)

    # -- going ------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        self.title_changed.emit(self.heading())
        self.inspector_changed.emit()

    def _bring(self, part: QWidget) -> None:
        self.leave()
        self.stack.setCurrentWidget(part)
        self._tell()

    def show_list(self) -> None:
        """Go back to all visits, with the one that was open chosen."""
        kept = self.current_row()
        self._bring(self.list)
        self.list.load(kept)
        self.list.take_focus()

    def open_session(self, session: str, *, note: str = "", read: VisitPage | None = None) -> None:
        """Open the page of a visit, or the live session where it is that one's; ``read`` is what was read of it."""
        if self.live is not None and self._live_session == session and not note:
            self._bring(self.live)
            self.live.enter()
            return
        self.page.prepare(session, note=note)
        self._bring(self.page)
        if read is None:
            self.page.load()
        else:
            self.page.show_page(read)
        self.page.take_focus()

    def new_visit(self) -> None:
        """Ask who is visited and why; nothing is written before."""
        if self.desk.read_only:
            return
        from gemba.ui.live.start import StartForm

        if self.start is None:
            self.start = StartForm(self.desk)
            self.start.started.connect(self._started)
            self.start.cancelled.connect(self.show_list)
            self.stack.addWidget(self.start)
        self._bring(self.start)
        self.start.take_focus()

    def _started(self, session: str) -> None:
        # The form goes once the line is there, or the focus would be on the rail meanwhile.
        self._show_live(session)
        if self.start is not None:
            # Who types on after "Begin" writes the first note, also where the disk took its time.
            if self.live is not None:
                self.start.typed_ahead.give(self.live.entry.edit)
            self.stack.removeWidget(self.start)
            self.start.deleteLater()
            self.start = None

    def go_live(self, session: str) -> None:
        """Go on with a visit that is not ended, or begin one that was only planned."""
        if self.desk.read_only or not session:
            return
        live = self.desk.app.live
        job = self.desk.do(lambda: live.go_on(session), owner=self, then=lambda _: self._show_live(session))
        # Who types on is in the visit already.
        self.desk.await_keys(job, owner=self)
        # What shows it is loaded while that is written.
        QTimer.singleShot(0, self, _live_page)

    def _show_live(self, session: str) -> None:
        self._drop_live()
        self.live = _live_page()(self.desk, session, parent=self.stack)
        self._live_session = session
        self._live_heading = ""
        self.live.ended.connect(self._live_ended)
        self.live.heading_changed.connect(self._live_said)
        self.live.inspector_changed.connect(self.inspector_changed)
        self.stack.addWidget(self.live)
        # Its rows wait until the inspector stands beside them: they would be broken into lines for two widths.
        self.live.middle.hide()
        self._bring(self.live)
        self.live.middle.show()
        self.live.enter()

    def _live_said(self, heading: str) -> None:
        self._live_heading = heading
        self.title_changed.emit(heading)

    def _drop_live(self) -> None:
        if self.live is not None:
            self.live.leave()
            self.stack.removeWidget(self.live)
            self.live.deleteLater()
            self.live = None
            self._live_session = ""

    def _live_ended(self, session: str) -> None:
        self.page.show_session(session)
        self.stack.setCurrentWidget(self.page)
        self._drop_live()
        self._tell()
        self.page.take_focus()


def _live_page() -> type[LivePage]:
    from gemba.ui.live.page import LivePage

    return LivePage
