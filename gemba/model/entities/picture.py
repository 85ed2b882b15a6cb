"""Entities around a picture: the capture, its links to observations, its marks, proposed redactions.

Original bytes are in the vault and what may leave is in blobs; here stand their names only (SETTLED §1). What is
made from a picture and can be made again (previews, renditions) is the derived table ``rendering`` in schema.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemba.model.annotation import Annotation
from gemba.model.entities.base import Entity, owned_by, refers_to, strict
from gemba.model.rows import Moment
from gemba.model.types import Line
from gemba.model.values import CaptureState, EvidenceSource, PrivateKind, ProposalState


class Capture(Entity):
    """One picture. ``original`` and ``frame`` are vault keys: the bytes as they came, and the decoded upright frame."""

    __tablename__ = "capture"
    __table_args__ = strict(sa.Index(None, "session_id", "taken", "id"), sa.Index(None, "state", "id"))
    session_id: Mapped[str | None] = mapped_column(sa.TEXT, owned_by("session"), default=None)
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)
    file_name: Mapped[str] = mapped_column(Line, default="")
    media_type: Mapped[str] = mapped_column(Line, default="")
    original: Mapped[str] = mapped_column(sa.TEXT, default="")
    frame: Mapped[str] = mapped_column(sa.TEXT, default="")
    original_purged: Mapped[bool] = mapped_column(default=False)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    scale: Mapped[float] = mapped_column(default=1.0)
    lossy: Mapped[bool] = mapped_column(default=False)
    blank: Mapped[bool] = mapped_column(default=False)
    caption: Mapped[str] = mapped_column(default="")
    source: Mapped[EvidenceSource] = mapped_column(default=EvidenceSource.FILE)
    app: Mapped[str] = mapped_column(Line, default="")
    what: Mapped[str] = mapped_column(default="")
    window_title: Mapped[str] = mapped_column(Line, default="")
    page_address: Mapped[str] = mapped_column(default="")
    taken: Mapped[Moment | None] = mapped_column(default=None)
    state: Mapped[CaptureState] = mapped_column(default=CaptureState.UNREVIEWED)
    reviewed_at: Mapped[Moment | None] = mapped_column(default=None)
    reviewed_by: Mapped[str] = mapped_column(Line, default="")


class ObservationCapture(Entity):
    """A picture of an observation; ``reference`` is what was written, ``capture_id`` None where it is missing.

    ``part`` is empty, or ``label``/``truth`` for the two regions of a label-vs-truth observation (M5).
    """

    __tablename__ = "observation_capture"
    __table_args__ = strict(sa.Index(None, "observation_id", "position"))
    observation_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("observation"))
    reference: Mapped[str] = mapped_column(Line, default="")
    capture_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("capture"), default=None, index=True)
    position: Mapped[int] = mapped_column(default=0)
    part: Mapped[str] = mapped_column(Line, default="")
    region_px: Mapped[tuple[int, int, int, int] | None] = mapped_column(default=None)


class CaptureAnnotation(Entity):
    """All marks on one capture; ``revision`` grows with every change of them."""

    __tablename__ = "annotation"
    __table_args__ = strict()
    capture_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("capture"), unique=True)
    marks: Mapped[Annotation] = mapped_column(default_factory=Annotation)
    revision: Mapped[int] = mapped_column(default=1)


class Proposal(Entity):
    """A proposed redaction: a rectangle in picture pixels (left, top, right, bottom) and what stands there."""

    __tablename__ = "proposal"
    __table_args__ = strict()
    capture_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("capture"), index=True)
    kind: Mapped[PrivateKind]
    rect_px: Mapped[tuple[int, int, int, int]]
    text: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(Line, default="")
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.PROPOSED)
