"""The film strip at the bottom: the pictures of a series, with the one under work and what is still to review.

Thumbnails come from Previews through gemba/ui/widgets/thumbnails.py. Must not know marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState
from gemba.ui.annotator.tools import top_number
from gemba.ui.desk import Desk
from gemba.ui.look.icons import paint_icon
from gemba.ui.widgets.plain_words import plain_tip
from gemba.ui.widgets.thumbnails import Thumbnails, thumbnails_of

_CELL = QSize(112, 84)
_PICTURE_PX = 96
_HEIGHT_PX = 100
_ROW = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class Series(QAbstractListModel):
    """The pictures of a series by id; their rows are read when they are shown."""

    def __init__(self, desk: Desk, ids: Sequence[str]) -> None:
        """Take the ids in their order."""
        super().__init__()
        self._desk = desk
        self.ids = tuple(dict.fromkeys(ids))
        self._rows: dict[str, CaptureRow] = {}
        self.read()

    def read(self) -> None:
        """Read which of them are reviewed; off the window's thread, because a series may be long."""
        captures, ids = self._desk.app.captures, self.ids

        def done(rows: dict[str, CaptureRow]) -> None:
            self._rows = rows
            if self.ids:
                self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))

        wanted = frozenset(ids)
        self._desk.fetch(
            lambda _: {row.id: row for row in captures.all() if row.id in wanted},
            owner=self,
            then=done,
            key=f"series-{id(self)}",
        )

    def add(self, capture_id: str) -> None:
        """Put one more picture at the end; one that is there stays where it is."""
        if capture_id in self.ids:
            return
        self.beginInsertRows(QModelIndex(), len(self.ids), len(self.ids))
        self.ids = (*self.ids, capture_id)
        self.endInsertRows()
        self.read()

    def row_of(self, capture_id: str) -> CaptureRow | None:
        """Return a picture's row as it was read last."""
        return self._rows.get(capture_id)

    def take(self, row: CaptureRow) -> None:
        """Take the row of the picture under work: the next picture's numbers go on from it at once."""
        if row.id in self.ids:
            self._rows[row.id] = row

    def top_number_beside(self, capture_id: str, *, together: bool) -> int:
        """Return the largest number on the other pictures of the same visit, or of the whole strip (``together``)."""
        here = self._rows.get(capture_id)
        visit = None if here is None else here.session_id
        others = (row for row in self._rows.values() if row.id != capture_id)
        counted = (row for row in others if together or row.session_id == visit)
        return max((top_number(row.annotation.marks) for row in counted), default=0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many pictures there are."""
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a picture's name, state in words, or row."""
        if not index.isValid():
            return None
        row = self._rows.get(self.ids[index.row()])
        words = self._desk.words
        if role == Qt.ItemDataRole.DisplayRole:
            # Cut to its width, "screen 17.23.41.png" is the name of every picture of the screen.
            return str(index.row() + 1) if row is None else row.source_id or row.caption or row.file_name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and row is not None:
            state = words.tr("reviewed") if row.state is CaptureState.REVIEWED else words.tr("to review")
            said = words.tr(
                "{name}, {state}: {caption}", name=row.source_id or row.file_name, state=state, caption=row.caption
            )
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return row if role == _ROW else None


class _Frames(QStyledItemDelegate):
    """Draws one frame of the strip."""

    def __init__(self, desk: Desk, strip: Strip) -> None:
        super().__init__(strip)
        self._desk = desk
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        cell = QRect(option.rect).adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = cell.adjusted(0, 0, 0, -18)
        ratio = self._strip.devicePixelRatioF()
        found = self._strip.thumbnails.pixmap(self._strip.series.ids[index.row()], _PICTURE_PX, ratio)
        painter.fillRect(room, theme.colour("pressed"))
        if found is not None:
            size = found.deviceIndependentSize().scaled(room.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(room).center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, found, QRectF(found.rect()))
        edge = "accent" if chosen else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(room).adjusted(-1, -1, 1, 1), 3, 3)
        self._foot(painter, cell, index, chosen)
        painter.restore()

    def _foot(self, painter: QPainter, cell: QRect, index: Index, chosen: bool) -> None:
        theme = self._desk.theme
        row = index.data(_ROW)
        done = isinstance(row, CaptureRow) and row.state is CaptureState.REVIEWED
        mark = QRectF(cell.left(), cell.bottom() - 13, 12, 12)
        colour = theme.look.good if done else theme.look.attention
        if row is not None:
            paint_icon(painter, "circle-check" if done else "circle-dashed", mark, colour, stroke=2.25)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if chosen else "muted"))
        line = QRect(cell.left() + 16, cell.bottom() - 15, cell.width() - 16, 16)
        name = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), name)


class Strip(QListView):
    """The strip; it is hidden where there is only one picture."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, ids: Sequence[str], parent: QWidget | None = None) -> None:
        """Show the series."""
        super().__init__(parent)
        self._desk = desk
        self.series = Series(desk, ids)
        self.thumbnails: Thumbnails = thumbnails_of(desk)
        self.setModel(self.series)
        self.setItemDelegate(_Frames(desk, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(_HEIGHT_PX)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setStyleSheet(
            "QListView { background: palette(window); border-top: 1px solid palette(mid); padding: 4px; }"
        )
        self.setAccessibleName(desk.words.tr("Pictures of this series"))
        self.setVisible(len(self.series.ids) > 1)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)
        # Methods and no lambdas: Qt forgets them with this widget, the senders live on.
        self.thumbnails.ready.connect(self._show_ready)
        desk.theme.changed.connect(self._show_again)

    def add(self, capture_id: str) -> None:
        """Put one more picture at the end, and be seen from the second on."""
        self.series.add(capture_id)
        self.setVisible(len(self.series.ids) > 1)

    def show_current(self, capture_id: str) -> None:
        """Show which picture is under work."""
        if capture_id in self.series.ids:
            self.setCurrentIndex(self.series.index(self.series.ids.index(capture_id)))

    def beside(self, capture_id: str, step: int) -> str:
        """Return the picture before or after one; "" at the ends."""
        ids = self.series.ids
        if capture_id not in ids:
            return ""
        at = ids.index(capture_id) + step
        return ids[at] if 0 <= at < len(ids) else ""

    def _show_ready(self, capture_id: str) -> None:
        if capture_id in self.series.ids:
            self._show_again()

    def _show_again(self) -> None:
        self.viewport().update()

    def _go(self, index: QModelIndex) -> None:
        self.chosen.emit(self.series.ids[index.row()])
