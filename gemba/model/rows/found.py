"""The frozen row of a hit of the search.

Read them by way of gemba/model/rows. Must not know SQLAlchemy, Qt or files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One found thing; ``snippet`` is plain text."""

    kind: str
    id: str
    source_id: str
    snippet: str
