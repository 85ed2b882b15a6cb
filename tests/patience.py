"""Waiting for the window: as long as a busy machine may need, so that a limit only ends what hangs (SETTLED §30)."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

HANG_GUARD_MS = 60_000


class PatientBot(QtBot):
    """pytest-qt's bot, whose own limit of five seconds is one of speed; what a test names itself still counts."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = HANG_GUARD_MS) -> None:
        """Wait until something holds."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = HANG_GUARD_MS, **named: Any) -> Any:
        """Wait for a signal of Qt."""
        return super().waitSignal(signal, timeout=timeout, **named)
