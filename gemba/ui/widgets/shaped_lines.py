"""Single lines of text for lists and walls: measured, cut to their room and shaped once, drawn often.

Shaping a line costs five times as much as drawing it. Must not know what a line says.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTransform

from gemba.ui.widgets.glimpse import elided

_KEPT = 1_000
#: most of what a list says is short and fits: it is not measured before it is shaped
_SHORT = 16


class ShapedLines:
    """Lines in one font; of very many that were drawn, all are forgotten at once."""

    def __init__(self, font: QFont) -> None:
        """Take the font."""
        self.font = font
        self.metrics = QFontMetrics(font)
        self._height = QFontMetricsF(font).height()
        #: the line, its width and its height in logical pixels
        self._kept: dict[tuple[str, int], tuple[QStaticText, float, float]] = {}

    def draw(self, painter: QPainter, room: QRect, text: str, *, at_right: bool = False) -> None:
        """Draw as much of a text as there is room for, in the painter's colour; ``room`` in logical pixels.

        It stands in the middle of the height, at the left or the right end.
        """
        room_px = room.width()
        found = self._kept.get((text, room_px))
        if found is None:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found = self._kept[text, room_px] = self._shaped(text, room_px)
        line, width_px, height_px = found
        left = room.left() + (room_px - width_px if at_right else 0)
        painter.setFont(self.font)
        painter.drawStaticText(QPointF(left, room.top() + (room.height() - height_px) / 2), line)

    def _shaped(self, text: str, width_px: int) -> tuple[QStaticText, float, float]:
        """Return the line and its size; Chinese beside the base face makes it higher, else it is the face's own."""
        line = self._laid_out(elided(self.metrics, text, width_px) if len(text) > _SHORT else text)
        size = line.size()
        if size.width() > width_px:
            line = self._laid_out(elided(self.metrics, text, width_px))
            size = line.size()
        # It is given in whole pixels, which on a finer screen is half a pixel too many.
        height_px = size.height()
        return line, size.width(), height_px if height_px > ceil(self._height) else self._height

    def _laid_out(self, text: str) -> QStaticText:
        line = QStaticText(text)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.prepare(QTransform(), self.font)
        return line
