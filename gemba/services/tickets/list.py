"""The list of tickets: which tickets in which order, the lines of one window of it, the rank, and the filter as typed.

Answers with numbers of tickets first and rows by the window, so that 100,000 tickets are as quick as twelve. What it
remembers (order, rank, names to filter by) falls with the change that touches it. Must not know the window.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from gemba.message import Message, say
from gemba.model.queries.ticket_list import TicketOrder
from gemba.model.values import TicketState
from gemba.services.keeping.house import House, house_of
from gemba.services.tickets.ranked_states import LEFT_OUT

if TYPE_CHECKING:
    from gemba.model.changed import Changed
    from gemba.model.library import Library
    from gemba.model.rows import TicketListRow, TicketRow
    from gemba.rules.worth import Estimated
    from gemba.services.tickets.dots import Dots
    from gemba.services.tickets.names import Names
    from gemba.services.tickets.ranking import RankingView
    from gemba.services.tickets.summary import TicketSummary

RANK_AT_ONCE = 40
RANK_BY_ITSELF = 3_000
"""Up to so many waiting tickets the rank is made without asking: within the first list, or behind it."""
NAMES_IN_MEMORY = 250_000
FOUND_AT_MOST = 2_000
DOTS_AT_MOST = 2_000
_RANKED_BY = frozenset(("ticket", "setting"))
_KEPT = 4

Step = Callable[[int, int], None]


class TicketSort(StrEnum):
    """By what the list can be put in order."""

    RANK = "rank"
    CHANCE = "chance"
    NUMBER = "number"
    GATE = "gate"
    TITLE = "title"
    STATE = "state"
    LOAD = "load"
    TEAM = "team"
    CHANGED = "changed"

    @property
    def needs_rank(self) -> bool:
        """Say whether the order rests on the rank."""
        return self in (TicketSort.RANK, TicketSort.CHANCE)


class TicketFilter(NamedTuple):
    """What is looked for: words of title, code or team; states (none named: every one); tickets picked elsewhere.

    ``chances`` leaves big money for few days of work (M11), as the house has set what is big and what is few.
    """

    words: str = ""
    states: frozenset[TicketState] = frozenset()
    numbers: frozenset[int] | None = None
    chances: bool = False

    def __bool__(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.words.strip()) or bool(self.states) or self.numbers is not None or self.chances


class Listing(NamedTuple):
    """The numbers of the tickets to show, in order. ``ranked`` is False where the rank was wanted and is not there."""

    numbers: Sequence[int]
    total: int
    waiting: int
    counts: dict[TicketState, int]
    ranked: bool


class Worth(NamedTuple):
    """Money over effort of one ticket from its own figures, in the house's currency a person-day."""

    low: float
    likely: float
    high: float
    money: tuple[float, float, float]
    effort: tuple[float, float, float]


