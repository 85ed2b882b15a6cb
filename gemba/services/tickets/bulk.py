"""Change several tickets alike in one operation, so that one undo brings all of them back.

All or none: what one of them refuses is refused for all. Must not know the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemba.errors import UserError
from gemba.message import N_, say
from gemba.model.values import TicketState

if TYPE_CHECKING:
    from gemba.model.library import Library
    from gemba.model.operation import Operation
    from gemba.services.tickets.fields import TicketFields

MANY = 1_000
"""At most so many tickets are changed in one operation: each of them is judged before it is committed."""


def move_many(library: Library, wanted: Sequence[str], state: TicketState, *, reason: str = "") -> int:
    """Move several tickets; those that are in that state already stay as they are. Return how many moved."""
    from gemba.services.writing import references, tickets

    _refuse_too_many(wanted)

    def body(op: Operation) -> int:
        moved = [one for one in wanted if references.ticket(op, one).state is not state]
        for one in moved:
            tickets.go_to(op, one, state, reason=reason)
        return len(moved)

    return library.run(N_("Move several tickets"), body)


def edit_many(library: Library, wanted: Sequence[str], fields: TicketFields) -> int:
    """Change several tickets alike and return how many there were."""
    from gemba.services.writing import tickets

    _refuse_too_many(wanted)

    def body(op: Operation) -> int:
        for one in wanted:
            tickets.change(op, one, fields)
        return len(wanted)

    return library.run(N_("Change several tickets"), body)


def _refuse_too_many(wanted: Sequence[str]) -> None:
    if len(wanted) > MANY:
        raise UserError(
            say("{n} tickets are too many to change at once.", n=len(wanted)),
            mend=say("Choose at most {most}.", most=MANY),
        )
