"""Bodies of the operations on pictures; they run on the writer's thread.

Must not decode or draw: bytes are in the vault before any of this runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from gemba.errors import Refused, UserError
from gemba.imaging.pointer import pointer_corners
from gemba.message import say
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.entities import Capture, CaptureAnnotation, Proposal
from gemba.model.ids import new_id
from gemba.model.moment import Moment
from gemba.model.operation import Operation
from gemba.model.roles import REVIEWER
from gemba.model.shot import Pointer, Shot, TakenBefore
from gemba.model.values import CaptureState, EvidenceSource, PrivateKind, ProposalState
from gemba.services.pictures.frames import KeptPicture
from gemba.services.writing import references

ALL = "all"
Rect = tuple[float, float, float, float]


def add(
    op: Operation,
    kept: KeptPicture,
    *,
    name: str,
    session: str | None,
    caption: str,
    source: EvidenceSource,
    before: TakenBefore | None = None,
) -> str:
    """Add the row of a picture that is in the vault, and return its id; one that waited has its own, and its time."""
    before = before or TakenBefore(new_id(), op.now())
    capture = Capture(
        id=before.id,
        session_id=None if session is None else references.session(op, session).id,
        file_name=name,
        caption=caption,
        media_type=kept.media_type,
        original=kept.original,
        frame=kept.frame,
        width=kept.width,
        height=kept.height,
        lossy=kept.lossy,
        blank=kept.blank,
        source=source,
        taken=before.at,
    )
    op.add(capture)
    op.add(CaptureAnnotation(capture_id=capture.id))
    return capture.id


def add_shot(
    op: Operation,
    kept: KeptPicture,
    shot: Shot,
    *,
    session: str | None,
    caption: str,
    before: TakenBefore | None = None,
) -> str:
    """Add the row of a picture of the screen that is in the vault, and return its id."""
    before = before or TakenBefore(new_id(), op.now())
    name = _name_of(before.at, shot)
    found = add(op, kept, name=name, session=session, caption=caption, source=shot.source, before=before)
    capture = references.capture(op, found)
    if shot.pointer is not None:
        marks_of(op, capture).marks = Annotation((_pointer(shot.pointer),))
    capture.scale = shot.scale
    capture.window_title = shot.window_title
    capture.app = shot.program
    capture.page_address = shot.page_address
    return found


def look(op: Operation) -> None:
    """Change nothing: the tables of pictures are ready afterwards."""
    op.find(Capture, source_id="")


def describe(op: Operation, reference: str, *, caption: str | None, page_address: str | None) -> str:
    """Change caption and page address; None leaves one as it is."""
    capture = references.capture(op, reference)
    if caption is not None:
        capture.caption = caption
    if page_address is not None:
        capture.page_address = page_address
    return capture.id


def _name_of(at: Moment, shot: Shot) -> str:
    """Return what a picture of the screen is called: the screen and the time, "DP-1 14.03.12.png"."""
    stamp = f"{at.local():%H.%M.%S}.png"
    return f"{shot.screen} {stamp}" if shot.screen else stamp


def _pointer(there: Pointer) -> Mark:
    """Return the mouse pointer as a mark, which can be moved and taken off."""
    corners = pointer_corners(there.shape, (there.x, there.y), there.height_px)
    return Mark(id=new_id(), kind=MarkKind.POINTER, points=corners, shape=there.shape.value)


def set_caption(op: Operation, reference: str, caption: str) -> str:
    """Change a caption."""
    capture = references.capture(op, reference)
    capture.caption = caption
    return capture.id


def set_session(op: Operation, reference: str, session: str | None) -> str:
    """Put a picture to a visit, or to none."""
    capture = references.capture(op, reference)
    capture.session_id = None if session is None else references.session(op, session).id
    return capture.id


def remove(op: Operation, reference: str) -> None:
    """Take a picture out."""
    op.delete(references.capture(op, reference))


def annotate(op: Operation, reference: str, annotation: Annotation) -> str:
    """Put these marks in the place of all marks."""
    return _change(op, reference, lambda capture, old: _identified(annotation))


def mark(op: Operation, reference: str, *, add: tuple[Mark, ...], remove: tuple[str, ...]) -> str:
    """Add marks, and take others off by id or the end of it."""

    def change(capture: Capture, old: Annotation) -> Annotation:
        new = old
        for name in remove:
            hits = [one.id for one in new.marks if one.id == name or one.id.endswith(name)]
            if len(hits) != 1:
                raise UserError(say("There is no mark “{name}” on this picture.", name=name))
            new = new.without(hits[0])
        for one in _identified(Annotation(add)).marks:
            _refuse_outside(one, capture)
            new = new.with_mark(_numbered(one, new))
        return new

    return _change(op, reference, change)


def redact(
    op: Operation, reference: str, *, rects: Iterable[Rect], why: str, take: tuple[str, ...], refuse: tuple[str, ...]
) -> str:
    """Cover rectangles (left, top, width, height) and decide on proposals; "all" means every open one."""
    capture = references.capture(op, reference)
    marks = marks_of(op, capture)
    new = marks.marks
    for x, y, width, height in rects:
        block = _block((x, y, x + width, y + height), why)
        _refuse_outside(block, capture)
        new = new.with_mark(block)
    for proposal in _chosen(op, capture, take):
        new = new.with_mark(_block(proposal.rect_px, proposal.kind.value))
        proposal.state = ProposalState.TAKEN
    for proposal in _chosen(op, capture, refuse):
        proposal.state = ProposalState.REFUSED
    set_marks(capture, marks, new)
    return capture.id


def propose(
    op: Operation,
    reference: str,
    rects: Iterable[tuple[PrivateKind, str, tuple[int, int, int, int]]],
    *,
    source: str,
) -> str:
    """Propose redactions (kind, what stands there, left-top-right-bottom); the picture has to be reviewed again."""
    capture = references.capture(op, reference)
    for kind, text, rect in rects:
        op.add(Proposal(capture_id=capture.id, kind=kind, text=text, rect_px=rect, source=source))
        _look_again(capture)
    return capture.id


def review(op: Operation, reference: str, *, by: str) -> str:
    """Write down that a person has looked; refuses while proposals are open."""
    capture = references.capture(op, reference)
    left = op.all(Proposal, capture_id=capture.id, state=ProposalState.PROPOSED)
    if left:
        raise Refused(
            say("{n} proposed redactions on this picture are not decided.", n=len(left)),
            mend=say("Take or refuse each: “gemba redact PICTURE --take all”."),
        )
    capture.state = CaptureState.REVIEWED
    capture.reviewed_at = op.now()
    capture.reviewed_by = by or REVIEWER
    return capture.id


def refuse_still(op: Operation, reference: str) -> None:
    """Raise Refused for a still of a recording: each of them is looked at by itself (MECHANISMS M7)."""
    if references.capture(op, reference).source is EvidenceSource.REPLAY_STILL:
        raise Refused(
            say("Stills of a recording are reviewed one by one."), mend=say("Open them large and look at each.")
        )


def _change(op: Operation, reference: str, change: Callable[[Capture, Annotation], Annotation]) -> str:
    capture = references.capture(op, reference)
    marks = marks_of(op, capture)
    set_marks(capture, marks, change(capture, marks.marks))
    return capture.id


def marks_of(op: Operation, capture: Capture) -> CaptureAnnotation:
    """Return the row of a picture's marks; one is made where there is none."""
    return op.find(CaptureAnnotation, capture_id=capture.id) or op.add(CaptureAnnotation(capture_id=capture.id))


