"""Comments on pictures and regions of them, with answers: durable when the call returns, one undo step each.

An author is a role ("team lead"), never a name. A Changed tells of them with the kind ``comment``; their words are
searched with their picture. Must not know marks, paper or the file that goes to a reviewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from gemba.errors import UserError
from gemba.message import N_, say
from gemba.model.library import Library
from gemba.model.rows.review import CommentRow
from gemba.services.finding import codes as finding

if TYPE_CHECKING:
    from gemba.model.operation import Operation

Corners = tuple[float, float, float, float]
"""Two opposite corners of a region in pixels of the upright, uncropped picture: x, y, x, y."""


class Comments:
    """What was said about the pictures of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def of(self, picture: str) -> tuple[CommentRow, ...]:
        """Return the comments on a picture ("T1/03" or an id): each with its answers right behind it, oldest first."""
        queries = self._library.queries
        found = queries.comments(capture_ids=(finding.capture(queries, picture).id,))
        return _threaded(found)

    def one(self, comment_id: str) -> CommentRow:
        """Return one comment; raises UserError where it is gone."""
        row = self._library.queries.comment(comment_id)
        if row is None:
            raise UserError(say("That comment is not there any more."))
        return row

    def open_counts(self) -> Mapping[str, int]:
        """Return how many open comments each picture has, by its id; pictures without one are left out."""
        return self._library.queries.comment_counts()

    def add(
        self, picture: str, text: str, *, region: Corners | None = None, author: str = "", initiator: str = ""
    ) -> CommentRow:
        """Say something about a picture, or about a region of it. Raises UserError for empty words."""
        from gemba.services.writing import comments

        return self._run(
            N_("Comment on a picture"),
            lambda op: comments.add(op, picture, text, region=region, author=author),
            initiator=initiator,
        )

    def reply(self, comment_id: str, text: str, *, author: str = "", initiator: str = "") -> CommentRow:
        """Answer a comment."""
        from gemba.services.writing import comments

        return self._run(
            N_("Answer a comment"), lambda op: comments.reply(op, comment_id, text, author=author), initiator=initiator
        )

    def edit(self, comment_id: str, text: str, *, initiator: str = "") -> CommentRow:
        """Change the words of a comment; what is typed on in the same one is one step."""
        from gemba.services.writing import comments

        def body(op: Operation) -> str:
            comments.edit(op, comment_id, text)
            return comment_id

        return self._run(N_("Change a comment"), body, coalesce=f"comment {comment_id}", initiator=initiator)

    def move(self, comment_id: str, region: Corners | None, *, initiator: str = "") -> CommentRow:
        """Let a comment be about another region; None means all of the picture."""
        from gemba.services.writing import comments

        def body(op: Operation) -> str:
            comments.move(op, comment_id, region)
            return comment_id

        return self._run(N_("Move a comment"), body, initiator=initiator)

    def resolve(self, comment_ids: Iterable[str], *, resolved: bool = True, initiator: str = "") -> None:
        """Close comments, or open them again with ``resolved=False``, in one step."""
        from gemba.services.writing import comments

        wanted = tuple(comment_ids)
        name = N_("Close a comment") if resolved else N_("Open a comment again")
        self._library.run(name, lambda op: comments.resolve(op, wanted, resolved=resolved), initiator=initiator)

    def remove(self, comment_id: str, *, initiator: str = "") -> None:
        """Take a comment out with its answers; undo brings them back."""
        from gemba.services.writing import comments

        self._library.run(N_("Remove a comment"), lambda op: comments.remove(op, comment_id), initiator=initiator)

    def _run(
        self, name: str, body: Callable[[Operation], str], *, coalesce: str = "", initiator: str = ""
    ) -> CommentRow:
        return self.one(self._library.run(name, body, coalesce=coalesce, initiator=initiator))


def _threaded(rows: Iterable[CommentRow]) -> tuple[CommentRow, ...]:
    """Return each comment with its answers behind it; the order of ids is the order in which they were written."""
    found = tuple(rows)
    answers: dict[str, list[CommentRow]] = {}
    for row in found:
        if row.parent_id is not None:
            answers.setdefault(row.parent_id, []).append(row)
    return tuple(one for top in found if top.parent_id is None for one in (top, *answers.get(top.id, ())))
