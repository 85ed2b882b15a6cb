"""Bring windows back that no screen shows any more: a monitor was pulled out, or became smaller.

Many window managers do this by themselves; it waits until they had their time. Must not know what a window is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QRegion, QScreen
from PySide6.QtWidgets import QWidget

from gemba.ui.frame.first_size import fitted, stand_again

#: the desktop moves windows first, if it does
_WAIT_MS = 400
#: so much of a window has to be seen for a person to take hold of it
_HOLD_PX = 80


class Screens(QObject):
    """Says when screens come, go or change their size; ``bring_back`` moves windows that are lost then."""

    changed = Signal()

    def __init__(self, parent: QObject, windows: Callable[[], Iterable[QWidget]] = tuple) -> None:
        """Watch every screen there is and every one that comes; ``windows`` are brought back."""
        super().__init__(parent)
        self._windows = windows
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self.bring_back)
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        program.screenAdded.connect(self._came)
        program.screenRemoved.connect(self._changed)
        program.primaryScreenChanged.connect(self._changed)
        for screen in program.screens():
            screen.availableGeometryChanged.connect(self._changed)

        self._rooms = _rooms()

    def _came(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._changed)
        self._changed(screen)

    def _changed(self, _: object) -> None:
        self._soon.start()
        self.changed.emit()

    def bring_back(self) -> None:
        """Move windows of which too little is seen onto the first screen, and cut those that were seen whole.

        A window that somebody put half outside stays there as long as it can be taken hold of.
        """
        before, rooms = self._rooms, _rooms()
        first = QGuiApplication.primaryScreen()
        if not rooms or first is None:
            return
        self._rooms = rooms
        for window in self._windows():
            where = window.geometry()
            if not window.isVisible() or window.isMinimized():
                continue
            if not _seen(where, rooms):
                window.setGeometry(fitted(where, first.availableGeometry()))
            elif _whole(where, before) and not _whole(where, rooms):
                stand_again(window, where, rooms)


def _rooms() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def _whole(where: QRect, rooms: Iterable[QRect]) -> bool:
    """Say whether the screens together show all of a window."""
    left = QRegion(where)
    for room in rooms:
        left = left.subtracted(QRegion(room))
    return left.isEmpty()


def _seen(where: QRect, rooms: Iterable[QRect]) -> bool:
    """Say whether a screen shows enough of a window's upper edge to take hold of it there."""
    edge = QRect(where.left(), where.top(), where.width(), _HOLD_PX)
    shared = (edge.intersected(room) for room in rooms)
    return any(part.width() >= min(_HOLD_PX, where.width()) and part.height() >= _HOLD_PX // 2 for part in shared)
