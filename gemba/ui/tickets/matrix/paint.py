"""Paint the picture of money against effort: axes with their figures, quadrants in light words, dots with their ranges.

Must not know what the mouse or the keys do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gemba.message import N_
from gemba.ui.look.looks import TYPE_SCALE_PX

if TYPE_CHECKING:
    from gemba.services.tickets.dots import Dot
    from gemba.ui.tickets.matrix.matrix import Matrix

LEFT_PX, TOP_PX, RIGHT_PX, BOTTOM_PX = 96, 24, 24, 52
DOT_PX = 5.0
CROSSES_AT_MOST = 60
NAMES_AT_MOST = 40
QUADRANTS = (
    (N_("Much money, little work"), Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignTop),
    (N_("Much money, much work"), Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignTop),
    (N_("Little money, little work"), Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignBottom),
    (N_("Little money, much work"), Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignBottom),
)


class MatrixPainter:
    """Paints one picture once."""

    def __init__(self, matrix: Matrix, painter: QPainter) -> None:
        """Take what to paint and where."""
        self.matrix = matrix
        self.painter = painter
        self.look = matrix.desk.theme.look
        self.words = matrix.desk.words
        self.plot = matrix.plot()

    def paint(self, places: list[QPointF], brush: QRect | None) -> None:
        """Paint everything; the dot that is looked at last, so that nothing covers it."""
        painter = self.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.matrix.rect(), QColor(self.look.ground))
        painter.fillRect(self.plot, QColor(self.look.surface))
        self._axes()
        self._quadrants()
        if self.matrix.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.look.accent), 2))
            painter.drawRect(self.plot)
        looked_at = {self.matrix.hovered, self.matrix.current if self.matrix.hasFocus() else -1, -1}
        dots = self.matrix.dots
        with_crosses = len(dots) <= CROSSES_AT_MOST
        for place, dot in enumerate(dots):
            if place not in looked_at and with_crosses:
                self._cross(dot, places[place], strong=False)
        chosen = self.matrix.current if self.matrix.current not in looked_at else -1
        for place, dot in enumerate(dots):
            if place not in looked_at and place != chosen:
                self._dot(dot, places[place], named=len(dots) <= NAMES_AT_MOST)
        if chosen >= 0:
            # What the inspector tells of is seen while the keys are there, or in the field of the filter.
            self._dot(dots[chosen], places[chosen], named=True, ringed=True)
        for place in looked_at - {-1}:
            self._ellipse(dots[place])
            self._cross(dots[place], places[place], strong=True)
            self._dot(dots[place], places[place], named=True, ringed=True)
        if brush is not None:
            self._rectangle(brush)

    def _small(self) -> QFont:
        font = QFont(self.painter.font())
        font.setPixelSize(TYPE_SCALE_PX["small"])
        return font

    def _axes(self) -> None:
        painter, plot, matrix = self.painter, self.plot, self.matrix
        font = painter.font()
        painter.setFont(self._small())
        for days in matrix.effort.steps():
            x = plot.left() + matrix.effort.share(days) * plot.width()
            painter.setPen(QPen(QColor(self.look.line), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(QColor(self.look.muted))
            where = QRectF(x - 40, plot.bottom() + 4, 80, 16)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), self.words.number(_whole(days)))
        for money in matrix.money.steps():
            y = plot.bottom() - matrix.money.share(money) * plot.height()
            painter.setPen(QPen(QColor(self.look.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self.look.muted))
            where = QRectF(plot.left() - 88, y - 8, 80, 16)
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(where, right, self.words.number(_whole(money)))
        painter.setPen(QColor(self.look.muted))
        middle = int(Qt.AlignmentFlag.AlignCenter)
        foot = QRectF(plot.left(), plot.bottom() + 24, plot.width(), 20)
        painter.drawText(foot, middle, self.words.tr("Effort in person-days"))
        painter.save()
        painter.translate(14, plot.center().y())
        painter.rotate(-90)
        side = QRectF(-plot.height() / 2, -8, plot.height(), 16)
        painter.drawText(side, middle, self.words.tr("Money, {currency} a year", currency=matrix.currency))
        painter.restore()
        painter.setFont(font)

    def _quadrants(self) -> None:
        painter, plot = self.painter, self.plot
        font = painter.font()
        painter.setFont(self._small())
        half = plot.center()
        pen = QPen(QColor(self.look.field), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(half.x(), plot.top()), QPointF(half.x(), plot.bottom()))
        painter.drawLine(QPointF(plot.left(), half.y()), QPointF(plot.right(), half.y()))
        painter.setPen(QColor(self.look.muted))
        inner = plot.adjusted(10, 8, -10, -8)
        for text, across, down in QUADRANTS:
            painter.drawText(inner, int(across | down), self.words.tr(text))
        painter.setFont(font)

    def _colour(self, dot: Dot) -> QColor:
        picks = self.matrix.picks
        return QColor(self.look.accent if picks is None or dot.number in picks else self.look.field)

    def _cross(self, dot: Dot, at: QPointF, *, strong: bool) -> None:
        colour = self._colour(dot)
        colour.setAlphaF(0.9 if strong else 0.28)
        self.painter.setPen(QPen(colour, 1.5))
        matrix, worth = self.matrix, dot.worth
        self.painter.drawLine(
            matrix.position(worth.effort[0], worth.money[1]), matrix.position(worth.effort[2], worth.money[1])
        )
        self.painter.drawLine(
            matrix.position(worth.effort[1], worth.money[0]), matrix.position(worth.effort[1], worth.money[2])
        )

    def _ellipse(self, dot: Dot) -> None:
        worth = dot.worth
        corner = self.matrix.position(worth.effort[0], worth.money[2])
        other = self.matrix.position(worth.effort[2], worth.money[0])
        colour = self._colour(dot)
        colour.setAlphaF(0.12)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawEllipse(QRectF(corner, other).normalized())
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _dot(self, dot: Dot, at: QPointF, *, named: bool, ringed: bool = False) -> None:
        painter = self.painter
        radius = DOT_PX + (2 if ringed else 0)
        painter.setPen(QPen(QColor(self.look.surface), 1.5))
        painter.setBrush(self._colour(dot))
        painter.drawEllipse(at, radius, radius)
        if ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.look.ink), 2))
            painter.drawEllipse(at, radius + 2, radius + 2)
        if named:
            where = QRectF(at.x() + radius + 4, at.y() - 18, 60, 16)
            middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            # A halo of the ground: lines of other tickets run below names.
            painter.setPen(QColor(self.look.surface))
            for across, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                painter.drawText(where.translated(across, down), middle, f"T{dot.number}")
            painter.setPen(QColor(self.look.ink))
            painter.drawText(where, middle, f"T{dot.number}")

    def _rectangle(self, brush: QRect) -> None:
        fill = QColor(self.look.accent)
        fill.setAlphaF(0.12)
        self.painter.setPen(QPen(QColor(self.look.accent), 1))
        self.painter.setBrush(fill)
        self.painter.drawRect(brush)


def _whole(value: float) -> float:
    return round(value) if value >= 1 else round(value, 3)
