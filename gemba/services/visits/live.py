"""A running visit: begin it with the people who are there, end it, go on with it; what the window needs to know of it.

Must not know tickets or paper, nor load the entities before something is written. People are kept by role; a name
only where one was given, and it leaves the library only with consent (SETTLED §7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gemba.errors import UserError
from gemba.message import N_, say
from gemba.model.library import Library
from gemba.model.rows import (
    ArtifactSightingRow,
    CaptureRow,
    HandOffStepRow,
    ObservationRow,
    ProblemRow,
    PromiseRow,
    SessionRow,
    TeamRow,
)
from gemba.model.values import ObservationKind
from gemba.services.finding import codes as finding
from gemba.services.visits.note_line import NoteLine, compose
from gemba.services.visits.sessions import SessionFields

#: the tag of the five lines at the end of a visit
DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody at the desk: the role, a name where they gave one, and whether they may be named."""

    role: str
    name: str = ""
    may_be_named: bool = False
    consent: str = ""


@dataclass(frozen=True, slots=True)
class VisitState:
    """A visit as the left card shows it; ``roles`` are the people there, never their names."""

    row: SessionRow
    roles: tuple[str, ...]
    promises: tuple[PromiseRow, ...]
    unreviewed: int


@dataclass(frozen=True, slots=True)
class VisitTimeline:
    """What a timeline is made of; ``parts`` says by the note's id what its kind carries."""

    notes: tuple[ObservationRow, ...]
    captures: tuple[CaptureRow, ...]
    parts: Mapping[str, NoteLine]


class Live:
    """Running visits of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def begin(self, team: str, fields: SessionFields, people: tuple[PersonThere, ...] = ()) -> SessionRow:
        """Begin a visit now. Raises UserError without a team, a charter or, for one of the people, a role."""
        if not team.strip():
            raise UserError(say("A visit needs a team."), mend=say("Name the team."))
        if not (fields.charter or "").strip():
            raise UserError(say("A visit needs a charter."), mend=say("Write the question it is to answer."))
        if any(not person.role.strip() for person in people):
            raise UserError(say("Somebody has no role."), mend=say("Write what they do: agent, team lead…"))
        from gemba.services.writing import live

        found = self._library.run(N_("Begin a visit"), lambda op: live.begin(op, team.strip(), fields, people))
        return finding.session(self._library.queries, found)

    def end(self, session: str) -> SessionRow:
        """Write down that a visit is over, now."""
        return self._at(N_("End a visit"), session, over=True)

    def go_on(self, session: str) -> SessionRow:
        """Go on with a visit that was left or ended; one that was never live begins now."""
        return self._at(N_("Go on with a visit"), session, over=False)

    def state(self, session: str) -> VisitState:
        """Return what the card of a visit shows."""
        queries = self._library.queries
        row = finding.session(queries, session)
        people = {person.id: person for person in queries.people()}
        roles = tuple(people[key].role for key in row.people_ids if key in people and people[key].role)
        waiting = queries.unreviewed_by_session().get(row.id, 0)
        return VisitState(row, roles, self.open_promises(row.team), waiting)

    def open_promises(self, team: str) -> tuple[PromiseRow, ...]:
        """Return what was promised to a team and is still open: the next visit opens on it (M20)."""
        queries = self._library.queries
        visits = {row.id for row in queries.sessions() if row.team == team}
        found = (row for row in queries.promises() if row.kept is None and row.session_id in visits)
        return tuple(sorted(found, key=lambda row: (not row.due, row.due, row.id)))

    def team(self, name: str) -> TeamRow | None:
        """Return the team of that name or code, None where it would be new."""
        bare = name.strip().casefold()
        found = (row for row in self._library.queries.teams() if bare in (row.name.casefold(), row.code.casefold()))
        return next(found, None) if bare else None

    def last_visit(self, team: str) -> SessionRow | None:
        """Return the newest visit to a team, whose answers a new one begins with."""
        visits = [row for row in self._library.queries.sessions() if row.team == team]
        return max(visits, key=lambda row: row.number, default=None)

    def roles_of(self, team: str) -> tuple[str, ...]:
        """Return the roles that people of a team have."""
        return tuple(sorted({row.role for row in self._library.queries.people() if row.team == team and row.role}))

    def timeline(self, session: str) -> VisitTimeline:
        """Return a visit's notes and pictures in the order of time, with what the kinds of its notes carry."""
        queries = self._library.queries
        notes = tuple(queries.observations(session_id=session))
        return VisitTimeline(notes, tuple(queries.captures(session_id=session)), self._parts(notes))

    def tickets_to_name(self, part: str, *, limit: int = 8) -> tuple[tuple[str, int, str], ...]:
        """Return id, number and title of the newest tickets that what stands behind an "@" may mean."""
        return tuple(self._library.queries.ticket_names(part, limit=limit))

    def line_of(self, note: ObservationRow, *, language: str = "en") -> str:
        """Return a note as the line that is typed in a language, with what its kind carries, to be corrected."""
        return compose(note.kind, self.parts_of(note), language=language)

    def parts_of(self, note: ObservationRow) -> NoteLine:
        """Return what a note's kind carries."""
        return self._parts((note,))[note.id]

    def _parts(self, notes: tuple[ObservationRow, ...]) -> dict[str, NoteLine]:
        """Return what kinds carry; only notes whose kind carries rows are asked for."""
        queries = self._library.queries
        of = {kind: [note.id for note in notes if note.kind is kind] for kind in ObservationKind}
        seen = {row.observation_id: row for row in queries.artifact_sightings(of=of[ObservationKind.ARTIFACT])}
        said = {row.observation_id: row for row in queries.promises(of=of[ObservationKind.PROMISE])}
        chains: dict[str, list[HandOffStepRow]] = {}
        for step in queries.hand_off_steps(of=of[ObservationKind.HAND_OFF]):
            chains.setdefault(step.observation_id, []).append(step)
        return {note.id: _line(note, seen.get(note.id), said.get(note.id), chains.get(note.id, [])) for note in notes}

    def same_problem(self, note: str, other: str) -> ProblemRow:
        """Say that a note reports the same problem as another; the problem is named after the other where it has none.

        One step of the history; nothing else is merged (DOMAIN §4).
        """
        from gemba.services.writing import live

        found = self._library.run(N_("Link a report"), lambda op: live.same_problem(op, note, other))
        return next(row for row in self._library.queries.problems() if row.id == found)

    def running(self) -> tuple[SessionRow, ...]:
        """Return the visits that began and have not ended, the newest first."""
        return tuple(self._library.queries.running_sessions())

    def _at(self, name: str, session: str, *, over: bool) -> SessionRow:
        from gemba.services.writing import live

        found = self._library.run(name, lambda op: live.set_over(op, session, over=over))
        return finding.session(self._library.queries, found)


def _line(
    note: ObservationRow,
    seen: ArtifactSightingRow | None,
    said: PromiseRow | None,
    chain: list[HandOffStepRow],
) -> NoteLine:
    return NoteLine(
        note.text,
        purpose=seen.purpose if seen else "",
        minutes=seen.minutes_per_week if seen else note.debate_minutes,
        read_by=seen.still_read_by if seen else "",
        steps=(chain[0].giver, *(step.taker for step in chain)) if chain else (),
        what=chain[0].what if chain else "",
        severity_actual=note.severity_actual,
        severity_potential=note.severity_potential,
        by_role=said.by_role if said else "",
        due=said.due if said else "",
    )
