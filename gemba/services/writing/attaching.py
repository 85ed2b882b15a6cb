"""Bodies of the operations that attach pictures to notes, and let one picture stand for others that are alike.

They run on the writer's thread. Must not know the window.
"""

from __future__ import annotations

from collections.abc import Iterable

from gemba.errors import Refused
from gemba.message import say
from gemba.model.entities import Capture, ObservationCapture, TicketPicture
from gemba.model.operation import Operation
from gemba.services.writing import pairs, references


def to_note(op: Operation, note: str, pictures: Iterable[str]) -> int:
    """Put pictures to a note, behind those it has; return how many were new to it. One in the inbox joins its visit.

    Raises Refused for a picture of another visit: the page of the note's visit would not show it.
    """
    observation = references.observation(op, note)
    there = op.all(ObservationCapture, observation_id=observation.id)
    known = {one.capture_id for one in there}
    position = max((one.position for one in there), default=-1)
    new = 0
    for name in dict.fromkeys(pictures):
        capture = references.capture(op, name)
        if capture.id in known:
            continue
        if capture.session_id not in (None, observation.session_id):
            raise Refused(
                say("{picture} belongs to another visit than the note.", picture=references.picture_name(capture)),
                mend=say("Choose a note of its visit, attach it to a ticket, or put it to the note's visit first."),
            )
        position, new = position + 1, new + 1
        shown = capture.source_id or capture.id
        op.add(
            ObservationCapture(observation_id=observation.id, reference=shown, capture_id=capture.id, position=position)
        )
        if capture.session_id is None:
            capture.session_id = observation.session_id
    return new


def keep_one(op: Operation, keep: str, others: Iterable[str]) -> None:
    """Take the others out; the notes and tickets that show one of them show the kept one in its place."""
    kept = references.capture(op, keep)
    gone = [references.capture(op, one) for one in dict.fromkeys(others)]
    if any(one.id == kept.id for one in gone):
        raise Refused(say("The picture that is kept cannot go with the others."))
    for capture in gone:
        _hand_over(op, capture, kept)
        kept.caption = kept.caption or capture.caption
        kept.session_id = kept.session_id or capture.session_id
    for capture in gone:
        op.delete(capture)


def _hand_over(op: Operation, old: Capture, new: Capture) -> None:
    """Let what shows the old picture show the new one; what shows both keeps one of them."""
    for note in op.all(ObservationCapture, capture_id=old.id):
        there = op.find(ObservationCapture, observation_id=note.observation_id, capture_id=new.id)
        if there is not None:
            there.part = there.part or note.part
            op.delete(note)
        else:
            note.capture_id, note.reference, note.region_px = new.id, new.source_id or new.id, None
    for picture in op.all(TicketPicture, capture_id=old.id):
        if op.find(TicketPicture, ticket_id=picture.ticket_id, capture_id=new.id) is not None:
            op.delete(picture)
        else:
            picture.capture_id, picture.reference = new.id, references.picture_name(new)
    pairs.hand_over(op, old, new)
