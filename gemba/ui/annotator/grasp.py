"""What a hand takes hold of where the button went down: a handle, a chosen mark, a new mark, one that is chosen now.

Must not know what becomes of a gesture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.model.annotation import Mark, MarkKind
from gemba.ui.annotator.gestures import Draw, Gesture, Move, PullHandle, Scribble
from gemba.ui.annotator.guides import Guides
from gemba.ui.annotator.handles import Point, Rect, handles
from gemba.ui.annotator.tools import COMMENT

if TYPE_CHECKING:
    from gemba.ui.annotator.board import Board


def gesture_at(board: Board, at: Point, reach: float) -> Gesture | None:
    """Return the gesture that begins at a place, None where there is nothing to take hold of.

    ``reach`` is how near the hand has to come, in pixels of the picture. What lies there is chosen.
    """
    return _held(board, at, reach) or _begun(board, at, reach)


def _held(board: Board, at: Point, reach: float) -> Gesture | None:
    """Return a gesture on the chosen mark: a handle, or the mark itself."""
    selection, mark = board.selection, board.selection.mark
    if mark is None or board.tool is COMMENT:
        return None
    near = (
        []
        if selection.is_several
        else [
            (abs(at[0] - x) + abs(at[1] - y), index)
            for index, (x, y) in enumerate(handles(mark, board.size))
            if max(abs(at[0] - x), abs(at[1] - y)) <= 1.5 * reach
        ]
    )
    if near:
        return PullHandle(mark, min(near)[1], board.size, _guides(board, mark.id))
    if mark.kind is MarkKind.CROP:
        return Move(mark, at, _guides(board, mark.id)) if _on_edge(mark.box(), at, reach) else None
    found = board.scene.at(*at, reach=reach)
    for one in selection.marks:
        if found is not None and found.id == one.id:
            return Move(_chosen_last(board, one), at, _guides(board, one.id))
    return None


def _chosen_last(board: Board, mark: Mark) -> Mark:
    """Return the mark after making it the last chosen one of several."""
    if mark.id != board.selection.mark_id:
        board.selection.add_mark(mark.id)
        board.selection.add_mark(mark.id)
    return mark


def _begun(board: Board, at: Point, reach: float) -> Gesture | None:
    """Return a gesture that draws with the tool in the hand, or moves what it chooses."""
    kind = MarkKind.SPOTLIGHT if board.tool is COMMENT else board.tool.kind
    if kind is MarkKind.PENCIL:
        return Scribble(at, board.size, board.memory, screen_scale=board.screen_scale)
    if kind is not None:
        number = board.next_number() if kind is MarkKind.NUMBER else None
        guides, scale = _guides(board, ""), board.screen_scale
        return Draw(kind, at, board.size, board.memory, guides, number=number, screen_scale=scale)
    proposal = next((one for one in board.work.open_proposals if _holds(one.rect_px, at)), None)
    mark = board.scene.at(*at, reach=reach)
    if proposal is not None and mark is None:
        board.selection.choose_proposal(proposal.id)
        return None
    board.selection.choose_mark(mark.id if mark else "")
    return Move(mark, at, _guides(board, mark.id)) if mark else None


def _guides(board: Board, but_not: str) -> Guides:
    return Guides(board.size, (mark.box() for mark in board.work.annotation.marks if mark.id != but_not))


def _on_edge(box: Rect, at: Point, reach: float) -> bool:
    x0, y0, x1, y1 = box
    outer = x0 - reach <= at[0] <= x1 + reach and y0 - reach <= at[1] <= y1 + reach
    return outer and not (x0 + reach < at[0] < x1 - reach and y0 + reach < at[1] < y1 - reach)


def _holds(rect: tuple[int, int, int, int], at: Point) -> bool:
    return rect[0] <= at[0] <= rect[2] and rect[1] <= at[1] <= rect[3]
