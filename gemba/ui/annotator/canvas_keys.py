"""What keys mean on the canvas while no text is written: move, size, place, take, refuse, let go.

Keys that hold in the whole window stand in actions.py. Must not know how anything is drawn or kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gemba.ui.annotator.tools import SELECT, WRITTEN

if TYPE_CHECKING:
    from gemba.ui.annotator.canvas import Canvas

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR = 10
_PAN_PX = 60


class CanvasKeys:
    """The keys of one canvas; ``panning`` while Space is held."""

    def __init__(self, canvas: Canvas) -> None:
        """Take the canvas they are pressed on."""
        self._canvas = canvas
        self.panning = False

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False where it means nothing here."""
        key = Qt.Key(event.key())
        board = self._canvas.board
        if board.layers is None:
            return False
        if key in _ARROWS:
            return self._arrow(_ARROWS[key], event.modifiers())
        if key == Qt.Key.Key_Space:
            self.panning = True
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        if key == Qt.Key.Key_Backspace:
            return board.edits.refuse() or board.edits.delete()
        if key == Qt.Key.Key_Delete:
            return board.edits.delete()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        return False

    def release(self, event: QKeyEvent) -> None:
        """End panning when Space comes up."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.panning = False

    def _arrow(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> bool:
        board = self._canvas.board
        step = _FAR if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        size = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if not board.edits.nudge(way[0] * step, way[1] * step, size=size):
            board.set_view(board.view.panned(-way[0] * _PAN_PX, -way[1] * _PAN_PX))
        return True

    def _enter(self, *, shift: bool) -> bool:
        """Take a proposal, put down a mark of the tool in the hand, or write in the chosen mark."""
        board = self._canvas.board
        if shift:
            return board.edits.take(every=True)
        if board.selection.proposal is not None:
            return board.edits.take()
        if board.tool is SELECT:
            return self._canvas.edit_words()
        mark = board.place()
        if mark is not None and mark.kind in WRITTEN:
            self._canvas.editor.begin(mark, new=True)
        elif mark is not None:
            # The next Enter is about this mark; another one of the kind needs the tool's key again.
            board.choose_tool(SELECT)
        return True

    def _escape(self) -> bool:
        """Let go of the gesture, then of the tool, then of the selection; never of work."""
        board = self._canvas.board
        if board.cancel():
            return True
        if board.tool is not SELECT:
            board.choose_tool(SELECT)
            return True
        return board.selection.clear()
