"""What to do first: value per effort with its range, and how sure the order is (DOMAIN §3, SETTLED §12, M16).

Money a year (or once) over person-days, both triangular, 10,000 samples from a fixed seed, order by the median of
the ratio. Two tickets are a tie where either comes first in 40 to 60 % of the samples; ties are pairs, because A may
tie with B and B with C while A is clearly ahead of C. Money is converted with the house's own rates.

Up to 200 tickets everything is sampled. Beyond that the order uses medians of a 16 x 16 grid of equally likely cells
(within 1 % of the sampled ones), only tickets whose best case reaches the N-th best worst case are sampled for the
probability (with fewer samples the more they are, see ``Ranking.samples``), and ties are looked for among the first
200. Within those, each ticket is compared with the ten below it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest
from operator import ge, gt
from typing import TypeAlias

from gemba.message import N_, Message, say
from gemba.model.ticket_facts import TicketFacts
from gemba.rules.sampling import MOST_SAMPLES, Ratio
from gemba.rules.worth import ratio_of

SEED = 20_261_121
FULL = 200
WINDOW = 10
TIE = (0.4, 0.6)
LOOK = 1_000
BUDGET = 2_000_000
"""Draws of money over effort that one ranking may hold at a time."""

_APART = ((0.10, 0.68), (0.20, 0.76), (0.25, 0.81), (0.30, 0.87))
"""Pairs (p, q) with (1 - p) * q > 0.6: when the p-quantile of one is above the q-quantile of another, no tie."""

_Samples: TypeAlias = dict[int, "array[float]"]
_Marks: TypeAlias = dict[int, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One ticket in its place. Values are money per person-day in the ranking's currency.

    ``low`` is the worst case (low money, high effort), ``high`` the best, ``likely`` likely over likely, ``median``
    what the order goes by. ``ahead_of_next`` is the share of samples in which it beats the one below (None: last, or
    not sampled). Probabilities are fractions of 1.
    """

    number: int
    place: int
    low: float
    likely: float
    high: float
    median: float
    top_n_probability: float
    ties_with: tuple[int, ...]
    ahead_of_next: float | None
    why: Message


@dataclass(frozen=True, slots=True)
class Unranked:
    """A ticket without a place, and why."""

    number: int
    reason: Message


@dataclass(frozen=True, slots=True)
class Ranking:
    """Tickets in order, those without a place, and what the numbers rest on."""

    rows: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]
    top_n: int
    samples: int
    currency: str
    seed: int


@dataclass(frozen=True, slots=True)
class _Certainty:
    """What the rows of one ranking share: the order, the ties, and who is ahead of whom."""

    order: list[Ratio]
    ties: Mapping[int, list[int]]
    ahead: Mapping[int, float]
    first: int
    currency: str


def rank(
    tickets: Iterable[TicketFacts],
    *,
    rates: Mapping[str, Decimal],
    house_currency: str,
    seed: int = SEED,
    top_n: int | None = None,
) -> Ranking:
    """Return the order of ``tickets``; ``rates`` are units of the house's currency for one unit of another.

    ``top_n`` is 3 up to 15 ranked tickets and 10 above, unless given.
    """
    ratios: list[Ratio] = []
    unranked: list[Unranked] = []
    for ticket in tickets:
        found = ratio_of(ticket, rates, house_currency)
        if isinstance(found, Ratio):
            ratios.append(found)
        else:
            unranked.append(Unranked(ticket.number, found))
    first = top_n if top_n is not None else (3 if len(ratios) <= 15 else 10)
    order, medians, head, marks = _ordered(ratios, seed)
    probabilities, samples = _chances(order, head, first, seed)
    ties, ahead = _ties(order, head, marks)
    certainty = _Certainty(order, ties, ahead, first, house_currency)
    rows = tuple(
        _row(ratio, place, medians[ratio.key], probabilities.get(ratio.key, 0.0), certainty)
        for place, ratio in enumerate(order, start=1)
    )
    unranked.sort(key=lambda one: one.number)
    return Ranking(rows, tuple(unranked), first, samples, house_currency, seed)


def _ordered(ratios: list[Ratio], seed: int) -> tuple[list[Ratio], dict[int, float], _Samples, _Marks]:
    """Return the tickets by median, the medians, and for the first ones the samples and their quantiles."""
    samples: _Samples = {}
    medians: dict[int, float] = {}
    marks: _Marks = {}
    if len(ratios) > FULL:
        medians = {ratio.key: _median(ratio.grid()) for ratio in ratios}
    for ratio in ratios if not medians else nlargest(FULL, ratios, key=lambda ratio: (medians[ratio.key], -ratio.key)):
        samples[ratio.key] = ratio.samples(seed, MOST_SAMPLES)
        ordered = sorted(samples[ratio.key])
        marks[ratio.key] = [
            (ordered[int(low * MOST_SAMPLES)], ordered[int(high * MOST_SAMPLES)]) for low, high in _APART
        ]
        medians.setdefault(ratio.key, _median(ordered))
    order = sorted(ratios, key=lambda ratio: (-medians[ratio.key], ratio.key))
    return order, medians, samples, marks


