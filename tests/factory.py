"""Make entities with sensible defaults inside an operation; tests name only what they are about.

Every function adds to the operation it is given and returns the entity. What an entity needs and the test did not
name (a session's team, say) is made too.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from gemba.model import entities as e
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.operation import Operation
from gemba.model.rows import Moment, VerdictRow
from gemba.model.values import CaptureState, Criterion, NarrativeLanguage, ObservationKind, PrivateKind

START = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
_COUNT = itertools.count(1)


def moment(minutes: float = 0, *, offset_minutes: int = 60) -> Moment:
    """Return a moment so many minutes after the morning of the sample's first visit."""
    return Moment(START + timedelta(minutes=minutes), offset_minutes)


class Clock:
    """A clock that stands still until it is told to go on; give it to ``Library.create(..., clock=...)``."""

    def __init__(self) -> None:
        self.minutes = 0.0

    def __call__(self) -> Moment:
        return moment(self.minutes)


def some(word: str) -> str:
    """Return a name that no other entity of this process has."""
    return f"{word} {next(_COUNT)}"


def a_round(op: Operation, **fields: Any) -> e.Round:
    return op.add(e.Round(**{"name": some("Round"), **fields}))


def a_department(op: Operation, **fields: Any) -> e.Department:
    return op.add(e.Department(**{"name": some("Department"), **fields}))


def a_team(op: Operation, **fields: Any) -> e.Team:
    return op.add(e.Team(**{"name": some("Team"), **fields}))


def a_role(op: Operation, **fields: Any) -> e.Role:
    return op.add(e.Role(**{"name": some("role"), **fields}))


def a_person(op: Operation, **fields: Any) -> e.Person:
    return op.add(e.Person(**{"name": some("Person"), **fields}))


def a_session(op: Operation, **fields: Any) -> e.GembaSession:
    if "round_id" not in fields:
        fields["round_id"] = a_round(op).id
    if "team_id" not in fields:
        fields["team_id"] = a_team(op).id
    defaults = {"number": op.next_number(e.GembaSession), "charter": "Why does it wait?", "date": "2026-11-10"}
    return op.add(e.GembaSession(**{**defaults, **fields}))


def an_observation(op: Operation, **fields: Any) -> e.Observation:
    if "session_id" not in fields:
        fields["session_id"] = a_session(op).id
    defaults = {"kind": ObservationKind.FACT, "text": some("Something seen"), "at": moment(next(_COUNT))}
    return op.add(e.Observation(**{**defaults, **fields}))


def a_tag(op: Operation, **fields: Any) -> e.Tag:
    return op.add(e.Tag(**{"name": some("tag"), **fields}))


def a_capture(op: Operation, **fields: Any) -> e.Capture:
    """Add a reviewed capture without files; give ``frame`` and ``original`` where bytes are needed."""
    defaults = {"source_id": some("T1/"), "width": 640, "height": 480, "state": CaptureState.REVIEWED}
    return op.add(e.Capture(**{**defaults, **fields}))


def an_arrow(**fields: Any) -> Mark:
    defaults: dict[str, Any] = {"id": some("m"), "kind": MarkKind.ARROW, "points": ((10.0, 10.0), (90.0, 40.0))}
    return Mark(**{**defaults, **fields})


def an_annotation(op: Operation, **fields: Any) -> e.CaptureAnnotation:
    if "capture_id" not in fields:
        fields["capture_id"] = a_capture(op).id
    return op.add(e.CaptureAnnotation(**{"marks": Annotation((an_arrow(),)), **fields}))


def a_proposal(op: Operation, **fields: Any) -> e.Proposal:
    if "capture_id" not in fields:
        fields["capture_id"] = a_capture(op).id
    defaults = {"kind": PrivateKind.EMAIL, "rect_px": (10, 10, 200, 30), "text": "a@mail.example", "source": "dom"}
    return op.add(e.Proposal(**{**defaults, **fields}))


def a_problem(op: Operation, **fields: Any) -> e.Problem:
    return op.add(e.Problem(**{"number": op.next_number(e.Problem), "title": some("Problem"), **fields}))


def a_ticket(op: Operation, **fields: Any) -> e.Ticket:
    """Add a ticket whose own fields are all filled in; its parts (pictures, teams …) are up to the test."""
    defaults: dict[str, Any] = {
        "number": op.next_number(e.Ticket),
        "title": some("Refund data typed three times"),
        "problem_where": "Help desk",
        "problem_expected": "Typed once",
        "problem_happened": "Typed in three places",
        "fix": "The form opens filled in",
        "money_low": "9000",
        "money_likely": "14000",
        "money_high": "21000",
        "currency": "EUR",
        "money_per": "year",
        "arithmetic": "318 x 46 x 3.5 min",
        "effort_low": "4",
        "effort_likely": "7",
        "effort_high": "12",
        "owner": "Lena Hartwig",
        "owner_team": "Refunds",
        "created": op.now(),
        "changed": op.now(),
    }
    return op.add(e.Ticket(**{**defaults, **fields}))


def a_ticket_picture(op: Operation, ticket: e.Ticket, **fields: Any) -> e.TicketPicture:
    return op.add(e.TicketPicture(**{"ticket_id": ticket.id, "position": 1, "reference": some("T1/"), **fields}))


def a_ticket_pair(op: Operation, ticket: e.Ticket, **fields: Any) -> e.TicketPair:
    return op.add(e.TicketPair(**{"ticket_id": ticket.id, **fields}))


def a_decision(op: Operation, **fields: Any) -> e.Decision:
    return op.add(e.Decision(**{"number": op.next_number(e.Decision), "title": some("Decision"), **fields}))


def a_question(op: Operation, **fields: Any) -> e.Question:
    if "decision_id" not in fields:
        fields["decision_id"] = a_decision(op).id
    return op.add(e.Question(**{"position": 1, "text": some("How many?"), **fields}))


def a_narrative(op: Operation, **fields: Any) -> e.Narrative:
    if "round_id" not in fields:
        fields["round_id"] = a_round(op).id
    defaults = {"title": some("Narrative"), "language": NarrativeLanguage.ENGLISH, "template": "six-page"}
    return op.add(e.Narrative(**{**defaults, "changed": op.now(), **fields}))


def a_contact(op: Operation, **fields: Any) -> e.Contact:
    return op.add(e.Contact(**{"source_id": some("K"), "words": some("Where is my refund?"), **fields}))


def a_message(op: Operation, **fields: Any) -> e.ChatMessage:
    return op.add(e.ChatMessage(**{"text": some("Hello"), "at": moment(next(_COUNT)), "sender": "Heron", **fields}))


def a_promise(op: Operation, **fields: Any) -> e.Promise:
    if "session_id" not in fields:
        fields["session_id"] = a_session(op).id
    return op.add(e.Promise(**{"text": some("We ask Finance"), **fields}))


def a_sighting(op: Operation, **fields: Any) -> e.Sighting:
    if "artifact_id" not in fields:
        fields["artifact_id"] = op.add(e.Artifact(name=some("KPI Refunds"))).id
    if "team_id" not in fields:
        fields["team_id"] = a_team(op).id
    return op.add(e.Sighting(**fields))


def verdicts(*, failing: tuple[Criterion, ...] = ()) -> list[VerdictRow]:
    """Return six verdicts as the services would write them."""
    return [VerdictRow(criterion, criterion not in failing, "reason", "mend", 0) for criterion in Criterion]
