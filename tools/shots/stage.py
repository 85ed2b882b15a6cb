"""A window on a copy of a library, driven by keys and mouse, photographed when everything has come to rest.

One stage has one language and one scale; the window is made anew for each scene, light and dark change while it runs.
Must not know any scene.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gemba.app import create_library, open_app
from gemba.errors import GembaError
from gemba.ui.application import Application
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.frame.status_line import HEIGHT_PX
from gemba.ui.jobs import Job

#: holds a library and waits until its input ends
_HOLD = """
import sys
from pathlib import Path
from gemba.app import open_app
with open_app(Path(sys.argv[1]), writes=True):
    print("held", flush=True)
    sys.stdin.read()
"""
SIZE = (1280, 800)
QUIET_ROUNDS = 5
PATIENCE_S = 30.0
_OVER = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Tool)


def rest(milliseconds: int) -> None:
    """Let the window work for so long; unlike QTest.qWait it lets other threads run meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Stage:
    """One open program; ``close`` ends it."""

    def __init__(self, folder: Path, *, language: str, appearance: str = "light") -> None:
        """Open the library in ``folder``, which belongs to the stage from now on."""
        self.folder = folder
        self.language = language
        self.application = Application(open_app(folder), language=language, appearance=appearance)
        # A text cursor that blinks would be there or not.
        self.application.qt.setCursorFlashTime(0)
        self.window: MainWindow = self.application.open_window()
        self.held = False
        self._ends: list[Callable[[], object]] = []
        self._at_close: list[Callable[[], object]] = []
        self._begin()

    def reopen(self, between: Callable[[], object]) -> None:
        """Close the library, let something happen to it, and open it again."""
        appearance = self.look
        self.application.close()
        between()
        self.application = Application(open_app(self.folder), language=self.language, appearance=appearance)
        self.window = self.application.open_window()
        self._begin()

    def at_end(self, work: Callable[[], object]) -> None:
        """Do something once the scene was photographed."""
        self._ends.append(work)

    def _end_scene(self) -> None:
        while self._ends:
            self._ends.pop()()
        self.held = False

    @classmethod
    def sample(cls, demo: Path, to: Path, *, language: str) -> Stage:
        """Open a copy of the demo's library."""
        shutil.copytree(demo, to)
        return cls(to, language=language)

    @classmethod
    def newer(cls, demo: Path, to: Path, *, language: str) -> Stage:
        """Open a copy of the demo's library that a newer gemba wrote: it opens for reading only."""
        shutil.copytree(demo, to)
        raw = sqlite3.connect(to / "library.db")
        raw.execute("PRAGMA user_version = 99")
        raw.close()
        return cls(to, language=language)

    @classmethod
    def held_elsewhere(cls, demo: Path, to: Path, *, language: str) -> Stage:
        """Open a copy of the demo's library that another process holds, as long as the stage stands."""
        shutil.copytree(demo, to)
        other = subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(to)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert other.stdout is not None
        other.stdout.readline()
        made = cls(to, language=language)
        made._at_close = [other.kill, other.wait]
        made.wait(lambda: "held" in made.window.banners.shown)
        return made

    @classmethod
    def empty(cls, to: Path, *, language: str) -> Stage:
        """Open a new library."""
        return cls(create_library(to), language=language)

    def fresh(self) -> None:
        """Begin again with a new window on the same library."""
        self._end_scene()
        before, self.window = self.window, self.application.open_window()
        for other in QApplication.topLevelWidgets():
            if other is not self.window and other.isVisible():
                other.close()
        before.deleteLater()
        self._begin()

    def _begin(self) -> None:
        self.window.resize(*SIZE)
        self.window.move(0, 0)
        self.window.activateWindow()
        # Nothing lies under the mouse that shows it.
        QCursor.setPos(SIZE[0] - 1, SIZE[1] - 1)
        self.wait(lambda: self.window.place is not None and self.window.isActiveWindow())

    # -- coming to rest ---------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the window work until no job runs and nothing more happens for a few rounds."""
        quiet, deadline = 0, time.monotonic() + PATIENCE_S
        while quiet < QUIET_ROUNDS and time.monotonic() < deadline:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            rest(20)
            quiet = quiet + 1 if self.application.jobs.busy == 0 or self.held else 0

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window work until ``condition`` holds; raises TimeoutError where it never does."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("the window never came to the state of this scene")
            rest(20)
        self.settle()

    def hold(self) -> None:
        """Keep every computing thread busy, so that what is asked for from now on is still loading."""
        self.held = True
        gate = threading.Event()
        self.at_end(gate.set)

        def work(job: Job) -> None:
            while not gate.wait(0.02):
                job.step()

        for at_once in (False, False, True):
            self.application.jobs.compute(work, at_once=at_once)

    # -- hands ------------------------------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        """Return what has the focus, or the window."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def key(self, *keys: str) -> None:
        """Press keys by Qt's names ("Ctrl+K", "Down"), each on what has the focus then."""
        for name in keys:
            combination = QKeySequence(name)[0]  # type: ignore[index]
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            rest(10)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text into what has the focus; QTest knows no letters beyond Latin 1, so it comes as one commit."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            from PySide6.QtGui import QInputMethodEvent

            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        self.settle()

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        """Click a widget in its middle, or at a point of it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where or widget.rect().center())
        self.settle()

    def do(self, action_id: str) -> None:
        """Do an action as if its key had been pressed."""
        self.window.trigger(action_id)
        self.settle()

    def go(self, place: str, reference: str = "") -> None:
        """Bring a place to the front, with a row open where one is named."""
        self.window.go(place, reference)
        self.settle()

    @property
    def look(self) -> str:
        """Return which look is worn, "light" or "dark"."""
        return "dark" if self.application.theme.look.is_dark else "light"

    def wear(self, look: str) -> None:
        """Put on light or dark."""
        if look != self.look:
            self.application.theme.wear(look)
            self.settle()

    def problem_of(self, folder: Path) -> GembaError:
        """Return what stands in the way of opening a library; raises AssertionError where nothing does."""
        try:
            open_app(folder).close()
        except GembaError as problem:
            return problem
        raise AssertionError(f"{folder} opens")

    # -- pictures ---------------------------------------------------------------------------------------------

    def picture(self, widget: QWidget | None = None, *, with_status: bool = True) -> QImage:
        """Return what a person sees of the window, or of another top-level widget, with what is popped up over it.

        ``with_status`` False leaves the window's status line out, on which the time of the last backup stands.
        """
        seen = widget or self.window
        image = seen.grab().toImage()
        ratio = image.devicePixelRatio()
        painter = QPainter(image)
        around = QRect(seen.mapToGlobal(QPoint(0, 0)), seen.size())
        for other in QApplication.topLevelWidgets():
            if other is seen or not other.isVisible() or other.windowType() not in _OVER:
                continue
            if around.intersects(other.geometry()):
                painter.drawPixmap(other.geometry().topLeft() - around.topLeft(), other.grab())
        painter.end()
        image.setDevicePixelRatio(ratio)
        if seen is self.window and not with_status:
            return image.copy(0, 0, image.width(), round(image.height() - HEIGHT_PX * ratio))
        return image

    def shoot(self, to: Path, widget: QWidget | None = None) -> None:
        """Write what a person sees as a PNG."""
        self.settle()
        to.parent.mkdir(parents=True, exist_ok=True)
        if not self.picture(widget).save(str(to)):
            raise OSError(f"{to} could not be written")

    def close(self) -> None:
        """Close every window, finish what was handed in, close the library."""
        self._end_scene()
        for other in QApplication.topLevelWidgets():
            if other is not self.window and other.isVisible():
                other.close()
        self.application.close()
        QApplication.processEvents()
        for work in self._at_close:
            work()
