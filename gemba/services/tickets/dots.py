"""Frozen values of the picture of money against effort. Must not know how they are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.values import TicketState
from gemba.services.tickets.list import Worth


@dataclass(frozen=True, slots=True)
class Dot:
    """One ticket in the picture of money against effort."""

    id: str
    number: int
    title: str
    state: TicketState
    worth: Worth


@dataclass(frozen=True, slots=True)
class Dots:
    """What the picture shows: the dots, tickets without valid figures, and tickets left out because of their number."""

    dots: tuple[Dot, ...]
    without_figures: tuple[int, ...]
    left_out: int
