"""The page of a running visit: card at the left, timeline in the middle, entry line at the foot, end of the visit.

It puts the parts together and binds the actions. Must not know the place that embeds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gemba.model.rows import CaptureRow, ObservationRow
from gemba.model.values import SeenAs
from gemba.services.events import Changed
from gemba.ui.desk import Desk, no_foot
from gemba.ui.live.charter_card import CharterCard
from gemba.ui.live.clock_words import clock_sentence
from gemba.ui.live.ending import EndPage
from gemba.ui.live.entry_line import EntryLine
from gemba.ui.live.inspector import NoteInspector
from gemba.ui.live.links import Link, VisitLinks
from gemba.ui.live.mini_bar import MiniBar, bring_back
from gemba.ui.live.note_meant import NoteMeant
from gemba.ui.live.pictures_in import PicturesIn
from gemba.ui.live.privacy import Privacy
from gemba.ui.live.sitting import Sitting
from gemba.ui.live.timeline_keys import TimelineKeys
from gemba.ui.live.visit_clock import ClockMoved, Slept, minutes_words
from gemba.ui.live.visit_end import VisitEnd
from gemba.ui.live.visit_rows import VisitRows
from gemba.ui.look.theme import role
from gemba.ui.place import lend
from gemba.ui.sessions.timeline import TimelineView


class LivePage(QWidget):
    """One visit while it runs."""

    ended = Signal(str)
    heading_changed = Signal(str)
    inspector_changed = Signal()

    def __init__(
        self, desk: Desk, session_id: str, *, sitting: Sitting | None = None, parent: QWidget | None = None
    ) -> None:
        """Take a visit; ``enter`` brings the clock and what was half typed back."""
        # In the window from the beginning: rows that are there when a list is dressed are broken into lines at once.
        super().__init__(parent)
        self.desk, self.session_id = desk, session_id
        self.sitting = sitting or Sitting(desk, session_id)
        self.rows = VisitRows(desk, session_id, self, state=self.sitting.state)
        self._restored = self._open = False
        self.visit_end = VisitEnd(desk, session_id, self)
        self.links = VisitLinks(desk, session_id)
        self.card = CharterCard(desk)
        self.timeline = TimelineView(desk, desk.words.tr("Timeline of the visit"))
        self.inspect = NoteInspector(desk)
        lend(self.inspect, self)
        self.meant = NoteMeant(desk, self.rows, self.timeline, self.sitting.line)
        self.entry = EntryLine(desk, self.sitting.line, self.links.find, self)
        self.pictures = PicturesIn(desk, self, self.sitting)
        self.privacy = Privacy(desk, self.sitting, self)
        self._keys = TimelineKeys(self.timeline, self.entry.edit, begins=self._caption_chosen)
        self._end_page: EndPage | None = None
        self.mini = MiniBar(desk, self.sitting, self.links.find, self)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.reload()
        self._is_fresh = True

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.nothing = self.privacy.nothing
        # From the outside in: a part is told anew of what it stands in each time that is put into something larger.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.parts = QStackedWidget()
        whole.addWidget(self.parts)
        live = QWidget()
        self.parts.addWidget(live)
        layout = QVBoxLayout(live)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(1)
        layout.addLayout(upper, 1)
        upper.addWidget(self.card)
        ground = QFrame()
        role(ground, "surface")
        upper.addWidget(ground, 1)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(4, 8, 4, 8)
        self.middle = QStackedWidget()
        inner.addWidget(self.middle)
        self.middle.addWidget(self.nothing)
        self.middle.addWidget(self.timeline)
        layout.addWidget(self.entry)

    def _connect(self) -> None:
        sitting, line = self.sitting, self.sitting.line
        sitting.beat.connect(self._show_time)
        sitting.clock_said.connect(self._say_clock)
        sitting.privacy_changed.connect(self._show_privacy)
        sitting.debate_changed.connect(self._show_time)
        sitting.news.screens_changed.connect(self.mini.keep_on_screen)
        line.kept.connect(self._on_kept)
        self.card.action_wished.connect(self._do)
        self.card.clock_button.clicked.connect(self._mend_clock)
        self.card.nobody.done.connect(self.entry.edit.setFocus)
        self.rows.read_anew.connect(self._show_visit)
        self.desk.changed.connect(self._on_changed)
        self.timeline.chosen.connect(self._choose)
        self.timeline.opened.connect(lambda _: self.inspect.text.setFocus())
        self.entry.wants_above.connect(self._go_up)
        for entry in (self.entry, self.mini.entry):
            entry.linked.connect(self._link)
            entry.edit.is_picture = self.pictures.accepts
        self.entry.picture_pasted.connect(partial(self._do, "live.paste"))
        self.pictures.added.connect(self._picture_came)
        self.mini.wished.connect(self._do)
        self.mini.dropped.connect(self.pictures.take_dropped)
        self.mini.back.connect(self._leave_mini)
        self.visit_end.settled.connect(self.rows.read_afresh)
        self.visit_end.undone.connect(self._run_on)
        self.visit_end.redone.connect(self._show_end)

    @property
    def end_page(self) -> EndPage:
        """Return the end of the visit, made when it is come to."""
        if self._end_page is None:
            self._end_page = EndPage(self.desk, self.session_id)
            self._end_page.back.connect(self.go_on)
            self._end_page.finished.connect(self._finished)
            self.parts.addWidget(self._end_page)
        return self._end_page

    @property
    def _at_end(self) -> bool:
        return self._end_page is not None and self.parts.currentWidget() is self._end_page

    # -- coming and going -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Start the clock, offer what was half typed, and be ready for the next line; at its end a visit stays."""
        self._open = True
        if self._at_end:
            self.reload()  # an end that was undone meanwhile is none
        over = self._at_end
        if not over:
            self._sit_down()
        if not self._is_fresh:
            self.reload()
        self._show_time()
        self.desk.foot_px = self._foot_px
        if over:
            self.end_page.take_focus()
            return
        self.desk.visit_entered.emit(self.session_id)
        self.entry.edit.setFocus()

    def _sit_down(self) -> None:
        row = self.sitting.state.row
        if (row.ended is not None or row.started is None) and not self.desk.read_only:
            self.visit_end.take_back()
        self.sitting.begin()
        if not self._restored:
            self._restored = True
            self.sitting.line.restore()

    def leave(self) -> bool:
        """Keep what is half typed; the visit goes on where it was left."""
        self._open = self._is_fresh = False
        self.desk.foot_px = no_foot
        self.rows.rest()
        self.sitting.rest()
        self._put_mini_away()
        return True

    def _foot_px(self) -> int:
        """Keep the line free of messages while there is one."""
        return 0 if self._at_end else self.entry.height()

    def inspector(self) -> QWidget | None:
        """Return what the inspector shows; at the end of the visit there is nothing to choose."""
        return None if self._at_end else self.inspect

    def heading(self) -> str:
        """Return "Refunds desk · session 7 · live 23:41 / 45:00", or that it has ended."""
        words, row, ran = self.desk.words, self.sitting.state.row, minutes_words(self.sitting.clock.ran_s)
        timed = f"{ran} / {minutes_words(row.planned_minutes * 60)}" if row.planned_minutes else ran
        over = self._at_end
        said = words.tr("ended after {time}", time=ran) if over else words.tr("live {time}", time=timed)
        return " · ".join((row.team, words.tr("session {n}", n=row.number), said))

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of the visit do."""
        return {
            "live.line": self.entry.edit.setFocus,
            "live.mini": self.toggle_mini,
            "live.pause": self.sitting.pause,
            "live.consent": self.privacy.agree,
            "live.paste": self.pictures.paste,
            "live.open": self.pictures.open_files,
            "live.seen_live": partial(self.meant.see_as, SeenAs.LIVE),
            "live.seen_report": partial(self.meant.see_as, SeenAs.REPORT),
            "live.seen_told": partial(self.meant.see_as, SeenAs.TOLD),
            "live.same_problem": self.inspect.link_likest,
            "live.ticket": self.meant.make_ticket,
            "live.debate": self.sitting.toggle_debate,
            "live.end": self.end,
        }

    def allows(self, action_id: str) -> bool:
        """Say whether an action can be done now: picture keys are off during the pause and without consent."""
        if action_id in ("live.paste", "live.open"):
            return self.sitting.pictures_allowed
        if action_id in ("live.same_problem", "live.ticket"):
            return bool(self.rows.timeline.notes)
        if action_id == "live.consent":
            return self.sitting.lacks_consent
        return True

    def _do(self, action_id: str) -> None:
        self.handlers()[action_id]()

    # -- rows -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the visit and show it."""
        self.rows.read()

    def _show_visit(self) -> None:
        self.sitting.state = self.rows.state
        self.links.forget()
        self.links.roles = self.sitting.state.roles
        self.entry.carried.said_on = self.sitting.state.row.date
        self._show_rows()
        self._show_privacy()
        self._choose(self.timeline.current())
        self.visit_end.look(self.rows.state.row)
        if self._at_end:
            self.end_page.show_visit(self.rows.timeline, self.sitting.state)

    def _show_rows(self) -> None:
        self.timeline.show_rows(self.rows.rows)
        self.middle.setCurrentWidget(self.timeline if self.rows.rows else self.nothing)
        self.card.show_state(self.rows.state)

    def _on_changed(self, changed: Changed) -> None:
        self._is_fresh = False
        if self._open:
            self.rows.follow(changed, on_way=self.sitting.line.on_way)

    def _choose(self, key: str) -> None:
        note = next((one for one in self.rows.timeline.notes if one.id == key), None)
        captures = {one.id: one for one in self.rows.timeline.captures}
        if note is not None:
            picture = next((captures[one] for one in note.capture_ids if one in captures), None)
            self.inspect.show_note(note, self.desk.app.live.line_of(note, language=self.desk.words.language), picture)
        elif key in captures:
            self.inspect.show_picture(captures[key])
        else:
            self.inspect.show_nothing()

    def _on_kept(self, row: ObservationRow) -> None:
        self.rows.put(row)
        self.sitting.state = self.rows.state
        self._show_rows()
        self.timeline.choose("")
        self.timeline.scrollToBottom()

    def _link(self, link: Link) -> None:
        """What was taken from the "@" list is a real link too, not only words."""
        if link.kind == "picture":
            self.sitting.line.attach(link.reference)

    # -- pictures ---------------------------------------------------------------------------------------------

    def _picture_came(self, row: CaptureRow) -> None:
        """The next line is about the picture: it is its caption and its note."""
        self.reload()
        self.sitting.line.attach(row.id)
        self.timeline.scrollToBottom()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures dragged anywhere onto the visit."""
        if self.pictures.would_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.pictures.take_dropped(event.mimeData())
        event.acceptProposedAction()

    # -- time and privacy -------------------------------------------------------------------------------------

    def _show_time(self) -> None:
        self.card.show_time(self.sitting.clock.ran_s, self.sitting.state.row.planned_minutes)
        self.card.show_debate(self.sitting.debate_s)
        if self._open:
            self.heading_changed.emit(self.heading())

    def _say_clock(self, notice: Slept | ClockMoved) -> None:
        self.card.say_of_clock(*clock_sentence(self.desk.words, notice))

    def _mend_clock(self) -> None:
        notice = self.sitting.last_notice
        if isinstance(notice, Slept):
            self.sitting.clock.count(notice.seconds)
        elif isinstance(notice, ClockMoved):
            self.sitting.clock.take_new_time()
        self.card.say_of_clock("")
        self._show_time()

    def _show_privacy(self) -> None:
        self.privacy.show(self.card, self.entry)

    # -- mini bar, end ----------------------------------------------------------------------------------------

    def toggle_mini(self) -> None:
        """Show the mini bar in the window's place, or come back."""
        if self.mini.isVisible():
            self.mini.go_back()
            return
        self.mini.appear()
        self.window().showMinimized()

    def _leave_mini(self) -> None:
        bring_back(self.window())
        self.entry.edit.setFocus()

    def _put_mini_away(self) -> None:
        """Hide the bar where something else comes to the front; without the window nothing would be on the screen."""
        if self.mini.isVisible():
            self.mini.hide()
            window = self.window()
            # Not at once: it may be closing, and is gone then.
            QTimer.singleShot(0, window, lambda: bring_back(window))

    def end(self) -> None:
        """End the visit: read back, five lines, pictures, promises. Nothing holds anybody here."""
        at_its_end = self._at_end
        if not at_its_end:
            self.sitting.line.enter()
        self.visit_end.write()
        if not at_its_end:
            self._show_end()

    def _show_end(self) -> None:
        self.sitting.rest()
        self._put_mini_away()
        self.end_page.show_visit(self.rows.timeline, self.sitting.state)
        self.parts.setCurrentWidget(self.end_page)
        self.inspector_changed.emit()
        self._show_time()
        self.end_page.begin()

    def _finished(self) -> None:
        """Leave the end for the visit's page, with what the five lines brought in a backup too."""
        self.desk.visit_ended.emit(self.session_id)
        self.ended.emit(self.session_id)

    def go_on(self) -> None:
        """Go back from the end into the visit."""
        self.visit_end.take_back()
        self._run_on()

    def _run_on(self) -> None:
        self.parts.setCurrentIndex(0)
        self.inspector_changed.emit()
        self.sitting.begin()
        self._show_time()
        self.entry.edit.setFocus()

    # -- keys between the parts -------------------------------------------------------------------------------

    def _go_up(self) -> None:
        """Up from the line goes to the newest row; what is chosen there shows in the inspector."""
        rows = self.timeline.rows.rows
        if rows:
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.timeline.current():
                self.timeline.choose(rows[-1].id)

    def _caption_chosen(self) -> None:
        """A line begun while a picture is chosen is about that picture."""
        key = self.timeline.current()
        if any(one.id == key for one in self.rows.timeline.captures):
            self.sitting.line.attach(key)
