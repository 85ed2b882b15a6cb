"""Keys that work whatever program is in front: which way this system offers, and what became of each key.

Every way is a thread of its own that says ``pressed`` with the word it was given. Must not know what a key does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication


class Held(StrEnum):
    """What became of a key."""

    WORKS = "works"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    ASKED = "asked"
    REFUSED = "refused"


Pressed = Callable[[str], object]
Became = Callable[[Mapping[str, Held]], object]


class Way(Protocol):
    """One way to hear keys of the whole desktop."""

    def begin(self, keys: Mapping[str, str], pressed: Pressed, became: Became) -> None:
        """Take the keys (word to key); both callables may be called on any thread."""

    def close(self) -> None:
        """Give them back; nothing is heard any more when this returns."""


class GlobalKeys(QObject):
    """The keys of one program."""

    pressed = Signal(str)
    became = Signal(object)
    _heard = Signal(str)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold no key yet."""
        super().__init__(parent)
        self.way: Way | None = None
        self.way_name = way_here()
        self.held: dict[str, Held] = {}
        self._heard.connect(self.pressed, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._note, Qt.ConnectionType.QueuedConnection)

    def hold(self, keys: Mapping[str, str]) -> None:
        """Give back what is held and take these keys (word to "Ctrl+Alt+G"); empty ones are left out."""
        self.close()
        wanted = {word: key for word, key in keys.items() if key}
        self.held = {}
        if not wanted:
            return
        self.way = _make(self.way_name)
        if self.way is not None:
            self.way.begin(wanted, self._heard.emit, self._told.emit)

    def _note(self, held: Mapping[str, Held]) -> None:
        self.held.update(held)
        self.became.emit(dict(self.held))

    def close(self) -> None:
        """Give every key back."""
        way, self.way = self.way, None
        if way is not None:
            way.close()


def way_here() -> str:
    """Return which way this system offers: "x11", "portal", "windows", or "" for none."""
    if sys.platform == "win32":
        return "windows"
    if QGuiApplication.platformName() == "xcb":
        # Under Wayland's X server a grab hears X programs only: worse than saying that it does not work.
        return "portal" if os.environ.get("WAYLAND_DISPLAY") else "x11"
    if QGuiApplication.platformName().startswith("wayland"):
        return "portal" if os.environ.get("DBUS_SESSION_BUS_ADDRESS") else ""
    return ""


def _make(name: str) -> Way | None:
    if name == "x11":
        from gemba.ui.capture.keys.x11 import X11Keys

        return X11Keys()
    if name == "portal":
        from gemba.ui.capture.keys.portal import PortalKeys

        return PortalKeys()
    if name == "windows":
        from gemba.ui.capture.keys.windows import WindowsKeys

        return WindowsKeys()
    return None
