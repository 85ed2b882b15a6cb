"""Body of the operation that keeps what was read from a picture; it runs on the writer's thread.

The picture may have changed while it was read. Must not read pictures.
"""

from __future__ import annotations

from collections.abc import Sequence

from gemba.model.entities import Capture, Proposal
from gemba.model.operation import Operation
from gemba.model.recognised import Box, RecognisedLine, covers_of
from gemba.model.values import RECOGNISED, CaptureState, ProposalState
from gemba.rules.private_seen import SeenFind
from gemba.services.writing.pictures import marks_of

_THE_SAME = 0.5
_MOST_PROPOSALS = 500


def keep(
    op: Operation,
    capture_id: str,
    *,
    frame: str,
    engine: str,
    lines: Sequence[RecognisedLine],
    found: Sequence[SeenFind],
    problem: str,
) -> int:
    """Keep the text of a picture and propose what is new on it; return how much that is.

    Nothing is kept where the picture is gone or another by now, nothing proposed where a person has reviewed it.
    """
    capture = op.find(Capture, id=capture_id)
    if capture is None or capture.frame != frame:
        return 0
    op.write_recognised(capture_id, frame=frame, engine=engine, lines=lines, problem=problem)
    return propose(op, capture_id, found)


def propose(op: Operation, capture_id: str, found: Sequence[SeenFind]) -> int:
    """Propose what is new on a picture and return how much that is; nothing where a person has reviewed it."""
    capture = op.find(Capture, id=capture_id)
    if capture is None or capture.state is not CaptureState.UNREVIEWED:
        return 0
    known = [tuple(one.rect_px) for one in op.all(Proposal, capture_id=capture_id)]
    known += covers_of(marks_of(op, capture).marks)
    proposed = 0
    for find in found[:_MOST_PROPOSALS]:
        if any(_share(find.rect_px, box) >= _THE_SAME for box in known):
            continue
        known.append(find.rect_px)
        op.add(
            Proposal(
                capture_id=capture_id,
                kind=find.kind,
                rect_px=find.rect_px,
                text=find.text,
                source=RECOGNISED,
                state=ProposalState.PROPOSED,
            )
        )
        proposed += 1
    return proposed


def _share(box: Box, other: Sequence[int]) -> float:
    """Return how much of ``box`` lies in the other."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    return max(0, wide) * max(0, high) / ((box[2] - box[0]) * (box[3] - box[1]))
