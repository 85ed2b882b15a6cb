"""Bodies of the operations on the people of a visit; they run on the writer's thread.

People are roles; a name is kept only where one was given. Must not know tickets or paper.
"""

from __future__ import annotations

from gemba.errors import UserError
from gemba.message import say
from gemba.model.entities import Person, Role, SessionPerson
from gemba.model.operation import Operation
from gemba.services.writing import references


def change(
    op: Operation, person: str, *, role: str | None, name: str | None, may_be_named: bool | None, consent: str | None
) -> str:
    """Change who somebody is and what they agreed to; return their id."""
    found = references.person(op, person)
    if role is not None:
        if not role.strip():
            raise UserError(say("Somebody has no role."), mend=say("Write what they do: agent, team lead…"))
        bare = role.strip()
        found.role_id = (op.find(Role, name=bare) or op.add(Role(name=bare))).id
    if name is not None:
        found.name = name.strip() or (op.get(Role, found.role_id).name if found.role_id else found.name)
    if may_be_named is not None:
        found.may_be_named = may_be_named
    if consent is not None:
        found.consent_words = consent.strip()
    return found.id


def add(op: Operation, session: str, *, role: str) -> str:
    """Add somebody observed, by role, to a visit; return their id. They are not named until they say so."""
    visit = references.session(op, session)
    bare = role.strip()
    if not bare:
        raise UserError(say("Somebody has no role."), mend=say("Write what they do: agent, team lead…"))
    role_id = (op.find(Role, name=bare) or op.add(Role(name=bare))).id
    person = op.add(Person(name=bare, team_id=visit.team_id, role_id=role_id))
    there = op.all(SessionPerson, session_id=visit.id, part="observed")
    position = max((one.position for one in there), default=-1) + 1
    op.add(SessionPerson(session_id=visit.id, person_id=person.id, part="observed", position=position))
    return person.id


def remove(op: Operation, session: str, person: str) -> None:
    """Take somebody off a visit; who they are stays in the library."""
    visit, found = references.session(op, session), references.person(op, person)
    for link in op.all(SessionPerson, session_id=visit.id, person_id=found.id):
        op.delete(link)
