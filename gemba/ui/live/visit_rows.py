"""What stands in a running visit: its notes, pictures and state, read off the window's thread; a kept line is put in.

A line that was just kept goes to the end of what is shown without a question to the library about all the others.
Must not know widgets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.model.rows import ObservationRow
from gemba.model.values import SeenAs
from gemba.services.events import Changed
from gemba.services.visits.live import VisitState, VisitTimeline
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.sessions.timeline import TimelineRow, rows_of

KINDS = frozenset(
    {
        "observation", "capture", "session", "session_person", "person", "promise", "sighting", "hand_off_step",
        "annotation", "problem",
    }
)  # fmt: skip
_ONLY_A_NOTE = frozenset({"observation"})
_TOGETHER_MS = 50


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading found."""

    timeline: VisitTimeline
    state: VisitState
    rows: tuple[TimelineRow, ...]


class VisitRows(QObject):
    """The rows of one visit, on the window's thread."""

    read_anew = Signal()

    def __init__(self, desk: Desk, session_id: str, parent: QObject, *, state: VisitState) -> None:
        """Take the visit and what is known of it; its rows are not read yet."""
        super().__init__(parent)
        self._desk, self._session = desk, session_id
        self.timeline = VisitTimeline((), (), {})
        self.rows: tuple[TimelineRow, ...] = ()
        self.state = state
        self._put_meanwhile: list[ObservationRow] = []
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self._read_behind)

    # -- reading ----------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the visit here and now."""
        self.rest()
        self._take(self._read())

    def read_soon(self) -> None:
        """Read the visit behind the window, several changes at once."""
        if not self._soon.isActive():
            self._soon.start()

    def read_afresh(self) -> None:
        """Read the visit behind the window; what was being read is of before."""
        self.rest()
        self.read_soon()

    def rest(self) -> None:
        """Wait for nothing any more."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._put_meanwhile.clear()

    def follow(self, changed: Changed, *, on_way: Collection[str]) -> None:
        """Read anew after a change, unless it is nothing but a line that is put in here once it is kept."""
        own = changed.kinds == _ONLY_A_NOTE and changed.ids <= frozenset(on_way)
        if not own and changed.kinds & KINDS:
            self.read_soon()

    def _read_behind(self) -> None:
        self.rest()
        self._job = self._desk.fetch(lambda _: self._read(), owner=self, then=self._take, at_once=True)

    def _read(self) -> _Read:
        live = self._desk.app.live
        timeline, state = live.timeline(self._session), live.state(self._session)
        return _Read(timeline, state, rows_of(self._desk.words, timeline.notes, timeline.captures, timeline.parts))

    def _take(self, read: _Read) -> None:
        self.timeline, self.state, self.rows = read.timeline, read.state, read.rows
        known = {note.id for note in read.timeline.notes}
        late, self._put_meanwhile = self._put_meanwhile, []
        for note in late:
            if note.id not in known:
                self.put(note)
        self.read_anew.emit()

    # -- putting in -------------------------------------------------------------------------------------------

    def put(self, note: ObservationRow) -> None:
        """Put a note in at its minute; a picture that it names has no row of its own any more."""
        before = self.timeline
        if any(one.id == note.id for one in before.notes):
            return
        self._put_meanwhile.append(note)
        parts = {**before.parts, note.id: self._desk.app.live.parts_of(note)}
        at = bisect_right(before.notes, (note.at.utc, note.id), key=lambda one: (one.at.utc, one.id))
        self.timeline = VisitTimeline((*before.notes[:at], note, *before.notes[at:]), before.captures, parts)
        found = rows_of(self._desk.words, (note,), before.captures, parts)
        made = next(row for row in found if row.id == note.id)
        others = tuple(row for row in self.rows if row.id not in note.capture_ids)
        at = bisect_right(others, (made.at.utc, made.id), key=lambda row: (row.at.utc, row.id))
        self.rows = (*others[:at], made, *others[at:])
        self.state = _counted(self.state, note)


def _counted(state: VisitState, note: ObservationRow) -> VisitState:
    """Return the state with one note more."""
    row = state.row
    counted = replace(
        row,
        observations=row.observations + 1,
        seen_stated=row.seen_stated + (note.seen_as is not None),
        seen_live=row.seen_live + (note.seen_as is SeenAs.LIVE),
    )
    return replace(state, row=counted)
