"""Bodies of the operations on decisions; they run on the writer's thread.

Whether enough is known is asked of the rules by the caller's verdict. Must not know paper.
"""

from __future__ import annotations

import re

from gemba.errors import UserError
from gemba.message import say
from gemba.model.entities import Decision, Question, Round
from gemba.model.operation import Operation
from gemba.model.values import Door
from gemba.services.finding.words import word
from gemba.services.writing import references


def write(op: Operation, title: str, *, door: str | None, owner: str, due: str, questions: tuple[str, ...]) -> str:
    """Add a decision with its questions ("text:weight") and return its id."""
    if not title.strip():
        raise UserError(say("A decision needs a title."), mend=say("Say what is to be decided."))
    rounds = op.all(Round)
    decision = Decision(number=op.next_number(Decision), title=title.strip(), owner=owner, due=due)
    decision.door = word(Door, door) if door else None
    decision.round_id = rounds[-1].id if rounds else None
    op.add(decision)
    for position, text in enumerate(questions, start=1):
        words, weight = _weighted(text)
        op.add(Question(decision_id=decision.id, position=position, text=words, weight=weight))
    return decision.id


def _weighted(text: str) -> tuple[str, float]:
    found = re.fullmatch(r"(.+):\s*([1-5])", text.strip(), re.DOTALL)
    return (found[1].strip(), float(found[2])) if found else (text.strip(), 1.0)


def answer(op: Operation, reference: str, position: int, text: str) -> str:
    """Answer the question at that place, counted from 1; an empty text opens it again."""
    decision = references.decision(op, reference)
    questions = sorted(op.all(Question, decision_id=decision.id), key=lambda one: (one.position, one.id))
    if not 1 <= position <= len(questions):
        raise UserError(
            say("D{number} has {n} questions.", number=decision.number, n=len(questions)),
            mend=say("Name one by its place, counted from 1."),
        )
    question = questions[position - 1]
    question.answer = text.strip()
    question.answered = bool(question.answer)
    return decision.id


def take(op: Operation, decision_id: str, *, reason: str) -> None:
    """Write down that a decision was taken."""
    decision = op.get(Decision, decision_id)
    decision.taken = True
    decision.taken_reason = reason
    decision.taken_at = op.now()
