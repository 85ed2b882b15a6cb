"""Bodies of the operations on observations; they run on the writer's thread.

Must not know tickets or paper.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from gemba.errors import UserError
from gemba.message import say
from gemba.model.entities import GembaSession, Observation, ObservationCapture, ObservationTag, Tag
from gemba.model.operation import Operation
from gemba.model.rows import Moment
from gemba.model.stored import moment_at
from gemba.model.values import Elicitation, ObservationKind, SeenAs, Waste
from gemba.services.finding.words import word_or_none
from gemba.services.visits.note_line import read_line
from gemba.services.visits.observations import ObservationFields, kind_of
from gemba.services.writing import labels, note_parts, references


def add(op: Operation, session: str, fields: ObservationFields) -> str:
    """Add an observation to a visit and return its id; one of that ``key`` that is there already stays as it is."""
    if fields.key and op.find(Observation, id=fields.key) is not None:
        return fields.key
    visit = references.session(op, session)
    kind = kind_of(fields.kind or ObservationKind.FACT)
    line = read_line(kind, fields.text or "", day=visit.date)
    observation = Observation(session_id=visit.id, kind=kind, text=line.text, at=_moment(op, visit, fields.at))
    if fields.key:
        observation.id = fields.key
    op.add(observation)
    _fill(op, observation, fields)
    note_parts.put(op, observation, visit, line, is_new=True)
    return observation.id


def change(op: Operation, reference: str, fields: ObservationFields) -> str:
    """Change an observation and return its id; what its kind carries follows its line."""
    observation = references.observation(op, reference)
    visit = op.get(GembaSession, observation.session_id)
    if fields.at is not None:
        observation.at = _moment(op, visit, fields.at)
    if fields.text is not None and not fields.text.strip():
        raise UserError(say("An observation needs words."), mend=say("Use undo to take it back."))
    if fields.kind is not None:
        observation.kind = kind_of(fields.kind)
    if fields.text is not None or fields.kind is not None:
        line = read_line(observation.kind, fields.text or observation.text, day=visit.date)
        observation.text = line.text
        note_parts.put(op, observation, visit, line)
    _fill(op, observation, fields)
    return observation.id


def remove(op: Operation, reference: str) -> None:
    """Take an observation out."""
    op.delete(references.observation(op, reference))


def _fill(op: Operation, observation: Observation, fields: ObservationFields) -> None:
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
    if fields.captions:
        for name in fields.pictures or ():
            capture = references.capture(op, name)
            capture.caption = capture.caption or observation.text


def _set_tags(op: Operation, observation_id: str, tags: tuple[str, ...]) -> None:
    for old in op.all(ObservationTag, observation_id=observation_id):
        op.delete(old)
    for position, name in enumerate(dict.fromkeys(tag.strip() for tag in tags if tag.strip())):
        tag = op.find(Tag, name=name) or op.add(Tag(name=name))
        op.add(ObservationTag(observation_id=observation_id, tag_id=tag.id, position=position))


def _set_pictures(op: Operation, observation_id: str, pictures: tuple[str, ...]) -> None:
    parts = labels.named(op, observation_id)
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
    labels.put_back(op, observation_id, parts)


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
