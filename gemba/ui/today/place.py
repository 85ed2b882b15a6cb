"""What is due today: promises, follow-ups, drafts that fell back. Must not know the window around it."""

from __future__ import annotations

from gemba.ui.place import Place


class TodayPlace(Place):
    """What is due today: promises, follow-ups, drafts that fell back."""
