"""Make the frame that stays of a picture whose original is purged: the same size, and nothing that does not leave.

What is covered is filled, what the crop hides is filled with the same colour, so that marks keep their coordinates and
no later change of redaction or crop brings a pixel back (RELIABILITY R-10). Must not know the store.
"""

from __future__ import annotations

from gemba.imaging.clip import kept_rect, redaction_rects, visible_marks
from gemba.imaging.picture import Frame
from gemba.imaging.rects import whole, without
from gemba.imaging.redact import fill
from gemba.model.annotation import Annotation, MarkKind


def frame_that_stays(frame: Frame, annotation: Annotation) -> Frame:
    """Return the frame with everything in the one colour that no Rendition of it shows."""
    hidden = redaction_rects(annotation, frame.size, lossy=frame.lossy)
    outside = without(whole(frame.size), [kept_rect(annotation, frame.size)])
    return Frame(frame.width, frame.height, fill(frame.rgb, frame.size, (*hidden, *outside)), lossy=frame.lossy)


def marks_that_stay(annotation: Annotation, size: tuple[int, int], *, lossy: bool) -> Annotation:
    """Return the annotation without the marks that lie wholly under a redaction or outside the crop."""
    seen = {piece.id.split("/")[0] for piece in visible_marks(annotation, size, lossy=lossy)}
    frames = (MarkKind.CROP, MarkKind.REDACTION)
    return Annotation(tuple(mark for mark in annotation.marks if mark.kind in frames or mark.id.split("/")[0] in seen))
