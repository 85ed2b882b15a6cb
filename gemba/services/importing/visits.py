"""Store the visits of a pack: the plan, who takes part, each session's header and its observations.

``seen_as`` stays unset: a pack's note says what was seen, not how (SETTLED §14). Must not know pictures beyond the
ids of captures that are already stored.
"""

from __future__ import annotations

import re
from dataclasses import astuple, replace

from gemba.exchange.clocks import moment, zone_known
from gemba.exchange.pack import PackNote, PackPerson, PackVisit, TableRow
from gemba.message import Message, say
from gemba.model.entities import (
    Entity,
    GembaSession,
    HandOffStep,
    Observation,
    ObservationCapture,
    ObservationTag,
    Participant,
    PlanSlot,
    Promise,
    SessionPerson,
    Sighting,
)
from gemba.model.roles import FACILITATOR
from gemba.model.rows import Moment
from gemba.model.values import ObservationKind
from gemba.services.importing.ledger import Ledger, Source
from gemba.services.importing.places import Places
from gemba.services.visits.due_day import due_day
from gemba.services.writing import labels

YES = frozenset(("yes", "y", "true", "1", "ja", "是", "同意", "có"))


def store_plan_row(ledger: Ledger, places: Places, row: TableRow, position: int) -> None:
    """Store one line of plan.csv as the team and its slots."""
    people = row.get("people")
    count = int(people) if people.isascii() and people.isdigit() else None
    zone = row.get("time_zone")
    if zone and not zone_known(zone):
        ledger.remark(row.file, row.line, say("The time zone “{zone}” is not known; times are read as UTC.", zone=zone))

    def fill(slot: PlanSlot) -> None:
        slot.slots = row.items("slots")
        slot.facilitator_wanted = row.get("facilitator_wanted")
        slot.not_with = row.get("not_with")
        slot.remarks = row.get("remarks")
        slot.people = count

    def make() -> Entity:
        team = places.team(row.get("team"), department=row.get("department"), zone=zone)
        team.place = team.place or row.get("place")
        team.language = team.language or row.get("language")
        team.people = team.people if team.people is not None else count
        slot = PlanSlot(round_id=ledger.round.id, team_id=team.id, position=position)
        fill(slot)
        return ledger.op.add(slot)

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, PlanSlot)
        fill(entity)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, PlanSlot)
        return entity.slots, entity.facilitator_wanted, entity.not_with, entity.remarks, entity.people

    source = Source("plan", row.get("team"), row.file, row.line)
    ledger.take(source, row.cells, make=make, change=change, state=state)


def store_participant(ledger: Ledger, places: Places, row: TableRow, position: int) -> None:
    """Store one line of participants.csv: the person, their consent, and their part in the meeting."""
    team = places.known_team(row.get("team"))
    if row.get("team") and team is None:
        team = places.team(row.get("team"))
        ledger.remark(row.file, row.line, _team_is_new(row.get("team")))

    def fill(part: Participant) -> None:
        person = places.person(row.get("name"), role=row.get("role"), team_id=team.id if team else None)
        person.may_be_named = row.get("consent_to_be_named").casefold() in YES
        person.languages = row.items("language")
        part.attends = row.get("attends")
        part.time_zone = row.get("time_zone")
        part.may_decide = row.get("may_decide")
        part.arrives = row.get("arrives")
        part.leaves = row.get("leaves")

    def make() -> Entity:
        person = places.person(row.get("name"), role=row.get("role"), team_id=team.id if team else None)
        part = Participant(round_id=ledger.round.id, person_id=person.id, position=position)
        fill(part)
        return ledger.op.add(part)

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, Participant)
        fill(entity)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, Participant)
        person = places.person(row.get("name"))
        consent = person.may_be_named
        return entity.attends, entity.may_decide, entity.arrives, entity.leaves, entity.time_zone, consent

    source = Source("participants", row.get("name"), row.file, row.line)
    ledger.take(source, row.cells, make=make, change=change, state=state)


def _team_is_new(name: str) -> Message:
    return say("The team “{team}” is in no plan and no notes; it was added by name.", team=name)


def store_visit(ledger: Ledger, places: Places, visit: PackVisit) -> str:
    """Store the header of one notes.md as a session; return its id. A header counts as no row."""

    def make() -> Entity:
        team = places.team(visit.team, code=visit.code, department=visit.department, zone=visit.time_zone)
        session = GembaSession(
            number=ledger.op.next_number(GembaSession),
            round_id=ledger.round.id,
            team_id=team.id,
            source_id=visit.code,
        )
        _fill_session(session, visit)
        ledger.op.add(session)
        _people(ledger, places, session.id, visit.facilitators, "facilitator", team.id)
        _people(ledger, places, session.id, visit.people, "observed", team.id)
        return session

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, GembaSession)
        _fill_session(entity, visit)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, GembaSession)
        facts = (entity.charter, entity.date, entity.planned_minutes, entity.facilitator_role)
        return *facts, entity.consent_words, entity.place

    content = replace(visit, notes=())
    found = ledger.take(
        Source("visit", visit.code, visit.file, None),
        astuple(content),
        make=make,
        change=change,
        state=state,
        counts=False,
    )
    assert found is not None
    return found


