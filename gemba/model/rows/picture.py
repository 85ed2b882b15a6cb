"""Frozen rows of pictures: as they are, on the wall, what is proposed to be covered, made of them, shows them.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.annotation import Annotation
from gemba.model.moment import Moment
from gemba.model.values import CaptureState, EvidenceSource, PrivateKind, ProposalState


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposed redaction: left, top, right, bottom in pixels of the upright picture, and what stands there."""

    id: str
    capture_id: str
    kind: PrivateKind
    text: str
    rect_px: tuple[int, int, int, int]
    source: str
    state: ProposalState


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One picture; ``state`` reviewed means a person has looked at it in the redaction step."""

    id: str
    source_id: str
    session_id: str | None
    session_number: int | None
    file_name: str
    caption: str
    source: EvidenceSource
    app: str
    what: str
    window_title: str
    page_address: str
    taken: Moment | None
    width: int
    height: int
    scale: float
    lossy: bool
    blank: bool
    state: CaptureState
    reviewed_at: Moment | None
    reviewed_by: str
    original_purged: bool
    annotation: Annotation
    proposals: tuple[ProposalRow, ...]
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class CaptureListRow:
    """What one cell of a wall of pictures needs; read without the rest.

    ``proposals`` counts open ones, ``marks`` those that point at something, ``mark_texts`` is what stands in them.
    """

    id: str
    source_id: str
    session_id: str | None
    session_number: int | None
    file_name: str
    caption: str
    window_title: str
    taken: Moment | None
    width: int
    height: int
    state: CaptureState
    proposals: int
    marks: int
    mark_texts: str


@dataclass(frozen=True, slots=True)
class RenderingRow:
    """What was made from a picture: ``product`` is preview, thumbnail, base or flat; ``blob`` its SHA-256."""

    capture_id: str
    product: str
    blob: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureUseRow:
    """A ticket that shows a picture, as its picture number ``position``."""

    ticket_id: str
    number: int
    title: str
    position: int
