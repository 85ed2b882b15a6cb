"""The program's own icon: in title bars, the task bar and among open windows. Must not know any window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from gemba.ui.look.icons import paint_icon
from gemba.ui.look.looks import LIGHT

#: what window managers ask for; a larger one would only be kept in memory
SIZES_PX = (16, 24, 32, 48, 64, 128)
_CORNER = 0.22
_EDGE = 0.16
_THIN, _FINE = 2.0, 2.5
_FINE_UP_TO_PX = 32


def wear_own_icon() -> None:
    """Give every window, those that come too, the program's icon; once is enough."""
    if QGuiApplication.windowIcon().isNull():
        icon = QIcon()
        for side in SIZES_PX:
            icon.addPixmap(_drawn(side))
        QGuiApplication.setWindowIcon(icon)


def _drawn(side_px: int) -> QPixmap:
    """Draw footprints on the accent colour, which stands on light and dark task bars alike."""
    pixmap = QPixmap(side_px, side_px)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    corner = side_px * _CORNER
    painter.drawRoundedRect(QRectF(0, 0, side_px, side_px), corner, corner)
    edge = round(side_px * _EDGE)
    stroke = _FINE if side_px <= _FINE_UP_TO_PX else _THIN
    inner = QRectF(edge, edge, side_px - 2 * edge, side_px - 2 * edge)
    paint_icon(painter, "footprints", inner, LIGHT.surface, stroke=stroke)
    painter.end()
    return pixmap
