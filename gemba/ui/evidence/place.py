"""Every picture. Must not know the window around it."""

from __future__ import annotations

from gemba.ui.place import Place


class EvidencePlace(Place):
    """Every picture."""
