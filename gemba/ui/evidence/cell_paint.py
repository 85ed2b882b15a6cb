"""What the cells of the wall have in common, drawn once and then copied: their grounds.

A cell drawn anew costs four times as much, and a leap over the wall shows a whole screen of them. Must not know rows
nor what a text says.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gemba.ui.look.looks import CORNER_PX

_KEPT_GROUNDS = 16
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
