"""Hear second starts and commands from the first complete paint on: come to the front, take a picture.

Must not know how they come (single_instance.py), nor how a picture is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gemba import log
from gemba.ui.starting.single_instance import Listener, Told

if TYPE_CHECKING:
    from gemba.ui.application import Application


class Listening(QObject):
    """What others say to the program that runs on one library."""

    # Both are said on the listener's thread and heard on the window's.
    told = Signal(object)
    asked = Signal(object, object)

    def __init__(self, application: Application) -> None:
        """Begin; where the socket can not be had, a second start opens a window of its own, for reading."""
        super().__init__(application)
        self._application = application
        self.told.connect(self._come_to_front)
        self.asked.connect(self._take_picture)
        self._listener: Listener | None = None
        try:
            self._listener = Listener(application.app.library.folder, self.told.emit, self.asked.emit)
        except OSError as problem:
            log.LOGGER.error("no hand-over: %s", type(problem).__name__)

    def _come_to_front(self, words: Told) -> None:
        """Show the window that was used last, with a place open where one is named."""
        window = self._application.front()
        if window is None:
            return
        if words.get("place"):
            window.go(words["place"], words.get("reference", ""))
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _take_picture(self, words: Told, reply: Callable[[Told], object]) -> None:
        self._application.capturing.asked(words, reply)

    def close(self) -> None:
        """Hear nothing more."""
        if self._listener is not None:
            self._listener.close()
