"""The list of tickets as a table: keys, mouse, what is marked and what the keys are on. Must not know any service.

The keys move a frame and the inspector follows it; marking for a change of several is a different thing (X, Space, the
box at the left, Shift or Ctrl with the mouse). Any letter that is nobody's key goes to the filter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gemba.ui.look.theme import role
from gemba.ui.tickets.listing.columns import COLUMNS, Col, widths
from gemba.ui.tickets.listing.delegate import ROW_PX, TicketDelegate
from gemba.ui.tickets.listing.model import TicketListModel

if TYPE_CHECKING:
    from gemba.ui.language.words import Words
    from gemba.ui.look.theme import Theme

_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_FLAG = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


class TicketTable(QTableView):
    """Lines of tickets, all of one height, painted by one delegate."""

    opened = Signal(int)
    typed = Signal(str)
    marks_changed = Signal()
    looked_at = Signal(int)
    sort_wanted = Signal(int)
    escaped = Signal()

    def __init__(
        self, theme: Theme, words: Words, model: TicketListModel, parent: QWidget, *, bound: Callable[[QKeyEvent], bool]
    ) -> None:
        """Take the lines; ``bound`` says which plain keys are somebody's and do not go to the filter."""
        super().__init__(parent)
        self._bound = bound
        self.tickets = model
        self.delegate = TicketDelegate(theme, model, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(words.tr("Tickets"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room stays, so that columns do not jump; its handle shows only where there is something to scroll.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._show_handle)
        self._set_up_heads()
        self.selectionModel().selectionChanged.connect(lambda *_: self.marks_changed.emit())
        theme.changed.connect(self.viewport().update)
        # Lines are read while they are painted: the rows above were drawn on the axis as it was.
        model.axis_widened.connect(self.viewport().update, Qt.ConnectionType.QueuedConnection)

    def _set_up_heads(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_PX)
        rows.setDefaultSectionSize(ROW_PX)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(24)
        heads.setSectionsClickable(True)
        heads.setHighlightSections(False)
        heads.setSectionsMovable(False)
        heads.sectionClicked.connect(self.sort_wanted)
        # The heads end where the scroll bar begins: what is above it looks like one more.
        self._above_bar = QFrame()
        role(self._above_bar, "head")
        self.addScrollBarWidget(self._above_bar, Qt.AlignmentFlag.AlignTop)
        # A head asks of each column whether all its cells are chosen, row by row: two seconds for 100,000 tickets.
        heads.setSelectionModel(QItemSelectionModel(self.tickets, self))

    def _show_handle(self, least: int, most: int) -> None:
        self.verticalScrollBar().setEnabled(most > least)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few rows."""
        return QSize(320, 4 * ROW_PX)

    # -- what is marked and where the keys are ---------------------------------------------------------------------

    def marked(self) -> list[int]:
        """Return the numbers of the marked tickets in the order of the list."""
        numbers = self.tickets.numbers
        out: list[int] = []
        for top, bottom in sorted(self._marked_ranges()):
            out.extend(numbers[top : bottom + 1])
        return list(dict.fromkeys(out))

    def _marked_ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        found = [selection.at(place) for place in range(selection.size())]
        return [(one.top(), one.bottom()) for one in found]

    def marked_count(self) -> int:
        """Return how many are marked; cheap however many there are."""
        return sum(bottom - top + 1 for top, bottom in self._marked_ranges())

    def mark(self, numbers: list[int]) -> None:
        """Mark these tickets and no others, where they are shown."""
        chosen = QItemSelection()
        for number in numbers:
            position = self.tickets.position_of(number)
            if position >= 0:
                chosen.select(self.tickets.index(position, 0), self.tickets.index(position, len(COLUMNS) - 1))
        self.selectionModel().select(chosen, _FLAG.ClearAndSelect)

    def mark_all(self) -> None:
        """Mark every ticket that the list shows."""
        self.selectAll()

    def clear_marks(self) -> None:
        """Mark none."""
        self.selectionModel().clearSelection()

    def toggle_mark(self) -> None:
        """Mark the ticket that the keys are on, or take its mark off."""
        self.selectionModel().select(self.currentIndex(), _FLAG.Toggle | _FLAG.Rows)

    def step(self, by: int, *, marking: bool = False) -> None:
        """Go up or down by so many tickets; with ``marking`` mark what was left and what was reached."""
        if not self.tickets.rowCount():
            return
        position = max(0, min(self.currentIndex().row() + by, self.tickets.rowCount() - 1))
        if marking and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), _FLAG.Select | _FLAG.Rows)
        self.go_to(position)
        if marking:
            self.selectionModel().select(self.currentIndex(), _FLAG.Select | _FLAG.Rows)

    def open_current(self) -> None:
        """Open the ticket that the keys are on."""
        if self.tickets.rowCount():
            self.opened.emit(self.current_number())

    def go_to(self, position: int) -> None:
        """Put the keys on a row and bring it into view; the marks stay."""
        index = self.tickets.index(position, Col.TITLE)
        self.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
        self.scrollTo(index)

    def current_number(self) -> int:
        """Return the ticket that the keys are on, 0 for none."""
        position = self.currentIndex().row()
        return self.tickets.numbers[position] if 0 <= position < len(self.tickets.numbers) else 0

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Say what a key or the mouse does to the marks: moving leaves them, a click drops them."""
        if isinstance(event, QMouseEvent):
            if event.type() != QEvent.Type.MouseButtonPress:
                return _FLAG.NoUpdate
            if index.column() == Col.MARK or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return _FLAG.Toggle | _FLAG.Rows
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return _FLAG.Clear
        shift = isinstance(event, QMouseEvent | QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return super().selectionCommand(index, event) if shift else _FLAG.NoUpdate

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the frame."""
        super().currentChanged(current, previous)
        self.delegate.current = current.row()
        # Qt believes that a cell may be typed into; then plain keys would count as text (typing_guard.py).
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        for index in (previous, current):
            self._repaint_row(index.row())
        if current.row() != previous.row():
            self.looked_at.emit(current.row())

    def _repaint_row(self, position: int) -> None:
        if position >= 0:
            self.viewport().update(0, self.rowViewportPosition(position), self.viewport().width(), ROW_PX)

    # -- keys -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep letters that are nobody's key for the filter, before a key of the window takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_writing(event)
            and not self._bound(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, mark, leave, or begin to filter."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMANDING:
            self.open_current()
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self.toggle_mark()
        elif key == Qt.Key.Key_Escape:
            if self.selectionModel().hasSelection():
                self.clear_marks()
            else:
                self.escaped.emit()
        elif key in _ENDS and not event.modifiers() and self.tickets.rowCount():
            # Of a table Qt goes to the ends of the row; nobody sees that in a list.
            self.go_to(0 if key == Qt.Key.Key_Home else self.tickets.rowCount() - 1)
        elif is_writing(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters go to the filter."""

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight, a row at a time: Qt asks model and delegate anew for each of its eight cells."""
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return
        if last < 0:
            last = self.tickets.rowCount() - 1
        self.tickets.read_seen(first, last)
        shown = (col for col in Col if not self.isColumnHidden(col))
        cells = [(col, self.columnViewportPosition(col), self.columnWidth(col)) for col in shown]
        chosen = self.selectionModel()
        any_chosen = chosen.hasSelection()
        self.delegate.begin()
        painter = QPainter(self.viewport())
        for position in range(first, last + 1):
            marked = any_chosen and chosen.isSelected(self.tickets.index(position, 0))
            self.delegate.paint_row(painter, position, self.rowViewportPosition(position), cells, marked)
        painter.end()

    # -- mouse and room ------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row is under the mouse."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a ticket."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() != Col.MARK and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.tickets.numbers[index.row()])

    def leaveEvent(self, event: QEvent) -> None:
        """Show no row under the mouse."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, position: int) -> None:
        if position != self.delegate.hovered:
            before, self.delegate.hovered = self.delegate.hovered, position
            self._repaint_row(before)
            self._repaint_row(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.tickets.rowCount():
            self.go_to(0)
        self._repaint_row(self.delegate.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are elsewhere."""
        super().focusOutEvent(event)
        self._repaint_row(self.delegate.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every column its width; less important ones give way."""
        super().resizeEvent(event)
        self._above_bar.setFixedHeight(self.horizontalHeader().height())
        fitting = widths(self.viewport().width(), state_head_px=self.horizontalHeader().sectionSizeHint(Col.STATE))
        # All is painted after a change of size; told of each column, the table would paint it all once more.
        with QSignalBlocker(self.horizontalHeader()):
            for col in COLUMNS:
                self.setColumnHidden(col, col not in fitting)
                if col in fitting:
                    self.setColumnWidth(col, fitting[col])
        self.viewport().update()
        self.delegate.last = max(fitting)
        self.delegate.chance_px = fitting.get(Col.CHANCE, 0)


def is_writing(event: QKeyEvent) -> bool:
    """Say whether a key writes a letter, a figure or a sign."""
    text = event.text()
    return bool(text) and text.isprintable() and not text.isspace() and not event.modifiers() & _COMMANDING
