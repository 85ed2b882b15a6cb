"""Frozen rows of text that was read from pictures.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files, nor how text is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.recognised import RecognisedLine


@dataclass(frozen=True, slots=True)
class RecognisedRow:
    """What was read from one picture, by which engine; ``problem`` is a word where nothing could be read."""

    capture_id: str
    engine: str
    lines: tuple[RecognisedLine, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class RecognisedCounts:
    """How many pictures were read, how many could not be, and how many wait."""

    read: int
    failed: int
    waiting: int
