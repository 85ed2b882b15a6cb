"""What is done to the chosen marks and proposals at one stroke: nudge, copy, take off, line up, stack, decide.

Each is one operation of the library. Must not know Qt's events, gestures or how anything is drawn.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from gemba.model.annotation import Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.annotator.arranging import Edge, aligned, spread, stacked
from gemba.ui.annotator.handles import Rect, Size, grown
from gemba.ui.annotator.text_line import line_rows

if TYPE_CHECKING:
    from gemba.ui.annotator.board import Board

_ITS_OWN = frozenset({MarkKind.CROP, MarkKind.POINTER})
_RUN_S = 1.5
_DUPLICATE_PX = 16.0


class Edits:
    """The strokes of one board."""

    def __init__(self, board: Board) -> None:
        """Take the board whose selection they are about."""
        self._board = board
        self._run = (0.0, "")

    def nudge(self, dx: float, dy: float, *, size: bool) -> bool:
        """Move the chosen mark, or change its size; a run of steps is taken back as one."""
        mark = self._board.selection.mark
        if mark is None or not self._board.work.can_write:
            return False
        if size:
            moved: tuple[Mark, ...] = (grown(mark, dx, dy, self._board.size),)
        else:
            moved = tuple(self._kept_in(one.moved(dx, dy)) for one in self._board.selection.marks)
        self._board.change(*moved, together=self._run_of(f"{mark.id}-{size}"))
        self._board.set_view(self._board.view.showing(moved[-1].box()))
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
        dx = max(-x1, 0.0) or min(self._board.size[0] - x0, 0.0)
        dy = max(-y1, 0.0) or min(self._board.size[1] - y0, 0.0)
        return mark.moved(dx, dy)

    def delete(self) -> bool:
        """Take the chosen marks off."""
        marks = self._board.selection.marks
        if not marks or not self._board.work.can_write:
            return False
        self._board.selection.clear()
        self._board.work.take_off(*(mark.id for mark in marks))
        return True

    def duplicate(self) -> bool:
        """Put a copy of the chosen marks beside them; a number gets the next figure."""
        if not self._board.selection.marks or not self._board.work.can_write:
            return False
        copies = tuple(self._kept_in(one.moved(_DUPLICATE_PX, _DUPLICATE_PX)) for one in self._copies())
        self._board.work.put(*copies)
        self._board.selection.choose_mark(copies[0].id)
        for one in copies[1:]:
            self._board.selection.add_mark(one.id)
        return True

    def copies_for(self, size: Size) -> tuple[Mark, ...]:
        """Return the chosen marks, or all, as they go onto another picture: those that have a place on it.

        A frame and a mouse pointer stay behind: they are the picture's own. A number gets the next figure.
        """
        marks = self._copies() if self._board.selection.marks else self._copies(self._board.work.annotation.marks)
        return tuple(one for one in marks if one.kind not in _ITS_OWN and _inside(one.box(), size))

    def _copies(self, marks: Iterable[Mark] | None = None) -> tuple[Mark, ...]:
        figure = self._board.next_number()
        out = []
        for mark in self._board.selection.marks if marks is None else marks:
            number = mark.number
            if mark.kind is MarkKind.NUMBER:
                number, figure = figure, figure + 1
            out.append(replace(mark, id=new_id(), number=number))
        return tuple(out)

    def align(self, edge: Edge) -> None:
        """Bring the chosen marks into one line; a single one to the picture's edge or middle."""
        if self._board.selection.marks:
            self._change_moved(aligned(self._board.selection.marks, edge, self._board.extent, self._board.size))

    def spread(self, axis: Literal["x", "y"]) -> None:
        """Make the gaps between three or more chosen marks even."""
        self._change_moved(spread(self._board.selection.marks, axis, self._board.extent))

    def _change_moved(self, marks: tuple[Mark, ...]) -> None:
        now = {mark.id: mark for mark in self._board.selection.marks}
        self._board.change(*(mark for mark in marks if now[mark.id] != mark))

    def cover_line(self) -> bool:
        """Let the chosen block cover the whole line of text it lies on, from edge to edge."""
        board, mark = self._board, self._board.selection.mark
        if mark is None or mark.kind is not MarkKind.REDACTION or board.layers is None:
            return False
        x0, y0, x1, y1 = mark.box()
        top, bottom = line_rows(board.layers.base, (x0, y0, x1, y1))
        board.change(replace(mark, points=((x0, top), (x1, bottom)), full_width=True))
        return True

    def restack(self, *, front: bool) -> None:
        """Put the chosen marks above or below all others."""
        if self._board.selection.marks and self._board.work.can_write:
            self._board.work.restack(
                stacked(self._board.work.annotation.marks, self._board.selection.marks, front=front)
            )

    def take(self, *, every: bool = False) -> bool:
        """Take the chosen proposal, or every open one."""
        return self._decide(take=True, every=every)

    def refuse(self) -> bool:
        """Refuse the chosen proposal."""
        return self._decide(take=False, every=False)

    def _decide(self, *, take: bool, every: bool) -> bool:
        if not self._board.work.can_write or not (
            self._board.work.open_proposals if every else self._board.selection.proposal
        ):
            return False
        ids = ("all",) if every else (self._board.selection.proposal_id,)
        self._board.work.decide(take=ids if take else (), refuse=() if take else ids)
        return True


def _inside(box: Rect, size: Size) -> bool:
    return box[2] >= 0 and box[3] >= 0 and box[0] <= size[0] and box[1] <= size[1]
