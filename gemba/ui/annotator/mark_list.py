"""The marks beside the picture as a list of names: what a screen reader reads and a keyboard walks.

Choosing in the list chooses on the picture and the other way round. Must not know how marks are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout

from gemba.ui.annotator.board import Board
from gemba.ui.annotator.names import mark_names, proposal_name
from gemba.ui.annotator.tools import BY_KIND
from gemba.ui.desk import Desk
from gemba.ui.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip

_WIDTH_PX = 236
_LINE = int(Qt.ItemDataRole.UserRole) + 1
_MOST = 2_000
_SOON_MS = 15


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: what is seen, what a screen reader says, and what it is about."""

    icon: str
    name: str
    full_name: str
    id: str
    proposed: bool


class MarkView(QListView):
    """The list; Enter, Delete and Backspace do what they do on the picture."""

    key = Signal(QKeyEvent)

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
        self._rows: list[_Line] = []
        role(self, "inspector")
        self.setFixedWidth(_WIDTH_PX)
        self.heading = PlainLabel("", "small", "strong", "muted")
        self.heading.setContentsMargins(12, 12, 12, 4)
        self.model = QStandardItemModel(self)
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
        # After the picture has been painted: 2,000 names take longer than a frame.
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.fill)
        for signal in (board.work.opened, board.work.marks_changed, board.work.row_changed, desk.theme.changed):
            signal.connect(self._soon.start)
        board.selection.changed.connect(self._show_chosen)
        self.fill()

    def fill(self) -> None:
        """List what is on the picture: what is to decide, then the marks, topmost last as they are drawn."""
        work, words = self._board.work, self._desk.words
        marks = work.annotation.marks if work.row is not None else ()
        names = mark_names(words, marks[:_MOST])
        rows = []
        for proposal in work.open_proposals:
            name = proposal_name(words, proposal)
            rows.append(_Line("circle-dashed", name, name, proposal.id, True))
        for mark, (short, full) in zip(marks, names, strict=False):
            tool = BY_KIND.get(mark.kind)
            rows.append(_Line(tool.icon if tool else "square", short, full, mark.id, False))
        self._filling = True
        self._rows = rows
        self._set_rows(rows)
        self._filling = False
        count = len(marks)
        self.heading.setText(words.count("{n} MARK", "{n} MARKS", count) if count else words.tr("MARKS"))
        self.empty.setVisible(not rows and work.row is not None)
        self._show_chosen()

    def _set_rows(self, rows: list[_Line]) -> None:
        """Change only the rows that differ, so that a screen reader keeps its place and 5,000 marks stay quick."""
        look = self._desk.theme.look.name
        self.model.setRowCount(len(rows))
        for place, row in enumerate(rows):
            item: QStandardItem | None = self.model.item(place)
            if item is None:
                item = QStandardItem()
                self.model.setItem(place, item)
            if item.data(_LINE) == (row, look):
                continue
            item.setData((row, look), _LINE)
            item.setText(row.name)
            item.setToolTip(plain_tip(row.full_name))
            item.setData(row.full_name, int(Qt.ItemDataRole.AccessibleTextRole))
            item.setIcon(self._desk.theme.icon(row.icon, colour="accent" if row.proposed else "muted"))

    def _chosen(self, index: QModelIndex) -> None:
        if self._filling or not index.isValid():
            return
        row, _ = index.data(_LINE)
        if row.proposed:
            self._board.selection.choose_proposal(row.id)
        else:
            self._board.selection.choose_mark(row.id)

    def _show_chosen(self) -> None:
        selection = self._board.selection
        wanted = selection.mark_id or selection.proposal_id
        self._filling = True
        place = next((n for n, row in enumerate(self._rows) if wanted and row.id == wanted), -1)
        if place < 0:
            self.list.selectionModel().clear()
        else:
            self.list.setCurrentIndex(self.model.index(place, 0))
        self._filling = False
