"""What the canvas shows and the hands change: picture, marks, selection, tool, view. No events, no painting of its own.

Every edit goes to the Work, which makes it one operation. Must not know Qt's events nor the window around it.
"""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gemba.imaging.geometry import Shape, shapes, snap
from gemba.model.annotation import Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.annotator.gestures import Draw, Gesture, Move, PullHandle, Scribble
from gemba.ui.annotator.guides import Guides
from gemba.ui.annotator.handles import Point, Rect, Size, grown, handles
from gemba.ui.annotator.layers import Layers
from gemba.ui.annotator.scene import Scene, bounds_of
from gemba.ui.annotator.selection import Selection
from gemba.ui.annotator.tools import SELECT, Tool, ToolMemory, next_number, placed
from gemba.ui.annotator.view import View
from gemba.ui.annotator.work import Work

_RUN_S = 1.5
_DUPLICATE_PX = 16.0


class Board(QObject):
    """The state of one canvas."""

    repaint = Signal()
    tool_changed = Signal()
    view_changed = Signal()

    def __init__(self, work: Work, memory: ToolMemory, parent: QObject) -> None:
        """Take the picture under work and what the tools remember."""
        super().__init__(parent)
        self.work = work
        self.memory = memory
        self.selection = Selection(work, self)
        self.tool: Tool = SELECT
        self.gesture: Gesture | None = None
        self.layers: Layers | None = None
        self.view = View(1, 1, 1, 1)
        self._glimpse: Layers | None = None
        self._run = (0.0, "")
        work.glimpsed.connect(self._glimpsed)
        work.opened.connect(self._opened)
        work.base_changed.connect(self._base_changed)
        work.marks_changed.connect(self._marks_changed)
        work.row_changed.connect(self._row_changed)
        self.selection.changed.connect(self._selection_changed)

    # -- what is shown ----------------------------------------------------------------------------------------

    @property
    def size(self) -> Size:
        """Return the picture's width and height."""
        return self.scene.size if self.layers else (1, 1)

    @property
    def scene(self) -> Scene:
        """Return the marks as shapes; only while a picture is open."""
        assert self.layers is not None
        return self.layers.scene

    def live_shapes(self) -> tuple[Shape, ...]:
        """Return what the hand holds, as shapes."""
        mark = self.gesture.mark if self.gesture else None
        if mark is None:
            return ()
        if mark.kind is MarkKind.NUMBER and mark.number is None:
            mark = replace(mark, number=next_number(self.work.annotation.marks))
        return shapes(mark, picture_size=self.size, lossy=self.scene.lossy)

    def chosen_frame(self) -> tuple[Rect, tuple[Point, ...]] | None:
        """Return the box of the chosen mark as it is now, and its handles."""
        mark = self.gesture.mark if self.gesture and not self.gesture.new else self.selection.mark
        if mark is None or (self.gesture and self.gesture.new):
            return None
        if mark.kind is MarkKind.REDACTION:
            block = snap(mark.box(), lossy=self.scene.lossy, size=self.size, full_width=mark.full_width)
            return (float(block.x0), float(block.y0), float(block.x1), float(block.y1)), handles(mark, self.size)
        seen = bounds_of(shapes(mark, picture_size=self.size)) or mark.box()
        return seen, handles(mark, self.size)

    def set_view(self, view: View) -> None:
        """Show another part of the picture."""
        if view != self.view:
            self.view = view
            self.view_changed.emit()
            self.repaint.emit()

    def choose_tool(self, tool: Tool) -> None:
        """Take a tool in the hand."""
        self.cancel()
        self.tool = tool
        self.tool_changed.emit()
        self.repaint.emit()

    # -- gestures ---------------------------------------------------------------------------------------------

    def begin(self, at: Point, *, reach: float) -> bool:
        """Begin a gesture where the button went down; False where there is nothing to take hold of."""
        if not self.work.can_write:
            return False
        self.gesture = self._held(at, reach) or self._begun(at, reach)
        if self.gesture is not None and not self.gesture.new and self.gesture.mark is not None:
            self._lift(self.gesture.mark.id)
        self.repaint.emit()
        return self.gesture is not None

    def finish(self) -> Mark | None:
        """Let go: what was drawn or moved becomes one operation. Returns the new mark, where one was drawn."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return None
        mark = gesture.result()
        self._lift("")
        if mark is not None and gesture.new:
            return self._add(mark)
        if mark is not None:
            self.change(mark)
        self.repaint.emit()
        return None

    def cancel(self) -> bool:
        """Drop what the hand holds; False where it holds nothing."""
        if self.gesture is None:
            return False
        self.gesture = None
        self._lift("")
        self.repaint.emit()
        return True

    def _held(self, at: Point, reach: float) -> Gesture | None:
        """Return a gesture on the chosen mark: a handle, or the mark itself."""
        mark = self.selection.mark
        if mark is None:
            return None
        near = [
            (abs(at[0] - x) + abs(at[1] - y), index)
            for index, (x, y) in enumerate(handles(mark, self.size))
            if max(abs(at[0] - x), abs(at[1] - y)) <= 1.5 * reach
        ]
        if near:
            return PullHandle(mark, min(near)[1], self.size, self._guides(mark.id))
        found = self.scene.at(*at, reach=reach)
        return Move(mark, at, self._guides(mark.id)) if found is not None and found.id == mark.id else None

    def _begun(self, at: Point, reach: float) -> Gesture | None:
        kind = self.tool.kind
        if kind is MarkKind.PENCIL:
            return Scribble(at, self.size, self.memory)
        if kind is not None:
            number = next_number(self.work.annotation.marks) if kind is MarkKind.NUMBER else None
            return Draw(kind, at, self.size, self.memory, self._guides(""), number=number)
        proposal = next((one for one in self.work.open_proposals if _holds(one.rect_px, at)), None)
        mark = self.scene.at(*at, reach=reach)
        if proposal is not None and mark is None:
            self.selection.choose_proposal(proposal.id)
            return None
        self.selection.choose_mark(mark.id if mark else "")
        return Move(mark, at, self._guides(mark.id)) if mark else None

    def _guides(self, but_not: str) -> Guides:
        return Guides(self.size, (mark.box() for mark in self.work.annotation.marks if mark.id != but_not))

    def _lift(self, mark_id: str) -> None:
        """Leave a mark out of the composed picture while the hand moves it; "" puts it back."""
        if self.layers is None:
            return
        before, self.layers.lifted = self.layers.lifted, frozenset({mark_id} if mark_id else ())
        for one in before ^ self.layers.lifted:
            if self.scene.mark(one) is not None:
                self.layers.redraw(self._reach_of(one))

    def _reach_of(self, mark_id: str) -> Rect:
        mark = self.scene.mark(mark_id)
        if mark is not None and mark.kind is MarkKind.REDACTION:
            block = snap(mark.box(), lossy=self.scene.lossy, size=self.size, full_width=mark.full_width)
            return float(block.x0), float(block.y0), float(block.x1), float(block.y1)
        return self.scene.bounds(mark_id)

    # -- edits ------------------------------------------------------------------------------------------------

    def place(self) -> Mark | None:
        """Put down a mark of the usual size in the middle of what is seen, for drawing without a mouse."""
        if self.tool.kind is None or not self.work.can_write:
            return None
        kind = self.tool.kind
        number = next_number(self.work.annotation.marks) if kind is MarkKind.NUMBER else None
        mark = placed(self.memory, kind, self.view.middle(), self.size, number=number)
        return self._add(mark)

    def _add(self, mark: Mark) -> Mark:
        """Keep a new mark and choose it; a text waits for its words."""
        if mark.kind is not MarkKind.TEXT:
            self.work.put(mark)
            self.selection.choose_mark(mark.id)
        self.repaint.emit()
        return mark

    def change(self, mark: Mark, *, together: str = "") -> None:
        """Keep a changed mark, and let its tool remember how it looks."""
        if self.work.can_write:
            self.work.put(mark, changing=True, together=together)

    def nudge(self, dx: float, dy: float, *, size: bool) -> bool:
        """Move the chosen mark, or change its size; a run of steps is taken back as one."""
        mark = self.selection.mark
        if mark is None or not self.work.can_write:
            return False
        moved = grown(mark, dx, dy, self.size) if size else self._kept_in(mark.moved(dx, dy))
        self.change(moved, together=self._run_of(f"{mark.id}-{size}"))
        self.set_view(self.view.showing(moved.box()))
        return True

    def _run_of(self, what: str) -> str:
        now = time.monotonic()
        began, name = self._run
        if now - began > _RUN_S or not name.startswith(what):
            name = f"{what}-{new_id()}"
        self._run = (now, name)
        return name

    def _kept_in(self, mark: Mark) -> Mark:
        """Return the mark with at least its edge inside the picture."""
        x0, y0, x1, y1 = mark.box()
        dx = max(-x1, 0.0) or min(self.size[0] - x0, 0.0)
        dy = max(-y1, 0.0) or min(self.size[1] - y0, 0.0)
        return mark.moved(dx, dy)

    def delete(self) -> bool:
        """Take the chosen mark off."""
        mark = self.selection.mark
        if mark is None or not self.work.can_write:
            return False
        self.selection.clear()
        self.work.take_off(mark.id)
        return True

    def duplicate(self) -> bool:
        """Put a copy of the chosen mark beside it; a number gets the next figure."""
        mark = self.selection.mark
        if mark is None or not self.work.can_write:
            return False
        number = next_number(self.work.annotation.marks) if mark.kind is MarkKind.NUMBER else mark.number
        copy = replace(mark, id=new_id(), number=number).moved(_DUPLICATE_PX, _DUPLICATE_PX)
        self.work.put(self._kept_in(copy))
        self.selection.choose_mark(copy.id)
        return True

    def take(self, *, every: bool = False) -> bool:
        """Take the chosen proposal, or every open one."""
        return self._decide(take=True, every=every)

    def refuse(self) -> bool:
        """Refuse the chosen proposal."""
        return self._decide(take=False, every=False)

    def _decide(self, *, take: bool, every: bool) -> bool:
        if not self.work.can_write or not (self.work.open_proposals if every else self.selection.proposal):
            return False
        ids = ("all",) if every else (self.selection.proposal_id,)
        self.work.decide(take=ids if take else (), refuse=() if take else ids)
        return True

    # -- news -------------------------------------------------------------------------------------------------

    def _glimpsed(self, bare: Layers) -> None:
        """Show a picture whose marks are on their way."""
        self.gesture = None
        self.selection.clear()
        self._glimpse = self.layers = bare
        self.view = View(*bare.scene.size, self.view.width, self.view.height).fit()
        self.view_changed.emit()
        self.repaint.emit()

    def _opened(self) -> None:
        glimpse, self._glimpse = self._glimpse, None
        seen = glimpse is not None and self.work.layers is not None and self.layers is glimpse
        self.gesture = None
        self.layers = self.work.layers
        if not seen:  # who looked about already stays where they are
            self.view = View(*self.scene.size, self.view.width, self.view.height).fit()
        self.selection.clear()
        if self.work.open_proposals and self.work.can_write:
            self.selection.choose_proposal(self.work.open_proposals[0].id)
        self.view_changed.emit()
        self.repaint.emit()

    def _base_changed(self, rects: list[Rect]) -> None:
        if self.layers is not None:
            self.layers.show_base(self.work.image, rects)
            self.repaint.emit()

    def _marks_changed(self) -> None:
        if self.layers is None:
            return
        for dirty in self.scene.show(self.work.annotation):
            self.layers.redraw(dirty)
        self.selection.follow()
        self.repaint.emit()

    def _row_changed(self) -> None:
        self.selection.follow()
        self.repaint.emit()

    def _selection_changed(self) -> None:
        chosen = self.selection.proposal
        mark = self.selection.mark
        if chosen is not None:
            left, top, right, bottom = chosen.rect_px
            self.set_view(self.view.showing((left, top, right, bottom)))
        elif mark is not None and self.layers is not None and self.gesture is None:
            self.set_view(self.view.showing(mark.box()))
        self.repaint.emit()


def _holds(rect: tuple[int, int, int, int], at: Point) -> bool:
    return rect[0] <= at[0] <= rect[2] and rect[1] <= at[1] <= rect[3]
