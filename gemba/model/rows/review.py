"""Frozen rows of a review: comments, versions of what came back, and what was sent.

Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gemba.model.moment import Moment

Region = tuple[int, int, int, int]
"""A part of a picture in its pixels: left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody says about a picture, or about a region of it; ``author`` is a role.

    ``parent_id`` is the comment it answers. ``beside_id`` is the comment it disagrees with: two people changed the
    same one, and both stay. ``bundle_id`` is empty where it was written in this library.
    """

    id: str
    capture_id: str
    parent_id: str | None
    text: str
    author: str
    at: Moment
    region_px: Region | None
    resolved: bool
    bundle_id: str
    beside_id: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a Rendition lies in its picture: its left top corner, and its pixels per pixel of the picture."""

    left: int
    top: int
    scale: float


@dataclass(frozen=True, slots=True)
class SentRow:
    """One review bundle that went out: its id, when, and the pictures in it."""

    bundle_id: str
    at: Moment
    places: Mapping[str, PlaceRow] = field(default_factory=dict)
