"""Find notes, tickets, pictures, marks and problems by words, in any script; what is typed is taken literally.

Must not know how the index works.
"""

from __future__ import annotations

from gemba.model.library import Library
from gemba.model.rows import SearchHit


class SearchService:
    """Full-text search of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def find(self, query: str, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return what holds every word of ``query``, best first; nothing for an empty query."""
        return tuple(self._library.queries.search(query, limit=limit))
