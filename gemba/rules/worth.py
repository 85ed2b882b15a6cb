"""Say what one ticket's figures are worth: money over effort with their ranges, which the list shows for each line.

Must not know other tickets: the order of all is gemba/rules/priority.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from gemba.message import Message, say
from gemba.rules.ranges import Range, a_year, currency_of, period_of, range_of
from gemba.rules.sampling import Ratio, Triangle

if TYPE_CHECKING:
    from gemba.model.values import MoneyFacts, RangeText

    class Estimated(Protocol):
        """A ticket as far as its figures go: a line of the list is one, and all that is known of a ticket."""

        @property
        def number(self) -> int:
            """Return which ticket it is."""

        @property
        def money(self) -> MoneyFacts:
            """Return what it costs not to mend it, as typed."""

        @property
        def effort(self) -> RangeText:
            """Return how many days the fix takes, as typed."""


def ratio_of(ticket: Estimated, rates: Mapping[str, Decimal], house_currency: str) -> Ratio | Message:
    """Return the distributions of one ticket, or why it has none.

    ``rates`` are units of the house's currency for one unit of another.
    """
    code, money, period = currency_of(ticket.money.currency), range_of(ticket.money.range), period_of(ticket.money.per)
    if money is None:
        return say("The money has no valid range.")
    if period is None:
        return say("It is not said whether the money is per year or once.")
    if code is None:
        return say("The currency is missing or unknown.")
    effort = range_of(ticket.effort)
    if effort is None or effort.low <= 0:
        return say("The effort has no valid range.")
    rate = Decimal(1) if code == house_currency else rates.get(code)
    if rate is None or rate <= 0:
        return say("There is no rate from {currency} to {house}.", currency=code, house=house_currency)
    return Ratio(ticket.number, _triangle(a_year(money, period).times(rate)), _triangle(effort))


def _triangle(found: Range) -> Triangle:
    return Triangle(float(found.low), float(found.likely), float(found.high))
