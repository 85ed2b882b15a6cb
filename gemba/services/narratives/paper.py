"""Build the document of a narrative: its masked source, its facts, its sheets and the pictures that may be printed.

Pictures only as Renditions of reviewed captures; the others are named. Must not lay out, paint or write files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gemba.i18n import translator
from gemba.imaging.picture import Rendition
from gemba.model.library import Library
from gemba.model.queries import Queries
from gemba.model.rows import CaptureRow, NarrativeRow, ObservationRow
from gemba.model.values import CaptureState, NarrativeLanguage, TicketState
from gemba.report.document import (
    Approver,
    Document,
    Estimate,
    EvidenceEntry,
    Front,
    MethodSheet,
    PaperSize,
    Profile,
    Rate,
    StateTime,
    StructureSheet,
    TeamPair,
    TicketSheet,
)
from gemba.report.facts import FactBook, RoundCounts, facts_from
from gemba.report.source import read_source
from gemba.rules.coordination import ApprovalBody
from gemba.services.keeping.house import house_of
from gemba.services.leaving.privacy import Privacy, is_role, not_to_be_quoted
from gemba.services.narratives.choice import PaperChoice
from gemba.services.narratives.drafting import sentences
from gemba.services.narratives.sheets import NO_LABELS, SheetMaker
from gemba.services.pictures.captures import Captures
from gemba.services.tickets import ranking
from gemba.services.tickets.decisions import view_of
from gemba.services.tickets.labels import LabelsOut, labels_of, labels_out
from gemba.services.tickets.pairs import renditions_together
from gemba.services.tickets.tickets import Tickets, TicketView

__all__ = ["Built", "PaperBuilder", "PaperChoice", "Progress", "front_of"]

Progress = Callable[[int, int], None]
_STATED_DRAFT = re.compile(r"\A---\n(?:.*\n)*?draft[:：]", re.IGNORECASE)
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Built:
    """A document, the names of the pictures that stand in it as "not yet reviewed", and how many may be printed."""

    document: Document
    facts: FactBook
    unreviewed: tuple[str, ...]
    reviewed: int


class PaperBuilder:
    """Build documents from one library as it is now."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def build(
        self,
        row: NarrativeRow,
        choice: PaperChoice,
        *,
        source: str | None = None,
        pictures: bool = True,
        progress: Progress | None = None,
    ) -> Built:
        """Return the document of a narrative; without ``pictures`` reviewed ones are laid out as boxes too.

        ``source`` replaces the stored one (a text that is being edited). Raises what rendering a picture raises.
        """
        queries = self._library.queries
        maker = self.maker(row)
        text = maker.paper(row.source if source is None else source)
        views = [one for one in Tickets(self._library).views() if one.row.round_id in (None, row.round_id)]
        captures = {one.id: one for one in queries.captures(ids=_linked(views))}
        shown = [one.id for one in captures.values() if one.state is CaptureState.REVIEWED] if pictures else []
        renditions = Captures(self._library).renditions(shown, words=maker.paper, progress=progress)
        out = Captures(self._library)
        cut = _cut_together(out, views, captures, maker) if pictures else {}
        labels = _labels(out, queries, views, captures if pictures else {}, maker)
        parts = _Parts(queries, maker, row, views, captures, renditions, cut, labels)
        facts = parts.facts()
        document = Document(
            source=text,
            facts=facts,
            front=front_of(text, row, maker.house.confidentiality),
            tickets=parts.tickets,
            sessions=parts.sessions,
            problems=parts.problems,
            decisions=parts.decisions,
            evidence=parts.evidence(),
            structure=parts.structure(),
            method=parts.method(),
            page=PaperSize.LETTER if (choice.paper or maker.house.paper).lower() == "letter" else PaperSize.A4,
            profile=Profile.READERS_MARGIN if choice.readers_margin else Profile.STANDARD,
        )
        return Built(document, facts, parts.unreviewed, len(captures) - len(parts.unreviewed))

    def maker(self, row: NarrativeRow) -> SheetMaker:
        """Return what fills sheets, with the masks of this moment."""
        return sheet_maker(self._library, row.language)


