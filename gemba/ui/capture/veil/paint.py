"""Paint a veil: the frame, dimmed but for what is being chosen, its size, the loupe, and the line of keys.

Reads a Veil and paints; must not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QRegion

from gemba.ui.capture.places import Rect
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.ui.capture.veil.veil import Veil

_DIM = QColor(0, 0, 0, 110)
_INK, _PAPER = QColor("#FFFFFF"), QColor(20, 22, 26, 235)
_LOUPE_PX = 15
_ZOOM = 8
_GAP_PX = 20
_LINE_PX = 40
_EDGE_PX = 8
_GRIP_PX = 8
_WIDEST_LINE_PX = 1180


class VeilPainter:
    """The look of one veil; ``remark`` takes the place of the line of keys."""

    def __init__(self, desk: Desk, veil: Veil) -> None:
        """Take the veil; its frame is painted from the pixels, never scaled."""
        self._desk = desk
        self._veil = veil
        self._image = veil.frozen.image()
        self._scale = veil.frozen.scale
        self.remark = ""

    # -- where ------------------------------------------------------------------------------------------------

    def touched(self) -> list[QRect]:
        """Return what looks different once the choice changes: its edge and size, the window, loupe, cross."""
        choosing = self._veil.choosing
        found = [self._loupe_at(), self._line_at()]
        for rect in (choosing.rect, None if choosing.hovered is None else choosing.windows[choosing.hovered]):
            if rect is not None:
                found.append(self._logical(rect).toAlignedRect().adjusted(-6, -30, 160, 34))
        x, y = self._point()
        found += [QRect(x - 2, 0, 5, self._veil.height()), QRect(0, y - 2, self._veil.width(), 5)]
        return found

    def _logical(self, rect: Rect) -> QRectF:
        scale, corner = self._scale, self._veil.frozen.place
        left, top = rect.left - corner.left, rect.top - corner.top
        return QRectF(left / scale, top / scale, rect.width / scale, rect.height / scale)

    def _place(self) -> tuple[int, int]:
        """Return where the point is on this screen, in its device pixels; beyond its edges on another screen."""
        choosing, corner = self._veil.choosing, self._veil.frozen.place
        return choosing.x - corner.left, choosing.y - corner.top

    def _point(self) -> tuple[int, int]:
        """Return the same in logical pixels."""
        x, y = self._place()
        return int(x / self._scale), int(y / self._scale)

    @property
    def _has_point(self) -> bool:
        """Say whether the point is on this screen."""
        return self._veil.frozen.place.holds(self._veil.choosing.x, self._veil.choosing.y)

    def _loupe_at(self) -> QRect:
        """Return where the loupe stands: beside the point, on the other side where there is no room."""
        side, height = _LOUPE_PX * _ZOOM, _LOUPE_PX * _ZOOM + 44
        x, y = self._point()
        left = x + _GAP_PX if x + _GAP_PX + side < self._veil.width() else x - _GAP_PX - side
        top = y + _GAP_PX if y + _GAP_PX + height < self._veil.height() else y - _GAP_PX - height
        return QRect(left, top, side, height).adjusted(-2, -2, 2, 2)

    def _line_at(self) -> QRect:
        """Return where the line of keys stands: at the foot, or at the head while the point is down there."""
        width = min(self._veil.width() - 2 * _EDGE_PX, _WIDEST_LINE_PX)
        low = self._has_point and self._point()[1] > self._veil.height() * 0.7
        top = 3 * _EDGE_PX if low else self._veil.height() - _LINE_PX - 3 * _EDGE_PX
        return QRect((self._veil.width() - width) // 2, top, width, _LINE_PX)

    # -- paint ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies in ``area``."""
        choosing = self._veil.choosing
        device = QRectF(
            area.x() * self._scale, area.y() * self._scale, area.width() * self._scale, area.height() * self._scale
        )
        painter.drawImage(QRectF(area), self._image, device)
        self._veil.pointing.paint(painter, self._veil.frozen.place, self._scale)
        hovered = None if choosing.hovered is None else choosing.windows[choosing.hovered]
        clear = choosing.rect or hovered
        shown = None if clear is None else self._logical(clear)
        painter.save()
        if shown is not None:
            painter.setClipRegion(QRegion(area).subtracted(QRegion(shown.toAlignedRect())))
        painter.fillRect(area, _DIM)
        painter.restore()
        if self._veil.keeping:
            return
        if shown is not None:
            self._edge(painter, shown)
            self._size(painter, shown, clear or choosing.room)
            if choosing.held is not None:
                self._grips(painter, shown)
        if self._has_point:
            if choosing.rect is None:
                self._cross(painter)
            self._loupe(painter)
        self._line(painter)

    def _edge(self, painter: QPainter, shown: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_INK, 3))
        painter.drawRect(shown.adjusted(-1, -1, 1, 1))
        painter.setPen(QPen(QColor("#2F4BC4"), 1))
        painter.drawRect(shown.adjusted(-1, -1, 1, 1))

    def _grips(self, painter: QPainter, shown: QRectF) -> None:
        """Show where a region that is held can be pulled."""
        xs = (shown.left(), shown.center().x(), shown.right())
        ys = (shown.top(), shown.center().y(), shown.bottom())
        painter.setPen(QPen(QColor("#2F4BC4"), 1))
        painter.setBrush(_INK)
        for x, y in ((x, y) for x in xs for y in ys):
            if (x, y) != (xs[1], ys[1]):
                painter.drawRect(QRectF(x - _GRIP_PX / 2, y - _GRIP_PX / 2, _GRIP_PX, _GRIP_PX))

    def _cross(self, painter: QPainter) -> None:
        at_x, at_y = self._place()
        x, y = (at_x + 0.5) / self._scale, (at_y + 0.5) / self._scale
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, self._veil.height()))
        painter.drawLine(QPointF(0, y), QPointF(self._veil.width(), y))

    def _size(self, painter: QPainter, shown: QRectF, rect: Rect) -> None:
        """Write the size of the picture in pixels above the rectangle, inside it where there is no room."""
        wide, high = self._veil.sizes.of(rect)
        text = f"{wide} × {high}"
        shown = shown & QRectF(self._veil.rect())
        if shown.isEmpty():
            return  # all of it is on another screen
        width = painter.fontMetrics().horizontalAdvance(text) + 16
        top = shown.top() - 28 if shown.top() >= 30 else shown.top() + 4
        self._pill(painter, QRectF(max(0.0, shown.left()), top, width, 24), text)

    def _pill(self, painter: QPainter, room: QRectF, text: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(room, 6, 6)
        painter.setPen(_INK)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _loupe(self, painter: QPainter) -> None:
        """Show the pixels around the point eightfold, with the place and the colour of the one in the middle."""
        (x, y), half = self._place(), _LOUPE_PX // 2
        room = QRectF(self._loupe_at().adjusted(2, 2, -2, -2))
        side = _LOUPE_PX * _ZOOM
        painter.fillRect(room.adjusted(-2, -2, 2, 2), _PAPER)
        glass = QRectF(room.left(), room.top(), side, side)
        source = QRectF(x - half, y - half, _LOUPE_PX, _LOUPE_PX)
        painter.drawImage(glass, self._image, source)
        middle = QRectF(glass.left() + half * _ZOOM, glass.top() + half * _ZOOM, _ZOOM, _ZOOM)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#000000"), 3))
        painter.drawRect(middle)
        painter.setPen(QPen(_INK, 1))
        painter.drawRect(middle)
        colour = QColor.fromRgb(self._image.pixel(x, y))
        font = QFont(painter.font())
        font.setPixelSize(11)
        painter.setFont(font)
        foot = QRectF(room.left(), glass.bottom(), side, 22)
        painter.setPen(_INK)
        at = self._veil.frozen.spot(self._veil.choosing.x, self._veil.choosing.y)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"{at[0]}, {at[1]}")
        swatch = QRectF(room.left() + 10, glass.bottom() + 25, 14, 14)
        painter.fillRect(swatch, colour)
        painter.drawRect(swatch)
        painter.drawText(foot.translated(8, 21), Qt.AlignmentFlag.AlignCenter, colour.name().upper())
        painter.setFont(self._veil.font())

    def _line(self, painter: QPainter) -> None:
        """Say the keys, or what was typed, or a remark."""
        tr = self._desk.words.tr
        if self.remark:
            text = self.remark
        elif self._veil.typed:
            text = tr("Size: {size} · arrows move it · Enter takes it · Esc back", size=self._veil.typed)
        elif self._veil.choosing.held is not None:
            text = tr(
                "Pull an edge, a corner or the middle · arrows move it, Alt+arrows size it · Enter takes it · Esc back"
            )
        elif len({one.scale for one in self._veil.spanned()}) > 1:
            text = tr("Over screens of different scale: every pixel as it is, the picture has the larger scale")
        elif self._veil.choosing.rect is not None:
            text = tr("Arrows: 1 pixel, with Shift 10 · 800x600: a size · Enter takes it · Esc back")
        else:
            text = tr(
                "Drag a region, with Ctrl to pull it afterwards · click or Tab to a window · Enter: whole screen"
                " · Space: last region · C: corner · P: mouse pointer"
            )
        room = QRectF(self._line_at())
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) - 32)
        width = painter.fontMetrics().horizontalAdvance(text) + 32
        self._pill(painter, QRectF(room.center().x() - width / 2, room.top(), width, room.height()), text)
