"""How a narrative is to be printed, as a person chose it. Must not load what prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoice:
    """How a narrative is printed; ``paper`` empty takes the house's size."""

    accept_unreviewed: bool = False
    readers_margin: bool = False
    paper: str = ""
    over_budget: bool = False
