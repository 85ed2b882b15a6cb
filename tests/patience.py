"""Waiting for the window: as long as a busy machine may need, so that a limit only ends what hangs (SETTLED §30)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

HANG_GUARD_MS = 60_000
HANG_GUARD_S = HANG_GUARD_MS / 1000


class PatientBot(QtBot):
    """pytest-qt's bot, whose own limit of five seconds is one of speed; what a test names itself still counts."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = HANG_GUARD_MS) -> None:
        """Wait until something holds."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = HANG_GUARD_MS, **named: Any) -> Any:
        """Wait for a signal of Qt."""
        return super().waitSignal(signal, timeout=timeout, **named)

    def waitExposed(self, widget: QWidget, *, timeout: int = HANG_GUARD_MS) -> None:  # type: ignore[override]
        """Wait until the window of a widget is on the screen.

        pytest-qt's own waits at the end of a ``with`` block, and where it is only called it does nothing at all.
        """

        def is_exposed() -> bool:
            handle: QWindow | None = widget.window().windowHandle()
            return handle is not None and handle.isExposed()

        self.waitUntil(is_exposed, timeout=timeout)

    def waitActive(self, widget: QWidget, *, timeout: int = HANG_GUARD_MS) -> None:  # type: ignore[override]
        """Wait until the window of a widget has the keys."""
        self.waitUntil(widget.isActiveWindow, timeout=timeout)
