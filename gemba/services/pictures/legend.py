"""What the numbers on a picture mean, wherever it is shown or told: on a ticket's page, in Markdown, in text.

Paper has the same from its Rendition. Must not know how it is set.
"""

from __future__ import annotations

from gemba.imaging.clip import visible_marks
from gemba.imaging.rects import IntRect
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.rows import CaptureRow


def legend_of(capture: CaptureRow, *, within: IntRect | None = None) -> list[tuple[int, str]]:
    """Return the notes of the numbered marks that can be seen, in the order of their numbers, as on paper.

    ``within`` is the part of its frame, in pixels, that is shown beside another picture; None for all that is kept.
    """
    marks = [mark for mark in capture.annotation.marks if mark.number is not None and mark.text.strip()]
    if not marks:
        return []
    # Every other mark would be cut along the redactions too, for nothing: a page that is opened waits for it.
    cuts = capture.annotation.redactions
    crop = capture.annotation.crop
    if within is not None:
        crop = Mark(id="within", kind=MarkKind.CROP, points=((within.x0, within.y0), (within.x1, within.y1)))
    cuts = cuts if crop is None else (*cuts, crop)
    shown = visible_marks(Annotation((*marks, *cuts)), (capture.width, capture.height), lossy=capture.lossy)
    seen = {mark.id for mark in shown}
    return sorted({(mark.number or 0, " ".join(mark.text.split())) for mark in marks if mark.id in seen})
