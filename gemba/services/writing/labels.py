"""Bodies of the operations on label and truth: which picture of a note shows what the label says, which what it is.

They run on the writer's thread (M5). A part is the whole picture or a region; one picture may give both, and is then
linked to the note twice. Must not know how the two are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model.entities import Capture, Observation, ObservationCapture
from gemba.model.operation import Operation
from gemba.model.values import NotePart, ObservationKind
from gemba.services.writing import comments, references

Corners = tuple[float, float, float, float]
_Region = tuple[int, int, int, int]
_Named = tuple[str, str, _Region | None]


def name(op: Operation, note: str, picture: str, *, part: NotePart, region: Corners | None) -> str:
    """Say that a picture of a note is its label or its truth; what was that before is so no longer.

    ``region`` is two opposite corners in pixels of the frame, None for the whole picture. Refuses another kind of note,
    and one region of one picture for both.
    """
    observation = references.observation(op, note)
    capture = _linked(op, observation, picture)
    if observation.kind is not ObservationKind.LABEL_VS_TRUTH:
        raise Refused(
            say("Only a note of the kind “label vs truth” has a label and a truth."),
            mend=say("Choose that kind for the note first."),
        )
    wanted = None if region is None else _within(capture, region)
    other = next((one for one in _links(op, observation.id, capture.id) if one.part not in ("", part.value)), None)
    if other is not None and other.region_px == wanted:
        raise Refused(
            say("One region of a picture cannot be label and truth at once."),
            mend=say("Choose another picture, or a box on this one."),
        )
    _let_go(op, observation.id, part)
    _give(op, observation.id, capture, part, wanted)
    return observation.id


def take_back(op: Operation, note: str, *, part: NotePart) -> str:
    """Let the picture that is a note's label or truth be only a picture of it again."""
    observation = references.observation(op, note)
    if not _let_go(op, observation.id, part):
        raise UserError(say("No picture is named for that on this note."))
    return observation.id


def named(op: Operation, observation_id: str) -> tuple[_Named, ...]:
    """Return what is named on a note: picture, part and region of each, to be put back on new links."""
    links = op.all(ObservationCapture, observation_id=observation_id)
    return tuple((one.capture_id, one.part, one.region_px) for one in links if one.part and one.capture_id)


def put_back(op: Operation, observation_id: str, parts: Sequence[_Named]) -> None:
    """Name on a note's new links what was named on the old ones, where the picture is still linked."""
    for capture_id, part, region in parts:
        if _links(op, observation_id, capture_id):
            _give(op, observation_id, op.get(Capture, capture_id), NotePart(part), region)


def _links(op: Operation, observation_id: str, capture_id: str) -> list[ObservationCapture]:
    return op.all(ObservationCapture, observation_id=observation_id, capture_id=capture_id)


def _give(op: Operation, observation_id: str, capture: Capture, part: NotePart, region: _Region | None) -> None:
    """Name a linked picture; one that is the other part already is linked a second time, at the same place."""
    links = _links(op, observation_id, capture.id)
    free = next((one for one in links if not one.part), None)
    if free is None:
        free = op.add(
            ObservationCapture(
                observation_id=observation_id,
                reference=links[0].reference,
                capture_id=capture.id,
                position=links[0].position,
            )
        )
    free.part, free.region_px = part.value, region


def _let_go(op: Operation, observation_id: str, part: NotePart) -> bool:
    """Take a part back, the second link of a picture altogether; return whether there was any."""
    found = op.all(ObservationCapture, observation_id=observation_id, part=part.value)
    for one in found:
        if one.capture_id is not None and len(_links(op, observation_id, one.capture_id)) > 1:
            op.delete(one)
        else:
            one.part, one.region_px = "", None
    op.flush()
    return bool(found)


def _linked(op: Operation, observation: Observation, picture: str) -> Capture:
    capture = references.capture(op, picture)
    if not _links(op, observation.id, capture.id):
        raise UserError(
            say("“{name}” is not linked to this note.", name=references.picture_name(capture)),
            mend=say("Attach it to the note first."),
        )
    return capture


def _within(capture: Capture, region: Corners) -> _Region:
    found = comments.within(capture, region)
    if found[0] >= found[2] or found[1] >= found[3]:
        raise UserError(
            say("That lies outside the picture, which is {w} × {h} pixels.", w=capture.width, h=capture.height)
        )
    return found
