"""Errors of ours: a local report without anybody's texts, and one sheet that says where it lies.

Also sends what Qt complains about to the log. Must not know what went wrong, and sends nothing anywhere.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler

_MOST_REPORTS = 20
_LEVELS = {QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtWarningMsg: 30, QtMsgType.QtCriticalMsg: 40}
#: said by Qt at every window of a platform without this; nothing is wrong
_HARMLESS = ("This plugin does not support",)


class BugCatcher(QObject):
    """Catches what nobody else does, on any thread, while the program runs."""

    caught = Signal(object)

    def __init__(self, shown: Callable[[Path], object]) -> None:
        """Take who shows a report, on the window's thread."""
        super().__init__()
        self._shown = shown
        self._written = 0
        self.caught.connect(self._hear)
        self._before: tuple[Any, ...] = ()

    def install(self) -> None:
        """Take Python's hooks and Qt's messages."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook, qInstallMessageHandler(_note))
        sys.excepthook = self._raised
        threading.excepthook = lambda told: self._from_elsewhere(told.exc_value)
        sys.unraisablehook = lambda told: self._from_elsewhere(told.exc_value)

    def remove(self) -> None:
        """Give the hooks back. A second call does nothing."""
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before[:3]
            qInstallMessageHandler(self._before[3])
            self._before = ()

    def _raised(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if isinstance(problem, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
        else:
            self.caught.emit(problem)

    def _from_elsewhere(self, problem: BaseException | None) -> None:
        if problem is not None and not isinstance(problem, SystemExit):
            self.caught.emit(problem)

    def _hear(self, problem: BaseException) -> None:
        """Wait until whatever raised it has returned; on the window's thread."""
        QTimer.singleShot(0, self, lambda: self.report(problem))

    def report(self, problem: BaseException) -> None:
        """Write the report and show it; an error that comes again and again is written a few times only."""
        # The log is loaded with the first error and not with the window.
        from gemba import log, paths

        self._written += 1
        if self._written > _MOST_REPORTS:
            return
        try:
            self._shown(log.write_bug_report(problem, paths.user_log()))
        except OSError:
            log.LOGGER.error("no report of %s could be written", type(problem).__qualname__)


def _note(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    """Log what Qt says, up to the first thing that might be a name or a path."""
    said = (text or "").partition('"')[0].partition("/")[0].strip()
    if not said.startswith(_HARMLESS):
        from gemba import log

        log.LOGGER.log(_LEVELS.get(kind, 40), "qt: %s", said)
