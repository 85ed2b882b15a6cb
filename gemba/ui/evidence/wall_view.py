"""The wall: thousands of pictures in fixed cells under headings, of which only the ones in sight are painted.

Must not know filters, what a cell shows, or what is done with the pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QWidget

from gemba.model.rows import CaptureListRow
from gemba.ui.desk import Desk
from gemba.ui.evidence.arrange import Group
from gemba.ui.evidence.grid import HEADING_PX, MARGIN_PX, Grid
from gemba.ui.evidence.wall_model import WallModel
from gemba.ui.look.strong import strengthen
from gemba.ui.look.theme import role
from gemba.ui.widgets.thumbnails import thumbnails_of

CELL_PX = (128, 160, 200, 248, 312, 400)
USUAL_CELL = 2
_WALKS = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)
Index = QModelIndex | QPersistentModelIndex
Heading = Callable[[Group], tuple[str, str]]


class WallView(QAbstractItemView):
    """Shows a WallModel; ``heading`` says title and small print of a group, or nothing where groups have none."""

    opened = Signal(str)
    remove_asked = Signal()
    drag_wanted = Signal()
    cell_changed = Signal(int)
    selection_changed = Signal()

    def __init__(self, desk: Desk, model: WallModel, heading: Heading, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self._desk = desk
        self._wall = model
        self._heading = heading
        self.headings = True
        self.cell_step = USUAL_CELL
        self._grid = Grid((), width_px=100, cell_px=CELL_PX[USUAL_CELL], headings=True)
        self._title_font = QFont(self.font())
        self._title_font.setPixelSize(15)
        strengthen(self._title_font)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        role(self, "ground")
        self.setAccessibleName(desk.words.tr("Pictures"))
        self.setMouseTracking(True)
        # Every pixel is painted here, so that scrolling moves what stands and paints only what comes into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.setModel(model)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._wall.rows[index.row()].id))
        thumbnails_of(desk).ready.connect(self._thumbnail_ready)

    # -- what is chosen ---------------------------------------------------------------------------------------

    def chosen_ids(self) -> list[str]:
        """Return the chosen pictures in the order of the wall."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._wall.rows[at].id for at in rows if at < len(self._wall.rows)]

    def current_id(self) -> str:
        """Return the picture that has the focus, "" for none."""
        at = self.currentIndex().row()
        return self._wall.rows[at].id if 0 <= at < len(self._wall.rows) else ""

    @property
    def shown_rows(self) -> Sequence[CaptureListRow]:
        """Return the pictures that are shown, in their order."""
        return self._wall.rows

    def row_of(self, capture_id: str) -> int:
        """Return where a picture stands, -1 where it is not shown."""
        return self._wall.row_of(capture_id)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803 - Qt's own name
        """Say that the chosen pictures are dragged; what a drag carries is not Qt's to decide."""
        self.drag_wanted.emit()

    def choose(self, ids: Sequence[str], *, current: str = "") -> None:
        """Choose these pictures, as far as they are shown, and bring the current one into sight."""
        places = [at for at in (self._wall.row_of(one) for one in ids) if at >= 0]
        selection = QItemSelection()
        for at in places:
            index = self._wall.index(at)
            selection.select(index, index)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        at = self._wall.row_of(current) if current else (places[0] if places else -1)
        if at >= 0:
            self.selectionModel().setCurrentIndex(self._wall.index(at), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self._wall.index(at))

    @property
    def is_editing(self) -> bool:
        """Say whether a caption is being typed in a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that the choice changed."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def edit_caption(self) -> None:
        """Open the field over the current picture's caption."""
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    # -- geometry ---------------------------------------------------------------------------------------------

    def set_cell_step(self, step: int) -> None:
        """Make the cells larger or smaller; what is current stays in sight."""
        step = max(0, min(len(CELL_PX) - 1, step))
        if step != self.cell_step:
            self.cell_step = step
            self.lay_out()
            self.scrollTo(self.currentIndex())
            self.cell_changed.emit(step)

    def zoom(self, direction: int) -> None:
        """Go on to the next size that changes the number of columns, as cells fill the width there is."""
        columns, step = self._grid.columns, self.cell_step
        while 0 <= step + direction < len(CELL_PX):
            step += direction
            if self._columns(step) != columns:
                break
        self.set_cell_step(step)

    def _columns(self, step: int) -> int:
        return Grid((), width_px=self.viewport().width(), cell_px=CELL_PX[step], headings=True).columns

    def lay_out(self) -> None:
        """Reckon the cells anew; called after the rows, the width or the size changed."""
        counts = [len(group.rows) for group in self._wall.groups]
        self._grid = Grid(
            counts, width_px=self.viewport().width(), cell_px=CELL_PX[self.cell_step], headings=self.headings
        )
        self.updateGeometries()
        self.viewport().update()

    def reset(self) -> None:
        """Lay out what the model shows now."""
        super().reset()
        self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the height of the wall."""
        bar = self.verticalScrollBar()
        bar.setSingleStep(max(24, self._grid.row_height // 4))
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self._grid.height - self.viewport().height()))
        super().updateGeometries()

    def horizontalOffset(self) -> int:
        """Return 0: the wall never scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted and paint only what comes into sight; Qt sees to what the mouse is over."""
        self.viewport().scroll(0, dy)

    def visualRect(self, index: Index) -> QRect:
        """Return where a picture stands in the viewport."""
        return self._grid.rect(index.row()).translated(0, -self.verticalOffset()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the picture at a point of the viewport."""
        at = self._grid.at(point + QPoint(0, self.verticalOffset()))
        return self._wall.index(at) if at >= 0 else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a picture into sight, with its heading where it stands in the first row."""
        rect = self._grid.rect(index.row()) if index.isValid() else QRect()
        if rect.isNull():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        over = HEADING_PX + 8
        if rect.top() - over < bar.value():
            bar.setValue(rect.top() - over)
        elif rect.bottom() + MARGIN_PX > bar.value() + height:
            bar.setValue(rect.bottom() + MARGIN_PX - height)

    def isIndexHidden(self, index: Index) -> bool:
        """Return False: what is in the model is on the wall."""
        return False

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return the whole viewport; asking for each of ten thousand would take longer than painting."""
        return QRegion(self.viewport().rect())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose from one picture to another, or those that a rubber band touches.

        Qt hands over the two ends, so the rectangle may run backwards.
        """
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        selection = QItemSelection()
        if first.isValid() and last.isValid():
            low, high = sorted((first.row(), last.row()))
            selection.select(self._wall.index(low), self._wall.index(high))
        else:
            for at in self._grid.within(rect.normalized().translated(0, self.verticalOffset())):
                selection.select(self._wall.index(at), self._wall.index(at))
        self.selectionModel().select(selection, command)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the picture that an arrow, page or end key goes to."""
        count = len(self._wall.rows)
        if not count:
            return QModelIndex()
        at = self.currentIndex().row()
        if at < 0:
            return self._wall.index(0)
        page = max(1, self.viewport().height() // self._grid.row_height)
        kind = QAbstractItemView.CursorAction
        goes: dict[QAbstractItemView.CursorAction, Callable[[], int]] = {
            kind.MoveLeft: lambda: at - 1,
            kind.MovePrevious: lambda: at - 1,
            kind.MoveRight: lambda: at + 1,
            kind.MoveNext: lambda: at + 1,
            kind.MoveUp: lambda: self._grid.moved(at, -1),
            kind.MoveDown: lambda: self._grid.moved(at, 1),
            kind.MovePageUp: lambda: self._grid.moved(at, -page),
            kind.MovePageDown: lambda: self._grid.moved(at, page),
            kind.MoveHome: lambda: 0,
            kind.MoveEnd: lambda: count - 1,
        }
        return self._wall.index(max(0, min(count - 1, goes[action]())))

    # -- painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the headings and cells in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._desk.theme.look.ground))
        offset = self.verticalOffset()
        area = event.rect().translated(0, offset)
        if self.headings:
            for number in self._grid.headings_within(area):
                self._paint_heading(painter, number, offset)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        current = self.currentIndex().row()
        under = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row()
        for at in self._grid.within(area):
            self._paint_cell(painter, option, at, is_current=at == current, is_under=at == under)
        painter.end()

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, at: int, *, is_current: bool, is_under: bool
    ) -> None:
        index = self._wall.index(at)
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if is_current and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        if is_under:
            state |= QStyle.StateFlag.State_MouseOver
        option.state = state
        option.rect = self.visualRect(index)
        self.itemDelegate().paint(painter, option, index)

    def _paint_heading(self, painter: QPainter, number: int, offset: int) -> None:
        look = self._desk.theme.look
        title, small = self._heading(self._wall.groups[number])
        top = self._grid.sections[number].top - offset
        room = self.viewport().width() - 2 * MARGIN_PX
        line = QRect(MARGIN_PX, top, room, HEADING_PX - 8)
        painter.setFont(self._title_font)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room * 2 // 3)
        painter.setPen(QColor(look.ink))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(line, flags, shown)
        painter.setFont(self.font())
        painter.setPen(QColor(look.muted))
        after = line.adjusted(metrics.horizontalAdvance(shown) + 12, 1, 0, 1)
        painter.drawText(
            after, flags, painter.fontMetrics().elidedText(small, Qt.TextElideMode.ElideRight, after.width())
        )

    def _thumbnail_ready(self, capture_id: str) -> None:
        at = self._wall.row_of(capture_id)
        if at >= 0:
            self.viewport().update(self.visualRect(self._wall.index(at)))

    # -- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter and Space; in a caption's field they mean the field only. The rest is Qt's.

        Where a key leads no further the picture that has the ring is chosen, as every other would be; Qt does nothing.
        """
        if self.is_editing:
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current_id():
            self.opened.emit(self.current_id())
            return
        if plain and event.key() == Qt.Key.Key_Delete:
            # A list claims this key before any action hears of it.
            self.remove_asked.emit()
            return
        super().keyPressEvent(event)
        current = self.currentIndex()
        if plain and event.key() in _WALKS and current.isValid() and not self.selectionModel().isSelected(current):
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are the place's keys, and "/" filters."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the cells larger or smaller with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)