def _cut_together(
    captures: Captures, views: Iterable[TicketView], rows: dict[str, CaptureRow], maker: SheetMaker
) -> dict[str, dict[str, Rendition]]:
    """Return, by ticket, the pictures of before and after that are cut to what both show."""
    return {
        view.row.id: renditions_together(captures, view.row.pictures, rows, words=maker.paper)
        for view in views
        if any(one.after_of for one in view.row.pictures)
    }


def _labels(
    captures: Captures, queries: Queries, views: Iterable[TicketView], rows: dict[str, CaptureRow], maker: SheetMaker
) -> dict[str, LabelsOut]:
    """Return label and truth, by ticket, of notes of which nobody refused to be quoted."""
    silent = not_to_be_quoted(queries)
    found = {view.row.id: labels_of(queries, view.row, silent=silent) for view in views}
    return {key: labels_out(captures, pairs, rows, words=maker.paper) for key, pairs in found.items() if pairs}


def sheet_maker(library: Library, language: NarrativeLanguage) -> SheetMaker:
    """Return what fills sheets in a language, with the masks of this moment."""
    queries = library.queries
    return SheetMaker(
        masker=Privacy(library).masker(),
        people=tuple(queries.people()),
        house=house_of(queries),
        owner_unknown=sentences(language)["words"]["owner_named"],
        rehearsed=ranking.simulated_tickets(queries),
        translate=translator(language.value),
    )


class _Parts:
    """The sheets of one document, made from one reading of the rows."""

    def __init__(
        self,
        queries: Queries,
        maker: SheetMaker,
        row: NarrativeRow,
        views: list[TicketView],
        captures: dict[str, CaptureRow],
        renditions: dict[str, Rendition],
        cut: dict[str, dict[str, Rendition]],
        labels: dict[str, LabelsOut],
    ) -> None:
        self._queries = queries
        self._maker = maker
        self._views = views
        self._labels = labels
        visits = queries.sessions(round_id=row.round_id)
        self.sessions = tuple(maker.session(one) for one in visits)
        self._captures_in_round = sum(one.captures for one in visits)
        self._notes = self._notes_of({one.id for one in visits})
        facilitators = {one.number: one.facilitator for one in self.sessions}
        self.tickets = tuple(
            self._sheet(view, captures, renditions | cut.get(view.row.id, {}), facilitators) for view in views
        )
        codes = {view.row.id: f"T{view.row.number}" for view in views}
        self.problems = tuple(
            maker.problem(one, tuple(codes[key] for key in one.ticket_ids if key in codes))
            for one in queries.problems()
        )
        self.decisions = tuple(maker.decision(view_of(one)) for one in queries.decisions())
        self.unreviewed = tuple(
            maker.picture_name(one)
            for one in sorted(captures.values(), key=lambda one: (one.source_id, one.id))
            if one.state is not CaptureState.REVIEWED
        )

    def _notes_of(self, visits: set[str]) -> list[ObservationRow]:
        """Return the notes of these visits without those of a customer who refused to be quoted."""
        notes, silent = self._queries.observations(), not_to_be_quoted(self._queries)
        return [one for one in notes if one.session_id in visits and one.id not in silent]

    def _sheet(
        self,
        view: TicketView,
        captures: dict[str, CaptureRow],
        renditions: dict[str, Rendition],
        facilitators: dict[int, str],
    ) -> TicketSheet:
        by_id = {one.id: one for one in self._notes}
        return self._maker.ticket(
            view,
            captures=captures,
            renditions=renditions,
            notes=[by_id[one] for one in view.row.observation_ids if one in by_id],
            facilitators=facilitators,
            top_n=view.top_n,
            labels=self._labels.get(view.row.id, NO_LABELS),
        )

    def facts(self) -> FactBook:
        """Return what codes and live numbers stand for."""
        counts = RoundCounts(
            sessions=len(self.sessions),
            observations=sum(one.observations for one in self.sessions),
            captures=self._captures_in_round,
            tickets=len(self.tickets),
            actionable=sum(one.row.state is TicketState.ACTIONABLE or went_on(one) for one in self._views),
        )
        return facts_from(
            tickets=self.tickets,
            sessions=self.sessions,
            problems=self.problems,
            decisions=self.decisions,
            prevalence=self.method().prevalence,
            counts=counts,
            house_currency=self._maker.house.currency,
        )

    def evidence(self) -> tuple[EvidenceEntry, ...]:
        """Return appendix B: every note of the round with the codes of its pictures and tickets."""
        pictures: dict[str, list[str]] = {}
        tickets: dict[str, list[str]] = {}
        for view in self._views:
            for link in view.row.pictures:
                pictures.setdefault(link.capture_id or "", []).append(f"T{view.row.number}.{link.position}")
            for note in view.row.observation_ids:
                tickets.setdefault(note, []).append(f"T{view.row.number}")
        return tuple(
            self._maker.evidence(
                note,
                pictures=tuple(code for one in note.capture_ids for code in pictures.get(one, ())[:1]),
                tickets=tuple(tickets.get(note.id, ())),
            )
            for note in self._notes
        )

    def structure(self) -> StructureSheet:
        """Return appendix C."""
        people = [one.name for one in self._maker.people if not is_role(one.name)]
        found = ranking.structure_of((one.facts for one in self._views), self._maker.house, people=people)
        paper = self._maker.paper
        teams = dict.fromkeys(paper(team) for pair in found.pairs for team in (pair.first, pair.second))
        return StructureSheet(
            by_teams=found.team_counts,
            teams=tuple(teams),
            pairs=tuple(
                TeamPair(paper(one.first), paper(one.second), len(one.tickets), float(one.money) or None)
                for one in found.pairs
            ),
            approvers=tuple(
                Approver(self._maker.body(one.body), len(one.tickets), _usual_days(one)) for one in found.bodies
            ),
            smells=found.smells,
            states=_times(self._queries, self._views),
        )

    def method(self) -> MethodSheet:
        """Return appendix D."""
        house = self._maker.house
        lines = [
            self._maker.prevalence(
                ranking.prevalence_line(one.facts, simulated=one.row.number in self._maker.rehearsed)
            )
            for one in self._views
        ]
        order = ranking.rank_view(self._queries.ticket_facts().values(), house)
        return MethodSheet(
            prevalence=tuple(line for line in lines if line is not None),
            unreviewed=self.unreviewed,
            samples=order.samples,
            seed=order.seed,
            rates=tuple(Rate(name, house.currency, float(rate)) for name, rate in sorted(house.rates.items())),
            house_currency=house.currency,
        )


