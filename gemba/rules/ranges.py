"""Turn the two estimates of a ticket, money and effort, into numbers, as the list and the rank need them.

A period other than a year or once is understood and converted: a year counts as 4 quarters, 12 months, 46 working weeks
or 230 working days (five days a week), because the work is what costs; who means the calendar year writes "year". Must
not know rates between currencies, nor judge (gemba/rules/estimate.py).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from gemba.message import N_
from gemba.model.values import MoneyFacts, RangeText
from gemba.rules.currency import CODES
from gemba.rules.numbers import parse_number
from gemba.rules.periods import PERIODS
from gemba.rules.words import fold

A_YEAR: dict[str, int] = {
    N_("year"): 1,
    N_("once"): 1,
    N_("quarter"): 4,
    N_("month"): 12,
    N_("week"): 46,
    N_("day"): 230,
}


class Range(NamedTuple):
    """A valid range of numbers: low <= likely <= high."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def times(self, factor: Decimal) -> Range:
        """Return the range scaled by a positive ``factor``."""
        return Range(self.low * factor, self.likely * factor, self.high * factor)


def period_of(per: str) -> str | None:
    """Return "year", "once", "quarter", "month", "week" or "day" for what stands in the field, else None."""
    folded = fold(per[:60]).strip(" .")
    for lead in ("per ", "pro ", "/", "a ", "an ", "each ", "every "):
        if folded not in PERIODS and folded.startswith(lead):
            folded = folded.removeprefix(lead).strip()
    return PERIODS.get(folded)


def currency_of(code: str) -> str | None:
    """Return the ISO 4217 code that stands in the field, in capitals, else None."""
    bare = code.strip().upper()
    return bare if bare in CODES else None


def range_of(text: RangeText) -> Range | None:
    """Return the range where all three are numbers, in order and not negative, else None."""
    low, likely, high = (parse_number(part) for part in (text.low, text.likely, text.high))
    if low is None or likely is None or high is None or not 0 <= low <= likely <= high:
        return None
    return Range(low, likely, high)


def yearly_money(money: MoneyFacts) -> Range | None:
    """Return the money as a range a year (or once, as it stands) in its own currency; None where it is not valid."""
    found, period = range_of(money.range), period_of(money.per)
    return a_year(found, period) if found is not None and period is not None else None


def a_year(money: Range, period: str) -> Range:
    """Return money that comes once a ``period`` as money a year; what comes once stays as it is."""
    return money.times(Decimal(A_YEAR[period]))
