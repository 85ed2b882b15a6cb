"""Marks of a reviewer: drawn with the mouse or put down by keys, moved, sized, written in where they stand.

A run of steps by keys is one change of the review, kept half a second after the last one. Must not know the list
beside the picture.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from gemba.model.annotation import Mark, MarkKind
from gemba.services.reviews.elsewhere import Review
from gemba.ui.annotator.handles import Point, grown
from gemba.ui.annotator.tools import ToolMemory, placed
from gemba.ui.reviewing.canvas import ReviewCanvas
from gemba.ui.reviewing.text_field import TextField

_RUN_MS = 500
_REACH_PX = 6.0
KINDS = {"box": MarkKind.BOX, "arrow": MarkKind.ARROW, "text": MarkKind.TEXT}


class Marking(QObject):
    """The marks on the picture that is shown; ``attempt`` does something to the review and says what came of it."""

    #: a mark was added or changed: its item
    kept = Signal(str)

    def __init__(
        self, review: Review, canvas: ReviewCanvas, field: TextField, attempt: Callable[[Callable[[], object]], bool]
    ) -> None:
        """Take the canvas that marks are drawn on, and the field that text is written in."""
        super().__init__(canvas)
        self._review, self._canvas, self._field, self._attempt = review, canvas, field, attempt
        self._memory = ToolMemory()
        self.picture = ""
        self._live: tuple[str, Mark] | None = None
        self._held: tuple[str, Mark] | None = None
        self._run = QTimer(self, singleShot=True, interval=_RUN_MS)
        self._run.timeout.connect(self.settle)
        field.written.connect(self._written)
        canvas.resized.connect(self._place_field)

    # -- what is there ----------------------------------------------------------------------------------------

    def marks(self) -> list[tuple[str, Mark]]:
        """Return the reviewers' marks with their items, lowest first, as the hand holds them.

        The one that is written in is left out; a second state of one that two people changed has no item.
        """
        writing = self._field.item if self._field.mark is not None else ""
        there = self._review.marks(self.picture)
        found = [("" if one.beside else one.item, one.mark) for one in there if not writing or one.item != writing]
        live = self._live
        return found if live is None else [(item, live[1] if item == live[0] else mark) for item, mark in found]

    def mark(self, item: str) -> Mark | None:
        """Return a reviewer's mark, None where it is none."""
        return next((mark for name, mark in self.marks() if item and name == item), None)

    def at(self, spot: Point, reach: float = _REACH_PX) -> str:
        """Return the topmost mark's item at a place, empty where there is none."""
        for item, mark in reversed(self.marks()):
            left, top, right, bottom = self._canvas.extent(mark)
            if item and left - reach <= spot[0] <= right + reach and top - reach <= spot[1] <= bottom + reach:
                return item
        return ""

    # -- making -----------------------------------------------------------------------------------------------

    def draw(self, kind: MarkKind, points: tuple[Point, ...]) -> None:
        """Add a mark; a text is written first."""
        self.settle()
        mark = self._memory.new_mark(kind, points, self._canvas.size_px)
        if kind is MarkKind.TEXT:
            self.write(mark, "")
        else:
            self._add(mark)

    def put_down(self, kind: MarkKind) -> None:
        """Add a mark of the usual size in the middle of the picture, for drawing without a mouse."""
        wide, high = self._canvas.size_px
        self.draw(kind, placed(self._memory, kind, (wide / 2, high / 2), (wide, high)).points)

    def write(self, mark: Mark, item: str) -> None:
        """Write the words of a text mark where it stands."""
        self.settle()
        self._field.begin(mark, item, size=self._canvas.size_px)
        self._place_field()
        self._canvas.update()

    def write_in(self, item: str) -> bool:
        """Write in a chosen mark; False where it has no words."""
        mark = self.mark(item)
        if mark is None or mark.kind is not MarkKind.TEXT:
            return False
        self.write(mark, item)
        return True

    def nudge(self, item: str, dx: float, dy: float, *, size: bool) -> bool:
        """Move a mark, or change its size; False where it is no reviewer's mark."""
        mark = self.mark(item)
        if mark is None:
            return False
        if self._live is not None and self._live[0] != item:
            self.settle()
        changed = grown(mark, dx, dy, self._canvas.size_px) if size else mark.moved(dx, dy)
        self._live = (item, changed)
        self._run.start()
        return True

    def carry(self, start: Point, to: Point) -> str:
        """Move the mark that was taken hold of at ``start``; return its item, empty where there is none."""
        if self._held is None:
            item = self.at(start)
            mark = self.mark(item)
            if mark is None:
                return ""
            self.settle()
            self._held = (item, mark)
        item, mark = self._held
        self._live = (item, mark.moved(round(to[0] - start[0]), round(to[1] - start[1])))
        return item

    def settle(self) -> None:
        """Keep what the keys moved."""
        self._run.stop()
        self._held = None
        live, self._live = self._live, None
        if live is not None:
            self._attempt(lambda: self._review.change_mark(*live))

    def _add(self, mark: Mark) -> None:
        made: list[str] = []
        if self._attempt(lambda: made.append(self._review.add_mark(self.picture, mark))):
            self.kept.emit(made[0])

    def _written(self, mark: Mark, item: str) -> None:
        if item and not mark.text.strip():
            self._attempt(lambda: self._review.remove(item))
        elif item:
            if self._attempt(lambda: self._review.change_mark(item, mark)):
                self.kept.emit(item)
        elif mark.text.strip():
            self._add(mark)
        self._canvas.update()

    def _place_field(self) -> None:
        mark = self._field.mark
        if mark is not None:
            scale, corner = self._canvas.scale_and_corner()
            self._field.place(corner + QPointF(*mark.points[0]) * scale, scale)
