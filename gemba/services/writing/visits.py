"""Bodies of the operations on visits, teams and people; they run on the writer's thread.

Must not know tickets, pictures or paper.
"""

from __future__ import annotations

from datetime import date

from gemba.errors import UserError
from gemba.message import say
from gemba.model.entities import Department, GembaSession, Round, Team
from gemba.model.operation import Operation
from gemba.services.visits.sessions import SessionFields
from gemba.services.writing import references

DEFAULT_ROUND = "Round 1"


def begin(op: Operation, team: str, fields: SessionFields) -> str:
    """Add a visit to a team and return its id."""
    session = GembaSession(
        number=op.next_number(GembaSession),
        round_id=_round(op, fields.round_name or "").id,
        team_id=_team(op, team, fields.department or "").id,
    )
    session.date = op.now().local().date().isoformat()
    op.add(session)
    _fill(session, fields)
    return session.id


def change(op: Operation, reference: str, fields: SessionFields) -> str:
    """Change a visit and return its id."""
    session = references.session(op, reference)
    _fill(session, fields)
    if fields.round_name:
        session.round_id = _round(op, fields.round_name).id
    if fields.department:
        op.get(Team, session.team_id).department_id = _department(op, fields.department).id
    return session.id


def set_consent(op: Operation, name: str, *, may_be_named: bool) -> None:
    """Write down whether a person agreed to be named."""
    references.person(op, name).may_be_named = may_be_named


def _fill(session: GembaSession, fields: SessionFields) -> None:
    if fields.date is not None:
        session.date = _day(fields.date)
    if fields.minutes is not None:
        if fields.minutes < 1:
            raise UserError(say("A visit takes at least a minute."), mend=say("Give the planned length in minutes."))
        session.planned_minutes = fields.minutes
    texts = {
        "charter": fields.charter,
        "place": fields.place,
        "language": fields.language,
        "facilitator_role": fields.facilitator_role,
        "consent_words": fields.consent,
    }
    for name, text in texts.items():
        if text is not None:
            setattr(session, name, text)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UserError(say("“{text}” is no date.", text=text), mend=say("Write it as 2026-11-24.")) from None


def _round(op: Operation, name: str) -> Round:
    if name:
        return op.find(Round, name=name) or op.add(Round(name=name))
    every = op.all(Round)
    return max(every, key=lambda one: one.id) if every else op.add(Round(name=DEFAULT_ROUND))


def _team(op: Operation, name: str, department: str) -> Team:
    team = op.find(Team, name=name) or op.find(Team, code=name) or op.add(Team(name=name))
    if department:
        team.department_id = _department(op, department).id
    return team


def _department(op: Operation, name: str) -> Department:
    return op.find(Department, name=name) or op.add(Department(name=name))