def _fill_session(session: GembaSession, visit: PackVisit) -> None:
    session.charter = visit.charter
    session.date = visit.date
    session.planned_minutes = visit.planned_minutes
    session.facilitator_role = visit.facilitator_role
    session.consent_words = visit.consent
    session.place = visit.place


def _people(
    ledger: Ledger, places: Places, session_id: str, people: tuple[PackPerson, ...], part: str, team_id: str
) -> None:
    """Link the people of a header; the first words in a person's brackets are the role."""
    seen: set[str] = set()
    for position, one in enumerate(people):
        role = FACILITATOR if part == "facilitator" else re.split(r"[,，、;；]", one.words)[0].strip()
        person = places.person(one.name, role=role, team_id=None if part == "facilitator" else team_id)
        person.consent_words = person.consent_words or one.words
        if person.id in seen:
            continue
        seen.add(person.id)
        link = SessionPerson(session_id=session_id, person_id=person.id, part=part, position=position)
        ledger.op.add(link)


def store_note(ledger: Ledger, places: Places, visit: PackVisit, note: PackNote, *, session_id: str, zone: str) -> None:
    """Store one line of notes.md as an observation with its pictures, tags, artifact, hand-off or promise."""
    at = moment(visit.date, note.clock, zone)
    if at is None:
        at = Moment(ledger.op.now().utc, 0)
        ledger.remark(visit.file, note.line, say("The visit has no date, so the time of this line is not known."))

    def add_parts(observation: Observation) -> None:
        _link_pictures(ledger, visit, note, observation.id)
        for position, tag in enumerate(dict.fromkeys(note.tags)):
            link = ObservationTag(observation_id=observation.id, tag_id=places.tag(tag), position=position)
            ledger.op.add(link)
        _add_parts_of_kind(ledger, places, visit, note, observation)

    def make() -> Entity:
        observation = Observation(
            session_id=session_id, kind=note.kind, text=note.text, at=at, source_id=note.source_id
        )
        ledger.op.add(observation)
        add_parts(observation)
        return observation

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, Observation)
        entity.kind, entity.text, entity.at = note.kind, note.text, at
        named = labels.named(ledger.op, entity.id)
        for part in (ObservationCapture, ObservationTag, HandOffStep, Sighting, Promise):
            for old in ledger.op.all(part, observation_id=entity.id):
                ledger.op.delete(old)
        add_parts(entity)
        labels.put_back(ledger.op, entity.id, named)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, Observation)
        return entity.kind.value, entity.text, entity.at.iso()

    source = Source("notes", note.source_id, visit.file, note.line)
    ledger.take(source, (astuple(note)[2:], visit.date), make=make, change=change, state=state)


def _link_pictures(ledger: Ledger, visit: PackVisit, note: PackNote, observation_id: str) -> None:
    for position, shot in enumerate(note.shots):
        capture_id = ledger.entity_id("picture", shot)
        if capture_id is None:
            ledger.remark(visit.file, note.line, say("The picture {shot} is not there.", shot=shot))
        link = ObservationCapture(
            observation_id=observation_id, reference=shot, capture_id=capture_id, position=position
        )
        ledger.op.add(link)


def _add_parts_of_kind(
    ledger: Ledger, places: Places, visit: PackVisit, note: PackNote, observation: Observation
) -> None:
    team = places.known_team(visit.team)
    if note.artifact is not None:
        sighting = Sighting(
            artifact_id=places.artifact(note.artifact.name),
            team_id=team.id if team else None,
            session_id=observation.session_id,
            observation_id=observation.id,
            purpose=note.artifact.purpose,
            minutes_per_week=note.artifact.minutes_per_week,
            still_read_by=note.artifact.still_read_by,
        )
        ledger.op.add(sighting)
    if note.hand_off is not None:
        giver, taker, what = note.hand_off
        step = HandOffStep(observation_id=observation.id, position=0, giver=giver, taker=taker, what=what)
        ledger.op.add(step)
    if note.kind is ObservationKind.PROMISE:
        promise = Promise(
            session_id=observation.session_id,
            text=note.text,
            by_role=FACILITATOR,
            due=due_day(note.text, visit.date),
            observation_id=observation.id,
        )
        ledger.op.add(promise)
