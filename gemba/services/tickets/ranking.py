"""The rank and the structure of a library's tickets as frozen values with sentences in words.

Between the stored rows and the rules: no SQL, no printing. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gemba.message import Message
from gemba.model.queries import Queries
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import SampleFrame, SeenAs, TicketState
from gemba.rules import coordination, prevalence, priority
from gemba.services.keeping.house import House
from gemba.services.tickets.ranked_states import LEFT_OUT


@dataclass(frozen=True, slots=True)
class RankedTicket:
    """One ticket in its place; money is in the house's currency a person-day, probabilities are fractions of 1.

    The figures of gemba/rules/priority.Ranked once more, beside the names that a rule must not know: this is what is
    shown and printed, that is what was reckoned, and either may change without the other.
    """

    position: int
    number: int
    source_id: str
    title: str
    low: float
    likely: float
    high: float
    median: float
    top_n_probability: float
    ties_with: tuple[int, ...]
    why: Message


@dataclass(frozen=True, slots=True)
class UnrankedTicket:
    """A ticket without a place, and why."""

    number: int
    source_id: str
    title: str
    reason: Message


@dataclass(frozen=True, slots=True)
class RankingView:
    """The order of the tickets."""

    ranked: tuple[RankedTicket, ...]
    unranked: tuple[UnrankedTicket, ...]
    top_n: int
    samples: int
    seed: int
    currency: str

    def by_number(self) -> Mapping[int, RankedTicket]:
        """Return the ranked tickets by their number."""
        return {row.number: row for row in self.ranked}


@dataclass(frozen=True, slots=True)
class PrevalenceLine:
    """What "seen in k of n" says of one ticket; number 0 where none is meant."""

    number: int
    source_id: str
    title: str
    k: int | None
    n: int | None
    frame: SampleFrame
    frame_words: str
    mean: float | None
    low: float | None
    high: float | None
    sentence: Message
    other_side: Message | None


def rank_view(facts: Iterable[TicketFacts], house: House) -> RankingView:
    """Return the order of the tickets that still wait for somebody."""
    waiting = tuple(one for one in facts if one.state not in LEFT_OUT)
    names = {one.number: one for one in waiting}
    ranking = _ranked(waiting, tuple(sorted(house.rates.items())), house.currency)
    return RankingView(
        ranked=tuple(
            RankedTicket(
                position=row.place,
                number=row.number,
                source_id=names[row.number].source_id,
                title=names[row.number].title,
                low=row.low,
                likely=row.likely,
                high=row.high,
                median=row.median,
                top_n_probability=row.top_n_probability,
                ties_with=row.ties_with,
                why=row.why,
            )
            for row in ranking.rows
        ),
        unranked=tuple(
            UnrankedTicket(row.number, names[row.number].source_id, names[row.number].title, row.reason)
            for row in ranking.unranked
        ),
        top_n=ranking.top_n,
        samples=ranking.samples,
        seed=ranking.seed,
        currency=ranking.currency,
    )


@lru_cache(maxsize=4)
def _ranked(facts: tuple[TicketFacts, ...], rates: tuple[tuple[str, object], ...], currency: str) -> priority.Ranking:
    """Rank, remembering the last answers: the same figures are asked for again while a narrative is written."""
    from decimal import Decimal

    return priority.rank(facts, rates={name: Decimal(str(rate)) for name, rate in rates}, house_currency=currency)


def structure_of(facts: Iterable[TicketFacts], house: House, *, people: Iterable[str] = ()) -> coordination.Structure:
    """Return what the organisation's shape costs over these tickets; rejected ones do not count."""
    counted = [one for one in facts if one.state is not TicketState.REJECTED]
    return coordination.structure(
        counted,
        rates=house.rates,
        house_currency=house.currency,
        thresholds=house.thresholds,
        people=tuple(people),
    )


def prevalence_line(facts: TicketFacts, *, simulated: bool) -> PrevalenceLine:
    """Return what the counts of a ticket say."""
    found = prevalence.prevalence(facts.frequency, simulated)
    return PrevalenceLine(
        number=facts.number,
        source_id=facts.source_id,
        title=facts.title,
        k=found.k,
        n=found.n,
        frame=facts.frequency.frame,
        frame_words=facts.frequency.frame_words,
        mean=found.mean,
        low=found.low,
        high=found.high,
        sentence=found.sentence,
        other_side=found.other_side,
    )


def simulated_tickets(queries: Queries) -> frozenset[int]:
    """Return the numbers of tickets that rest on rehearsed observations only: they count for nothing (M31)."""
    rehearsed = {row.id for row in queries.observations(seen_as=SeenAs.ROLE_PLAY)}
    return frozenset(
        row.number
        for row in queries.tickets()
        if row.observation_ids and all(one in rehearsed for one in row.observation_ids)
    )
