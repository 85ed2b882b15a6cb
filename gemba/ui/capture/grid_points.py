"""Places between the desktop's grid of device pixels and Qt's logical pixels: the pointer's, a picture's.

Must not know what is taken there.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QCursor, QGuiApplication

from gemba.ui.capture.freezing import place_of, scale_of
from gemba.ui.capture.modes import Taken


def pointer_in_grid() -> tuple[int, int, float]:
    """Return where the pointer is, in device pixels of the desktop's grid, and the scale of the screen there."""
    at = QCursor.pos()
    screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
    corner, place, scale = screen.geometry().topLeft(), place_of(screen), scale_of(screen)
    return place.left + round((at.x() - corner.x()) * scale), place.top + round((at.y() - corner.y()) * scale), scale


def in_points(taken: Taken | None) -> QRect:
    """Return where a picture stood, in logical pixels of Qt's desktop."""
    if taken is None:
        return QGuiApplication.primaryScreen().geometry()
    for screen in QGuiApplication.screens():
        place, scale, corner = place_of(screen), scale_of(screen), screen.geometry().topLeft()
        if place.holds(taken.place.left, taken.place.top):
            left = corner.x() + round((taken.place.left - place.left) / scale)
            top = corner.y() + round((taken.place.top - place.top) / scale)
            return QRect(left, top, round(taken.place.width / scale), round(taken.place.height / scale))
    return QGuiApplication.primaryScreen().geometry()
