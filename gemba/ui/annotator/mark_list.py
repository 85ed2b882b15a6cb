"""The marks beside the picture as a list of names: what a screen reader reads and a keyboard walks.

Choosing in the list chooses on the picture and the other way round. Must not know how marks are drawn.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout

from gemba.model.annotation import Mark, MarkKind
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.names import mark_name, proposal_name, source_words
from gemba.ui.annotator.tools import BY_KIND
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip

if TYPE_CHECKING:
    from gemba.model.rows import ProposalRow

_WIDTH_PX = 236
Index = QModelIndex | QPersistentModelIndex
_SOON_MS = 15


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a mark and which of its kind it is, or a proposal (``place`` 0)."""

    about: Mark | ProposalRow
    place: int


class MarkLines(QAbstractListModel):
    """The rows; names are made for those that are looked at, because 5,000 of them take longer than a frame."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._desk = desk
        self._lines: list[_Line] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._lines)

    def about(self, row: int) -> Mark | ProposalRow:
        """Return what a row is about."""
        return self._lines[row].about

    def row_of(self, wanted: str) -> int:
        """Return the row of a mark or proposal, -1 where there is none."""
        return next((n for n, line in enumerate(self._lines) if wanted and line.about.id == wanted), -1)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a row's name, what a screen reader says, or its icon."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(line, fully=False)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._name(line, fully=True)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._name(line, fully=True))
        return self._icon(line) if role == Qt.ItemDataRole.DecorationRole else None

    def show(self, lines: list[_Line]) -> None:
        """Take other rows, touching only those that differ, so that a screen reader keeps its place."""
        old, self._lines = self._lines, self._lines
        if len(lines) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(lines) - 1)
            self._lines = lines
            self.endInsertRows()
        elif len(lines) < len(old):
            self.beginRemoveRows(QModelIndex(), len(lines), len(old) - 1)
            self._lines = lines
            self.endRemoveRows()
        self._lines = lines
        pairs = zip(old, lines, strict=False)
        differ = [n for n, (was, now) in enumerate(pairs) if was.about is not now.about or was.place != now.place]
        if differ:
            self.dataChanged.emit(self.index(differ[0]), self.index(differ[-1]))

    def redraw(self) -> None:
        """Take the icons in the colours of another look."""
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def _name(self, line: _Line, *, fully: bool) -> str:
        if isinstance(line.about, Mark):
            return mark_name(self._desk.words, line.about, line.place, fully=fully)
        name = proposal_name(self._desk.words, line.about)
        return f"{name}, {source_words(self._desk.words, line.about)}" if fully else name

    def _icon(self, line: _Line) -> QIcon:
        if not isinstance(line.about, Mark):
            return self._desk.theme.icon("circle-dashed", colour="accent")
        tool = BY_KIND.get(line.about.kind)
        return self._desk.theme.icon(tool.icon if tool else "mouse-pointer-2", colour="muted")


class MarkView(QListView):
    """The list; Enter, Delete and Backspace do what they do on the picture."""

    key = Signal(QKeyEvent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen mark in sight where a comment takes room from the list."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, give what is about a mark to the picture."""
        about = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.key() in about or (event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.key.emit(event)
        else:
            super().keyPressEvent(event)


class MarkList(QFrame):
    """The list with its heading."""

    def __init__(self, desk: Desk, board: Board) -> None:
        """Follow the board's picture."""
        super().__init__()
        self._desk = desk
        self._board = board
        self._filling = False
        role(self, "inspector")
        self.setFixedWidth(_WIDTH_PX)
        self.heading = PlainLabel("", "small", "strong", "muted")
        self.heading.setContentsMargins(12, 12, 12, 4)
        self.model = MarkLines(desk, self)
        self.list = MarkView()
        self.list.setModel(self.model)
        self.list.setIconSize(QSize(16, 16))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(desk.words.tr("Marks on this picture"))
        self.list.setStyleSheet("QListView { background: transparent; }")
        self.empty = PlainLabel(
            desk.words.tr("No marks yet. Press A for an arrow, R for a box, N for a number, K to cover something."),
            "muted",
            wrap=True,
        )
        self.empty.setContentsMargins(12, 4, 12, 12)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.heading)
        line.addWidget(self.empty)
        line.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        # After the picture has been painted.
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.fill)
        for signal in (board.work.opened, board.work.marks_changed, board.work.row_changed):
            signal.connect(self._soon.start)
        desk.theme.changed.connect(self.model.redraw)
        board.selection.changed.connect(self._show_chosen)
        self.fill()

    def fill(self) -> None:
        """List what is on the picture: what is to decide, then the marks, topmost last as they are drawn."""
        work, words = self._board.work, self._desk.words
        marks = work.annotation.marks if work.row is not None else ()
        lines = [_Line(proposal, 0) for proposal in work.open_proposals]
        counted: Counter[MarkKind] = Counter()
        for mark in marks:
            counted[mark.kind] += 1
            lines.append(_Line(mark, counted[mark.kind]))
        self._filling = True
        self.model.show(lines)
        self._filling = False
        count = len(marks)
        self.heading.setText(words.count("{n} mark", "{n} marks", count) if count else words.tr("Marks"))
        self.empty.setVisible(not lines and work.row is not None)
        self._show_chosen()

    def _chosen(self, index: QModelIndex) -> None:
        if self._filling or not index.isValid():
            return
        about = self.model.about(index.row())
        if isinstance(about, Mark):
            self._board.selection.choose_mark(about.id)
        else:
            self._board.selection.choose_proposal(about.id)

    def _show_chosen(self) -> None:
        selection = self._board.selection
        wanted = selection.mark_id or selection.proposal_id
        self._filling = True
        place = self.model.row_of(wanted)
        if place < 0:
            self.list.selectionModel().clear()
        else:
            self.list.setCurrentIndex(self.model.index(place))
        self._filling = False
