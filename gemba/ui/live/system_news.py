"""What the system says: it goes to sleep, wakes, locks, unlocks; screens come and go.

Heard on the system's and the session's bus where there are such (Linux); elsewhere the state of the program and the
beats of the visit's clock stand in. Must not know what is done about it.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from gemba.ui.frame.screens import Screens

_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
)


class SystemNews(QObject):
    """One listener for a window; ``listen`` connects to the buses, tests call the slots."""

    sleeping = Signal()
    woke = Signal()
    locked = Signal(bool)
    screens_changed = Signal()
    set_aside = Signal()

    def __init__(self) -> None:
        """Hear of screens and of the program's own state at once."""
        super().__init__()
        self.is_locked = False
        self._listening = False
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            # To methods, never lambdas: the program lives on, and would keep every visit that was ever open.
            Screens(self).changed.connect(self.screens_changed)
            program.applicationStateChanged.connect(self._program_state)
            program.commitDataRequest.connect(self._session_ends, Qt.ConnectionType.DirectConnection)

    def listen(self) -> bool:
        """Connect to the buses; say whether one was there."""
        from PySide6.QtCore import SLOT
        from PySide6.QtDBus import QDBusConnection

        if self._listening:
            return True
        system, own = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            service, path, interface = _LOGIND
            slot = _as_declared(SLOT("prepare_for_sleep(bool)"))
            self._listening = system.connect(service, path, interface, "PrepareForSleep", self, slot)
        if own.isConnected():
            slot = _as_declared(SLOT("lock_changed(bool)"))
            for service, path, interface in _SAVERS:
                own.connect(service, path, interface, "ActiveChanged", self, slot)
        return self._listening

    @Slot(bool)
    def prepare_for_sleep(self, goes: bool) -> None:
        """Hear that the computer goes to sleep, or that it is awake again."""
        (self.sleeping if goes else self.woke).emit()

    @Slot(bool)
    def lock_changed(self, locked: bool) -> None:
        """Hear that the screen was locked or unlocked."""
        if locked != self.is_locked:
            self.is_locked = locked
            self.locked.emit(locked)

    def _program_state(self, state: Qt.ApplicationState) -> None:
        if state in (Qt.ApplicationState.ApplicationSuspended, Qt.ApplicationState.ApplicationHidden):
            self.sleeping.emit()
        elif state == Qt.ApplicationState.ApplicationInactive:
            self.set_aside.emit()

    def _session_ends(self, _: object) -> None:
        # The desktop logs off and waits for the answer: what is half typed has to be on its way before it.
        self.sleeping.emit()


def _as_declared(slot: str) -> bytes:
    """Return a slot's name as the type that PySide6 declares; the call itself takes only the string (6.11)."""
    return cast("bytes", slot)
