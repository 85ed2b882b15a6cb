"""Frozen rows of what is written: narratives and their versions.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.moment import Moment
from gemba.model.values import NarrativeLanguage


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """A narrative and its newest source; older sources are versions."""

    id: str
    title: str
    round_id: str
    language: NarrativeLanguage
    template: str
    source: str
    draft: int
    changed: Moment


@dataclass(frozen=True, slots=True)
class NarrativeVersionRow:
    """One exported or saved state: source, settings and the checksum of the laid-out, redacted content."""

    id: str
    narrative_id: str
    draft: int
    source: str
    language: NarrativeLanguage
    settings: str
    checksum: str
    created: Moment
