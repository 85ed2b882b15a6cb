"""Bodies of the operations on observations; they run on the writer's thread.

Must not know tickets or paper.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from gemba.errors import UserError
from gemba.exchange.notes import artifact_of
from gemba.message import say
from gemba.model.entities import (
    Artifact,
    GembaSession,
    HandOffStep,
    Observation,
    ObservationCapture,
    ObservationTag,
    Promise,
    Sighting,
    Tag,
)
from gemba.model.operation import Operation
from gemba.model.rows import Moment
from gemba.model.stored import moment_at
from gemba.model.values import Elicitation, ObservationKind, SeenAs, Waste
from gemba.services.importing.places import artifact_type
from gemba.services.importing.visits import due_day
from gemba.services.observations import ObservationFields, kind_of
from gemba.services.words import word_or_none
from gemba.services.writing import references


def add(op: Operation, session: str, fields: ObservationFields) -> str:
    """Add an observation to a visit and return its id."""
    visit = references.session(op, session)
    observation = Observation(
        session_id=visit.id,
        kind=kind_of(fields.kind or ObservationKind.FACT),
        text=(fields.text or "").strip(),
        at=_moment(op, visit, fields.at),
    )
    op.add(observation)
    _fill(op, observation, fields, fresh=True)
    _add_parts(op, observation, visit)
    return observation.id


def change(op: Operation, reference: str, fields: ObservationFields) -> str:
    """Change an observation and return its id."""
    observation = references.observation(op, reference)
    if fields.at is not None:
        observation.at = _moment(op, op.get(GembaSession, observation.session_id), fields.at)
    _fill(op, observation, fields, fresh=False)
    return observation.id


def remove(op: Operation, reference: str) -> None:
    """Take an observation out."""
    op.delete(references.observation(op, reference))


def _fill(op: Operation, observation: Observation, fields: ObservationFields, *, fresh: bool) -> None:
    if not fresh and fields.text is not None:
        if not fields.text.strip():
            raise UserError(say("An observation needs words."), mend=say("Use undo to take it back."))
        observation.text = fields.text.strip()
    if not fresh and fields.kind is not None:
        observation.kind = kind_of(fields.kind)
    if fields.seen_as is not None:
        observation.seen_as = word_or_none(SeenAs, fields.seen_as)
        observation.simulated = observation.seen_as is SeenAs.ROLE_PLAY
    if fields.elicitation is not None:
        observation.elicitation = word_or_none(Elicitation, fields.elicitation)
    if fields.waste is not None:
        observation.waste = word_or_none(Waste, fields.waste)
    if fields.speaker is not None:
        observation.speaker = fields.speaker
    if fields.tags is not None:
        _set_tags(op, observation.id, fields.tags)
    if fields.pictures is not None:
        _set_pictures(op, observation.id, fields.pictures)


def _set_tags(op: Operation, observation_id: str, tags: tuple[str, ...]) -> None:
    for old in op.all(ObservationTag, observation_id=observation_id):
        op.delete(old)
    for position, name in enumerate(dict.fromkeys(tag.strip() for tag in tags if tag.strip())):
        tag = op.find(Tag, name=name) or op.add(Tag(name=name))
        op.add(ObservationTag(observation_id=observation_id, tag_id=tag.id, position=position))


def _set_pictures(op: Operation, observation_id: str, pictures: tuple[str, ...]) -> None:
    for old in op.all(ObservationCapture, observation_id=observation_id):
        op.delete(old)
    for position, name in enumerate(dict.fromkeys(pictures)):
        capture = references.capture(op, name)
        link = ObservationCapture(
            observation_id=observation_id,
            reference=capture.source_id or name,
            capture_id=capture.id,
            position=position,
        )
        op.add(link)


def _add_parts(op: Operation, observation: Observation, visit: GembaSession) -> None:
    """Add what a kind carries: a promise, a hand-off's two ends, an artifact's sighting."""
    if observation.kind is ObservationKind.PROMISE:
        promise = Promise(session_id=observation.session_id, text=observation.text, by_role="facilitator")
        promise.observation_id = observation.id
        promise.due = due_day(observation.text, visit.date)
        op.add(promise)
    if observation.kind is ObservationKind.HAND_OFF and (
        ends := re.match(r"(.+?)\s*(?:->|→)\s*([^:：]+)", observation.text)
    ):
        op.add(HandOffStep(observation_id=observation.id, position=0, giver=ends[1], taker=ends[2].strip()))
    if observation.kind is ObservationKind.ARTIFACT:
        _add_sighting(op, observation, visit)


def _add_sighting(op: Operation, observation: Observation, visit: GembaSession) -> None:
    """Add the artifact of a typed line, with the fields behind "|" that a pack's notes carry too."""
    seen = artifact_of(observation.text)
    if not seen.name:
        return
    artifact = op.find(Artifact, name=seen.name)
    artifact = artifact or op.add(Artifact(name=seen.name, type=artifact_type(seen.name)))
    sighting = Sighting(artifact_id=artifact.id, session_id=observation.session_id, observation_id=observation.id)
    sighting.team_id = visit.team_id
    sighting.purpose = seen.purpose
    sighting.minutes_per_week = seen.minutes_per_week
    sighting.still_read_by = seen.still_read_by
    op.add(sighting)


def _moment(op: Operation, visit: GembaSession, text: str | None) -> Moment:
    """Return when it happened: now, "HH:MM" on the day of the visit in the offset of now, or ISO 8601."""
    now = op.now()
    if not text:
        return now
    try:
        if re.fullmatch(r"\d{1,2}[:：]\d{2}", text.strip()):
            hour, minute = re.split("[:：]", text.strip())
            day = datetime.fromisoformat(visit.date) if visit.date else now.local().replace(tzinfo=None)
            local = datetime.combine(day.date(), time(int(hour), int(minute)))
            return Moment((local - timedelta(minutes=now.offset_minutes)).replace(tzinfo=UTC), now.offset_minutes)
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UserError(say("“{text}” is no time.", text=text), mend=say("Write 09:07 or 2026-11-10T09:07.")) from None
    if when.tzinfo is None:
        return Moment((when - timedelta(minutes=now.offset_minutes)).replace(tzinfo=UTC), now.offset_minutes)
    return moment_at(when)
