"""Store the pictures of a pack: decoded in the child, durable in the vault, then the row with its proposals.

A sidecar's rectangles become proposed redactions; a picture arrives unreviewed whatever its sidecar says
(docs/adr/0004). The picture below never changes: other bytes under the same id are refused. Must not draw.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from gemba.errors import UserError
from gemba.exchange.clocks import moment_of
from gemba.exchange.pack import PackPicture, PackProposal, Refusal
from gemba.message import Message, say
from gemba.model.entities import Capture, CaptureAnnotation, Entity, Proposal
from gemba.model.values import EvidenceSource
from gemba.services.importing.ledger import Ledger, Source, fingerprint
from gemba.services.pictures.frames import KeptPicture

_MODES = {
    "screen": EvidenceSource.SCREEN,
    "window": EvidenceSource.WINDOW,
    "region": EvidenceSource.REGION,
    "photo": EvidenceSource.PHOTO,
    "replay_still": EvidenceSource.REPLAY_STILL,
}


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture of the pack whose bytes are in the vault, or why they are not.

    ``data_name`` is the vault's keyed name of the bytes as they came; ``kept`` is None where the row is known already.
    """

    picture: PackPicture
    data_name: str
    kept: KeptPicture | None
    problem: Message | None = None


def content_of(picture: PackPicture, data_name: str) -> object:
    """Return what decides whether a picture's row has changed: its bytes and its sidecar."""
    return data_name, astuple(picture.sidecar) if picture.sidecar is not None else ()


def digest_of(picture: PackPicture, data_name: str) -> str:
    """Return the hash under which an import writes this picture and its sidecar down."""
    return fingerprint(content_of(picture, data_name))


def store_picture(ledger: Ledger, read: ReadPicture, *, session_id: str | None, zone: str) -> None:
    """Store one picture that was read; one that could not be decoded is refused by what it really is."""
    picture = read.picture
    if read.problem is not None:
        ledger.report.refused.append(Refusal(picture.file, None, read.problem))
        return

    def make() -> Entity:
        assert read.kept is not None
        capture = _capture(picture, read.kept, session_id=session_id, zone=zone)
        ledger.op.add(capture)
        ledger.op.add(CaptureAnnotation(capture_id=capture.id))
        _add_proposals(ledger, capture, picture)
        return capture

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, Capture)
        if entity.original != read.data_name:
            return say("The pack has another picture under this name now; the one that was stored first was kept.")
        _add_proposals(ledger, entity, picture)
        return None

    source = Source("picture", picture.source_id, picture.file, None)
    ledger.take(source, content_of(picture, read.data_name), make=make, change=change, state=_state)


def _state(entity: Entity) -> object:
    """Return nothing to compare: a person's marks, captions and reviews never stand in the way of new proposals."""
    return ()


def _capture(picture: PackPicture, kept: KeptPicture, *, session_id: str | None, zone: str) -> Capture:
    sidecar = picture.sidecar
    return Capture(
        session_id=session_id,
        source_id=picture.source_id,
        file_name=picture.path.name,
        media_type=kept.media_type,
        original=kept.original,
        frame=kept.frame,
        width=kept.width,
        height=kept.height,
        lossy=kept.lossy,
        blank=kept.blank,
        source=_MODES.get(sidecar.mode, EvidenceSource.FILE) if sidecar else EvidenceSource.FILE,
        app=sidecar.app if sidecar else "",
        what=sidecar.what if sidecar else "",
        taken=moment_of(sidecar.taken, zone) if sidecar else None,
    )


def _add_proposals(ledger: Ledger, capture: Capture, picture: PackPicture) -> None:
    """Add the sidecar's rectangles that are not proposed yet; those outside the picture are said and left out."""
    if picture.sidecar is None:
        return
    there = {(one.kind, tuple(one.rect_px)) for one in ledger.op.all(Proposal, capture_id=capture.id)}
    for proposal in picture.sidecar.proposals:
        rect = _inside(proposal, capture.width, capture.height)
        if rect is None:
            ledger.remark(picture.file, None, say("A proposed redaction lies outside the picture; it was left out."))
            continue
        if (proposal.kind, rect) in there:
            continue
        there.add((proposal.kind, rect))
        entity = Proposal(
            capture_id=capture.id, kind=proposal.kind, rect_px=rect, text=proposal.text, source=proposal.source
        )
        ledger.op.add(entity)


def _inside(proposal: PackProposal, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Return the part of a rectangle that lies on the picture, or None."""
    left, top, right, bottom = proposal.rect_px
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def reading_problem(problem: UserError) -> Message:
    """Return the sentence of a picture that could not be decoded."""
    return problem.sentence if problem.mend is None else say("{what} {mend}", what=problem.sentence, mend=problem.mend)
