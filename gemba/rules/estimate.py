"""Judge the two estimates of a ticket, money and effort (DOMAIN §1.4–5, M9).

What numbers they hold is gemba/rules/ranges.py. Must not know rates between currencies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from gemba.message import N_, say
from gemba.model.values import MoneyFacts, RangeText
from gemba.pattern import pattern
from gemba.rules.gate_words import ZERO_REASON
from gemba.rules.numbers import parse_number
from gemba.rules.ranges import A_YEAR, currency_of, period_of
from gemba.rules.verdict import Verdict

_ZERO_REASON = pattern(ZERO_REASON, re.IGNORECASE)
_NAMES = (N_("low"), N_("likely"), N_("high"))


def judge_money(money: MoneyFacts) -> Verdict:
    """Judge range, currency, period and arithmetic; every fault is named."""
    faults = _range_faults(money.range, "money", zero_allowed=True)
    if currency_of(money.currency) is None:
        faults.append(_currency_fault(money.currency))
    period = period_of(money.per)
    if period is None:
        faults.append(_period_fault(money.per))
    faults.extend(_arithmetic_faults(money))
    if faults:
        return joined(faults)
    low, likely, high, code = *_shown_range(money.range), money.currency.strip().upper()
    if period in ("year", "once"):
        yearly = N_("{currency} {low} to {high} a year, likely {likely}, with its arithmetic.")
        once = N_("{currency} {low} to {high} once, likely {likely}, with its arithmetic.")
        reason = say(yearly if period == "year" else once, low=low, high=high, likely=likely, currency=code)
    else:
        reason = say(
            "{currency} {low} to {high} a {period}, likely {likely}; counted {times} times a year.",
            low=low,
            high=high,
            likely=likely,
            currency=code,
            period=say(str(period)),
            times=A_YEAR[str(period)],
        )
    return Verdict(True, reason, None, "money.likely")


def judge_effort(effort: RangeText) -> Verdict:
    """Judge the person-days: three numbers above zero, in order."""
    faults = _range_faults(effort, "effort", zero_allowed=False)
    if faults:
        return joined(faults)
    low, likely, high = _shown_range(effort)
    reason = say("{low} to {high} person-days, likely {likely}.", low=low, likely=likely, high=high)
    return Verdict(True, reason, None, "effort.likely")


def joined(faults: list[Verdict]) -> Verdict:
    """Make one verdict of several faults of one criterion, the first one speaking."""
    first = faults[0]
    return Verdict(False, first.reason, first.mend, first.where, tuple(faults[1:]))


def _range_faults(text: RangeText, what: str, *, zero_allowed: bool) -> list[Verdict]:
    """Name each number that is missing, none or negative; then the order."""
    faults: list[Verdict] = []
    numbers: list[Decimal] = []
    for name, part in zip(_NAMES, (text.low, text.likely, text.high), strict=True):
        value = parse_number(part)
        if value is None or value < 0 or (value == 0 and not zero_allowed):
            faults.append(_number_fault(part, value, f"{what}.{name}", name))
        else:
            numbers.append(value)
    if len(numbers) == 3 and not numbers[0] <= numbers[1] <= numbers[2]:
        low, likely, high = numbers
        turned = numbers[0] > numbers[2]
        reversed_ = N_("The range is reversed: low {low}, likely {likely}, high {high}.")
        outside = N_("Likely {likely} does not lie between low {low} and high {high}.")
        reason = say(reversed_ if turned else outside, low=low, likely=likely, high=high)
        mend = say("Put the smallest number in low and the largest in high.")
        faults.append(Verdict(False, reason, mend, f"{what}.low" if turned else f"{what}.likely"))
    return faults


def _number_fault(part: str, value: Decimal | None, where: str, field: str) -> Verdict:
    """Say what is wrong with one number."""
    name = say(field)
    mend = say("Put a number in {name}; an honest guess is enough.", name=name)
    if not part.strip():
        return Verdict(False, say("The {name} estimate is missing.", name=name), mend, where)
    if value is None:
        reason = say("“{text}” in {name} is no number.", text=part.strip()[:40], name=name)
        return Verdict(False, reason, mend, where)
    if value < 0:
        return Verdict(False, say("{value} in {name} is negative.", value=value, name=name), mend, where)
    return Verdict(False, say("No work takes 0 days ({name}).", name=name), mend, where)


def _currency_fault(currency: str) -> Verdict:
    mend = say("Write the three letters of the currency, such as EUR, CNY or VND.")
    if not currency.strip():
        return Verdict(False, say("The currency is missing."), mend, "money.currency")
    reason = say("“{text}” is no currency code of ISO 4217.", text=currency.strip()[:20])
    return Verdict(False, reason, mend, "money.currency")


def _period_fault(per: str) -> Verdict:
    mend = say("Say whether the money is per year or once.")
    if not per.strip():
        return Verdict(False, say("It is not said whether the money is per year or once."), mend, "money.per")
    return Verdict(False, say("“{text}” is no period.", text=per.strip()[:40]), mend, "money.per")


def _arithmetic_faults(money: MoneyFacts) -> list[Verdict]:
    """Name what the arithmetic lacks: itself, figures, or the reason for a low of nothing."""
    where, faults = "money.arithmetic", []
    mend = say("Write how often x how many x cost each.")
    if not _has(money.arithmetic, str.isalnum):
        faults.append(Verdict(False, say("The arithmetic is missing."), mend, where))
    elif not _has(money.arithmetic, str.isdigit):
        faults.append(Verdict(False, say("The arithmetic has no figures; it is a guess."), mend, where))
    if parse_number(money.range.low) == 0 and _ZERO_REASON.search(money.arithmetic[:2_000]) is None:
        mend = say("Put the smallest honest amount in low, or say in the arithmetic why it may be nothing.")
        faults.append(Verdict(False, say("Low is 0 and the arithmetic does not say why."), mend, "money.low"))
    return faults


def _has(text: str, test: Callable[[str], bool]) -> bool:
    return any(test(character) for character in text)


def _shown_range(text: RangeText) -> tuple[Decimal, Decimal, Decimal]:
    low, likely, high = (parse_number(part) or Decimal(0) for part in (text.low, text.likely, text.high))
    return low, likely, high
