"""The page of a visit: its head, and under it the notes, pictures, people and what else was found.

Must not know the list of visits, nor the live session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.message import N_
from gemba.services.visits.page import VisitPage
from gemba.ui.desk import Desk
from gemba.ui.place import lend
from gemba.ui.sessions.chat_tab import lines_of
from gemba.ui.sessions.header import VisitHeader
from gemba.ui.sessions.note_inspector import NoteInspector
from gemba.ui.sessions.timeline_page import TimelinePage
from gemba.ui.sessions.visit_parts import VisitParts
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import rule
from gemba.ui.widgets.loading_line import LoadingLine
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.model.rows import ArtifactSightingRow, CallRow, ObservationRow, PromiseRow
    from gemba.ui.jobs import Job
    from gemba.ui.sessions.chat_tab import ChatTab
    from gemba.ui.sessions.people_tab import PeopleTab
    from gemba.ui.sessions.pictures_tab import PicturesTab
    from gemba.ui.sessions.rows_tab import RowsTab

_TABS = (
    N_("Notes"),
    N_("Pictures"),
    N_("People"),
    N_("Artifacts"),
    N_("Hand-offs"),
    N_("Promises"),
    N_("Calls"),
    N_("Chat"),
)


class SessionPage(QWidget):
    """One visit; ``show_session`` opens another."""

    closed = Signal()
    heading_changed = Signal()
    inspector_changed = Signal()
    live_wanted = Signal(str)
    report_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Build it without a visit."""
        super().__init__()
        self.desk = desk
        self.session = ""
        self.page: VisitPage | None = None
        self._wanted_note = ""
        self._reading: Job | None = None
        self.header = VisitHeader(desk)
        self.header.live_wanted.connect(lambda: self.live_wanted.emit(self.session))
        self.header.report_wanted.connect(lambda: self.report_wanted.emit(self.page))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(desk.words.tr("Parts of the visit"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.timeline = TimelinePage(desk)
        self.timeline.chosen.connect(self._chosen)
        self.timeline.picture_opened.connect(self.annotate)
        self.stack = QStackedWidget()
        self._inspected: NoteInspector | None = None
        self._inspects: tuple[str, VisitPage | None] = ("", None)
        self.parts = VisitParts(self, desk, to_note=self.show_note, back=self.show_notes)
        self.parts.picture_opened.connect(self.annotate)
        self._add_parts()
        self.failed = EmptyState(
            desk.theme,
            icon="circle-alert",
            sentence=desk.words.tr("This visit cannot be shown."),
            button=desk.words.tr("All visits"),
            action=self.closed.emit,
        )
        self.failed.hide()
        self.loading = LoadingLine(self, desk.theme, desk.words.tr("Reading the visit…"))
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        names = QHBoxLayout()
        # Their words begin where those of the head do.
        names.setContentsMargins(8, 0, 0, 0)
        names.addWidget(self.tabs)
        layout.addLayout(names)
        for part, stretch in ((rule(), 0), (self.stack, 1), (self.failed, 1)):
            layout.addWidget(part, stretch)

    def _add_parts(self) -> None:
        for text, part in zip(_TABS, (self.timeline, *self.parts.all), strict=True):
            self.tabs.addTab(self.desk.words.tr(text))
            self.stack.addWidget(part)
        self.tabs.currentChanged.connect(self._turned)

    @property
    def pictures(self) -> PicturesTab:
        """Return the wall of the visit's pictures."""
        return self.parts.pictures.part

    @property
    def people(self) -> PeopleTab:
        """Return who was there and what they agreed to."""
        return self.parts.people.part

    @property
    def artifacts(self) -> RowsTab[ArtifactSightingRow]:
        """Return the reports, boards and meetings that were seen."""
        return self.parts.artifacts.part

    @property
    def promises(self) -> RowsTab[PromiseRow]:
        """Return what was promised."""
        return self.parts.promises.part

    @property
    def calls(self) -> RowsTab[CallRow]:
        """Return the calls of customers."""
        return self.parts.calls.part

    @property
    def chat(self) -> ChatTab:
        """Return the chat of the round."""
        return self.parts.chat.part

    @property
    def inspected(self) -> NoteInspector:
        """Return what the inspector shows of a note; made with the first one that is chosen."""
        if self._inspected is None:
            self._inspected = NoteInspector(self.desk)
            lend(self._inspected, self)
            self._inspected.picture_opened.connect(self.annotate)
            self._inspected.ticket_wanted.connect(self.make_ticket)
        return self._inspected

    # -- showing ----------------------------------------------------------------------------------------------

    def show_session(self, session: str, *, note: str = "") -> None:
        """Open a visit, with a note of it chosen where one is named."""
        self.prepare(session, note=note)
        self.load()

    def prepare(self, session: str, *, note: str = "") -> None:
        """Make room for a visit that is about to be shown."""
        if self._reading is not None:
            # Slower than what was read since, it would put the visit of before back.
            self._reading.cancel()
        if session != self.session:
            self.timeline.editor.leave()
            self.session = session
            self.page = None
            self.tabs.setCurrentIndex(0)
            self._show_parts(there=False, failed=False)
        self._wanted_note = note or self._wanted_note
        if note:
            self.tabs.setCurrentIndex(0)

    def load(self) -> None:
        """Ask for the visit anew, off the window's thread."""
        session, pages = self.session, self.desk.app.visit_pages
        if not session:
            return
        job = self._reading = self.desk.fetch(
            lambda _: pages.page(session),
            owner=self,
            then=self.show_page,
            failed=self._missed,
            key=f"sessions.page.{id(self)}",
        )
        if self.page is None:
            self.loading.watch(job)
            self.desk.await_keys(job, owner=self)

    def _missed(self, problem: BaseException) -> None:
        if not isinstance(problem, GembaError):
            self.desk.problem(problem)
            return
        self.page = None
        self.failed.sentence.setText(self.desk.words.problem(problem))
        self._show_parts(there=False, failed=True)

    def _show_parts(self, *, there: bool, failed: bool = False) -> None:
        for part in (self.header, self.tabs, self.stack):
            part.setVisible(there)
        self.failed.setVisible(failed)
        self.inspector_changed.emit()

    def show_page(self, page: VisitPage) -> None:
        """Show a visit as it was read."""
        first = self.page is None
        self.page = page
        self.session = page.row.id
        # The notes and what the inspector says of one come first: they are broken into lines once it has its room.
        self.timeline.show_page(page)
        self._inspect()
        self.header.show_page(page)
        self.parts.take(page)
        self._count(page)
        self._show_parts(there=True)
        if self._wanted_note:
            self.timeline.choose(self._wanted_note)
            self._wanted_note = ""
        if first and self.isVisible():
            self.take_focus()
        self.heading_changed.emit()

    def _count(self, page: VisitPage) -> None:
        there = len(page.facilitators) + len(page.people)
        counts = (
            len(page.notes), len(page.captures), there, len(page.sightings), len(page.chains),
            len(page.promises), len(page.calls), lines_of(page.row.date, page.chat),
        )  # fmt: skip
        for at, (text, number) in enumerate(zip(_TABS, counts, strict=True)):
            said = self.desk.words.tr(text)
            self.tabs.setTabText(at, f"{said}  {self.desk.words.number(number)}" if number else said)

    def heading(self) -> str:
        """Return what the top bar says."""
        if self.page is None:
            return ""
        return f"S{self.page.row.number} · {self.page.row.team}"

    def take_focus(self) -> None:
        """Put the focus on what the keys move in."""
        shown = self.stack.currentWidget()
        if self.page is None:
            self.setFocus()
        elif shown is self.timeline:
            self.timeline.view.setFocus()
        elif shown is self.parts.pictures:
            self.pictures.view.setFocus()
        else:
            self.tabs.setFocus()

    def _turned(self, at: int) -> None:
        self.timeline.editor.leave()
        self.stack.setCurrentIndex(at)
        self.inspector_changed.emit()
        if not self.tabs.hasFocus():
            self.take_focus()

    def turn(self, by: int) -> None:
        """Go to the next (1) or the part before (-1)."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def show_notes(self) -> None:
        """Go to the notes."""
        self.tabs.setCurrentIndex(0)
        self.take_focus()

    def show_note(self, note_id: str) -> None:
        """Go to one note."""
        self.tabs.setCurrentIndex(0)
        self.timeline.choose(note_id)
        self.take_focus()

    # -- the chosen note --------------------------------------------------------------------------------------

    def note(self) -> ObservationRow | None:
        """Return the chosen note, None where a picture or nothing is chosen."""
        return self.timeline.note(self.timeline.view.current())

    def _chosen(self, _key: str) -> None:
        self._inspect()

    def _inspect(self) -> None:
        note, page = self.note(), self.page
        shown_note, shown_page = self._inspects
        if note is not None and page is not None and (note.id != shown_note or page is not shown_page):
            self._inspects = note.id, page
            self.inspected.show_note(note, page)
        self.inspector_changed.emit()

    def inspector(self) -> QWidget | None:
        """Return what the inspector shows: the chosen note, on the part of the notes only."""
        return self.inspected if self.note() is not None and self.stack.currentWidget() is self.timeline else None

    def remove_note(self) -> None:
        """Take the chosen note out; the toast gives it back."""
        note, words = self.note(), self.desk.words
        if note is None or self.desk.read_only or self.stack.currentWidget() is not self.timeline:
            return
        self.timeline.step(1)
        self.desk.do(
            lambda: self.desk.app.observations.remove(note.id),
            owner=self,
            then=lambda _: toast_with_undo(self.desk, words.tr("The note is taken out.")),
        )

    def make_ticket(self) -> None:
        """Begin a ticket that rests on the chosen note."""
        note = self.note()
        if note is not None:
            self.desk.go("tickets", f"new:{note.id}")

    def open_ticket(self) -> None:
        """Go to the first ticket of the chosen note; say so where it has none."""
        note, words = self.note(), self.desk.words
        if note is None or self.page is None:
            return
        tickets = self.page.tickets.get(note.id, ())
        if tickets:
            self.desk.go("tickets", f"T{tickets[0].number}")
        else:
            self.desk.toast(
                words.tr("No ticket rests on this note."), button=words.tr("Make a ticket"), action=self.make_ticket
            )

    def link_problem(self) -> None:
        """Go to the proposals for the same problem."""
        if self.inspected.isVisible():
            self.inspected.problem.take_focus()

    def annotate(self, capture_id: str = "") -> None:
        """Open a picture in the annotator; the chosen note's where none is named."""
        note = self.note()
        wanted = capture_id or (note.capture_ids[0] if note is not None and note.capture_ids else "")
        if not capture_id and self.stack.currentWidget() is self.parts.pictures:
            index = self.pictures.view.currentIndex()
            wanted = self.pictures.model.pictures[index.row()].id if index.isValid() else ""
        if not wanted or self.page is None:
            return
        from gemba.ui.annotator.window import open_annotator

        open_annotator(self.desk, wanted, series=tuple(one.id for one in self.page.captures))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: first out of the filters, then to the notes, then to all visits."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.stack.currentWidget() is not self.timeline:
            self.show_notes()
        elif self.timeline.filtering:
            self.timeline.clear()
            self.take_focus()
        elif not self.timeline.view.hasFocus() and not self.failed.isVisible():
            self.take_focus()
        else:
            self.closed.emit()
        event.accept()
