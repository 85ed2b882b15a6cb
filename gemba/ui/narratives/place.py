"""Narratives. Must not know the window around it."""

from __future__ import annotations

from gemba.ui.place import Place


class NarrativesPlace(Place):
    """Narratives."""
