"""Judge a ticket as it would stand with what is being typed: the gate's own functions on facts, and nothing written.

Must not know the store, nor say a sentence in a language: whoever shows it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gemba.message import Message
from gemba.model.ticket_facts import FrequencyFacts, TicketFacts
from gemba.model.values import Criterion, MoneyFacts, RangeText, SampleFrame
from gemba.rules import gate
from gemba.rules.approvals import needed
from gemba.rules.arithmetic import read_arithmetic
from gemba.rules.ranges import range_of
from gemba.rules.verdict import Remark, Verdict
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.verdict_words import more_faults

_PLAIN = ("title", "where", "expected", "happened", "fix", "owner", "owner_team")
_SHOWN = 2
ARITHMETIC_CODES = frozenset(("arithmetic_result", "arithmetic_currency", "arithmetic_amount", "per_mismatch"))
"""The codes of remarks on the arithmetic."""
Spread = tuple[float, float, float]
"""Low, likely, high."""


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """One criterion: whether it holds, what to say about it, and the field to mend ("money.low")."""

    criterion: Criterion
    ok: bool
    reasons: tuple[Message, ...]
    mends: tuple[Message, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Six verdicts in the order of the gate, and what is odd beside them.

    ``money`` and ``effort`` are ranges where they are valid ones; ``adds_up`` says that the arithmetic could be
    followed and gives what the ticket says.
    """

    criteria: tuple[JudgedCriterion, ...]
    remarks: tuple[Remark, ...]
    money: Spread | None = None
    effort: Spread | None = None
    adds_up: bool = False

    @property
    def gate(self) -> tuple[bool, ...]:
        """Return the six segments."""
        return tuple(one.ok for one in self.criteria)

    @property
    def passes(self) -> bool:
        """Say whether six of six hold."""
        return all(self.gate)

    def of(self, criterion: Criterion) -> JudgedCriterion:
        """Return the verdict on one criterion."""
        return next(one for one in self.criteria if one.criterion is criterion)


def judge_as(facts: TicketFacts, fields: TicketFields) -> Judged:
    """Return what the gate says of ``facts`` with ``fields`` in them; texts that are no counts count for nothing."""
    return judged(facts_with(facts, fields))


def judged(facts: TicketFacts) -> Judged:
    """Return what the gate says of these facts: two faults of a criterion at most, the next ones show after them."""
    remarks = gate.remarks(facts)
    followed = bool(read_arithmetic(facts.money.arithmetic).amounts)
    return Judged(
        tuple(_criterion(criterion, verdict) for criterion, verdict in gate.judge(facts).items()),
        remarks,
        money=_spread(facts.money.range),
        effort=_spread(facts.effort),
        adds_up=followed and not any(one.code in ARITHMETIC_CODES for one in remarks),
    )


def _spread(text: RangeText) -> Spread | None:
    found = range_of(text)
    return None if found is None else (float(found.low), float(found.likely), float(found.high))


def _criterion(criterion: Criterion, verdict: Verdict) -> JudgedCriterion:
    faults = verdict.faults() or (verdict,)
    reasons = [fault.reason for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        reasons.append(more_faults(len(faults) - _SHOWN))
    mends: dict[str, Message] = {}
    for fault in faults[:_SHOWN]:
        if fault.mend is not None:
            # The same for another field: the reasons name both fields, and its button goes to the first.
            mends.setdefault(fault.mend.template, fault.mend)
    return JudgedCriterion(criterion, verdict.ok, tuple(reasons), tuple(mends.values()), verdict.where)


def facts_with(facts: TicketFacts, fields: TicketFields) -> TicketFacts:
    """Return ``facts`` as they would be after an edit with ``fields``."""
    plain = {name: getattr(fields, name).strip() for name in _PLAIN if getattr(fields, name) is not None}
    return replace(
        facts,
        **plain,
        money=MoneyFacts(
            RangeText(
                _or(fields.money_low, facts.money.range.low),
                _or(fields.money_likely, facts.money.range.likely),
                _or(fields.money_high, facts.money.range.high),
            ),
            _or(fields.currency, facts.money.currency),
            _or(fields.per, facts.money.per),
            _or(fields.arithmetic, facts.money.arithmetic),
        ),
        effort=RangeText(
            _or(fields.effort_low, facts.effort.low),
            _or(fields.effort_likely, facts.effort.likely),
            _or(fields.effort_high, facts.effort.high),
        ),
        frequency=_frequency(facts.frequency, fields),
        teams_needed=facts.teams_needed if fields.teams_needed is None else fields.teams_needed,
        approvals_needed=facts.approvals_needed if fields.approvals is None else needed(fields.approvals),
        approvals_asked=facts.approvals_asked or fields.approvals is not None,
        causes=facts.causes if fields.causes is None else fields.causes,
        experience_only=facts.experience_only if fields.experience_only is None else fields.experience_only,
    )


def _frequency(stored: FrequencyFacts, fields: TicketFields) -> FrequencyFacts:
    frame = stored.frame
    if fields.frame in tuple(SampleFrame):
        frame = SampleFrame(fields.frame)
    return FrequencyFacts(
        _count(fields.seen_k, stored.seen_k),
        _count(fields.of_n, stored.looked_at_n),
        frame,
        _or(fields.frame_words, stored.frame_words),
    )


def _or(typed: str | None, stored: str) -> str:
    return stored if typed is None else typed.strip()


def _count(typed: str | None, stored: int | None) -> int | None:
    if typed is None:
        return stored
    return int(typed) if typed.strip().lstrip("-").isdecimal() and typed.strip().isascii() else None