def _usual_days(body: ApprovalBody) -> float | None:
    """Return the days that a body usually takes, over the tickets that state them."""
    stated = len(body.tickets) - body.unstated
    return body.waiting_days / stated if stated else None


def went_on(view: TicketView) -> bool:
    """Say whether a ticket passed the gate and work has begun."""
    begun = (TicketState.DELEGATED, TicketState.IN_PROGRESS, TicketState.DONE, TicketState.VERIFIED)
    return view.row.state in begun


def _linked(views: Iterable[TicketView]) -> list[str]:
    return sorted({link.capture_id for view in views for link in view.row.pictures if link.capture_id})


def front_of(text: str, row: NarrativeRow, confidentiality: str) -> Front:
    """Return the front matter; the library's draft number and the house's line stand where the source says none."""
    front = read_source(text).front
    if not _STATED_DRAFT.match(text):
        front = replace(front, draft=row.draft)
    if not front.title:
        front = replace(front, title=row.title)
    return front if front.confidentiality else replace(front, confidentiality=confidentiality)


def _times(queries: Queries, views: Iterable[TicketView]) -> tuple[StateTime, ...]:
    """Return how long tickets stayed in each state they have left, over stages and never over people."""
    spent: dict[TicketState, list[float]] = {}
    for view in views:
        stages = [(TicketState.DRAFT, view.row.created.utc)]
        stages += [(one.state, one.at.utc) for one in queries.ticket_stages(view.row.id)]
        for (state, begun), (_, ended) in pairwise(stages):
            spent.setdefault(state, []).append(max(0.0, (ended - begun).total_seconds() / _DAY_SECONDS))
    order = list(TicketState)
    return tuple(
        StateTime(state, len(days), Estimate(min(days), median(days), max(days)))
        for state, days in sorted(spent.items(), key=lambda item: order.index(item[0]))
        if max(days) >= 1
    )