def _median(ordered: Sequence[float]) -> float:
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _chances(order: list[Ratio], head: _Samples, first: int, seed: int) -> tuple[dict[int, float], int]:
    """Return for each ticket the share of samples in which it is among the first, and how many samples that were."""
    if len(order) <= first:
        return {ratio.key: 1.0 for ratio in order}, MOST_SAMPLES
    floor = nlargest(first, (ratio.least for ratio in order))[-1] if first > 0 else float("inf")
    contenders = [ratio for ratio in order if ratio.most >= floor]
    samples = min(MOST_SAMPLES, max(200, BUDGET // max(1, len(contenders))))
    columns = [head[ratio.key][:samples] if ratio.key in head else ratio.samples(seed, samples) for ratio in contenders]
    if len(contenders) > 20 * first:
        marks = array("d", [nlargest(first, row)[-1] for row in zip(*columns, strict=True)])
    else:
        marks = array("d", [sorted(row)[-first] for row in zip(*columns, strict=True)])
    return {
        ratio.key: sum(map(ge, column, marks)) / samples for ratio, column in zip(contenders, columns, strict=True)
    }, samples


def _ties(order: list[Ratio], head: _Samples, marks: _Marks) -> tuple[dict[int, list[int]], dict[int, float]]:
    """Return for each sampled ticket the ones it ties with, and the share in which it beats the one below it."""
    rows = [ratio.key for ratio in order if ratio.key in head]
    ties: dict[int, list[int]] = {key: [] for key in rows}
    ahead: dict[int, float] = {}
    for at, key in enumerate(rows):
        for step, other in enumerate(rows[at + 1 : at + 1 + WINDOW]):
            if step and _clearly_apart(key, other, head, marks):
                continue
            share = sum(map(gt, head[key], head[other])) / MOST_SAMPLES
            if step == 0:
                ahead[key] = share
            if TIE[0] <= share <= TIE[1]:
                ties[key].append(other)
                ties[other].append(key)
    return ties, ahead


def _clearly_apart(first: int, second: int, head: _Samples, marks: _Marks) -> bool:
    """Say whether two tickets cannot tie: by their quantiles, or by a first look four deviations outside the band."""
    if any(low > high for (low, _), (_, high) in zip(marks[first], marks[second], strict=True)):
        return True
    share = sum(map(gt, head[first][:LOOK], head[second][:LOOK])) / LOOK
    return not TIE[0] - 0.065 <= share <= TIE[1] + 0.065


def _row(ratio: Ratio, place: int, median: float, chance: float, certainty: _Certainty) -> Ranked:
    """Make the row and its sentence."""
    likely = ratio.money.likely / ratio.effort.likely
    tied, share = tuple(sorted(certainty.ties.get(ratio.key, ()))), certainty.ahead.get(ratio.key)
    values: dict[str, str | int | float | Decimal] = {
        "place": place,
        "likely": _amount(likely),
        "low": _amount(ratio.least),
        "high": _amount(ratio.most),
        "currency": certainty.currency,
        "first": certainty.first,
        "chance": chance,
    }
    if tied:
        template = N_(
            "Place {place}: likely {currency} {likely} for a day of work ({low} to {high}); a tie with {tied}; "
            "among the first {first} in {chance:.0%} of the samples."
        )
        values["tied"] = ", ".join(f"T{number}" for number in tied)
    elif share is not None:
        template = N_(
            "Place {place}: likely {currency} {likely} for a day of work ({low} to {high}); ahead of T{next} in "
            "{share:.0%} and among the first {first} in {chance:.0%} of the samples."
        )
        values |= {"next": certainty.order[place].key, "share": share}
    else:
        template = N_(
            "Place {place}: likely {currency} {likely} for a day of work ({low} to {high}); "
            "among the first {first} in {chance:.0%} of the samples."
        )
    why = say(template, **values)
    return Ranked(ratio.key, place, ratio.least, likely, ratio.most, median, chance, tied, share, why)


def _amount(value: float) -> Decimal:
    """Return an amount for a sentence: whole from ten on, two figures below."""
    return Decimal(round(value)) if value >= 10 else Decimal(f"{value:.2g}")
