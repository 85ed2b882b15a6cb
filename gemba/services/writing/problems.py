"""Bodies of the operations on problems: name, link, unlink, merge; they run on the writer's thread.

Nothing is merged without a person saying so, and every merge is one undo step (DOMAIN §4). Must not judge.
"""

from __future__ import annotations

from gemba.errors import UserError
from gemba.message import say
from gemba.model.entities import Observation, Problem, Ticket
from gemba.model.operation import Operation
from gemba.model.values import NeedLevel
from gemba.services.finding.words import word
from gemba.services.writing import references


def name(op: Operation, title: str, *, symptom: str, need_level: str | None, observations: tuple[str, ...]) -> str:
    """Add a problem with its reports and return its id."""
    if not title.strip():
        raise UserError(say("A problem needs a name."), mend=say("Say in a few words what is the same."))
    problem = Problem(number=op.next_number(Problem), title=title.strip(), symptom=symptom.strip())
    problem.need_level = word(NeedLevel, need_level) if need_level else None
    op.add(problem)
    for reference in observations:
        references.observation(op, reference).problem_id = problem.id
    return problem.id


def link(op: Operation, reference: str, *, observations: tuple[str, ...], tickets: tuple[str, ...]) -> str:
    """Say that observations report a problem and tickets are about it."""
    problem = references.problem(op, reference)
    for one in observations:
        references.observation(op, one).problem_id = problem.id
    for one in tickets:
        references.ticket(op, one).problem_id = problem.id
    return problem.id


def unlink(op: Operation, reference: str, *, observations: tuple[str, ...], tickets: tuple[str, ...]) -> str:
    """Take observations and tickets off a problem."""
    problem = references.problem(op, reference)
    linked: list[Observation | Ticket] = [references.observation(op, one) for one in observations]
    linked += [references.ticket(op, one) for one in tickets]
    for one in linked:
        if one.problem_id != problem.id:
            raise UserError(say("One of these is not linked to P{number}.", number=problem.number))
        one.problem_id = None
    return problem.id


def merge(op: Operation, into: str, other: str) -> str:
    """Move everything of ``other`` into ``into`` and remove it; undo brings it back as it was."""
    stays, goes = references.problem(op, into), references.problem(op, other)
    if stays.id == goes.id:
        raise UserError(say("That is one and the same problem."))
    for note in op.all(Observation, problem_id=goes.id):
        note.problem_id = stays.id
    for ticket in op.all(Ticket, problem_id=goes.id):
        ticket.problem_id = stays.id
    symptoms = [text for text in (stays.symptom, goes.symptom) if text]
    stays.symptom = "\n".join(dict.fromkeys(symptoms))
    op.delete(goes)
    return stays.id
