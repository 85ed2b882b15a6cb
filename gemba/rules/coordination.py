"""What the organisation's shape costs (DOMAIN §2, M13–M15): load of a ticket, and the structure over all of them.

Facts about teams and bodies only. No person ever appears here: an approval body that is in ``people`` is shown by
its role. Thresholds are met when reached: three teams or two approvals are a smell (M15 says ">=").
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from gemba.message import N_, Message, say
from gemba.model.ticket_facts import ApprovalFacts, TicketFacts
from gemba.rules.ranges import currency_of, range_of, yearly_money
from gemba.rules.thresholds import Thresholds
from gemba.rules.words import fold

DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True)
class Load:
    """The coordination load of one ticket; ``stands_out`` means little work and much asking."""

    teams: int
    approvals: int
    smell: bool
    stands_out: bool
    waiting_days: float
    sentence: Message

    @property
    def total(self) -> int:
        """Return teams plus approvals."""
        return self.teams + self.approvals


@dataclass(frozen=True, slots=True)
class TeamPair:
    """Two teams that tickets need together, with the likely yearly money behind them; ``unpriced`` counts the rest."""

    first: str
    second: str
    tickets: tuple[int, ...]
    money: Decimal
    unpriced: int


#: stands for a person who has to say yes and whose role nobody wrote; whoever shows it translates it
NO_ROLE = N_("somebody whose role is not written")


@dataclass(frozen=True, slots=True)
class ApprovalBody:
    """A body that has to say yes: to which tickets, and how many days it usually takes in all (where stated).

    ``body`` is never a person: their role stands for them, or NO_ROLE.
    """

    body: str
    tickets: tuple[int, ...]
    waiting_days: float
    unstated: int


@dataclass(frozen=True, slots=True)
class Structure:
    """What all tickets together say about the structure; lists are ordered, the heaviest first."""

    team_counts: tuple[tuple[int, int], ...]
    approval_counts: tuple[tuple[int, int], ...]
    pairs: tuple[TeamPair, ...]
    bodies: tuple[ApprovalBody, ...]
    smells: tuple[int, ...]
    stand_outs: tuple[tuple[int, Message], ...]
    waiting_days: float
    work_days: Decimal
    currency: str


def load(ticket: TicketFacts, thresholds: Thresholds = DEFAULT) -> Load:
    """Return the load of one ticket and whether it is a structure smell."""
    teams, approvals = len(_distinct(ticket.teams_needed)), len(_approvals(ticket))
    smell = teams >= thresholds.teams or approvals >= thresholds.approvals
    effort = range_of(ticket.effort)
    small = effort is not None and 0 < effort.high <= thresholds.small_effort_days
    waiting = sum(approval.typical_days or 0.0 for approval in _approvals(ticket))
    days = None if effort is None else float(effort.likely)
    return Load(teams, approvals, smell, smell and small, waiting, _load_sentence(days, teams, approvals))


def _load_sentence(days: float | None, teams: int, approvals: int) -> Message:
    """Return the load in words; whole templates, because languages count differently."""
    team, approval = teams == 1, approvals == 1
    if days is None:
        return say(_LOADS[team, approval], teams=teams, approvals=approvals)
    template = (_LOADS_OF_A_DAY if days == 1 else _LOADS_OF_DAYS)[team, approval]
    return say(template, days=days, teams=teams, approvals=approvals)


_LOADS = {
    (False, False): N_("{teams} teams, {approvals} approvals."),
    (False, True): N_("{teams} teams, {approvals} approval."),
    (True, False): N_("{teams} team, {approvals} approvals."),
    (True, True): N_("{teams} team, {approvals} approval."),
}
_LOADS_OF_DAYS = {
    (False, False): N_("{days:g} days of work, {teams} teams, {approvals} approvals."),
    (False, True): N_("{days:g} days of work, {teams} teams, {approvals} approval."),
    (True, False): N_("{days:g} days of work, {teams} team, {approvals} approvals."),
    (True, True): N_("{days:g} days of work, {teams} team, {approvals} approval."),
}
_LOADS_OF_A_DAY = {
    (False, False): N_("{days:g} day of work, {teams} teams, {approvals} approvals."),
    (False, True): N_("{days:g} day of work, {teams} teams, {approvals} approval."),
    (True, False): N_("{days:g} day of work, {teams} team, {approvals} approvals."),
    (True, True): N_("{days:g} day of work, {teams} team, {approvals} approval."),
}
"""By whether it is one team and one approval."""


def structure(
    tickets: Iterable[TicketFacts],
    *,
    rates: Mapping[str, Decimal] | None = None,
    house_currency: str = "EUR",
    thresholds: Thresholds = DEFAULT,
    people: Collection[str] = (),
) -> Structure:
    """Return the structure behind ``tickets``; ``rates`` are units of the house's currency per unit of another."""
    every = sorted(tickets, key=lambda ticket: ticket.number)
    loads = [(ticket, load(ticket, thresholds)) for ticket in every]
    efforts = [effort.likely for ticket in every if (effort := range_of(ticket.effort)) is not None]
    return Structure(
        team_counts=tuple(sorted(Counter(cost.teams for _, cost in loads).items())),
        approval_counts=tuple(sorted(Counter(cost.approvals for _, cost in loads).items())),
        pairs=_pairs(every, rates or {}, house_currency),
        bodies=_bodies(every, frozenset(fold(name) for name in people)),
        smells=tuple(ticket.number for ticket, cost in loads if cost.smell),
        stand_outs=tuple((ticket.number, cost.sentence) for ticket, cost in loads if cost.stands_out),
        waiting_days=sum(cost.waiting_days for _, cost in loads),
        work_days=sum(efforts, Decimal(0)),
        currency=house_currency,
    )


