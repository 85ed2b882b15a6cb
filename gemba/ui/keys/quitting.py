"""Quit from a window that is not the main one, with the same key. Must not know what such a window shows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.keys.bindings import Bindings
from gemba.ui.keys.shown_keys import declared

QUIT = "program.quit"


def quits_too(window: QWidget, desk: Desk) -> None:
    """Let the key that quits the program do so in a window of its own; closing it keeps what is half typed."""
    Bindings(desk, window).bind(window, (declared(QUIT),), {QUIT: desk.quit_wanted.emit})
