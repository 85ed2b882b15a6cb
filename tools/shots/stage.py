"""A window on a copy of a library, driven by keys and mouse, photographed when everything has come to rest.

One stage has one language and one scale; light and dark change while it runs. Must not know any scene.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gemba.app import create_library, open_app
from gemba.ui.application import Application
from gemba.ui.main_window import MainWindow

QUIET_ROUNDS = 8
PATIENCE_S = 20.0


def rest(milliseconds: int) -> None:
    """Let the window work for so long; unlike QTest.qWait it lets other threads run meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Stage:
    """One open program; ``close`` ends it."""

    def __init__(self, folder: Path, *, language: str, appearance: str, size: tuple[int, int] = (1280, 800)) -> None:
        """Open the library in ``folder``, which belongs to the stage from now on."""
        self.folder = folder
        self.language = language
        self.application = Application(open_app(folder), language=language, appearance=appearance)
        self.window: MainWindow = self.application.open_window()
        self.window.resize(*size)
        self.settle()

    @classmethod
    def sample(cls, demo: Path, to: Path, *, language: str, appearance: str) -> Stage:
        """Open a copy of the demo's library."""
        shutil.copytree(demo, to)
        return cls(to, language=language, appearance=appearance)

    @classmethod
    def empty(cls, to: Path, *, language: str, appearance: str) -> Stage:
        """Open a new library."""
        return cls(create_library(to), language=language, appearance=appearance)

    def settle(self) -> None:
        """Let the window work until no job runs and nothing more happens for a few rounds."""
        quiet, deadline = 0, time.monotonic() + PATIENCE_S
        while quiet < QUIET_ROUNDS and time.monotonic() < deadline:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            rest(20)
            quiet = quiet + 1 if self.application.jobs.busy == 0 else 0

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window work until ``condition`` holds; raises TimeoutError where it never does."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("the window never came to the state of this scene")
            rest(20)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Return what has the focus, or the window."""
        return QApplication.focusWidget() or self.window

    def key(self, *keys: str) -> None:
        """Press keys by Qt's names ("Ctrl+K", "Down"), each on what has the focus then."""
        for name in keys:
            combination = QKeySequence(name)[0]  # type: ignore[index]
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            rest(10)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        QTest.keyClicks(self.focus, text)
        self.settle()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget in its middle, or at a point of it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.settle()

    def go(self, place: str, reference: str = "") -> None:
        """Bring a place to the front, with a row open where one is named."""
        self.window.go(place, reference)
        self.settle()

    def shoot(self, to: Path, widget: QWidget | None = None) -> None:
        """Write what a person sees of the window, or of another top-level widget, as a PNG."""
        self.settle()
        to.parent.mkdir(parents=True, exist_ok=True)
        if not (widget or self.window).grab().save(str(to)):
            raise OSError(f"{to} could not be written")

    def close(self) -> None:
        """Close every window, finish what was handed in, close the library."""
        for other in QApplication.topLevelWidgets():
            if other is not self.window:
                other.close()
        self.application.close()
        QApplication.processEvents()
