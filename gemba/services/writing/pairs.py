"""Bodies of the operations on before and after: which picture of a ticket shows what another shows, once it is mended.

They run on the writer's thread. The gate does not ask for pairs (DOMAIN §1). Must not know how a pair is shown.
"""

from __future__ import annotations

from gemba.errors import Refused, UserError
from gemba.message import Message, say
from gemba.model.entities import Capture, Ticket, TicketPair, TicketPicture
from gemba.model.operation import Operation
from gemba.services.writing import references


def pair(op: Operation, reference: str, *, before: str, after: str) -> str:
    """Say that ``after`` shows what ``before`` shows, mended; one that was the after of another is so no longer.

    Both must be linked to the ticket. Refuses a picture for its own after, and a row of three where one of the two
    stands in another pair on the other side.
    """
    ticket = references.ticket(op, reference)
    first, second = _linked(op, ticket, before), _linked(op, ticket, after)
    if first.id == second.id:
        raise Refused(say("A picture is not its own after."), mend=say("Choose the picture from before the change."))
    if op.find(TicketPair, ticket_id=ticket.id, after_id=first.id) is not None:
        raise _taken(first, say("Choose the picture from before the change."))
    if op.find(TicketPair, ticket_id=ticket.id, before_id=second.id) is not None:
        raise _taken(second, say("Take that pair apart first."))
    there = op.find(TicketPair, ticket_id=ticket.id, after_id=second.id)
    if there is None:
        op.add(TicketPair(ticket_id=ticket.id, before_id=first.id, after_id=second.id))
    else:
        there.before_id = first.id
    ticket.changed = op.now()
    return ticket.id


def take_apart(op: Operation, reference: str, *, after: str) -> str:
    """Let an after-picture stand for itself again."""
    ticket = references.ticket(op, reference)
    picture = references.capture(op, after)
    there = op.find(TicketPair, ticket_id=ticket.id, after_id=picture.id)
    if there is None:
        raise UserError(
            say("{picture} is the after of no other picture here.", picture=references.picture_name(picture))
        )
    op.delete(there)
    ticket.changed = op.now()
    return ticket.id


def forget(op: Operation, ticket_id: str, capture_id: str) -> None:
    """Take apart every pair of a picture that is taken off its ticket."""
    for one in op.all(TicketPair, ticket_id=ticket_id):
        if capture_id in (one.before_id, one.after_id):
            op.delete(one)


def hand_over(op: Operation, old: Capture, new: Capture) -> None:
    """Let the kept picture stand where one that is alike stood; a pair that would be of one picture goes."""
    for one in [*op.all(TicketPair, before_id=old.id), *op.all(TicketPair, after_id=old.id)]:
        before, after = (new.id if key == old.id else key for key in (one.before_id, one.after_id))
        others = [other for other in op.all(TicketPair, ticket_id=one.ticket_id) if other.id != one.id]
        crossed = any(after in (other.after_id, other.before_id) or before == other.after_id for other in others)
        if before == after or crossed:
            op.delete(one)
        else:
            one.before_id, one.after_id = before, after
    op.flush()


def _linked(op: Operation, ticket: Ticket, name: str) -> Capture:
    capture = references.capture(op, name)
    if op.find(TicketPicture, ticket_id=ticket.id, capture_id=capture.id) is None:
        raise UserError(
            say("“{name}” is not linked to this ticket.", name=references.picture_name(capture)),
            mend=say("Link it to the ticket first."),
        )
    return capture


def _taken(capture: Capture, mend: Message) -> Refused:
    sentence = say("{picture} stands in another pair of this ticket.", picture=references.picture_name(capture))
    return Refused(sentence, mend=mend)
