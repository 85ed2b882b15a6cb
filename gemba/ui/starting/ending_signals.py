"""End in order when the system asks: SIGTERM, SIGHUP and Ctrl+C close the windows as a person would (D-21).

What is half typed is handed to the writer by each place's ``leave``, and closing the library waits for it; keys that
are still on their way from the screen are typed first. Must not know any place.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

NAMES = ("SIGTERM", "SIGHUP", "SIGINT")
_ROUNDS = 2
#: a key that is typed first may open a dialog, which would wait for its answer for ever
_LONGEST_MS = 1_000


class EndingSignals(QObject):
    """Listens from ``begin`` to ``end``; only on the main thread, where signals arrive."""

    def __init__(self, qt: QApplication, *, then: Callable[[], None] | None = None) -> None:
        """Take what ends the program; without it every window is closed and the event loop ends."""
        super().__init__()
        self._qt = qt
        self._then = then or self._close_all
        self._takes_in = False
        self._late = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        self._late.timeout.connect(self._then)
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)
        # Python's handlers run between two byte codes, and an idle window runs none: the pipe wakes Qt.
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._woken_before = signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, self._note) for name in NAMES if (number := getattr(signal, name, None))
        }

    def _note(self, number: int, frame: FrameType | None) -> None:
        """Do nothing here: Qt must not be called while any byte code may be half done."""

    def _woken(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._reading, 64)
        if self._takes_in:
            return
        # What was typed before the signal may not have been read yet, and would go with the connection. Once is not
        # enough on X11: what came with the server's answer is handed over by a thread.
        self._takes_in = True
        self._late.start()
        try:
            for _ in range(_ROUNDS):
                self._qt.sync()
        finally:
            self._takes_in = False
            self._late.stop()
        self._then()

    def _close_all(self) -> None:
        self._qt.closeAllWindows()
        self._qt.quit()

    def end(self) -> None:
        """Stop listening; the handlers of before are back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._woken_before)
        for number, before in self._before.items():
            signal.signal(number, before)
        self._before = {}
        os.close(self._reading)
        os.close(self._writing)
