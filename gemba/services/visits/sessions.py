"""Visits, teams and people: what a person can do with them. Frozen rows out, one operation each.

Must not know tickets, pictures or paper, nor load the entities before something is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.errors import UserError
from gemba.message import N_, say
from gemba.model.library import Library
from gemba.model.rows import PersonRow, SessionRow, TeamRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFields:
    """Changes to a visit; None leaves a field as it stands."""

    charter: str | None = None
    date: str | None = None
    minutes: int | None = None
    round_name: str | None = None
    department: str | None = None
    place: str | None = None
    language: str | None = None
    facilitator_role: str | None = None
    consent: str | None = None


class Sessions:
    """The visits of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self) -> tuple[SessionRow, ...]:
        """Return every visit, by number."""
        return tuple(sorted(self._library.queries.sessions(), key=lambda row: row.number))

    def teams(self) -> tuple[TeamRow, ...]:
        """Return every team: those of the pack first, by code, then by name."""
        return tuple(sorted(self._library.queries.teams(), key=lambda row: (not row.code, row.code, row.name)))

    def people(self) -> tuple[PersonRow, ...]:
        """Return everybody the library knows, by name. For the library's own screens; exports print roles."""
        return tuple(sorted(self._library.queries.people(), key=lambda row: row.name))

    def new(self, team: str, fields: SessionFields) -> SessionRow:
        """Begin a visit; team and round are made where they are new. Raises UserError without team or charter."""
        if not team.strip():
            raise UserError(say("A visit needs a team."), mend=say("Name the team."))
        if not (fields.charter or "").strip():
            raise UserError(say("A visit needs a charter."), mend=say("Write the question it is to answer."))
        from gemba.services.writing import visits

        return self._row(self._library.run(N_("Begin a visit"), lambda op: visits.begin(op, team.strip(), fields)))

    def edit(self, reference: str, fields: SessionFields) -> SessionRow:
        """Change a visit."""
        from gemba.services.writing import visits

        return self._row(self._library.run(N_("Change a visit"), lambda op: visits.change(op, reference, fields)))

    def set_consent(self, name: str, *, may_be_named: bool) -> None:
        """Write down whether a person agreed to be named in what leaves the library."""
        from gemba.services.writing import visits

        self._library.run(N_("Change a consent"), lambda op: visits.set_consent(op, name, may_be_named=may_be_named))

    def change_person(
        self,
        person: str,
        *,
        role: str | None = None,
        name: str | None = None,
        may_be_named: bool | None = None,
        consent: str | None = None,
    ) -> PersonRow:
        """Change somebody's role, name or consent, by id; None leaves a field as it stands."""
        from gemba.services.writing import visits_people

        changed = self._library.run(
            N_("Change a consent"),
            lambda op: visits_people.change(
                op, person, role=role, name=name, may_be_named=may_be_named, consent=consent
            ),
        )
        return self._person(changed)

    def add_person(self, session: str, *, role: str) -> PersonRow:
        """Add somebody observed to a visit, by role and without a name."""
        from gemba.services.writing import visits_people

        added = self._library.run(N_("Add a person to a visit"), lambda op: visits_people.add(op, session, role=role))
        return self._person(added)

    def remove_person(self, session: str, person: str) -> None:
        """Take somebody off a visit; undo brings them back."""
        from gemba.services.writing import visits_people

        self._library.run(N_("Take a person off a visit"), lambda op: visits_people.remove(op, session, person))

    def _person(self, person_id: str) -> PersonRow:
        return next(row for row in self._library.queries.people() if row.id == person_id)

    def _row(self, session_id: str) -> SessionRow:
        return next(row for row in self._library.queries.sessions() if row.id == session_id)
