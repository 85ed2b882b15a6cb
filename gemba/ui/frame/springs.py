"""Buttons of the rail that open their place while pictures are held over them, so that they can be dropped there.

Made with the wall, from which pictures are dragged; a frame is painted without this. Must not know the pictures.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gemba.ui.widgets.dragged_pictures import PictureSpring

if TYPE_CHECKING:
    from gemba.ui.frame.main_window import MainWindow

_TAKE_PICTURES = ("sessions", "tickets")


def spring_open(window: MainWindow) -> None:
    """Let the places that take pictures open under a drag."""
    for name in _TAKE_PICTURES:
        PictureSpring(window.rail.buttons[name], partial(window.go, name))
