"""A hand-off chain drawn as steps: who gives to whom, in boxes with arrows, on as many lines as it needs.

Roles and teams, never people. Must not know where the chain comes from.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.icons import paint_icon

_BOX_PX = 32
_PAD_PX = 12
_ARROW_PX = 28
_GAP_PX = 8


class ChainDrawing(QWidget):
    """The steps of one chain."""

    def __init__(self, desk: Desk, steps: tuple[str, ...]) -> None:
        """Take the roles and teams, in their order."""
        super().__init__()
        self._desk = desk
        self.steps = tuple(step or "?" for step in steps)
        self.setAccessibleName(" → ".join(self.steps))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.theme.changed.connect(self.update)

    def boxes(self) -> list[QRectF]:
        """Return where each step stands at the width there is."""
        metrics = self.fontMetrics()
        found: list[QRectF] = []
        left, top = 1.0, 1.0
        for step in self.steps:
            width = min(metrics.horizontalAdvance(step) + 2 * _PAD_PX, max(80, self.width() - 2))
            if found and left + _ARROW_PX + width > self.width() - 1:
                left, top = 1.0, top + _BOX_PX + _GAP_PX
            elif found:
                left += _ARROW_PX
            found.append(QRectF(left, top, width, _BOX_PX))
            left += width
        return found

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        boxes = self.boxes()
        return QSize(200, int(boxes[-1].bottom()) + 2 if boxes else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break into lines anew."""
        super().resizeEvent(event)
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw boxes and arrows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, theme = self._desk.theme.look, self._desk.theme
        before: QRectF | None = None
        for step, box in zip(self.steps, self.boxes(), strict=True):
            path = QPainterPath()
            path.addRoundedRect(box, 6, 6)
            painter.fillPath(path, theme.colour("ground"))
            painter.setPen(theme.colour("line"))
            painter.drawPath(path)
            painter.setPen(theme.colour("ink"))
            shown = self.fontMetrics().elidedText(step, Qt.TextElideMode.ElideRight, int(box.width()) - _PAD_PX)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
            if before is not None and before.top() == box.top():
                spot = QRectF(before.right() + (_ARROW_PX - 16) / 2, box.center().y() - 8, 16, 16)
                paint_icon(painter, "arrow-right", spot, look.attention)
            elif before is not None:
                spot = QRectF(before.right() + 6, before.center().y() - 8, 16, 16)
                paint_icon(painter, "corner-down-left", spot, look.attention)
            before = box
        painter.end()
