"""How a row of the timeline is drawn: time, kind with its icon, words, what the kind carries, small pictures.

Must not know where rows come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemba.ui.desk import Desk
from gemba.ui.look.icons import paint_icon
from gemba.ui.look.looks import CORNER_PX, TYPE_SCALE_PX, Look
from gemba.ui.widgets.folded_text import folded
from gemba.ui.widgets.glimpse import glimpse
from gemba.ui.widgets.kinds import KIND_WORDS
from gemba.ui.widgets.thumbnails import thumbnails_of

if TYPE_CHECKING:
    from gemba.ui.sessions.timeline import TimelineRow

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole + 1
_PAD_PX = 8
_TIME_PX = 44
_KIND_PX = 116
_KIND_AROUND_PX = 14
_ICON_PX = 14
_SIDE_PX = 12
_PICTURE = QSize(88, 56)
_GAP_PX = 8
_HEIGHTS_KEPT = 20_000
_LAID_OUT_KEPT = 200


class TimelineDelegate(QStyledItemDelegate):
    """Draws rows as wide as the list; heights follow the words."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Take the list that it draws for."""
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._thumbnails = thumbnails_of(desk)
        self._thumbnails.ready.connect(self._picture_ready)
        # A list of thousands asks for every height at each change; measuring words is what takes the time.
        self._heights: dict[tuple[str, str, int], int] = {}
        self._sizes: dict[str, tuple[TimelineRow, QSize]] = {}
        self._laid_out: dict[tuple[str, bool, bool, int], tuple[QTextLayout, int]] = {}
        self._kind_px = self._measured_kind_px()
        desk.theme.changed.connect(self._forget)

    def _measured_kind_px(self) -> int:
        """Return how wide the column of kinds is: the longest kind of the language is read whole."""
        metrics, words = QFontMetrics(_font()), self._desk.words
        widest = max(metrics.horizontalAdvance(words.tr(word)) for word in KIND_WORDS.values())
        return max(_KIND_PX, _ICON_PX + _KIND_AROUND_PX + widest)

    def _forget(self) -> None:
        """Measure anew: another language may bring other faces."""
        self._heights.clear()
        self._sizes.clear()
        self._laid_out.clear()
        self._kind_px = self._measured_kind_px()

    def _picture_ready(self, _capture_id: str) -> None:
        # A method, not a lambda: Qt lets go of it with the list.
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height that the words need in a row."""
        row: TimelineRow = index.data(_ROW)
        width = self.row_width()
        known = self._sizes.get(row.id)
        if known is not None and known[0] is row and known[1].width() == width:
            return known[1]
        height = self.words_height(row, width)
        if row.pictures:
            height += _GAP_PX + _PICTURE.height()
        size = QSize(width, height + 2 * _PAD_PX)
        self._sizes[row.id] = (row, size)
        return size

    def row_width(self) -> int:
        """Return how wide a row is: less the list's scroll bar, there or not, so that no word is broken twice."""
        return self._view.maximumViewportSize().width() - self._view.verticalScrollBar().sizeHint().width()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: TimelineRow = index.data(_ROW)
        look = self._desk.theme.look
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, look)
        top = rect.top() + _PAD_PX
        metrics = QFontMetrics(_font())
        painter.setFont(_font())
        painter.setPen(look.muted)
        width = self.row_width()
        text_left = rect.left() + self.text_left(width)
        room_px = width - self.text_left(width) - _SIDE_PX
        # On the line of the words: a Chinese line stands lower than a Latin one.
        base = top + round(self._broken(row.text, room_px, italic=row.hint)[0].lineAt(0).ascent())
        painter.drawText(QPointF(rect.left() + _SIDE_PX, base), row.clock)
        left = rect.left() + _SIDE_PX + _TIME_PX
        box = QRectF(left, base - metrics.ascent() + (metrics.height() - _ICON_PX) / 2, _ICON_PX, _ICON_PX)
        paint_icon(painter, row.icon, box, look.accent if row.kind is not None else look.muted)
        if not self._narrow(width):
            word = metrics.elidedText(row.word, Qt.TextElideMode.ElideRight, self.kind_room_px)
            painter.drawText(QPointF(left + _ICON_PX + 6, base), word)
        bottom = self._paint_words(painter, row, QRect(text_left, top, room_px, rect.height()), look)
        if row.pictures:
            self._paint_pictures(painter, row, text_left, bottom + _GAP_PX, room_px)
        painter.restore()

    # -- parts ------------------------------------------------------------------------------------------------

    def _narrow(self, width: int) -> bool:
        return width < 460

    @property
    def kind_room_px(self) -> int:
        """Return how much room the word of a kind has."""
        return self._kind_px - _ICON_PX - _KIND_AROUND_PX

    def text_left(self, width: int) -> int:
        """Return where the words of a row begin."""
        return _SIDE_PX + _TIME_PX + (_ICON_PX + 12 if self._narrow(width) else self._kind_px)

    def _words_height(self, row: TimelineRow, width: int) -> int:
        note = _note(row)
        known = self._heights.get((row.text, note, width))
        if known is None:
            known = _height(row.text, _font(), width) + (2 + _height(note, _small(), width) if note else 0)
            if len(self._heights) > _HEIGHTS_KEPT:
                self._heights.clear()
            self._heights[row.text, note, width] = known
        return known

    def words_height(self, row: TimelineRow, width: int) -> int:
        """Return how high a row's words are where the list is so wide."""
        return self._words_height(row, width - self.text_left(width) - _SIDE_PX)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), CORNER_PX, CORNER_PX)
        painter.fillPath(path, self._desk.theme.colour("accent_soft" if chosen else "hover"))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.accent)
            painter.drawPath(path)

    def _paint_words(self, painter: QPainter, row: TimelineRow, rect: QRect, look: Look) -> int:
        painter.setFont(_font(italic=row.hint))
        painter.setPen(look.muted if row.hint else look.ink)
        bottom = rect.top() + self._draw(painter, row.text, rect, italic=row.hint)
        note = _note(row)
        if not note:
            return bottom
        painter.setFont(_small())
        painter.setPen(look.muted)
        below = QRect(rect.left(), bottom + 2, rect.width(), rect.height())
        return bottom + 2 + self._draw(painter, note, below, small=True)

    def _draw(self, painter: QPainter, text: str, rect: QRect, *, italic: bool = False, small: bool = False) -> int:
        """Draw a text from the top of a rectangle on and return its height."""
        layout, height = self._broken(text, rect.width(), italic=italic, small=small)
        layout.draw(painter, QPointF(rect.topLeft()))
        return height

    def _broken(self, text: str, width: int, *, italic: bool = False, small: bool = False) -> tuple[QTextLayout, int]:
        """Return a text in lines and its height; what is in view is broken once."""
        key = (text, italic, small, width)
        if key not in self._laid_out:
            if len(self._laid_out) > _LAID_OUT_KEPT:
                self._laid_out.clear()
            self._laid_out[key] = _laid_out(text, _small() if small else _font(italic=italic), width)
        return self._laid_out[key]

    def _paint_pictures(self, painter: QPainter, row: TimelineRow, left: int, top: int, room_px: int) -> None:
        look = self._desk.theme.look
        fits = max(1, (room_px + _GAP_PX) // (_PICTURE.width() + _GAP_PX))
        for place, (capture_id, number, reviewed) in enumerate(row.pictures[:fits]):
            box = QRect(left + place * (_PICTURE.width() + _GAP_PX), top, _PICTURE.width(), _PICTURE.height())
            path = QPainterPath()
            path.addRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.fillPath(path, self._desk.theme.colour("ground"))
            ratio = self._view.devicePixelRatioF()
            picture = self._thumbnails.pixmap(capture_id, 160, ratio)
            if picture is not None:
                painter.save()
                painter.setClipPath(path)
                size = picture.deviceIndependentSize()
                scaled = size.scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
                spot = QRectF(0, 0, scaled.width(), scaled.height())
                spot.moveCenter(QRectF(box).center())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(spot, picture, QRectF(picture.rect()))
                painter.restore()
            painter.setPen(look.line)
            painter.drawPath(path)
            self._paint_number(painter, box, number, reviewed)

    def _paint_number(self, painter: QPainter, box: QRect, number: str, reviewed: bool) -> None:
        look = self._desk.theme.look
        tag = QRectF(box.left() + 4, box.bottom() - 19, 42, 16)
        path = QPainterPath()
        path.addRoundedRect(tag, 3, 3)
        painter.fillPath(path, self._desk.theme.colour("surface"))
        icon = "circle-check" if reviewed else "image"
        paint_icon(painter, icon, QRectF(tag.left() + 4, tag.top() + 2, 12, 12), look.good if reviewed else look.muted)
        painter.setFont(_small())
        painter.setPen(look.ink)
        painter.drawText(tag.adjusted(19, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), number)


def _font(*, italic: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(TYPE_SCALE_PX["base"])
    font.setItalic(italic)
    return font


def _small() -> QFont:
    font = QFont()
    font.setPixelSize(TYPE_SCALE_PX["small"])
    return font


def _note(row: TimelineRow) -> str:
    return " · ".join(filter(None, (row.details, row.seen)))


def _laid_out(text: str, font: QFont, width: int) -> tuple[QTextLayout, int]:
    """Break a text at words, inside one only where it is longer than a line; return it with its height.

    Of a very long text the beginning stands in the row; the inspector opens the whole.
    """
    return folded(glimpse(text), font, max(40, width))


def _height(text: str, font: QFont, width: int) -> int:
    return _laid_out(text, font, width)[1]
