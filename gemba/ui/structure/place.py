"""Teams, approvals, overlaps. Must not know the window around it."""

from __future__ import annotations

from gemba.ui.place import Place


class StructurePlace(Place):
    """Teams, approvals, overlaps."""
