"""The timeline of a visit: notes and pictures by the minute, as rows, a model and the list that shows them.

Shared by the live session and a visit's page. Must not know the store: rows are made of frozen rows by ``rows_of``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from gemba.model.rows import CaptureRow, Moment, ObservationRow
from gemba.model.values import CaptureState, ObservationKind
from gemba.services.visits.note_details import details
from gemba.services.visits.note_line import NoteLine
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.language.words import Words
from gemba.ui.look.theme import role
from gemba.ui.sessions.timeline_rows import TimelineDelegate
from gemba.ui.widgets.kinds import KIND_ICONS, KIND_WORDS, SEEN_WORDS

ROW = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of the timeline; ``pictures`` are (id of the capture, its number in the visit, reviewed).

    ``details`` say what the kind carries, ``seen`` how it was seen. A picture without a note has ``kind`` None.
    """

    id: str
    at: Moment
    clock: str
    kind: ObservationKind | None
    word: str
    icon: str
    text: str
    details: str = ""
    seen: str = ""
    pictures: tuple[tuple[str, str, bool], ...] = ()
    hint: bool = False


def rows_of(
    words: Words,
    notes: Sequence[ObservationRow],
    captures: Sequence[CaptureRow],
    parts: Mapping[str, NoteLine] | None = None,
) -> tuple[TimelineRow, ...]:
    """Return a visit's timeline, oldest first: its notes, and the pictures that no note names yet."""
    numbers = picture_numbers(captures)
    by_id = {capture.id: capture for capture in captures}
    named = {capture_id for note in notes for capture_id in note.capture_ids}
    rows = [_note_row(words, note, numbers, by_id, (parts or {}).get(note.id)) for note in notes]
    rows += [_picture_row(words, one, numbers[one.id]) for one in captures if one.id not in named and one.taken]
    return tuple(sorted(rows, key=lambda row: (row.at.utc, row.id)))


def picture_numbers(captures: Sequence[CaptureRow]) -> dict[str, str]:
    """Return the number of each picture in its visit, in the order in which they were taken: "03"."""
    ordered = sorted(captures, key=lambda one: (one.taken is None, one.taken.utc if one.taken else None, one.id))
    return {one.id: f"{number:02d}" for number, one in enumerate(ordered, 1)}


def details_of(words: Words, kind: ObservationKind, line: NoteLine) -> str:
    """Say what a note's kind carries, in a few words."""
    return " · ".join(words.say(one) for one in details(kind, line, day=lambda due: said_day(due, words)))


def _note_row(
    words: Words,
    note: ObservationRow,
    numbers: Mapping[str, str],
    captures: Mapping[str, CaptureRow],
    line: NoteLine | None,
) -> TimelineRow:
    shown = [(one, numbers[one], _reviewed(captures[one])) for one in note.capture_ids if one in numbers]
    return TimelineRow(
        id=note.id,
        at=note.at,
        clock=words.clock(note.at),
        kind=note.kind,
        word=words.tr(KIND_WORDS[note.kind]),
        icon=KIND_ICONS[note.kind],
        text=note.text,
        details="" if line is None else details_of(words, note.kind, line),
        seen="" if note.seen_as is None else words.tr(SEEN_WORDS[note.seen_as]),
        pictures=tuple(shown),
    )


def _picture_row(words: Words, capture: CaptureRow, number: str) -> TimelineRow:
    taken = capture.taken
    assert taken is not None
    return TimelineRow(
        id=capture.id,
        at=taken,
        clock=words.clock(taken),
        kind=None,
        word=words.tr("picture"),
        icon="image",
        text=capture.caption or words.tr("no note yet — type to caption it"),
        pictures=((capture.id, number, _reviewed(capture)),),
        hint=not capture.caption,
    )


def _reviewed(capture: CaptureRow) -> bool:
    return capture.state is CaptureState.REVIEWED


class TimelineModel(QAbstractListModel):
    """The rows of a timeline."""

    def __init__(self) -> None:
        """Begin without rows."""
        super().__init__()
        self.rows: tuple[TimelineRow, ...] = ()

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Put these rows in the place of the others; what only grew at the end keeps its scroll and selection."""
        new = tuple(rows)
        old = self.rows
        if new[: len(old)] == old:
            if len(new) > len(old):
                self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
                self.rows = new
                self.endInsertRows()
            return
        if [row.id for row in new] == [row.id for row in old]:
            self.rows = new
            self.layoutAboutToBeChanged.emit()
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self.rows = new
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(filter(None, (row.clock, f"{row.word}:", row.text, row.details, row.seen)))
        return None

    def row_of(self, key: str) -> int:
        """Return where the row of that id stands, -1 where it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.id == key), -1)


class TimelineView(QListView):
    """The list: grows at the bottom, stays there unless somebody scrolled back."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, desk: Desk, name: str) -> None:
        """Show no rows yet; ``name`` is what a screen reader calls the list."""
        super().__init__()
        self._in_sight = self._ends = False
        self.rows = TimelineModel()
        self.setModel(self.rows)
        self.delegate = TimelineDelegate(desk, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        role(self, "timeline")
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.activated.connect(lambda index: self.opened.emit(self.rows.rows[index.row()].id))
        desk.theme.changed.connect(self.viewport().update)

    def current(self) -> str:
        """Return the id of the chosen row, "" for none."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].id if index.isValid() and index.row() < len(self.rows.rows) else ""

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Show these rows; the chosen one stays chosen, and the end stays in view where it was."""
        kept, at_end = self.current(), self.at_end()
        self.rows.show_rows(rows)
        if kept and self.current() != kept:
            self.choose(kept)
        if at_end:
            self.go_to_end()

    def go_to_end(self) -> None:
        """Bring the newest row into view; a list that is not seen yet is broken into lines once, when it is."""
        self._ends = not self._in_sight
        if self._in_sight:
            self.scrollToBottom()

    def go_to_begin(self) -> None:
        """Bring the oldest row into view."""
        self._ends = False
        self.scrollToTop()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand where the list was to be seen."""
        super().showEvent(event)
        self._in_sight = True
        if self._ends:
            self.go_to_end()

    def hideEvent(self, event: QHideEvent) -> None:
        """Break nothing into lines until the list is seen again."""
        super().hideEvent(event)
        self._in_sight = False

    def at_end(self) -> bool:
        """Say whether the newest row is in view."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def choose(self, key: str) -> bool:
        """Choose the row of that id and bring it into view; "" chooses none."""
        place = self.rows.row_of(key)
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            return False
        index = self.rows.index(place)
        self._ends = False
        self.setCurrentIndex(index)
        # Qt itself brings it into view when a list that is not seen yet is shown.
        if self._in_sight:
            self.scrollTo(index)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the texts anew; the end stays in view where it was."""
        at_end = self.at_end()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if at_end and self._in_sight:
            self.scrollToBottom()