def set_marks(capture: Capture, marks: CaptureAnnotation, new: Annotation) -> None:
    """Put new marks on; where something covered may show again, the review no longer counts."""
    old = marks.marks
    if new == old:
        return
    if _shows_more(old, new):
        _look_again(capture)
    marks.marks = new
    marks.revision += 1


def _shows_more(old: Annotation, new: Annotation) -> bool:
    kept = {(mark.points, mark.full_width) for mark in new.redactions}
    if any((mark.points, mark.full_width) not in kept for mark in old.redactions):
        return True
    return old.crop is not None and (new.crop is None or new.crop.points != old.crop.points)


def _look_again(capture: Capture) -> None:
    capture.state = CaptureState.UNREVIEWED
    capture.reviewed_at = None
    capture.reviewed_by = ""


def _block(rect: Rect, why: str) -> Mark:
    left, top, right, bottom = rect
    return Mark(id=new_id(), kind=MarkKind.REDACTION, points=((left, top), (right, bottom)), text=why)


def _identified(annotation: Annotation) -> Annotation:
    return Annotation(tuple(mark if mark.id else replace(mark, id=new_id()) for mark in annotation.marks))


def _numbered(mark: Mark, beside: Annotation) -> Mark:
    if mark.kind is not MarkKind.NUMBER or mark.number is not None:
        return mark
    taken = [one.number for one in beside.marks if one.number is not None]
    return replace(mark, number=max(taken, default=0) + 1)


def _refuse_outside(mark: Mark, capture: Capture) -> None:
    left, top, right, bottom = mark.box()
    if right < 0 or bottom < 0 or left > capture.width or top > capture.height:
        raise UserError(
            say("That lies outside the picture, which is {w} × {h} pixels.", w=capture.width, h=capture.height)
        )


def _chosen(op: Operation, capture: Capture, names: tuple[str, ...]) -> list[Proposal]:
    """Return the open proposals that ids, ends of ids or "all" mean."""
    left = op.all(Proposal, capture_id=capture.id, state=ProposalState.PROPOSED)
    if ALL in names:
        return left
    found: list[Proposal] = []
    for name in names:
        hits = [one for one in left if one.id == name or one.id.endswith(name)]
        if len(hits) != 1:
            raise UserError(
                say("There is no open proposal “{name}” on this picture.", name=name),
                mend=say("“gemba capture show” lists them."),
            )
        found += hits
    return found
