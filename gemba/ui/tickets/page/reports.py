"""Who else saw it: the notes a ticket rests on, other reports of the same problem, and likely ones while typing.

Likely ones stand quietly below and take no focus; nothing is linked without a person saying so (DOMAIN §4).
Must not know how a link is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gemba.model.rows import ObservationRow, ProblemRow
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import button, spread
from gemba.ui.tickets.page.lists import Section, small_icon
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.kept_focus import TAKES_OFF, focus_kept, is_part
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel, shortened

if TYPE_CHECKING:
    from gemba.services.tickets.opened import OpenTicket, Report
    from gemba.ui.desk import Desk
    from gemba.ui.jobs import Job

LEAST_CHARACTERS = 12
_LIKELY = 0.42
_MOST = 3
_SHOWN = 8
_WAIT_MS = 350


@dataclass(frozen=True, slots=True)
class Likely:
    """One note that may report the same problem."""

    note: ObservationRow
    shares: tuple[str, ...]


class Reports(Section):
    """The reports, one line each; ``opened`` with the id of a note, ``unlinked`` with one that is taken off."""

    opened = Signal(str)
    unlinked = Signal(str)
    ticket_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__(desk.words.tr("Reports of the problem"))
        self._desk = desk
        self._shown: tuple[object, ...] | None = None
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.body.addLayout(self.rows)

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Show what a ticket rests on and what else reports its problem."""
        reports = opened.reports if opened is not None else ()
        problem = opened.problem if opened is not None else None
        if (reports, problem) == self._shown:
            return
        self._shown = (reports, problem)
        with focus_kept(self):
            self._fill(opened.row.id if opened is not None else "", reports, problem)

    def _fill(self, ticket_id: str, reports: Sequence[Report], problem: ProblemRow | None) -> None:
        take_all_out(self.rows)
        words = self._desk.words
        if problem is not None:
            sources = problem.sessions + problem.customers
            said = words.count("from {n} source", "from {n} sources", sources)
            demand = sources >= self._desk.app.triage.demand_from()
            kind = words.tr("demand") if demand else words.tr("a signal so far")
            self.rows.addWidget(PlainLabel(f"P{problem.number}  {problem.title}", wrap=True))
            others = [one for one in problem.ticket_ids if one != ticket_id]
            if others:
                more = words.count("{n} more ticket is about it", "{n} more tickets are about it", len(others))
                go = button(more, "link")
                go.clicked.connect(lambda: self.ticket_wanted.emit(others[0]))
                self.rows.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
            self.rows.addWidget(PlainLabel(words.told(said, kind), "small", "muted", wrap=True))
        for one in reports[:_SHOWN]:
            self.rows.addWidget(self._card(one))
        if len(reports) > _SHOWN:
            self.rows.addWidget(PlainLabel(words.tr("and {n} more", n=len(reports) - _SHOWN), "small", "muted"))
        if not reports:
            said = words.tr("It rests on no note yet. Likely ones are shown here while you type.")
            self.rows.addWidget(PlainLabel(said, "muted", wrap=True))

    def _card(self, one: Report) -> QFrame:
        words, note = self._desk.words, one.note
        card = QFrame()
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(4)
        when = f"S{note.session_number} {words.clock(note.at)}"
        go = button(when, "link", name=words.tr("Open the note {when}", when=when))
        go.setToolTip(words.tr("Open the note in its visit"))
        go.clicked.connect(lambda: self.opened.emit(note.id))
        is_part(go, note.id, "open")
        row.addWidget(go)
        row.addWidget(ElidedLabel(one.team, "small", "muted"), 1)
        if one.rests and not self._desk.read_only:
            off = small_icon(self._desk, "unlink", words.tr("Take the note {when} off", when=when))
            off.clicked.connect(lambda: self.unlinked.emit(note.id))
            is_part(off, note.id, TAKES_OFF)
            row.addWidget(off)
        layout.addLayout(row)
        layout.addWidget(PlainLabel(shortened(note.text, 160), wrap=True))
        return card


class LikelyReports(Section):
    """Notes that may report the same problem; ``linked`` with the one a person says does."""

    linked = Signal(str)
    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Build it hidden."""
        super().__init__(desk.words.tr("Likely the same problem"))
        self._desk = desk
        self._text = ""
        self._ignored: set[str] = set()
        self._linked: frozenset[str] = frozenset()
        self._found: tuple[Likely, ...] = ()
        self.cards = QVBoxLayout()
        self.cards.setSpacing(8)
        self.body.addLayout(self.cards)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self._look)
        self.hide()

    @property
    def looking(self) -> bool:
        """Say whether something was typed that notes are looked for."""
        return bool(self._text)

    def forget(self) -> None:
        """Begin anew for another ticket."""
        self._wait.stop()
        self._text, self._found = "", ()
        self._ignored.clear()
        self._draw()

    def typed(self, text: str, linked: frozenset[str]) -> None:
        """Look for notes like ``text`` once the typing pauses; fewer than twelve characters say too little."""
        again = linked != self._linked
        self._linked = linked
        if len(text.strip()) < LEAST_CHARACTERS:
            self._wait.stop()
            self._text, self._found = "", ()
            self._draw()
        elif text != self._text:
            self._text = text
            self._wait.start()
        elif again:
            self._draw()

    def _look(self) -> None:
        text, app = self._text, self._desk.app

        def look(job: Job) -> tuple[Likely, ...]:
            found = {one.id: one for one in app.triage.similar(text, limit=12) if one.score >= _LIKELY}
            job.step()
            notes = {one.id: one for one in app.library.queries.observations(ids=list(found))}
            return tuple(Likely(notes[key], one.shares) for key, one in found.items() if key in notes)

        self._desk.fetch(look, owner=self, then=self._take, key=f"likely-{id(self)}")

    def _take(self, found: tuple[Likely, ...]) -> None:
        self._found = found
        self._draw()

    def _draw(self) -> None:
        with focus_kept(self):
            self._fill()

    def _fill(self) -> None:
        take_all_out(self.cards)
        free = [one for one in self._found if one.note.id not in self._linked | self._ignored]
        for one in free[:_MOST]:
            self.cards.addWidget(self._card(one))
        self.setVisible(bool(free))

    def _card(self, one: Likely) -> QFrame:
        words, note = self._desk.words, one.note
        card = QFrame()
        role(card, "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        when = f"S{note.session_number} {words.clock(note.at)}"
        layout.addWidget(PlainLabel(when, "small", "muted"))
        layout.addWidget(PlainLabel(shortened(note.text, 160), wrap=True))
        if one.shares:
            said = words.tr("both say: {words}", words=words.listed(one.shares[:4]))
            layout.addWidget(PlainLabel(said, "small", "muted", wrap=True))
        link = button(words.tr("Link it"), name=words.tr("Link the note {when}", when=when))
        link.clicked.connect(lambda: self.linked.emit(note.id))
        ignore = button(words.tr("Ignore"), "quiet", name=words.tr("Ignore the note {when}", when=when))
        ignore.clicked.connect(lambda: self._ignore(note.id))
        look = button(words.tr("Look"), "quiet", name=words.tr("Open the note {when}", when=when))
        look.clicked.connect(lambda: self.opened.emit(note.id))
        for each, part in ((link, "link"), (ignore, "ignore"), (look, "look")):
            is_part(each, note.id, part)
            # A key that goes on to the next field never lands here by surprise while somebody types.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not self._desk.read_only:
            layout.addLayout(spread((link, ignore, look), spacing_px=4))
        return card

    def _ignore(self, note_id: str) -> None:
        self._ignored.add(note_id)
        self._draw()
