"""Bodies of the operations on a running visit; they run on the writer's thread. Must not know tickets or paper."""

from __future__ import annotations

from gemba.model.entities import GembaSession, Person, Role, SessionPerson
from gemba.model.operation import Operation
from gemba.model.text import TITLE_LIMIT
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from gemba.services.writing import problems, references, visits


def begin(op: Operation, team: str, fields: SessionFields, people: tuple[PersonThere, ...]) -> str:
    """Add a visit that runs from now on, with those who are there, and return its id."""
    begun = visits.begin(op, team, fields)
    op.flush()
    session = op.get(GembaSession, begun)
    session.started = op.now()
    taken: set[str] = set()
    for position, person in enumerate(people):
        found = _person(op, person, session.team_id, taken)
        taken.add(found.id)
        op.add(SessionPerson(session_id=session.id, person_id=found.id, part="observed", position=position))
    return session.id


def set_over(op: Operation, session: str, *, over: bool) -> str:
    """Write down that a visit is over, or that it goes on; one that never ran begins."""
    row = references.session(op, session)
    row.ended = op.now() if over else None
    if row.started is None:
        row.started = op.now()
    return row.id


def same_problem(op: Operation, note: str, other: str) -> str:
    """Link a note to the problem of another, which is named where it has none; return the problem's id."""
    one, likest = references.observation(op, note), references.observation(op, other)
    if likest.problem_id is None and one.problem_id is None:
        return problems.name(
            op, likest.text[:TITLE_LIMIT], symptom=likest.text, need_level=None, observations=(likest.id, one.id)
        )
    known = likest.problem_id or one.problem_id
    assert known is not None
    return problems.link(op, known, observations=(likest.id, one.id), tickets=())


def _person(op: Operation, there: PersonThere, team_id: str, taken: set[str]) -> Person:
    """Return the person of that name or, without one, somebody of that role in the team who is not there already.

    Who gave no name is kept under the role; there is nothing to hide, so the role may be printed.
    """
    name, role = there.name.strip() or there.role.strip(), there.role.strip()
    role_id = (op.find(Role, name=role) or op.add(Role(name=role))).id
    known = [one for one in op.all(Person, name=name, team_id=team_id) if one.id not in taken]
    person = known[0] if known else op.add(Person(name=name, team_id=team_id, role_id=role_id))
    person.role_id = role_id
    person.may_be_named = there.may_be_named if there.name.strip() else True
    if there.consent:
        person.consent_words = there.consent
    return person
