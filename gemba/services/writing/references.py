"""Find what a person means by "14", "T14", "A01", "T1/03", "S7" or a piece of an id.

A number or code goes first, then the id of the pack, then the id of the library or its last six digits. What stands
for two things is refused with a sentence, never guessed. Must not know what is done with the thing.
"""

from __future__ import annotations

import re
from typing import TypeVar

from gemba.errors import UserError
from gemba.message import Message, say
from gemba.model.entities import (
    Capture,
    Contact,
    Decision,
    Entity,
    GembaSession,
    Narrative,
    Observation,
    Person,
    Problem,
    Promise,
    Ticket,
)
from gemba.model.operation import Operation

Thing = TypeVar("Thing", bound=Entity)
_ID = re.compile(r"[0-9a-f]{32}\Z")
_TAIL = re.compile(r"[0-9a-f]{6,31}\Z")


def ticket(op: Operation, reference: str) -> Ticket:
    """Return the ticket that "14", "T14", "A01" or an id means."""
    return _found(op, Ticket, reference, letter="T", nobody=say("There is no ticket “{name}”.", name=reference))


def session(op: Operation, reference: str) -> GembaSession:
    """Return the visit that "7", "S7", "T1" (its id in the pack) or an id means."""
    return _found(op, GembaSession, reference, letter="S", nobody=say("There is no visit “{name}”.", name=reference))


def problem(op: Operation, reference: str) -> Problem:
    """Return the problem that "3", "P3" or an id means."""
    return _found(op, Problem, reference, letter="P", nobody=say("There is no problem “{name}”.", name=reference))


def decision(op: Operation, reference: str) -> Decision:
    """Return the decision that "1", "D1" or an id means."""
    return _found(op, Decision, reference, letter="D", nobody=say("There is no decision “{name}”.", name=reference))


def observation(op: Operation, reference: str) -> Observation:
    """Return the observation that "T1-0907" or an id means."""
    return _found(op, Observation, reference, letter="", nobody=say("There is no note “{name}”.", name=reference))


def capture(op: Operation, reference: str) -> Capture:
    """Return the picture that "T1/03" or an id means."""
    return _found(op, Capture, reference, letter="", nobody=say("There is no picture “{name}”.", name=reference))


def picture_name(capture: Capture) -> str:
    """Return how a picture is called where its links and sentences name it: its code, its file, else its id."""
    return capture.source_id or capture.file_name or capture.id


def promise(op: Operation, reference: str) -> Promise:
    """Return the promise that an id means."""
    return _found(op, Promise, reference, letter="", nobody=say("There is no promise “{name}”.", name=reference))


def contact(op: Operation, reference: str) -> Contact:
    """Return the call that "K01" or an id means."""
    return _found(op, Contact, reference, letter="", nobody=say("There is no call “{name}”.", name=reference))


def person(op: Operation, reference: str) -> Person:
    """Return the person of that name or id."""
    found = op.all(Person, name=reference)
    if len(found) == 1:
        return found[0]
    return _found(op, Person, reference, letter="", nobody=say("Nobody of that name is in the library."))


def narrative(op: Operation, reference: str) -> Narrative:
    """Return the narrative that an id means, the one changed last where none is named."""
    if not reference:
        every = sorted(op.all(Narrative), key=lambda one: (one.changed, one.id))
        if not every:
            raise UserError(say("There is no narrative yet."), mend=say("“gemba narrative new” drafts one."))
        return every[-1]
    return _found(op, Narrative, reference, letter="", nobody=say("There is no narrative “{name}”.", name=reference))


def _found(op: Operation, kind: type[Thing], reference: str, *, letter: str, nobody: Message) -> Thing:
    name = reference.strip()
    candidates: list[Thing] = []
    number = re.fullmatch(rf"{letter}?(\d{{1,9}})", name, re.IGNORECASE) if letter else None
    if number is not None:
        candidates = list(op.all(kind, number=int(number[1])))
    if not candidates and _ID.match(name):
        # Before the names: the window knows rows by their ids, and a line of a visit must not wait for four questions.
        candidates = list(op.all(kind, id=name))
    if not candidates and name and hasattr(kind, "source_id"):
        candidates = list(op.all(kind, source_id=name))
    if not candidates and name and kind is Capture:
        candidates = list(op.all(kind, file_name=name))
    if not candidates and _TAIL.match(name):
        candidates = [one for one in op.all(kind) if one.id.endswith(name)]
    if not candidates:
        raise UserError(nobody, mend=say("The list shows what there is, with the ids."))
    if len(candidates) > 1:
        raise UserError(say("“{name}” stands for {n} things.", name=name, n=len(candidates)), mend=say("Use the id."))
    return candidates[0]
