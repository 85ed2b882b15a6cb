"""Where a window stands at first: as large as it likes to be, or where it stood last, within the screens there are.

Must not know what the window is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

#: room for the window manager's title bar and edges, which are not known before the window is shown
_EDGE_PX = 4
_TITLE_PX = 40


def take_first_size(window: QWidget, width_px: int, height_px: int) -> None:
    """Give a window that stood nowhere yet its size in logical pixels."""
    room = window.screen().availableSize()
    window.resize(min(width_px, room.width() - _EDGE_PX), min(height_px, room.height() - _TITLE_PX))


def stand_again(window: QWidget, wanted: QRect, rooms: Sequence[QRect]) -> None:
    """Put a window where it stood, on the screen that shows most of it; where none does, it only gets its size.

    ``rooms`` are what each screen has for windows. A window that is too large for its screen is cut to it.
    """
    shared = [wanted.intersected(room) for room in rooms]
    areas = [part.width() * part.height() if part.isValid() else 0 for part in shared]
    if not any(areas):
        take_first_size(window, wanted.width(), wanted.height())
        return
    window.setGeometry(fitted(wanted, rooms[areas.index(max(areas))]))


def fitted(wanted: QRect, room: QRect) -> QRect:
    """Return a window's rectangle cut to the room of a screen and moved into it, its title bar above it included."""
    if room.contains(wanted):
        return wanted
    width = min(wanted.width(), room.width() - 2 * _EDGE_PX)
    height = min(wanted.height(), room.height() - _TITLE_PX - _EDGE_PX)
    left = min(max(wanted.left(), room.left() + _EDGE_PX), room.right() + 1 - _EDGE_PX - width)
    top = min(max(wanted.top(), room.top() + _TITLE_PX), room.bottom() + 1 - _EDGE_PX - height)
    return QRect(left, top, width, height)
