"""From where on a load smells: what a house sets, apart from the rules that go by it (gemba/rules/coordination.py)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Thresholds(NamedTuple):
    """From how many teams or approvals a ticket smells, and below what effort (person-days, high) it stands out."""

    teams: int = 3
    approvals: int = 2
    small_effort_days: Decimal = Decimal(3)
