"""What to do first, and what is the same: rank, structure, prevalence, likeness, problems.

Values in, values out; every number and every sentence is the rules'. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.message import N_
from gemba.model.library import Library
from gemba.model.rows import ObservationRow, ProblemRow
from gemba.model.ticket_facts import FrequencyFacts, TicketFacts
from gemba.model.values import SampleFrame
from gemba.rules.coordination import Structure
from gemba.services.finding import codes as finding
from gemba.services.finding.words import word
from gemba.services.keeping.house import House, house_of
from gemba.services.tickets import ranking
from gemba.services.tickets.problem_page import ProblemPage, page_of
from gemba.services.tickets.ranking import PrevalenceLine, RankingView

if TYPE_CHECKING:
    from gemba.rules.likeness import Index
    from gemba.services.tickets.tallies import Tallies


@dataclass(frozen=True, slots=True)
class Alike:
    """An observation that may report the same problem: how alike (0–1), and the words both share."""

    id: str
    source_id: str
    text: str
    score: float
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Observations that may report one problem; a proposal, never a link."""

    members: tuple[ObservationRow, ...]
    score: float


class Triage:
    """What one library says about its tickets and observations taken together."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def house(self) -> House:
        """Return the settings that the numbers rest on."""
        return house_of(self._library.queries)

    def rank(self) -> RankingView:
        """Return the tickets in order of value per effort, and those that cannot be ranked with the reason."""
        queries = self._library.queries
        return ranking.rank_view(self._facts(), house_of(queries))

    def structure(self) -> Structure:
        """Return how many teams and approvals fixes need, which pairs, and who is waited for. Never a person."""
        # It loads what finds names in texts, which nothing else here needs.
        from gemba.services.leaving.privacy import is_role

        queries = self._library.queries
        people = [person.name for person in queries.people() if not is_role(person.name)]
        return ranking.structure_of(self._facts(), house_of(queries), people=people)

    def tallies(self) -> Tallies:
        """Return why chances were missed, how long fixes take by kind, and how many tickets hold customers' words."""
        from gemba.services.tickets.tallies import tallies

        return tallies(self._library.queries)

    def titles_of(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return id and title of tickets by number, for what ranks and structure name by number only."""
        return self._library.queries.titles_of(numbers)

    def prevalence(self, ticket: str | None = None) -> tuple[PrevalenceLine, ...]:
        """Return what the counts say, of one ticket or of all that were counted."""
        queries = self._library.queries
        rehearsed = ranking.simulated_tickets(queries)
        if ticket is not None:
            wanted = finding.ticket(queries, ticket)
            facts = tuple(queries.ticket_facts([wanted.id]).values())
        else:
            facts = tuple(one for one in self._facts() if one.frequency.looked_at_n is not None)
        return tuple(ranking.prevalence_line(one, simulated=one.number in rehearsed) for one in facts)

    def prevalence_of(self, k: int, n: int, *, frame: str = "unstated") -> PrevalenceLine:
        """Return what "seen in k of n" says for a sample of that frame."""
        facts = TicketFacts(number=0, title="", frequency=FrequencyFacts(k, n, word(SampleFrame, frame)))
        return ranking.prevalence_line(facts, simulated=False)

    def similar(self, text: str, *, limit: int = 10) -> tuple[Alike, ...]:
        """Return the observations most like a text, the likest first; within a language only."""
        rows = {row.id: row for row in self._library.queries.observations()}
        found = self._index(rows).similar(text, limit=limit)
        return tuple(Alike(hit.id, rows[hit.id].source_id, rows[hit.id].text, hit.score, hit.shares) for hit in found)

    def clusters(self) -> tuple[Cluster, ...]:
        """Return groups of observations that look like one problem and are not linked to one yet."""
        rows = {row.id: row for row in self._library.queries.observations() if row.problem_id is None}
        found = self._index(rows).clusters()
        return tuple(Cluster(tuple(rows[key] for key in one.members), one.score) for one in found)

    def problems(self) -> tuple[ProblemRow, ...]:
        """Return every problem, those from most distinct sources first."""
        rows = self._library.queries.problems()
        return tuple(sorted(rows, key=lambda row: (-(row.sessions + row.customers), row.number)))

    def problem(self, reference: str) -> ProblemPage:
        """Return the problem that "3", "P3" or an id means, with its reports and tickets."""
        return page_of(self._library.queries, reference)

    def demand_from(self) -> int:
        """Return from how many distinct sources on a problem is demand."""
        return self.house().demand_from

    def new_problem(
        self,
        title: str,
        *,
        symptom: str = "",
        need_level: str | None = None,
        observations: tuple[str, ...] = (),
    ) -> ProblemRow:
        """Name the problem behind several observations."""
        from gemba.services.writing import problems

        return self._after(
            self._library.run(
                N_("Name a problem"),
                lambda op: problems.name(op, title, symptom=symptom, need_level=need_level, observations=observations),
            )
        )

    def link(self, problem: str, *, observations: tuple[str, ...] = (), tickets: tuple[str, ...] = ()) -> ProblemRow:
        """Say that observations report a problem and tickets are about it."""
        from gemba.services.writing import problems

        return self._after(
            self._library.run(
                N_("Link a report"),
                lambda op: problems.link(op, problem, observations=observations, tickets=tickets),
            )
        )

    def unlink(self, problem: str, *, observations: tuple[str, ...] = (), tickets: tuple[str, ...] = ()) -> ProblemRow:
        """Take observations and tickets off a problem."""
        from gemba.services.writing import problems

        return self._after(
            self._library.run(
                N_("Unlink a report"),
                lambda op: problems.unlink(op, problem, observations=observations, tickets=tickets),
            )
        )

    def merge(self, into: str, other: str) -> ProblemRow:
        """Say that two problems are one; undo parts them again."""
        from gemba.services.writing import problems

        return self._after(self._library.run(N_("Merge problems"), lambda op: problems.merge(op, into, other)))

    def _facts(self) -> tuple[TicketFacts, ...]:
        return tuple(self._library.queries.ticket_facts().values())

    def _index(self, rows: dict[str, ObservationRow]) -> Index:
        from gemba.rules.likeness import Index

        return Index(
            ((key, row.text) for key, row in rows.items()),
            features={key: (row.kind.value, *row.tags) for key, row in rows.items()},
        )

    def _after(self, problem_id: str) -> ProblemRow:
        return next(row for row in self._library.queries.problems() if row.id == problem_id)
