"""What is odd about a ticket beside the six criteria (SETTLED §8).

A remark with ``blocks`` holds up delegating until it is mended or waved off with a reason; it never touches the
gate. Codes are stable, a waiver is stored under them. Must not know the database: what does not exist is told in
``TicketFacts.missing_references`` and ``PictureFacts.exists``.
"""

from __future__ import annotations

from collections.abc import Iterator

from gemba.message import N_, say
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import MoneyFacts, SampleFrame
from gemba.rules.arithmetic import TOLERANCE, Arithmetic, read_arithmetic
from gemba.rules.gate_words import PLACEHOLDERS
from gemba.rules.numbers import parse_number
from gemba.rules.ranges import currency_of, period_of, range_of
from gemba.rules.verdict import Remark
from gemba.rules.words import fold

LOOKS_LIKE: tuple[tuple[float, float, str], ...] = (
    (3.6, 4.4, "quarter"),
    (10.8, 13.2, "month"),
    (39, 54, "week"),
    (195, 380, "day"),
)
"""How many times too small an amount is when the arithmetic stops at a shorter period."""


def remarks(ticket: TicketFacts) -> tuple[Remark, ...]:
    """Return everything that is odd about ``ticket``, in a fixed order."""
    found = [
        *_counts(ticket),
        *_arithmetic(ticket.money),
        *_references(ticket),
        *_links(ticket),
    ]
    return tuple({(remark.code, str(remark.sentence)): remark for remark in found}.values())


def blocking(found: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Return the remarks that hold up delegating."""
    return tuple(remark for remark in found if remark.blocks)


def _counts(ticket: TicketFacts) -> Iterator[Remark]:
    """Look at "seen in k of n"."""
    k, n = ticket.frequency.seen_k, ticket.frequency.looked_at_n
    if n is None and k is None:
        yield Remark("not_counted", say("Nobody counted how often it happens."), "frequency.looked_at_n", blocks=False)
        return
    if (n is not None and n < 0) or (k is not None and k < 0):
        yield Remark("count_negative", say("A count is below zero."), "frequency.seen_k")
        return
    if n is None:
        yield Remark(
            "n_missing", say("Seen {k} times, but of how many is not said.", k=k or 0), "frequency.looked_at_n"
        )
    elif n == 0:
        yield Remark("n_zero", say("Nothing was looked at: n is 0."), "frequency.looked_at_n")
    if k is None:
        yield Remark(
            "k_missing", say("{n} were looked at, but not in how many it was seen.", n=n or 0), "frequency.seen_k"
        )
    elif n is not None and k > n:
        yield Remark("k_above_n", say("Seen in {k} of {n}: more than were looked at.", k=k, n=n), "frequency.seen_k")
    elif k == 0 and n:
        yield Remark("never_seen", say("Seen in none of {n}.", n=n), "frequency.seen_k")
    if k == 1:
        yield Remark("one_sighting", say("Seen only once."), "frequency.seen_k")
    if n != 0 and ticket.frequency.frame is SampleFrame.UNSTATED and _empty(ticket.frequency.frame_words):
        yield Remark("frame_missing", say("How the cases were chosen is not said."), "frequency.frame_words")


def _arithmetic(money: MoneyFacts) -> Iterator[Remark]:
    """Hold the arithmetic against itself and against the amounts, the period and the currency of the ticket."""
    read = read_arithmetic(money.arithmetic)
    where = "money.arithmetic"
    for fault in read.contradictions:
        sentence = say(
            "The arithmetic says {expression} = {stated:,.6g}, but that makes {computed:,.6g}.",
            expression=fault.expression,
            stated=fault.stated,
            computed=fault.computed,
        )
        yield Remark("arithmetic_result", sentence, where)
    code = currency_of(money.currency)
    if code is not None and read.currencies and not any(code in codes for codes in read.currencies):
        other = min(read.currencies[0])
        sentence = say("The arithmetic is in {other}, the amount in {currency}.", other=other, currency=code)
        yield Remark("arithmetic_currency", sentence, "money.currency")
    period = period_of(money.per)
    if period is not None and read.period is not None and read.period != period:
        yield _per_remark(period, read.period)
    elif (remark := _amount_remark(money, read)) is not None:
        yield remark


def _per_remark(period: str, found: str) -> Remark:
    """Say that the arithmetic is for another period than the ticket."""
    once = N_("The arithmetic gives an amount per {found}, the ticket says once.")
    other = N_("The arithmetic gives an amount per {found}, the ticket says per {period}.")
    gives = say(found)
    sentence = say(once, found=gives) if period == "once" else say(other, found=gives, period=say(period))
    return Remark("per_mismatch", sentence, "money.per")


def _amount_remark(money: MoneyFacts, read: Arithmetic) -> Remark | None:
    """Compare the amount that the arithmetic ends in with the range of the ticket."""
    numbers = [parse_number(part) for part in (money.range.low, money.range.likely, money.range.high)]
    known = [float(number) for number in numbers if number is not None and number > 0]
    if not known or not read.amounts:
        return None
    least, most = min(known) * (1 - TOLERANCE), max(known) * (1 + TOLERANCE)
    if any(least <= amount <= most for amount in read.amounts):
        return None
    stated = range_of(money.range)
    likely = float(stated.likely) if stated is not None else known[len(known) // 2]
    amount = min(read.amounts, key=lambda value: abs(value - likely))
    shorter = _looks_like(likely, amount)
    if shorter is not None and period_of(money.per) in ("year", "once"):
        sentence = say(
            "The arithmetic ends in {amount:,.6g}, the ticket says {likely:,.6g}: it looks like one per {found}.",
            amount=amount,
            likely=likely,
            found=say(shorter),
        )
        return Remark("per_mismatch", sentence, "money.per")
    if amount <= most and any(number == 0 for number in numbers):
        # The range goes down to 0, which a first look leaves out: so low an amount may still be one per month.
        return None
    sentence = say(
        "The arithmetic ends in {amount:,.6g}, outside the {low:,.6g} to {high:,.6g} of the ticket.",
        amount=amount,
        low=min(known),
        high=max(known),
    )
    return Remark("arithmetic_amount", sentence, "money.arithmetic")


def _looks_like(likely: float, amount: float) -> str | None:
    if amount <= 0:
        return None
    ratio = max(likely / amount, amount / likely)
    return next((name for least, most, name in LOOKS_LIKE if least <= ratio <= most), None)


def _references(ticket: TicketFacts) -> Iterator[Remark]:
    """Name every picture, note or team that the ticket refers to and that is not there."""
    missing = [*ticket.missing_references]
    missing += [picture.reference for picture in ticket.pictures if not picture.exists]
    for reference in dict.fromkeys(missing):
        sentence = say("It refers to {reference}, which does not exist.", reference=reference[:80])
        yield Remark("reference_missing", sentence, "references")


def _links(ticket: TicketFacts) -> Iterator[Remark]:
    """Look at teams, approvals and experience. A structure smell is no fault of a ticket: see ``coordination``."""
    if all(_empty(team) for team in ticket.teams_needed):
        yield Remark("teams_missing", say("No team is named that is needed for it."), "teams_needed")
    if not ticket.approvals_asked and all(_empty(approval.body) for approval in ticket.approvals_needed):
        sentence = say("Nobody asked which approvals it needs; say “none” where none are needed.")
        yield Remark("approvals_missing", sentence, "approvals_needed")
    if ticket.experience_only:
        yield Remark("experience_only", say("It rests on experience only; nobody saw it."), "happened")


def _empty(text: str) -> bool:
    folded = fold(text[:200]).strip(" .-–—?")
    return not folded or folded in PLACEHOLDERS