class TicketList:
    """The list of one library's tickets; may be asked from any thread."""

    def __init__(self, library: Library) -> None:
        """Take the open library and listen to what changes."""
        self._library = library
        self._lock = threading.RLock()
        self._generation = 0
        self._rank_generation = 0
        self._orders: dict[tuple[object, ...], tuple[int, Sequence[int]]] = {}
        self._ranking: tuple[int, RankingView] | None = None
        self._names: Names | None = None
        self._counts: tuple[int, dict[TicketState, int]] | None = None
        self._house: House | None = None
        self._chances: tuple[int, frozenset[int]] | None = None
        library.subscribe(self._heard)

    def _heard(self, changed: Changed) -> None:
        with self._lock:
            self._generation += 1
            self._orders.clear()
            if changed.kinds & _RANKED_BY:
                self._rank_generation += 1
                self._house = None
            if self._names is not None and "ticket" in changed.kinds:
                self._names = self._names.noting(changed.ids)

    # -- what to show -----------------------------------------------------------------------------------------

    def listing(
        self,
        wanted: TicketFilter,
        *,
        sort: TicketSort = TicketSort.RANK,
        descending: bool = False,
        step: Step = lambda done, total: None,
    ) -> Listing:
        """Return the tickets to show; without a rank that it needs, by number.

        The rank is made here only where that takes no time; otherwise ask ``make_ranking`` and then again.
        """
        counts = self.counts()
        waiting = self._waiting(counts)
        if sort.needs_rank and waiting <= RANK_AT_ONCE:
            self.make_ranking()
        step(0, 0)
        ranked = not sort.needs_rank or self._ranking is not None
        order = self._order(sort if ranked else TicketSort.NUMBER, descending and ranked, wanted.states)
        step(0, 0)
        if wanted.numbers is not None:
            order = array("q", list(filter(wanted.numbers.__contains__, order)))
        if wanted.chances:
            chances = self.chances(step)
            step(0, 0)
            order = array("q", list(filter(chances.__contains__, order)))
        if wanted.words.strip():
            found = self._matching(wanted.words, step)
            step(0, 0)
            order = array("q", list(filter(found.__contains__, order)))
        return Listing(order, sum(counts.values()), waiting, counts, ranked)

    def rows(self, numbers: Iterable[int]) -> list[TicketListRow]:
        """Return the lines of these tickets, in that order."""
        return self._library.queries.ticket_list_rows(numbers)

    def look_ahead(self, numbers: Iterable[int]) -> None:
        """Read these lines, so that who paints them waits neither for the disk nor for the rules to be loaded."""
        for row in self.rows(numbers):
            self.worth(row)

    def dots(self, numbers: Sequence[int], *, step: Step = lambda done, total: None) -> Dots:
        """Return the picture of these tickets; of very many only the first, in the order they come in."""
        from gemba.services.tickets.dots import Dot, Dots

        shown = numbers[:DOTS_AT_MOST]
        dots, without = [], []
        for place, row in enumerate(self.rows(shown)):
            if place % 100 == 0:
                step(place, len(shown))
            worth = self.worth(row)
            if isinstance(worth, Worth) and worth.money[1] > 0:
                dots.append(Dot(row.id, row.number, row.title, row.state, worth))
            else:
                without.append(row.number)
        return Dots(tuple(dots), tuple(without), len(numbers) - len(shown))

    def chances(self, step: Step = lambda done, total: None) -> frozenset[int]:
        """Return the tickets with big money for few days (M11): both ends of both guesses hold, whatever the state."""
        with self._lock:
            known, generation = self._chances, self._rank_generation
        if known is not None and known[0] == generation:
            return known[1]
        house, found = self.house(), []
        estimates = self._library.queries.ticket_estimates()
        for place, one in enumerate(estimates):
            if place % 500 == 0:
                step(place, len(estimates))
            worth = worth_of(one, house)
            if isinstance(worth, Worth) and is_chance(worth, house):
                found.append(one.number)
        made = frozenset(found)
        with self._lock:
            if self._rank_generation == generation:
                self._chances = (generation, made)
        return made

    def counts(self) -> dict[TicketState, int]:
        """Return how many tickets are in each state that has any."""
        with self._lock:
            known, generation = self._counts, self._generation
        if known is None or known[0] != generation:
            known = (generation, self._library.queries.ticket_counts())
            with self._lock:
                self._counts = known
        return dict(known[1])

    def numbers_of(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of the tickets with these ids."""
        return self._library.queries.ticket_numbers_of(ids)

    def teams(self) -> list[str]:
        """Return the teams that may own a ticket, by name."""
        return self._library.queries.teams_owning_tickets()

    def _waiting(self, counts: dict[TicketState, int]) -> int:
        return sum(number for state, number in counts.items() if state not in LEFT_OUT)

    def _order(self, sort: TicketSort, descending: bool, states: frozenset[TicketState]) -> Sequence[int]:
        # An order by rank holds until there is another rank: what changed is ranked anew behind the list.
        mark = id(self._ranking) if sort.needs_rank else 0
        key = (sort, descending, states, mark)
        with self._lock:
            found, generation, counted = self._orders.get(key), self._generation, self._counts
        if found is not None and found[0] == generation:
            return found[1]
        numbers: Sequence[int]
        if sort.needs_rank:
            numbers = self._by_rank(sort, descending, states)
        else:
            many = sum(counted[1].values()) if counted is not None and counted[0] == generation else None
            numbers = self._library.queries.ticket_numbers(
                by=TicketOrder(sort.value), descending=descending, states=states, many=many
            )
        order = numbers if isinstance(numbers, range) else array("q", numbers)
        with self._lock:
            while len(self._orders) >= _KEPT:
                del self._orders[next(iter(self._orders))]
            self._orders[key] = (generation, order)
        return order

    def _by_rank(self, sort: TicketSort, descending: bool, states: frozenset[TicketState]) -> list[int]:
        """Return ranked tickets in their order, then those without a rank by number, whichever way it goes."""
        ranking = self.known_ranking()
        there = self._library.queries.ticket_numbers(states=states)
        allowed = set(there)
        ranked = [] if ranking is None else [one for one in ranking.ranked if one.number in allowed]
        if sort is TicketSort.CHANCE:
            ranked.sort(key=lambda one: -one.top_n_probability)
        if descending:
            ranked.reverse()
        placed = {one.number for one in ranked}
        return [*(one.number for one in ranked), *(one for one in there if one not in placed)]

    def _matching(self, words: str, step: Step) -> frozenset[int] | set[int]:
        queries = self._library.queries
        with self._lock:
            names = self._names
        if names is None:
            if sum(self.counts().values()) > NAMES_IN_MEMORY:
                hits = queries.search(words, kinds=("ticket",), limit=FOUND_AT_MOST)
                return set(queries.ticket_numbers_of(hit.id for hit in hits))
            names = self.load_names(step)
        stale = names.stale
        if stale:
            names = names.renewed(queries.ticket_filter_names(sorted(stale)))
            with self._lock:
                if self._names is not None and self._names.stale == stale:
                    self._names = names
        return names.matching(words, step)

    @property
    def has_names(self) -> bool:
        """Say whether the filter has read what it looks at."""
        return self._names is not None

    def load_names(self, step: Step = lambda done, total: None) -> Names:
        """Read what the filter looks at; called behind the first list, so that the first key typed finds it there."""
        from gemba.services.tickets.names import Names

        generation = self._generation
        names = Names.of(self._library.queries.ticket_filter_names(), step)
        with self._lock:
            if self._generation == generation:
                self._names = names
        return names

    # -- rank and worth ---------------------------------------------------------------------------------------

    def house(self) -> House:
        """Return the settings that the numbers rest on; read once until a setting changes."""
        house = self._house
        if house is None:
            house = self._house = house_of(self._library.queries)
        return house

    def known_ranking(self) -> RankingView | None:
        """Return the last rank that was made, perhaps of a moment ago, or None."""
        return None if self._ranking is None else self._ranking[1]

    @property
    def ranking_is_current(self) -> bool:
        """Say whether nothing has changed since the rank was made."""
        return self._ranking is not None and self._ranking[0] == self._rank_generation

    def make_ranking(self) -> RankingView:
        """Return the rank as of now; takes a second for each thousand tickets, so call it off the window's thread."""
        from gemba.services.tickets.ranking import rank_view

        generation = self._rank_generation
        known = self._ranking
        if known is not None and known[0] == generation:
            return known[1]
        queries = self._library.queries
        made = rank_view(queries.ticket_estimates(left_out=LEFT_OUT), house_of(queries))
        if known is not None and known[1] == made:
            made = known[1]
        with self._lock:
            self._ranking = (generation, made)
        return made

    def worth(self, row: TicketListRow) -> Worth | Message:
        """Return what one line's own figures say, or why they say nothing."""
        return worth_of(row, self.house())

    def summary(self, ticket_id: str) -> TicketSummary | None:
        """Return one ticket with what the rules say of it; None where it is gone. The rank is the last one made."""
        from gemba.rules import coordination
        from gemba.services.tickets.summary import TicketSummary

        queries, house = self._library.queries, self.house()
        row = queries.ticket(ticket_id)
        if row is None:
            return None
        facts = queries.ticket_facts([ticket_id])[ticket_id]
        ranking = self.known_ranking()
        rank = None if ranking is None else ranking.by_number().get(row.number)
        return TicketSummary(
            row=row,
            facts=facts,
            load=coordination.load(facts, house.thresholds),
            worth=worth_of(facts, house),
            rank=rank,
            unranked=None if rank is not None else self._why_unranked(row, ranking),
            top_n=0 if ranking is None else ranking.top_n,
            currency=house.currency,
        )

    def why_unranked(self, row: TicketListRow) -> Message:
        """Return why a line has no place in the rank."""
        return self._why_unranked(row, self.known_ranking())

    def _why_unranked(self, row: TicketRow | TicketListRow, ranking: RankingView | None) -> Message:
        if row.state in LEFT_OUT:
            return say("Only tickets that still wait are ranked.")
        if ranking is None:
            return say("The tickets are not ranked yet.")
        found = next((one.reason for one in ranking.unranked if one.number == row.number), None)
        return say("The tickets are not ranked yet.") if found is None else found


def is_chance(worth: Worth, house: House) -> bool:
    """Say whether it is big money even at the low end, for few days even at the high one."""
    return worth.money[0] >= house.chance_money and worth.effort[2] <= house.chance_days


def worth_of(ticket: Estimated, house: House) -> Worth | Message:
    """Return money over effort with their ranges, or why there is none."""
    from gemba.rules.worth import ratio_of

    found = ratio_of(ticket, house.rates, house.currency)
    if isinstance(found, Message):
        return found
    most, effort = found.money, found.effort
    return Worth(
        low=found.least,
        likely=most.likely / effort.likely,
        high=found.most,
        money=(most.low, most.likely, most.high),
        effort=(effort.low, effort.likely, effort.high),
    )
