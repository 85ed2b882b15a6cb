"""The timeline of a visit on its page: filters, the share seen live, the notes, and editing one where it stands.

Must not know the inspector; it is told which note is chosen.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.model.rows import ObservationRow
from gemba.model.values import ObservationKind, SeenAs
from gemba.services.visits.note_line import NoteLine
from gemba.services.visits.page import VisitPage
from gemba.ui.desk import Desk
from gemba.ui.sessions.note_editor import NoteEditor
from gemba.ui.sessions.timeline import TimelineRow, TimelineView, rows_of
from gemba.ui.sessions.visits_model import folded
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.filter_field import FilterField
from gemba.ui.widgets.kinds import KIND_WORDS, SEEN_WORDS, WASTE_WORDS

_FILTER_MS = 120
_UNSET = "unset"


class TimelinePage(QWidget):
    """A visit's notes and pictures by the minute."""

    chosen = Signal(str)
    picture_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Build it empty."""
        super().__init__()
        self._desk = desk
        self.page: VisitPage | None = None
        self._rows: tuple[TimelineRow, ...] = ()
        self.view = TimelineView(desk, desk.words.tr("Notes of this visit"))
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self._opened)
        self.editor = NoteEditor(desk, self.view)
        self._soon = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._soon.timeout.connect(self._filter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.nothing_found = self._empty("search", N_("No note fits these filters."), N_("Show all notes"), self.clear)
        self.no_notes = self._empty(
            "sticky-note", N_("Nothing is written down yet."), N_("Go live"), lambda: desk.trigger("sessions.go_live")
        )
        self.stack.addWidget(self.nothing_found)
        self.stack.addWidget(self.no_notes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._build_bar())
        layout.addWidget(self.stack, 1)

    def _empty(self, icon: str, sentence: str, button: str, action: object) -> EmptyState:
        words = self._desk.words
        assert callable(action)
        return EmptyState(
            self._desk.theme, icon=icon, sentence=words.tr(sentence), button=words.tr(button), action=action
        )

    def _build_bar(self) -> QHBoxLayout:
        words = self._desk.words
        name = words.tr("Filter the notes by their words")
        self.text = FilterField(hint=words.tr("Filter the notes"), name=name, width_px=(140, 320))
        self.text.left.connect(self.view.setFocus)
        self.text.typed.connect(lambda _: self._soon.start())
        self.kinds = QComboBox()
        name_choice(self.kinds, words.tr("Show one kind of note"))
        self.kinds.addItem(words.tr("All kinds"), "")
        for kind in ObservationKind:
            self.kinds.addItem(words.tr(KIND_WORDS[kind]), kind.value)
        self.seen = QComboBox()
        name_choice(self.seen, words.tr("Show what was seen in one way"))
        self.seen.addItem(words.tr("Seen in any way"), "")
        for one in SeenAs:
            self.seen.addItem(words.tr(SEEN_WORDS[one]), one.value)
        self.seen.addItem(words.tr("not stated"), _UNSET)
        for box in (self.kinds, self.seen):
            box.currentIndexChanged.connect(lambda _: self._filter())
        across = QHBoxLayout()
        across.setContentsMargins(20, 8, 20, 8)
        across.setSpacing(8)
        across.addWidget(self.text, 3)
        across.addWidget(self.kinds)
        across.addWidget(self.seen)
        across.addStretch(1)
        return across

    # -- rows -------------------------------------------------------------------------------------------------

    def show_page(self, page: VisitPage) -> None:
        """Show a visit's notes; the chosen one and the filters stay where it is the same visit."""
        if self.page is None or self.page.row.id != page.row.id:
            self.editor.give_up()
            self.clear()
        self.page = page
        words = self._desk.words
        parts = _parts(page)
        notes = {note.id: note for note in page.notes}
        rows = rows_of(words, page.notes, page.captures, parts)
        self._rows = tuple(self._with_more(row, notes.get(row.id)) for row in rows)
        self._filter()

    def _with_more(self, row: TimelineRow, note: ObservationRow | None) -> TimelineRow:
        """Add what the page says besides: waste, tags, tickets, that it was played, what is missing."""
        page, words = self.page, self._desk.words
        if note is None or page is None:
            return row
        said = [row.details] if row.details else []
        if note.waste is not None:
            said.append(words.tr(WASTE_WORDS[note.waste]))
        said += [f"#{tag}" for tag in note.tags]
        said += [f"T{one.number}" for one in page.tickets.get(note.id, ())]
        if note.problem_id is not None and note.problem_id in page.problems:
            said.append(f"P{page.problems[note.problem_id].number}")
        if note.missing_captures:
            said.append(words.tr("picture {names} is missing", names=words.listed(note.missing_captures)))
        seen = row.seen
        if note.simulated and note.seen_as is not SeenAs.ROLE_PLAY:
            seen = words.tr("{seen}, simulated", seen=seen or words.tr("not stated"))
        return replace(row, details=" · ".join(said), seen=seen)

    def note(self, note_id: str) -> ObservationRow | None:
        """Return the note of that id, None where it is a picture or not of this visit."""
        notes = self.page.notes if self.page is not None else ()
        return next((one for one in notes if one.id == note_id), None)

    @property
    def filtering(self) -> bool:
        """Say whether notes are kept out of sight."""
        return bool(self.text.text().strip() or self.kinds.currentData() or self.seen.currentData())

    def clear(self) -> None:
        """Take the filters away."""
        for part in (self.kinds, self.seen):
            part.blockSignals(True)
        self.text.show_words("")
        self.kinds.setCurrentIndex(0)
        self.seen.setCurrentIndex(0)
        for part in (self.kinds, self.seen):
            part.blockSignals(False)
        if self.page is not None:
            self._filter()

    def _filter(self) -> None:
        if self.page is None:
            return
        kept = self.view.current()
        notes = {note.id: note for note in self.page.notes}
        shown = [row for row in self._rows if self._fits(row, notes.get(row.id))]
        self.view.show_rows(shown)
        if not self.view.current():
            # Somebody who opens a visit begins where it began.
            self.view.go_to_begin()
            if shown:
                self.view.choose(kept if any(row.id == kept for row in shown) else shown[0].id)
        empty = self.no_notes if not self._rows else self.nothing_found
        self.stack.setCurrentWidget(self.view if shown else empty)

    def _fits(self, row: TimelineRow, note: ObservationRow | None) -> bool:
        kind, seen = self.kinds.currentData(), self.seen.currentData()
        if kind and (note is None or note.kind.value != kind):
            return False
        if seen and (note is None or (note.seen_as.value if note.seen_as else _UNSET) != seen):
            return False
        wanted = folded(self.text.text()).split()
        if not wanted:
            return True
        looked_in = folded(" ".join((row.text, row.details, row.word, row.seen)))
        return all(part in looked_in for part in wanted)

    # -- doing ------------------------------------------------------------------------------------------------

    def choose(self, note_id: str) -> bool:
        """Choose a note, out of the filters where they hide it."""
        if self.view.choose(note_id):
            return True
        self.clear()
        return self.view.choose(note_id)

    def step(self, by: int) -> None:
        """Choose the row below (1) or above (-1)."""
        rows = self.view.rows.rows
        if rows:
            at = self.view.rows.row_of(self.view.current()) + by
            self.view.choose(rows[max(0, min(at, len(rows) - 1))].id)

    def edit(self) -> None:
        """Edit the chosen note where it stands."""
        note = self.note(self.view.current())
        if note is not None and not self._desk.read_only:
            self.editor.begin(note)

    def _opened(self, key: str) -> None:
        if self.note(key) is not None:
            self.edit()
        else:
            self.picture_opened.emit(key)


def _parts(page: VisitPage) -> dict[str, NoteLine]:
    """Return what kinds carry, as the timeline says it."""
    sightings = {one.observation_id: one for one in page.sightings}
    promises = {one.observation_id: one for one in page.promises}
    parts = {}
    for note in page.notes:
        seen, said, chain = sightings.get(note.id), promises.get(note.id), page.chains.get(note.id, ())
        parts[note.id] = NoteLine(
            note.text,
            purpose=seen.purpose if seen else "",
            minutes=seen.minutes_per_week if seen else note.debate_minutes,
            read_by=seen.still_read_by if seen else "",
            steps=(chain[0].giver, *(step.taker for step in chain)) if chain else (),
            what=chain[0].what if chain else "",
            severity_actual=note.severity_actual,
            severity_potential=note.severity_potential,
            by_role=said.by_role if said else "",
            due=said.due if said else "",
        )
    return parts
