"""The mouse pointer of one picture: where it was when the screens froze, and whether it goes onto the picture.

It becomes a mark of its own, which can be moved and taken off. Off by default, as the setting says; a veil and a
command may say otherwise for one picture. Must not know how a screen is grabbed or what becomes of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QImage, QPainter

from gemba.model.annotation import Mark, MarkKind, PointerShape
from gemba.model.shot import Pointer
from gemba.ui.capture.modes import Taken
from gemba.ui.capture.places import Rect
from gemba.ui.capture.x11.pointer import PointerThere, pointer_there
from gemba.ui.capture.x11.windows import XWindows

#: where the system tells no more than the place, the pointer is an arrow so many logical pixels high
_USUAL_PX = 19
SETTING = "capture.pointer"
AS_MARK = "mark"


class Pointing:
    """The pointer of the picture that is being taken; shared by all veils."""

    def __init__(self) -> None:
        """Know of no pointer yet."""
        self.there: PointerThere | None = None
        self.wanted = False

    def look(self, windows: XWindows | None, elsewhere: Callable[[], tuple[int, int, float]]) -> None:
        """Remember the pointer as it is now; ``elsewhere`` gives place and scale where no X server tells."""
        if windows is not None:
            self.there = pointer_there(windows)
        else:
            x, y, scale = elsewhere()
            self.there = PointerThere(x, y, PointerShape.ARROW, round(_USUAL_PX * scale))

    def on(self, taken: Sequence[Taken]) -> list[Taken]:
        """Return the pictures with the pointer on the one that it points into, where it is wanted."""
        there = self.there
        if there is None or not self.wanted:
            return list(taken)
        return [_with(one, there) if one.place.holds(there.x, there.y) else one for one in taken]

    def paint(self, painter: QPainter, screen: Rect, scale: float) -> None:
        """Paint the pointer as it will be, on a screen that lies so on the desktop."""
        from gemba.imaging.pointer import pointer, pointer_corners  # Pillow comes with it, and no start needs that
        from gemba.ui.annotator.brush import draw

        if self.there is None or not self.wanted or not screen.holds(self.there.x, self.there.y):
            return
        hot = (self.there.x - screen.left, self.there.y - screen.top)
        mark = Mark(
            "", MarkKind.POINTER, pointer_corners(self.there.shape, hot, self.there.height_px), shape=self.there.shape
        )
        painter.save()
        painter.scale(1 / scale, 1 / scale)
        draw(painter, pointer(mark, (screen.width, screen.height)), QImage())
        painter.restore()


def _with(taken: Taken, there: PointerThere) -> Taken:
    place = taken.place
    pixels = taken.shot.pixels
    # A screen that is coarser than the desktop's grid is kept in its own pixels; the last of the grid's is in the last.
    x, y = (there.x - place.left) * pixels.width // place.width, (there.y - place.top) * pixels.height // place.height
    found = Pointer(x, y, there.shape, max(1, round(there.height_px * pixels.width / place.width)))
    return replace(taken, shot=replace(taken.shot, pointer=found))
