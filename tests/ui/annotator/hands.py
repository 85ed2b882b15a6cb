"""Press keys and mouse on an annotator, and look at the library's rows for what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gemba.app import App
from gemba.model.annotation import Mark
from gemba.model.rows import CaptureRow
from gemba.ui.annotator.window import AnnotatorWindow

NO = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
#: what a timer of the annotator waits for at most before it reads or shows again
_GATHERS_MS = 60
_QUIET_ROUNDS = 3


@dataclass
class Hands:
    """What a person does at one annotator."""

    qtbot: QtBot
    app: App
    window: AnnotatorWindow
    pictures: list[str]

    def opened(self, capture_id: str = "") -> Hands:
        """Wait until the picture is open."""
        wanted = capture_id or self.pictures[0]
        self.until(lambda: self.window.work.row is not None and self.window.work.row.id == wanted)
        self.window.activateWindow()
        self.window.canvas.setFocus()
        self.until(lambda: self.window.isActiveWindow() and self.window.canvas.hasFocus())
        return self

    @property
    def row(self) -> CaptureRow:
        """Return what the library says of the picture under work."""
        return self.app.captures.one(self.window.work.capture_id)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks that the library has."""
        return self.row.annotation.marks

    @property
    def steps(self) -> list[str]:
        """Return the names of the steps in the library's history that count, newest first."""
        return [step.name for step in self.app.history.all() if not (step.undone or step.dropped)]

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        self.qtbot.waitUntil(condition)

    def kept(self, *, held_up: int = 0) -> Hands:
        """Wait until everything is durable and shown, but for so many jobs that the test itself holds up."""
        quiet = 0

        def rests() -> bool:
            nonlocal quiet
            desk = self.window.desk
            moves = bool(desk.saving) or desk.jobs.busy > held_up or self._gathers()
            quiet = 0 if moves else quiet + 1
            return quiet >= _QUIET_ROUNDS

        self.until(rests)
        return self

    def _gathers(self) -> bool:
        """Say whether a timer waits for what may come together with what just came."""
        timers = (one for one in self.window.findChildren(QTimer) if one.isActive() and one.isSingleShot())
        return any(one.interval() <= _GATHERS_MS for one in timers)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO, *, on: QWidget | None = None) -> Hands:
        """Press a key on the canvas, or on another widget."""
        QTest.keyClick(on or self.window.canvas, key, modifier)
        return self

    def at(self, x: float, y: float) -> QPoint:
        """Return the point of the canvas where a place of the picture is shown."""
        return self.window.canvas.point_of(x, y).toPoint()

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        modifier: Qt.KeyboardModifier = NO,
        *,
        go: bool = True,
    ) -> Hands:
        """Drag from one place of the picture to another; with ``go`` False the button stays down."""
        canvas, left = self.window.canvas, Qt.MouseButton.LeftButton
        QTest.mousePress(canvas, left, modifier, self.at(*start))
        for share in (0.4, 0.8, 1.0):
            there = self.at(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            move(canvas, there, modifier)
        if go:
            QTest.mouseRelease(canvas, left, modifier, self.at(*end))
        return self

    def click(self, x: float, y: float) -> Hands:
        """Click on a place of the picture."""
        QTest.mouseClick(self.window.canvas, Qt.MouseButton.LeftButton, NO, self.at(x, y))
        return self


def move(canvas: QWidget, to: QPoint, modifier: Qt.KeyboardModifier) -> None:
    """Move the mouse with its button down; QTest's own move carries no modifier."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left = Qt.MouseButton.LeftButton
    at = QPointF(to)
    event = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(canvas.mapToGlobal(to)), left, left, modifier)
    QApplication.sendEvent(canvas, event)
