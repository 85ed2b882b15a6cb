"""What the canvas shows and the hands change: picture, marks, selection, tool, view. No events, no painting of its own.

Every edit goes to the Work, which makes it one operation. Must not know Qt's events nor the window around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gemba.imaging.geometry import Shape, kept_rect, shapes, snap
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.ui.annotator.edits import Edits
from gemba.ui.annotator.gestures import Gesture, Move
from gemba.ui.annotator.grasp import gesture_at
from gemba.ui.annotator.handles import Point, Rect, Size, handles
from gemba.ui.annotator.layers import Layers
from gemba.ui.annotator.scene import Scene, bounds_of
from gemba.ui.annotator.selection import Selection
from gemba.ui.annotator.tools import COLOURLESS, COMMENT, SELECT, WRITTEN, Tool, ToolMemory, next_number, placed
from gemba.ui.annotator.view import View
from gemba.ui.annotator.work import Work


class Board(QObject):
    """The state of one canvas."""

    repaint = Signal()
    tool_changed = Signal()
    view_changed = Signal()
    #: left, top, right, bottom of what a comment is to be about
    region_drawn = Signal(object)

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
        #: the largest number on the other pictures of the series
        self.numbers_before: Callable[[], int] = int
        self._glimpse: Layers | None = None
        self.edits = Edits(self)
        work.glimpsed.connect(self._glimpsed)
        work.opened.connect(self._opened)
        work.woken.connect(self._woken)
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
    def screen_scale(self) -> float:
        """Return the scale of the screen that the picture is of, 1 where it is of none."""
        return self.scene.screen_scale if self.layers else 1.0

    @property
    def scene(self) -> Scene:
        """Return the marks as shapes; only while a picture is open."""
        assert self.layers is not None
        return self.layers.scene

    def live_shapes(self) -> tuple[Shape, ...]:
        """Return what the hand holds, as shapes; while a region is drawn, the rest grows dim."""
        mark = self.gesture.mark if self.gesture else None
        if mark is None:
            return ()
        others = [shape for one in self._carried() for shape in shapes(one, picture_size=self.size)]
        if mark.kind is MarkKind.NUMBER and mark.number is None:
            mark = replace(mark, number=self.next_number())
        return (*others, *shapes(mark, picture_size=self.size, lossy=self.scene.lossy))

    def _carried(self) -> tuple[Mark, ...]:
        """Return the other chosen marks as they go along with the one that the hand moves."""
        mark, was = self.gesture.mark if self.gesture else None, self.selection.mark
        if not isinstance(self.gesture, Move) or mark is None or was is None or not self.selection.is_several:
            return ()
        dx, dy = mark.points[-1][0] - was.points[-1][0], mark.points[-1][1] - was.points[-1][1]
        return tuple(one.moved(dx, dy) for one in self.selection.marks if one.id != mark.id)

    def others_chosen(self) -> tuple[Rect, ...]:
        """Return the boxes of the marks that are chosen beside the last one."""
        if not self.selection.is_several:
            return ()
        moving = self._carried()
        rest = moving or tuple(one for one in self.selection.marks if one.id != self.selection.mark_id)
        return tuple(self.extent(one) for one in rest)

    def extent(self, mark: Mark) -> Rect:
        """Return the box that a mark is seen in, its stroke included."""
        return bounds_of(shapes(mark, picture_size=self.size, lossy=self.scene.lossy)) or mark.box()

    def shown_frame(self) -> Rect | None:
        """Return what the crop lets be seen, also while a hand draws or pulls it; None without one."""
        live = self.gesture.mark if self.gesture else None
        crop = live if live is not None and live.kind is MarkKind.CROP else self.work.annotation.crop
        if crop is None:
            return None
        kept = kept_rect(Annotation((crop,)), self.size)
        return float(kept.x0), float(kept.y0), float(kept.x1), float(kept.y1)

    def chosen_frame(self) -> tuple[Rect, tuple[Point, ...]] | None:
        """Return the box of the chosen mark as it is now, and its handles."""
        mark = self.gesture.mark if self.gesture and not self.gesture.new else self.selection.mark
        if mark is None or (self.gesture and self.gesture.new):
            return None
        if mark.kind is MarkKind.REDACTION:
            block = snap(mark.box(), lossy=self.scene.lossy, size=self.size, full_width=mark.full_width)
            return (float(block.x0), float(block.y0), float(block.x1), float(block.y1)), handles(mark, self.size)
        if self.selection.is_several:
            return self.extent(mark), ()
        seen = mark.box() if mark.kind in (MarkKind.SPOTLIGHT, MarkKind.CROP) else self.extent(mark)
        return seen, handles(mark, self.size)

    def next_number(self) -> int:
        """Return the figure that the next number gets."""
        before = self.numbers_before() if self.memory.numbers_go_on else 0
        return next_number(self.work.annotation.marks, before)

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
        crop = self.work.annotation.crop
        if tool.kind is MarkKind.CROP and crop is not None:
            self.selection.choose_mark(crop.id)
        self.tool_changed.emit()
        self.repaint.emit()

    # -- gestures ---------------------------------------------------------------------------------------------

    def begin(self, at: Point, *, reach: float, more: bool = False) -> bool:
        """Begin a gesture where the button went down; False where there is nothing to take hold of.

        ``more`` chooses one more mark, or lets go of one.
        """
        if not self.work.can_write:
            return False
        if more and self.tool is SELECT:
            found = self.scene.at(*at, reach=reach)
            if found is not None:
                self.selection.add_mark(found.id)
            return found is not None
        self.gesture = gesture_at(self, at, reach)
        if self.gesture is not None and not self.gesture.new and self.gesture.mark is not None:
            carried = self.selection.marks if isinstance(self.gesture, Move) else ()
            self._lift(self.gesture.mark.id, *(mark.id for mark in carried))
        self.repaint.emit()
        return self.gesture is not None

    def finish(self) -> Mark | None:
        """Let go: what was drawn or moved becomes one operation. Returns the new mark, where one was drawn."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return None
        mark = gesture.result()
        self.gesture = gesture
        carried = self._carried()
        self.gesture = None
        self._lift()
        if mark is not None and self.tool is COMMENT:
            self.region_drawn.emit(mark.box())
            self.choose_tool(SELECT)
            return None
        if mark is not None and gesture.new:
            return self._add(mark)
        if mark is not None:
            self.change(*carried, mark)
        self.repaint.emit()
        return None

    @property
    def draws(self) -> bool:
        """Say whether a hand draws a new mark of a tool."""
        return self.gesture is not None and self.gesture.new and self.tool.kind is not None

    def widen(self, steps: int) -> bool:
        """Let what is being drawn become wider or narrower; False where nothing is that could."""
        kind = self.tool.kind
        if self.gesture is None or kind is None or not self.draws or kind in COLOURLESS:
            return False
        self.memory.step(kind, steps, self.size, screen_scale=self.screen_scale)
        self.gesture.restyle(self.memory)
        self.tool_changed.emit()
        self.repaint.emit()
        return True

    def cancel(self) -> bool:
        """Drop what the hand holds; False where it holds nothing."""
        if self.gesture is None:
            return False
        self.gesture = None
        self._lift()
        self.repaint.emit()
        return True

    def _lift(self, *mark_ids: str) -> None:
        """Leave marks out of the composed picture while the hand moves them; none puts all of them back."""
        if self.layers is None:
            return
        before, self.layers.lifted = self.layers.lifted, frozenset(mark_ids)
        for one in before ^ self.layers.lifted:
            if self.scene.mark(one) is not None:
                self.layers.redraw(self._reach_of(one))

    def _reach_of(self, mark_id: str) -> Rect:
        mark = self.scene.mark(mark_id)
        if mark is not None and mark.kind is MarkKind.SPOTLIGHT:
            return 0.0, 0.0, float(self.size[0]), float(self.size[1])
        if mark is not None and mark.kind is MarkKind.REDACTION:
            block = snap(mark.box(), lossy=self.scene.lossy, size=self.size, full_width=mark.full_width)
            return float(block.x0), float(block.y0), float(block.x1), float(block.y1)
        return self.scene.bounds(mark_id)

    # -- edits ------------------------------------------------------------------------------------------------

    def place(self) -> Mark | None:
        """Put down a mark of the usual size in the middle of what is seen, for drawing without a mouse."""
        if self.tool is COMMENT and self.work.can_write:
            chosen = self.selection.mark
            self.region_drawn.emit(None if chosen is None else self.extent(chosen))
            self.choose_tool(SELECT)
            return None
        if self.tool.kind is None or not self.work.can_write:
            return None
        kind = self.tool.kind
        number = self.next_number() if kind is MarkKind.NUMBER else None
        middle, scale = self.view.middle(), self.screen_scale
        return self._add(placed(self.memory, kind, middle, self.size, number=number, screen_scale=scale))

    def _add(self, mark: Mark) -> Mark:
        """Keep a new mark and choose it; a text waits for its words, and a frame takes the place of the old one."""
        self.memory.last = mark.kind
        if mark.kind is MarkKind.CROP and self.work.annotation.crop is not None:
            mark = replace(mark, id=self.work.annotation.crop.id)
        if mark.kind not in WRITTEN:
            self.work.put(mark)
            self.selection.choose_mark(mark.id)
        self.repaint.emit()
        return mark

    def change(self, *marks: Mark, together: str = "") -> None:
        """Keep changed marks as one step."""
        if self.work.can_write:
            self.work.put(*marks, changing=True, together=together)

    # -- news -------------------------------------------------------------------------------------------------

    def _glimpsed(self, bare: Layers) -> None:
        """Show a picture whose marks are on their way."""
        self.gesture = None
        self.selection.clear()
        self._glimpse = self.layers = bare
        self.view = View(*bare.scene.size, self.view.width, self.view.height).fit()
        self.view_changed.emit()
        self.repaint.emit()

    def rest(self) -> None:
        """Let go of the pixels; the view and what is chosen stay."""
        self.cancel()
        self.layers = None
        self.work.rest()

    def _woken(self) -> None:
        self.layers = self.work.layers
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
