"""One cell of the wall, painted: picture, caption, visit and time, review state, marks; its caption is edited in place.

Nothing in here waits: a picture that is not there yet is a quiet field until ``Thumbnails.ready``. Must not know rows
it does not paint.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gemba.model.moment import Moment
from gemba.model.rows import CaptureListRow
from gemba.ui.desk import Desk
from gemba.ui.evidence.cell_paint import Ground, Grounds
from gemba.ui.evidence.cell_words import CellWords
from gemba.ui.evidence.grid import TEXT_PX
from gemba.ui.evidence.wall_model import WallModel
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.shaped_lines import ShapedLines
from gemba.ui.widgets.thumbnails import thumbnails_of

_ICON_PX = 13
_INSET_PX = 6
_KEPT_PLACES = 1_000
Index = QModelIndex | QPersistentModelIndex


class WallCell(QStyledItemDelegate):
    """Paints the cells and edits captions."""

    def __init__(self, desk: Desk, words: CellWords, parent: QWidget) -> None:
        """Take looks, words and the shared thumbnails."""
        super().__init__(parent)
        self._desk = desk
        self._words = words
        self._thumbnails = thumbnails_of(desk)
        small = QFont(parent.font())
        small.setPixelSize(11)
        self._base, self._small = ShapedLines(QFont(parent.font())), ShapedLines(small)
        self._grounds = Grounds()
        self._places: dict[tuple[int | None, Moment | None], str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, WallModel):
            return
        row = model.rows[index.row()]
        cell = QRect(option.rect)
        state = QStyle.StateFlag(option.state)
        picture = QRect(cell.left(), cell.top(), cell.width(), cell.height() - TEXT_PX)
        field = picture.adjusted(_INSET_PX, _INSET_PX, -_INSET_PX, 0)
        self._paint_ground(painter, cell, field, state)
        self._paint_picture(painter, field, row)
        self._paint_words(painter, cell, picture.bottom() + 1, row)

    def _paint_ground(self, painter: QPainter, cell: QRect, field: QRect, state: QStyle.StateFlag) -> None:
        look = self._desk.theme.look
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        wanted = Ground(
            size=(cell.width(), cell.height()),
            field=(field.left() - cell.left(), field.top() - cell.top(), field.width(), field.height()),
            fill=look.accent_soft if chosen else look.hover if under else look.surface,
            edge=look.accent if focused or chosen else look.line,
            edge_px=2 if focused else 1,
            around=look.ground,
            ratio=painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(cell.topLeft(), self._grounds.pixmap(wanted))

    def _paint_picture(self, painter: QPainter, area: QRect, row: CaptureListRow) -> None:
        look = self._desk.theme.look
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._thumbnails.pixmap(row.id, area.width(), ratio)
        if pixmap is not None and pixmap.height() > area.height() * ratio:
            # Taller than its field: asked for again in the size that fits, which is kept like any other.
            edge = int(area.height() * max(1.0, pixmap.width() / pixmap.height()))
            pixmap = self._thumbnails.pixmap(row.id, edge, ratio)
        if pixmap is None:
            name = "image" if not self._thumbnails.failed(row.id) else "triangle-alert"
            mark = icon_pixmap(name, look.field, size_px=20, ratio=ratio)
            painter.drawPixmap(area.center().x() - 10, area.center().y() - 10, mark)
            return
        size = QSize(pixmap.width(), pixmap.height()) / ratio
        left = area.left() + (area.width() - size.width()) // 2
        top = area.top() + (area.height() - size.height()) // 2
        painter.drawPixmap(left, top, pixmap)

    def _paint_words(self, painter: QPainter, cell: QRect, top: int, row: CaptureListRow) -> None:
        look = self._desk.theme.look
        left, width = cell.left() + 10, cell.width() - 20
        painter.setPen(QColor(look.ink if row.caption else look.muted))
        self._base.draw(painter, QRect(left, top + 6, width, 20), self._words.caption(row).replace("\n", " "))
        painter.setPen(QColor(look.muted))
        marks_width = self._paint_marks(painter, QRect(left, top + 25, width, 16), row)
        self._small.draw(painter, QRect(left, top + 25, width - marks_width, 16), self._place(row))
        icon, colour, said = self._words.state(row)
        shown = getattr(look, colour)
        drawn = icon_pixmap(icon, shown, size_px=_ICON_PX, ratio=painter.device().devicePixelRatioF())
        painter.drawPixmap(left, top + 44, drawn)
        painter.setPen(QColor(shown))
        self._small.draw(painter, QRect(left + _ICON_PX + 4, top + 43, width - _ICON_PX - 4, 16), said)

    def _place(self, row: CaptureListRow) -> str:
        """Return visit and time; a clock is told for longer than it is painted, so what was said is kept."""
        key = (row.session_number, row.taken)
        said = self._places.get(key)
        if said is None:
            if len(self._places) > _KEPT_PLACES:
                self._places.clear()
            said = self._places[key] = self._words.place(row)
        return said

    def _paint_marks(self, painter: QPainter, line: QRect, row: CaptureListRow) -> int:
        """Draw a pencil and the number of marks at the right end; return the room they take."""
        if not row.marks:
            return 0
        said = str(row.marks)
        wide = self._small.metrics.horizontalAdvance(said)
        painter.setFont(self._small.font)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said)
        ratio = painter.device().devicePixelRatioF()
        icon = icon_pixmap("pencil", self._desk.theme.look.muted, size_px=_ICON_PX, ratio=ratio)
        painter.drawPixmap(line.right() - wide - _ICON_PX - 3, line.top() + 1, icon)
        return wide + _ICON_PX + 12

    # -- the caption in place ---------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a field over the caption."""
        field = QLineEdit(parent)
        field.setAccessibleName(self._desk.words.tr("Caption"))
        field.setPlaceholderText(self._desk.words.tr("What does it show?"))
        role(field, "cell")
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the caption into the field, all of it chosen."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the field over the line of the caption."""
        cell = QRect(option.rect)
        top = cell.bottom() - TEXT_PX + 3
        editor.setGeometry(cell.left() + 3, top, cell.width() - 6, 28)
