"""The size of a window that stood nowhere yet: what it likes to have, and no more than the screen has room for.

Must not know what the window is.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

#: room for the window manager's title bar and edges, which are not known before the window is shown
_EDGE_PX = 4
_TITLE_PX = 40


def take_first_size(window: QWidget, width_px: int, height_px: int) -> None:
    """Give a window its size in logical pixels."""
    room = window.screen().availableSize()
    window.resize(min(width_px, room.width() - _EDGE_PX), min(height_px, room.height() - _TITLE_PX))
