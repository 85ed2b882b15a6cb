"""One picture of a ticket, as large as its column; pressed, it opens. Must not know the ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from gemba.model.rows import CaptureRow
from gemba.ui.widgets.edge import FRAME_PX, RING_PX, paint_edge
from gemba.ui.widgets.steady_width import SteadyWidth

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

_SIDE_PX = 640
_MOST_HEIGHT_PX = 220


class Shown(QAbstractButton):
    """One picture as large as the column; pressed, it opens."""

    def __init__(self, desk: Desk, capture: CaptureRow, name: str) -> None:
        """Show a picture once its thumbnail is there."""
        super().__init__()
        from gemba.ui.widgets.thumbnails import thumbnails_of

        self._desk = desk
        self._capture = capture
        self._steady = SteadyWidth()
        self._thumbnails = thumbnails_of(desk)
        self._thumbnails.ready.connect(self._ready)
        self.setAccessibleName(name)
        self.setToolTip(desk.words.tr("Open it to mark and review"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(150)

    def _ready(self, capture_id: str) -> None:
        if capture_id == self._capture.id:
            if self._thumbnails.failed(capture_id):
                self.setAccessibleDescription(self._unseen())
            self._fit()
            self.update()

    def _fit(self) -> None:
        """Be as high as the picture is at this width; a cropped one has another shape than its frame."""
        made = self._thumbnails.pixmap(self._capture.id, _SIDE_PX, self.devicePixelRatioF())
        width, height = self._capture.width, self._capture.height
        if made is not None:
            width, height = made.width(), made.height()
        across = self._steady.of(self.width())
        wanted = int(min(max(across * height / max(1, width), 48), _MOST_HEIGHT_PX))
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        """Return a small size; the column gives the width."""
        return QSize(160, 150)

    def resizeEvent(self, event: object) -> None:
        """Be as high as the picture is at the new width."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture within the frame, or the frame alone while it is made."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = self._desk.theme
        painter.fillRect(self.rect(), look.colour("hover"))
        pixmap = self._thumbnails.pixmap(self._capture.id, _SIDE_PX, self.devicePixelRatioF())
        if pixmap is not None:
            size = pixmap.deviceIndependentSize().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawPixmap(QRectF(left, top, size.width(), size.height()), pixmap, QRectF(pixmap.rect()))
        elif self._thumbnails.failed(self._capture.id):
            painter.setPen(look.colour("muted"))
            painter.setFont(self.font())
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 8, -12, -8), middle, self._unseen())
        focused = self.hasFocus() or self.underMouse()
        colour = look.colour("accent" if focused else "line")
        paint_edge(painter, self.rect(), colour, width_px=RING_PX if focused else FRAME_PX)
        painter.end()

    def _unseen(self) -> str:
        """Return what stands in place of a picture whose file is gone or broken; the large view says which."""
        return self._desk.words.tr("This picture cannot be shown.")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click for the one click it began with."""
        event.accept()
