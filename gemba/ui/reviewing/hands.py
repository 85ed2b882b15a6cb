"""What mouse and keys do on the reviewer's picture: frame a region, draw, choose, carry, nudge, go on to the words.

Must not know how a mark is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from gemba.ui.reviewing.canvas import LOOK, REGION, TEXT
from gemba.ui.reviewing.marking import KINDS
from gemba.ui.reviewing.regions import moved

if TYPE_CHECKING:
    from gemba.ui.reviewing.window import ReviewWindow

Point = tuple[float, float]


class Hands(QObject):
    """The hands on one window's picture."""

    def __init__(self, window: ReviewWindow) -> None:
        """Listen to the picture of a window, all of it built."""
        super().__init__(window)
        self._window, self._canvas = window, window.canvas
        self._marking, self._side = window.marking, window.side
        self._canvas.dragged.connect(self._dragged)
        self._canvas.clicked.connect(self._clicked)
        self._canvas.double_clicked.connect(self._write_at)
        self._canvas.moving.connect(self._carry)
        self._canvas.nudged.connect(self._nudge)
        self._canvas.entered.connect(self.enter)

    def _dragged(self, tool: str, start: Point, end: Point) -> None:
        if tool == REGION:
            (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
            self._window.set_about((int(left), int(top), int(-(-right // 1)), int(-(-bottom // 1))))
            self._side.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif tool == LOOK:
            self._marking.settle()
        else:
            self._marking.draw(KINDS[tool], (start,) if tool == TEXT else (start, end))

    def _clicked(self, tool: str, at: Point) -> None:
        """Choose the mark that was clicked, or write where the text tool was."""
        self._marking.settle()
        if tool == TEXT:
            self._marking.draw(KINDS[tool], (at,))
        elif tool == LOOK:
            self._side.choose(self._marking.at(at))

    def _write_at(self, at: Point) -> None:
        if self._canvas.tool == LOOK:
            self._marking.write_in(self._marking.at(at))

    def _carry(self, start: Point, to: Point) -> None:
        item = self._marking.carry(start, to)
        if item and item != self._side.current():
            self._side.choose(item)
        self._window.draw_added()

    def enter(self) -> None:
        """Put down what the tool in the hand draws; go on to the words, where there is something to say."""
        tool, (wide, high) = self._canvas.tool, self._canvas.size_px
        if tool in KINDS:
            self._marking.put_down(KINDS[tool])
        elif tool == REGION and self._window.about is None:
            self._window.set_about((wide * 3 // 8, high * 3 // 8, wide * 5 // 8, high * 5 // 8))
        elif not self._marking.write_in(self._side.current()):
            self._side.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nudge(self, dx: int, dy: int, size: bool) -> None:
        """Move the region that is to be spoken of, else the chosen mark; or change its size."""
        about = self._window.about
        if about is not None:
            self._window.set_about(moved(about, dx, dy, size=size, room=self._canvas.size_px))
        elif self._marking.nudge(self._side.current(), dx, dy, size=size):
            self._window.draw_added()
