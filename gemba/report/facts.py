"""What codes and live numbers in a narrative stand for: a book of targets and raw values, and its words.

Services fill the sheets of `document`; `facts_from` makes the book from them. `stale_sentences` holds a narrative
against an older snapshot. Must not know the store, Markdown or fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from gemba.message import Message
from gemba.model.values import NarrativeLanguage
from gemba.report import numbers
from gemba.report.document import (
    DecisionEntry,
    Estimate,
    PrevalenceLine,
    ProblemEntry,
    SessionEntry,
    Target,
    TicketSheet,
)
from gemba.report.number_names import number_name
from gemba.report.words import words_in

Sayer = Callable[[NarrativeLanguage], str]


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """How much a round holds; the paths R.sessions, R.observations, R.captures, R.tickets, R.actionable."""

    sessions: int = 0
    observations: int = 0
    captures: int = 0
    tickets: int = 0
    actionable: int = 0


@dataclass(frozen=True, slots=True)
class FactBook:
    """Answer codes and number paths from what was put in; values are said in the language asked for."""

    targets: Mapping[str, Target] = field(default_factory=dict)
    values: Mapping[str, Sayer] = field(default_factory=dict)
    #: so many tickets are the first ones of the order, 0 where none is ranked
    first_n: int = 0

    def resolve_code(self, code: str) -> Target | None:
        """Return what a code stands for, or None."""
        return self.targets.get(code)

    def resolve_number(self, path: str, language: NarrativeLanguage) -> str | None:
        """Return the words of a live number, or None where there is no such path or no such value."""
        sayer = self.values.get(path)
        return None if sayer is None else sayer(language)

    def name_number(self, path: str) -> Message | None:
        """Return what a live number is called, also where there is none now; None where there is no such figure."""
        target = self.targets.get(path.partition(".")[0])
        return number_name(path, title="" if target is None else target.title, first_n=self.first_n)


def facts_from(
    *,
    tickets: Iterable[TicketSheet] = (),
    sessions: Iterable[SessionEntry] = (),
    problems: Iterable[ProblemEntry] = (),
    decisions: Iterable[DecisionEntry] = (),
    prevalence: Iterable[PrevalenceLine] = (),
    counts: RoundCounts | None = None,
    house_currency: str = "EUR",
) -> FactBook:
    """Make the book of everything a narrative may cite: targets and live-number paths of DOMAIN's words."""
    targets: dict[str, Target] = {}
    values: dict[str, Sayer] = {}
    first_n = 0
    for ticket in tickets:
        _add_ticket(ticket, targets, values, house_currency)
        if ticket.top_n_probability is not None:
            first_n = ticket.top_n
    for line in prevalence:
        values.setdefault(f"{line.code}.prevalence", _prevalence(line))
    for session in sessions:
        code = f"S{session.number}"
        targets[code] = Target(code, session.team)
        values[f"{code}.seen_live"] = _seen_live(session)
        values[f"{code}.observations"] = _count(session.observations)
        if session.minutes is not None:
            values[f"{code}.minutes"] = _count(session.minutes)
    for problem in problems:
        code = f"P{problem.number}"
        targets[code] = Target(code, problem.title)
        for name in ("reports", "sessions", "customers"):
            values[f"{code}.{name}"] = _count(getattr(problem, name))
    for decision in decisions:
        code = f"D{decision.number}"
        targets[code] = Target(code, decision.title)
        values[f"{code}.information"] = _share(decision.information)
    for name in ("sessions", "observations", "captures", "tickets", "actionable") if counts else ():
        values[f"R.{name}"] = _count(getattr(counts, name))
    return FactBook(targets, values, first_n)


def _add_ticket(ticket: TicketSheet, targets: dict[str, Target], values: dict[str, Sayer], house: str) -> None:
    code = f"T{ticket.number}"
    targets[code] = Target(code, ticket.title)
    for picture in ticket.pictures:
        targets[picture.code] = Target(picture.code, picture.caption or ticket.title)
    if ticket.money is not None:
        _add_range(f"{code}.money", ticket.money, values, _money(ticket.currency), _money_range(ticket.currency))
    if ticket.effort is not None:
        _add_range(f"{code}.effort", ticket.effort, values, _days, _days_range)
    values[f"{code}.teams"] = _count(len(ticket.teams_needed))
    values[f"{code}.approvals"] = _count(len(ticket.approvals_needed))
    values[f"{code}.load"] = _count(ticket.load)
    seen = ticket.frequency
    if seen.seen_k is not None and seen.looked_at_n is not None:
        values[f"{code}.seen"] = _of(seen.seen_k, seen.looked_at_n)
    if ticket.value_per_effort is not None:
        values[f"{code}.value_per_effort"] = _amount(ticket.value_per_effort.likely, house)
    if ticket.top_n_probability is not None:
        values[f"{code}.top_n"] = _share(ticket.top_n_probability)


def _add_range(
    path: str,
    estimate: Estimate,
    values: dict[str, Sayer],
    one: Callable[[float], Sayer],
    both: Callable[[Estimate], Sayer],
) -> None:
    for name in ("low", "likely", "high"):
        values[f"{path}.{name}"] = one(getattr(estimate, name))
    values[f"{path}.range"] = both(estimate)


def _count(value: int) -> Sayer:
    return lambda language: numbers.number(value, language, decimals=0)


def _of(k: int, n: int) -> Sayer:
    return lambda language: numbers.k_of_n(k, n, language)


def _seen_live(session: SessionEntry) -> Sayer:
    """Say "8 of 20"; where none is said to be live and some are unstated, how many nobody stated (SETTLED §14)."""
    unstated, total = session.observations - session.stated, session.observations
    if session.live or not unstated:
        return _of(session.live, total)
    return lambda language: words_in(language)("not stated for {n} of {m}", n=unstated, m=total)


def _share(value: float) -> Sayer:
    return lambda language: numbers.share(value, language)


def _amount(value: float, currency: str) -> Sayer:
    return lambda language: numbers.money(value, currency, language)


def _money(currency: str) -> Callable[[float], Sayer]:
    return lambda value: _amount(value, currency)


def _money_range(currency: str) -> Callable[[Estimate], Sayer]:
    return lambda estimate: lambda language: numbers.money_range(estimate, currency, language)


def _days(value: float) -> Sayer:
    return lambda language: numbers.days(value, language)


def _days_range(estimate: Estimate) -> Sayer:
    return lambda language: numbers.days_range(estimate, language)


def _prevalence(line: PrevalenceLine) -> Sayer:
    def words(language: NarrativeLanguage) -> str:
        if line.low is None or line.high is None:
            return line.sentence
        return f"{numbers.share(line.low, language)}–{numbers.share(line.high, language)}"

    return words
