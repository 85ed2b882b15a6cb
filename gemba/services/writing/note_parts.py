"""Keep what a kind of observation carries beside its words: sighting, hand-off chain, promise, severities, minutes.

Put anew whenever the line or its kind changes; a part that the line does not say stays as it was. Runs on the
writer's thread. Must not know tickets or paper.
"""

from __future__ import annotations

from gemba.model.entities import Artifact, GembaSession, HandOffStep, Observation, Promise, Sighting
from gemba.model.operation import Operation
from gemba.model.roles import FACILITATOR
from gemba.model.values import ObservationKind
from gemba.services.importing.places import artifact_type
from gemba.services.visits.note_line import NoteLine

_WITH_ROWS = (ObservationKind.HAND_OFF, ObservationKind.ARTIFACT, ObservationKind.PROMISE)


def put(op: Operation, observation: Observation, visit: GembaSession, line: NoteLine, *, is_new: bool = False) -> None:
    """Make the parts of an observation say what its line says; a new one has none yet that would have to go."""
    if not is_new or observation.kind in _WITH_ROWS:
        _put_chain(op, observation, line)
        _put_sighting(op, observation, visit, line)
        _put_promise(op, observation, line)
    if observation.kind is ObservationKind.NEAR_MISS:
        if line.severity_actual is not None:
            observation.severity_actual = line.severity_actual
        if line.severity_potential is not None:
            observation.severity_potential = line.severity_potential
    else:
        observation.severity_actual = observation.severity_potential = None
    if observation.kind is not ObservationKind.FORMAT_DEBATE:
        observation.debate_minutes = None
    elif line.minutes is not None:
        observation.debate_minutes = line.minutes


def _put_chain(op: Operation, observation: Observation, line: NoteLine) -> None:
    """Put one link for each two neighbours of the chain (M4)."""
    ends = list(zip(line.steps, line.steps[1:], strict=False)) if observation.kind is ObservationKind.HAND_OFF else []
    old = op.all(HandOffStep, observation_id=observation.id)
    if [(step.giver, step.taker, step.what) for step in old] == [(*pair, line.what) for pair in ends]:
        return
    for step in old:
        op.delete(step)
    for position, (giver, taker) in enumerate(ends):
        link = HandOffStep(observation_id=observation.id, position=position, giver=giver, taker=taker)
        link.what = line.what
        op.add(link)


def _put_sighting(op: Operation, observation: Observation, visit: GembaSession, line: NoteLine) -> None:
    seen = op.find(Sighting, observation_id=observation.id)
    if observation.kind is not ObservationKind.ARTIFACT or not line.text:
        if seen is not None:
            op.delete(seen)
            _forget_unused(op, seen.artifact_id)
        return
    artifact = op.find(Artifact, name=line.text) or op.add(Artifact(name=line.text, type=artifact_type(line.text)))
    if seen is None:
        seen = Sighting(artifact_id=artifact.id, session_id=visit.id, observation_id=observation.id)
        seen.team_id = visit.team_id
        op.add(seen)
    elif seen.artifact_id != artifact.id:
        before, seen.artifact_id = seen.artifact_id, artifact.id
        _forget_unused(op, before)
    seen.purpose = line.purpose or seen.purpose or ""
    seen.still_read_by = line.read_by or seen.still_read_by or ""
    if line.minutes is not None:
        seen.minutes_per_week = line.minutes


def _forget_unused(op: Operation, artifact_id: str) -> None:
    """Take an artifact out that no sighting names any more: a name corrected a minute later was never one."""
    if op.find(Sighting, artifact_id=artifact_id) is None:
        op.delete(op.get(Artifact, artifact_id))


def _put_promise(op: Operation, observation: Observation, line: NoteLine) -> None:
    kept = op.find(Promise, observation_id=observation.id)
    if observation.kind is not ObservationKind.PROMISE:
        if kept is not None:
            op.delete(kept)
        return
    if kept is None:
        kept = Promise(session_id=observation.session_id, text=line.text, by_role=FACILITATOR)
        kept.observation_id = observation.id
        op.add(kept)
    kept.text = line.text
    kept.by_role = line.by_role or kept.by_role
    kept.due = line.due or kept.due or ""
