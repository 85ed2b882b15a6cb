"""Bodies of the operations on comments; they run on the writer's thread. Must not know how a comment is shown."""

from __future__ import annotations

from collections.abc import Iterable

from gemba.errors import UserError
from gemba.message import say
from gemba.model.entities import Capture, Comment
from gemba.model.operation import Operation
from gemba.model.roles import FACILITATOR
from gemba.model.rows.review import Region
from gemba.services.writing import references


def add(
    op: Operation, picture: str, text: str, *, region: tuple[float, float, float, float] | None, author: str
) -> str:
    """Add a comment to a picture, or to a region of it (two opposite corners), and return its id."""
    capture = references.capture(op, picture)
    _refuse_empty(text)
    comment = Comment(
        capture_id=capture.id,
        text=text,
        author=author or FACILITATOR,
        at=op.now(),
        region_px=None if region is None else within(capture, region),
    )
    return op.add(comment).id


def reply(op: Operation, comment_id: str, text: str, *, author: str) -> str:
    """Answer a comment and return the answer's id; an answer to an answer stands below the same comment."""
    asked = op.get(Comment, comment_id)
    _refuse_empty(text)
    top = asked.parent_id or asked.id
    answer = Comment(capture_id=asked.capture_id, parent_id=top, text=text, author=author or FACILITATOR, at=op.now())
    return op.add(answer).id


def edit(op: Operation, comment_id: str, text: str) -> None:
    """Change the words of a comment."""
    _refuse_empty(text)
    op.get(Comment, comment_id).text = text


def move(op: Operation, comment_id: str, region: tuple[float, float, float, float] | None) -> None:
    """Let a comment be about another region (two opposite corners), or about all of the picture."""
    comment = op.get(Comment, comment_id)
    comment.region_px = None if region is None else within(op.get(Capture, comment.capture_id), region)


def resolve(op: Operation, comment_ids: Iterable[str], *, resolved: bool) -> None:
    """Close comments, or open them again."""
    for comment_id in comment_ids:
        op.get(Comment, comment_id).resolved = resolved


def remove(op: Operation, comment_id: str) -> None:
    """Take a comment out with its answers."""
    op.delete(op.get(Comment, comment_id))


def within(capture: Capture, region: tuple[float, float, float, float]) -> Region:
    """Return two opposite corners as left, top, right, bottom in whole pixels, outwards, inside the picture.

    Raises UserError for a region that lies outside of it.
    """
    (x0, x1), (y0, y1) = sorted((region[0], region[2])), sorted((region[1], region[3]))
    if x1 < 0 or y1 < 0 or x0 > capture.width or y0 > capture.height:
        raise UserError(
            say("That lies outside the picture, which is {w} × {h} pixels.", w=capture.width, h=capture.height)
        )
    left, top = max(0, int(x0 // 1)), max(0, int(y0 // 1))
    return left, top, min(capture.width, int(-(-x1 // 1))), min(capture.height, int(-(-y1 // 1)))


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise UserError(say("The comment is empty."), mend=say("Write what you want to say."))
