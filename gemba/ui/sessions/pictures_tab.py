"""The pictures of a visit as a wall of thumbnails; Enter opens one in the annotator.

Must not know notes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState
from gemba.ui.desk import Desk
from gemba.ui.look.icons import paint_icon
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.glimpse import elided
from gemba.ui.widgets.plain_words import plain_tip
from gemba.ui.widgets.thumbnails import thumbnails_of

_Index = QModelIndex | QPersistentModelIndex
_CELL = QSize(232, 196)
_PICTURE_PX = 140


class PicturesModel(QAbstractListModel):
    """The pictures in the order in which they were taken."""

    def __init__(self, desk: Desk) -> None:
        """Begin without pictures."""
        super().__init__()
        self._desk = desk
        self.pictures: tuple[CaptureRow, ...] = ()

    def show_pictures(self, pictures: Sequence[CaptureRow]) -> None:
        """Put these in the place of the others."""
        if tuple(pictures) == self.pictures:
            return
        self.beginResetModel()
        self.pictures = tuple(pictures)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.pictures)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a picture, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self.pictures):
            return None
        one = self.pictures[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{name_of(one)}, {state_of(self._desk, one)[0]}. {one.caption}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(one.caption or name_of(one))
        return None


def name_of(capture: CaptureRow) -> str:
    """Return what a picture is called inside the program."""
    return capture.source_id or capture.file_name


def state_of(desk: Desk, capture: CaptureRow) -> tuple[str, str, str]:
    """Return a picture's state in words, its icon and its colour."""
    if capture.state is CaptureState.REVIEWED:
        return desk.words.tr("reviewed"), "circle-check", "good"
    return desk.words.tr("to review"), "circle-dashed", "attention"


class PicturesTab(QStackedWidget):
    """The wall of one visit."""

    opened = Signal(str)

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        """Build it empty; ``back`` goes to the notes."""
        super().__init__()
        self.model = PicturesModel(desk)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_PictureDelegate(desk, self.view))
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(desk.words.tr("Pictures of this visit"))
        self.view.setViewportMargins(12, 8, 12, 8)
        self.view.activated.connect(lambda index: self.opened.emit(self.model.pictures[index.row()].id))
        desk.theme.changed.connect(self.view.viewport().update)
        self.empty = EmptyState(
            desk.theme,
            icon="images",
            sentence=desk.words.tr("No picture was taken on this visit."),
            button=desk.words.tr("Back to the notes"),
            action=back,
        )
        self.addWidget(self.view)
        self.addWidget(self.empty)

    def show_pictures(self, pictures: Sequence[CaptureRow]) -> None:
        """Show these pictures."""
        self.model.show_pictures(pictures)
        self.setCurrentWidget(self.view if pictures else self.empty)


class _PictureDelegate(QStyledItemDelegate):
    def __init__(self, desk: Desk, view: QListView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._thumbnails = thumbnails_of(desk)
        self._thumbnails.ready.connect(self._picture_ready)

    def _picture_ready(self, _capture_id: str) -> None:
        # A method, not a lambda: Qt lets go of it with the list.
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a cell."""
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a picture, its name and its state."""
        one = index.data(Qt.ItemDataRole.UserRole)
        theme = self._desk.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(8, 8, -8, -48)
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.fillPath(path, theme.colour("ground"))
        picture = self._thumbnails.pixmap(one.id, int(box.width()), self._view.devicePixelRatioF())
        if picture is not None:
            painter.setClipPath(path)
            # The whole picture, as on the wall: filled to the edges it was cut, and larger than its pixels.
            size = picture.deviceIndependentSize().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRectF(0, 0, size.width(), size.height())
            spot.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(spot, picture, QRectF(picture.rect()))
            painter.setClipping(False)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pen = painter.pen()
        pen.setColor(theme.colour("accent" if chosen else "line"))
        pen.setWidthF(2 if chosen else 1)
        painter.setPen(pen)
        painter.drawPath(path)
        self._paint_words(painter, option.rect, one)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, one: CaptureRow) -> None:
        theme = self._desk.theme
        state, icon, colour = state_of(self._desk, one)
        line = QRect(rect.left() + 8, rect.bottom() - 42, rect.width() - 16, 18)
        paint_icon(painter, icon, QRectF(line.left(), line.top() + 2, 14, 14), getattr(theme.look, colour))
        painter.setPen(theme.colour("ink"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(f"{name_of(one)} · {state}", Qt.TextElideMode.ElideRight, line.width() - 20)
        painter.drawText(line.adjusted(20, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.setPen(theme.colour("muted"))
        caption = elided(metrics, one.caption, line.width())
        painter.drawText(line.translated(0, 18), int(Qt.AlignmentFlag.AlignVCenter), caption)
