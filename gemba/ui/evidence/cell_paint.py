"""What the cells of the wall have in common, drawn once and then copied: their grounds, their lines of text.

A cell drawn anew costs four times as much, and a leap over the wall shows a whole screen of them. Must not know rows
nor what a text says.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText, QTransform

from gemba.ui.look.looks import CORNER_PX
from gemba.ui.widgets.glimpse import elided

_KEPT_GROUNDS = 16
_KEPT_LINES = 1_000
_FIELD_CORNER_PX = 4


@dataclass(frozen=True, slots=True)
class Ground:
    """How a cell without its picture and words looks; sizes in logical pixels, ``field`` is where the picture stands.

    ``around`` is the colour of the wall behind it, which shows at the corners.
    """

    size: tuple[int, int]
    field: tuple[int, int, int, int]
    fill: str
    edge: str
    edge_px: int
    around: str
    ratio: float


class Grounds:
    """The grounds drawn last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._drawn: OrderedDict[Ground, QPixmap] = OrderedDict()

    def pixmap(self, wanted: Ground) -> QPixmap:
        """Return a ground, drawn now where it is not kept."""
        found = self._drawn.get(wanted)
        if found is None:
            found = self._drawn[wanted] = _drawn(wanted)
            if len(self._drawn) > _KEPT_GROUNDS:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(wanted)
        return found


def _drawn(wanted: Ground) -> QPixmap:
    pixmap = QPixmap(QSize(*wanted.size) * wanted.ratio)
    pixmap.setDevicePixelRatio(wanted.ratio)
    pixmap.fill(QColor(wanted.around))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(wanted.fill))
    painter.setPen(QPen(QColor(wanted.edge), wanted.edge_px))
    half = wanted.edge_px / 2
    cell = QRectF(0, 0, *wanted.size).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(cell, CORNER_PX, CORNER_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(wanted.around))
    painter.drawRoundedRect(QRectF(*wanted.field), _FIELD_CORNER_PX, _FIELD_CORNER_PX)
    painter.end()
    return pixmap


class Lines:
    """Single lines in one font, cut to their room; measured and shaped once."""

    def __init__(self, font: QFont) -> None:
        """Take the font."""
        self.font = font
        self.metrics = QFontMetrics(font)
        self._height = QFontMetricsF(font).height()
        self._kept: dict[tuple[str, int], QStaticText] = {}

    def draw(self, painter: QPainter, room: QRect, text: str) -> None:
        """Draw as much of a text as there is room for, in the painter's colour; ``room`` in logical pixels."""
        key = (text, room.width())
        line = self._kept.get(key)
        if line is None:
            if len(self._kept) > _KEPT_LINES:
                self._kept.clear()
            line = self._kept[key] = self._shaped(text, room.width())
        painter.setFont(self.font)
        painter.drawStaticText(QPointF(room.left(), room.top() + (room.height() - self._height) / 2), line)

    def _shaped(self, text: str, width_px: int) -> QStaticText:
        line = QStaticText(elided(self.metrics, text, width_px))
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.prepare(QTransform(), self.font)
        return line
