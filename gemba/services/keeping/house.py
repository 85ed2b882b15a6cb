"""What the house has set: its currency and rates, from where on a load smells, when a problem is demand.

A frozen value read once per question, so that one answer never mixes two states. Must not know the person's settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from gemba.model.queries import Queries
from gemba.rules.thresholds import Thresholds
from gemba.settings import DECLARED, parse_rates


class House(NamedTuple):
    """The settings of one library; ``rates`` are units of ``currency`` for one unit of another.

    ``chance_money`` (low, a year) and ``chance_days`` (high) say what is big money for few days of work (M11).
    """

    currency: str
    rates: Mapping[str, Decimal]
    thresholds: Thresholds
    demand_from: int
    chance_money: Decimal
    chance_days: Decimal
    paper: str
    confidentiality: str


def house_of(queries: Queries) -> House:
    """Read the settings of the house, with the defaults of what was never set."""
    stored = queries.settings()

    def value(key: str) -> str:
        return str(stored.get(key, DECLARED[key].default))

    return House(
        currency=value("house.currency"),
        rates=parse_rates(value("house.rates")),
        thresholds=Thresholds(
            teams=int(value("smell.teams")),
            approvals=int(value("smell.approvals")),
            small_effort_days=Decimal(value("smell.effort_days")),
        ),
        demand_from=int(value("demand.sources")),
        chance_money=Decimal(value("chance.money")),
        chance_days=Decimal(value("chance.effort_days")),
        paper=value("paper.size"),
        confidentiality=value("paper.line"),
    )
