"""Frozen rows for the wall of pictures: what narrows it beside the pictures' own words.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """A tag, and the pictures of the notes that have it."""

    name: str
    capture_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class TicketPicturesRow:
    """A ticket, and the pictures that it shows."""

    id: str
    number: int
    title: str
    capture_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class TicketNameRow:
    """What a list of tickets to choose from shows of one."""

    id: str
    number: int
    title: str
