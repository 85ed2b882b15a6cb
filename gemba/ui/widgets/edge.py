"""The edge of a picture that paints itself: its frame, and the ring that shows the focus. Must not know what is in it.

A pen lies half on either side of its line. Along a widget's own edge the outer half is cut off, so that on a screen at
200 % a ring was left as thin as one of its pixels (UX.md, "a visible focus ring"). What is filled has no outer half.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

RING_PX = 2
FRAME_PX = 1


def paint_edge(painter: QPainter, rect: QRect, colour: QColor, *, width_px: int = RING_PX) -> None:
    """Fill the outermost ``width_px`` (as on a screen at 100 %) of a rectangle, all of them inside it."""
    outer = QRectF(rect)
    wide, high = outer.width(), outer.height()
    painter.save()
    # Half a pixel of a scaled screen is taken whole or not at all: no edge is paler than another.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(outer.left(), outer.top(), wide, width_px), colour)
    painter.fillRect(QRectF(outer.left(), outer.top() + high - width_px, wide, width_px), colour)
    painter.fillRect(QRectF(outer.left(), outer.top(), width_px, high), colour)
    painter.fillRect(QRectF(outer.left() + wide - width_px, outer.top(), width_px, high), colour)
    painter.restore()
