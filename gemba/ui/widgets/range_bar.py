"""A guess as a bar: low to high as a line, likely as a mark on it, on a logarithmic axis that several bars share.

Must not know what is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gemba.ui.look.inks import ink
from gemba.ui.look.looks import Look

if TYPE_CHECKING:
    from gemba.ui.look.theme import Theme

_LEAST = 1e-3
_ROOM = 1.5
_LINE_PX = 4.0
_MARK_PX = 3.0
_MARK_HEIGHT_PX = 12.0
_NO_PEN = Qt.PenStyle.NoPen
Range = tuple[float, float, float]


class LogAxis(NamedTuple):
    """An axis from ``low`` to ``high`` on which each factor of ten is as long as the next."""

    low: float = 1.0
    high: float = 10.0

    @staticmethod
    def around(values: Iterable[float]) -> LogAxis:
        """Return the axis of whole factors of ten that holds every value above zero."""
        above = [value for value in values if value > 0 and math.isfinite(value)]
        if not above:
            return LogAxis()
        low = math.floor(math.log10(max(min(above), _LEAST)))
        high = math.ceil(math.log10(max(max(above), _LEAST)))
        return LogAxis(10.0**low, 10.0 ** max(high, low + 1))

    @staticmethod
    def close_around(values: Iterable[float]) -> LogAxis:
        """Return an axis with a little room at both ends of the values above zero, at least a factor of ten long."""
        above = [max(value, _LEAST) for value in values if value > 0 and math.isfinite(value)]
        if not above:
            return LogAxis()
        low, high = min(above) / _ROOM, max(above) * _ROOM
        middle = math.sqrt(low * high)
        return LogAxis(min(low, middle / math.sqrt(10)), max(high, middle * math.sqrt(10)))

    def share(self, value: float) -> float:
        """Return where a value stands, 0 at the low end and 1 at the high; what lies outside stands at the end."""
        if value <= self.low:
            return 0.0
        return min(1.0, math.log(value / self.low) / math.log(self.high / self.low))

    def at(self, share: float) -> float:
        """Return the value that stands at a share of the axis."""
        return float(self.low * (self.high / self.low) ** share)

    def decades(self) -> list[float]:
        """Return the factors of ten on the axis, its ends among them where they are such."""
        first = math.ceil(math.log10(self.low) - 1e-9)
        last = math.floor(math.log10(self.high) + 1e-9)
        return [10.0**power for power in range(first, last + 1)]

    def steps(self) -> list[float]:
        """Return where to write figures: factors of ten, and where these are few, twice and five times them too."""
        decades = self.decades()
        if len(decades) > 3:
            return decades
        first = math.floor(math.log10(self.low))
        last = math.ceil(math.log10(self.high))
        found = [factor * 10.0**power for power in range(first, last + 1) for factor in (1, 2, 5)]
        return [value for value in found if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]


def paint_range(painter: QPainter, rect: QRectF, values: Range, axis: LogAxis, look: Look) -> None:
    """Paint low–likely–high over the width of ``rect``, in the middle of its height."""
    left, width, middle = rect.left(), rect.width(), rect.center().y()
    low, likely, high = (left + axis.share(value) * width for value in values)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    painter.setBrush(ink(look.line))
    painter.drawRoundedRect(QRectF(left, middle - 0.5, width, 1), 0.5, 0.5)
    painter.setBrush(_soft(look.accent))
    painter.drawRoundedRect(QRectF(low, middle - _LINE_PX / 2, max(_LINE_PX, high - low), _LINE_PX), 2, 2)
    painter.setBrush(ink(look.accent))
    mark = QRectF(likely - _MARK_PX / 2, middle - _MARK_HEIGHT_PX / 2, _MARK_PX, _MARK_HEIGHT_PX)
    painter.drawRoundedRect(mark, 1.5, 1.5)
    painter.restore()


@cache
def _soft(colour: str) -> QColor:
    soft = QColor(colour)
    soft.setAlphaF(0.45)
    return soft


class RangeBar(QWidget):
    """One range as a widget; who shows it gives the words."""

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self._theme = theme
        self._values: Range | None = None
        self._axis = LogAxis()
        theme.changed.connect(self.update)

    def show_range(self, values: Range | None, *, axis: LogAxis | None = None, words: str = "") -> None:
        """Show a range on an axis, its own where none is given; ``words`` say the same."""
        self._values = values
        self._axis = axis or LogAxis.around(values or ())
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a small bar; it grows with the room there is."""
        return QSize(120, 16)

    def minimumSizeHint(self) -> QSize:
        """Return the least that still shows three points."""
        return QSize(40, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the range."""
        if self._values is None:
            return
        painter = QPainter(self)
        paint_range(painter, QRectF(self.rect()).adjusted(2, 0, -2, 0), self._values, self._axis, self._theme.look)
        painter.end()
