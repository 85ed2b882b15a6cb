"""Waiting in benches as a window waits: asleep between events.

``processEvents`` with a limit of milliseconds never sleeps, whatever its flags say: a bench that waits by it keeps the
interpreter busy, and the threads behind the window crawl while they fight for it. Used by the benches beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

_LOOK_MS = 2


def until(done: Callable[[], bool], *, limit_ms: int = 120_000) -> None:
    """Handle events until ``done``, asleep between them; TimeoutError where that never comes."""
    expired: list[bool] = []
    wake, limit = QTimer(interval=_LOOK_MS), QTimer(interval=limit_ms, singleShot=True)
    limit.timeout.connect(lambda: expired.append(True))
    wake.start()
    limit.start()
    while not done():
        if expired:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    wake.stop()
    limit.stop()


def rest(milliseconds: int) -> None:
    """Handle events for so long, asleep between them."""
    over: list[bool] = []
    end = QTimer(interval=milliseconds, singleShot=True)
    end.timeout.connect(lambda: over.append(True))
    end.start()
    while not over:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
