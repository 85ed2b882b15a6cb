"""What the place Structure shows, read in one go off the window's thread. Must not know widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemba.app import App
    from gemba.model.rows import ProblemRow
    from gemba.rules.coordination import Structure
    from gemba.services.tickets.decisions import DecisionView
    from gemba.services.tickets.tallies import Tallies
    from gemba.services.visits.artifacts import Overlap
    from gemba.ui.jobs import Job


@dataclass(frozen=True, slots=True)
class Facts:
    """The shape, what is kept twice, problems and decisions; ``titles`` are id and title by ticket number."""

    shape: Structure
    overlaps: tuple[Overlap, ...]
    titles: Mapping[int, tuple[str, str]]
    problems: tuple[ProblemRow, ...]
    decisions: tuple[DecisionView, ...]
    demand_from: int
    tallies: Tallies

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to show."""
        shape = self.shape
        return not (shape.pairs or shape.bodies or self.overlaps or self.problems or self.decisions)


def read_facts(app: App, job: Job) -> Facts:
    """Return everything the place shows; between the parts the job may be cancelled."""
    triage = app.triage
    shape = triage.structure()
    job.step()
    named = {number for pair in shape.pairs for number in pair.tickets} | set(shape.smells)
    named |= {number for body in shape.bodies for number in body.tickets}
    return Facts(
        shape,
        app.artifacts.overlaps(),
        triage.titles_of(named),
        triage.problems(),
        app.decisions.views(),
        triage.demand_from(),
        triage.tallies(),
    )
