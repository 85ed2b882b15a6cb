"""Write tickets for a caller that only wants to know which one: no rank is made of all the others after each letter.

The window types through this; the command line goes by way of ``Tickets``, which answers with the ranked view.
Every change is judged before it is committed (writing/judging.py). Must not know paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.message import N_
from gemba.model.library import Library
from gemba.model.values import TicketState
from gemba.services.finding.words import word
from gemba.services.tickets.fields import change_name

if TYPE_CHECKING:
    from gemba.model.operation import Operation
    from gemba.services.tickets.fields import TicketFields


class TicketChanges:
    """What may be done to the tickets of one library; every method returns the id of the ticket, durable."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def new(
        self,
        fields: TicketFields,
        *,
        observations: tuple[str, ...] = (),
        pictures: tuple[str, ...] = (),
        draft: str = "",
    ) -> str:
        """Write a ticket that rests on these notes and pictures, and on the pictures and the problem of the notes."""
        from gemba.services.writing import tickets

        def body(op: Operation) -> str:
            op.forget_draft(draft)
            return tickets.begin(op, fields, observations=observations, pictures=pictures)

        return self._library.run(N_("Write a ticket"), body)

    def edit(self, reference: str, fields: TicketFields, *, coalesce: str = "", draft: str = "") -> str:
        """Change a ticket. With ``coalesce``, changes of the same key that follow each other are one undo step.

        ``draft`` names half-typed text that this commits: it is forgotten in the same transaction.
        """
        from gemba.services.writing import tickets

        def body(op: Operation) -> str:
            op.forget_draft(draft)
            return tickets.change(op, reference, fields)

        return self._library.run(change_name(fields), body, coalesce=coalesce)

    def link(self, reference: str, *, pictures: tuple[str, ...] = (), observations: tuple[str, ...] = ()) -> str:
        """Link pictures and observations."""
        from gemba.services.writing import tickets

        return self._library.run(
            N_("Link evidence"), lambda op: tickets.link(op, reference, pictures=pictures, observations=observations)
        )

    def unlink(self, reference: str, *, pictures: tuple[str, ...] = (), observations: tuple[str, ...] = ()) -> str:
        """Take pictures and observations off."""
        from gemba.services.writing import tickets

        return self._library.run(
            N_("Unlink evidence"),
            lambda op: tickets.unlink(op, reference, pictures=pictures, observations=observations),
        )

    def pair(self, reference: str, *, before: str, after: str) -> str:
        """Say of two pictures of a ticket that one shows, after it was mended, what the other shows."""
        from gemba.services.writing import pairs

        return self._library.run(
            N_("Name a picture the after of another"),
            lambda op: pairs.pair(op, reference, before=before, after=after),
        )

    def take_apart(self, reference: str, *, after: str) -> str:
        """Let an after-picture stand for itself again."""
        from gemba.services.writing import pairs

        return self._library.run(
            N_("Take before and after apart"), lambda op: pairs.take_apart(op, reference, after=after)
        )

    def wave_off(self, reference: str, code: str, *, reason: str) -> str:
        """Wave off a remark with a reason, so that it no longer holds up delegating."""
        from gemba.services.writing import tickets

        return self._library.run(
            N_("Wave off a remark"), lambda op: tickets.wave_off(op, reference, code, reason=reason)
        )

    def delegate(self, reference: str, *, owner_accepted: bool) -> str:
        """Hand an actionable ticket to its owner; refuses with the first thing that is missing."""
        from gemba.services.writing import tickets

        return self._library.run(
            N_("Delegate a ticket"), lambda op: tickets.delegate(op, reference, owner_accepted=owner_accepted)
        )

    def move(self, reference: str, state: str, *, reason: str = "") -> str:
        """Move a ticket on, park it or reject it with a reason, or bring it back."""
        from gemba.services.writing import tickets

        wanted = word(TicketState, state)
        return self._library.run(N_("Move a ticket"), lambda op: tickets.go_to(op, reference, wanted, reason=reason))

    def same_problem(self, reference: str, observation: str) -> str:
        """Say that a note reports the same problem as a ticket: it rests on the note from now on.

        The note joins the ticket's problem; where the ticket has none yet, it takes the note's. Nothing is merged.
        """
        from gemba.services.writing import tickets

        return self._library.run(N_("Link a report"), lambda op: tickets.same_problem(op, reference, observation))

    def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text under the name of its field; an empty text forgets it. Durable when it returns."""
        self._library.save_draft(key, text)
