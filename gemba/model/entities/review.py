"""Entities of a review: comments on a picture or a region of it, and what reviewers elsewhere sent back.

A comment is a row of its own, so that two people's comments never meet in one text. A ``ReviewVersion`` is one state
of one mark or comment that came from a review bundle; versions are only ever added, and what is shown is worked out
from all of them (services/writing/review_merge.py). Must not know the file they came in.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemba.model.entities.base import Entity, owned_by, strict
from gemba.model.rows import Moment
from gemba.model.types import JsonText, Line


class Comment(Entity):
    """What somebody says about a picture: of all of it, or of a region (left, top, right, bottom in its pixels).

    ``parent_id`` is the comment it answers, ``author`` a role and never a name. ``bundle_id`` tells with which review
    it came (empty: written here); ``beside_id`` the comment it disagrees with, where two people changed the same one.
    """

    __tablename__ = "comment"
    __table_args__ = strict(sa.Index(None, "capture_id", "id"))
    capture_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("capture"))
    at: Mapped[Moment]
    parent_id: Mapped[str | None] = mapped_column(sa.TEXT, owned_by("comment"), default=None, index=True)
    text: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(Line, default="")
    region_px: Mapped[tuple[int, int, int, int] | None] = mapped_column(default=None)
    resolved: Mapped[bool] = mapped_column(default=False)
    bundle_id: Mapped[str] = mapped_column(Line, default="")
    beside_id: Mapped[str] = mapped_column(Line, default="")


class ReviewVersion(Entity):
    """One state of a mark or comment of a reviewer; ``content`` None says that it was taken away.

    ``parents`` are the versions it takes the place of, (``counter``, ``hand``) its dot: the order that does not hang
    on any clock (RELIABILITY rule 23). ``shown_as`` is the id of the mark or comment that shows it here, empty where
    it shows nowhere. The picture is named and not referred to: what was sent back outlives it.
    """

    __tablename__ = "review_version"
    __table_args__ = strict(sa.Index(None, "bundle_id", "item_id"))
    bundle_id: Mapped[str] = mapped_column(Line)
    item_id: Mapped[str] = mapped_column(sa.TEXT)
    capture_id: Mapped[str] = mapped_column(sa.TEXT, index=True)
    kind: Mapped[str] = mapped_column(Line)
    hand: Mapped[str] = mapped_column(Line)
    counter: Mapped[int]
    parents: Mapped[tuple[str, ...]] = mapped_column(default=())
    content: Mapped[Any] = mapped_column(JsonText, nullable=True, default=None)
    shown_as: Mapped[str] = mapped_column(sa.TEXT, default="")