def likely_money(ticket: TicketFacts, rates: Mapping[str, Decimal], house_currency: str) -> Decimal | None:
    """Return the likely money a year (or once) in the house's currency; None without valid figures or a rate."""
    money, code = yearly_money(ticket.money), currency_of(ticket.money.currency)
    if money is None or code is None:
        return None
    rate = Decimal(1) if code == house_currency else rates.get(code)
    return money.likely * rate if rate is not None else None


@dataclass(slots=True)
class _Tally:
    """What is being added up for one pair or body."""

    tickets: list[int] = field(default_factory=list)
    money: Decimal = Decimal(0)
    days: float = 0.0
    unknown: int = 0


def _pairs(tickets: list[TicketFacts], rates: Mapping[str, Decimal], house_currency: str) -> tuple[TeamPair, ...]:
    """Count the pairs of teams that tickets need together."""
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    spelled: dict[str, str] = {}
    for ticket in tickets:
        teams = _distinct(ticket.teams_needed)
        for key, team in teams.items():
            spelled.setdefault(key, team)
        money = likely_money(ticket, rates, house_currency)
        for pair in combinations(sorted(teams), 2):
            tally = tallies[pair]
            tally.tickets.append(ticket.number)
            tally.money += money or Decimal(0)
            tally.unknown += money is None
    found = [
        TeamPair(spelled[first], spelled[second], tuple(tally.tickets), tally.money, tally.unknown)
        for (first, second), tally in tallies.items()
    ]
    return tuple(sorted(found, key=lambda pair: (-len(pair.tickets), -pair.money, fold(pair.first), fold(pair.second))))


def _bodies(tickets: list[TicketFacts], people: frozenset[str]) -> tuple[ApprovalBody, ...]:
    """Count the bodies that are waited for."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    spelled: dict[str, str] = {}
    for ticket in tickets:
        for approval in _approvals(ticket):
            body = approval.body.strip()
            if fold(body) in people:
                body = approval.role.strip() or NO_ROLE
            spelled.setdefault(fold(body), body)
            tally = tallies[fold(body)]
            tally.tickets.append(ticket.number)
            tally.days += approval.typical_days or 0.0
            tally.unknown += approval.typical_days is None
    found = [
        ApprovalBody(spelled[key], tuple(tally.tickets), tally.days, tally.unknown) for key, tally in tallies.items()
    ]
    return tuple(sorted(found, key=lambda body: (-len(body.tickets), -body.waiting_days, fold(body.body))))


def _distinct(names: Iterable[str]) -> dict[str, str]:
    """Return the names that differ in more than case, width and blanks: folded -> as typed first."""
    found: dict[str, str] = {}
    for name in names:
        if key := fold(name):
            found.setdefault(key, unicodedata.normalize("NFC", name).strip())
    return found


def _approvals(ticket: TicketFacts) -> list[ApprovalFacts]:
    """Return the approvals asked for, each body once."""
    found = {fold(approval.body): approval for approval in reversed(ticket.approvals_needed) if fold(approval.body)}
    return list(reversed(found.values()))
