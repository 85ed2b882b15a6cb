"""One ticket with everything its page shows, read in a few milliseconds however many tickets there are.

Pictures and notes it rests on, reports of the same problem, load, prevalence, record and changes, half-typed texts, and
the words that fields complete with. Must not rank, judge or write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gemba.message import Message
from gemba.model.history_names import message_of
from gemba.model.queries import Queries
from gemba.model.rows import CaptureRow, Moment, ObservationRow, ProblemRow, StageRow, TicketRow
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import SeenAs, TicketState
from gemba.rules.coordination import Load, load
from gemba.services.finding import codes as finding
from gemba.services.keeping.house import house_of
from gemba.services.tickets.labels import LabelPair, labels_of
from gemba.services.tickets.ranking import PrevalenceLine, prevalence_line

DRAFTS = "ticket:"


@dataclass(frozen=True, slots=True)
class Report:
    """One note that reports the ticket's problem; ``rests`` where the ticket itself is linked to it."""

    note: ObservationRow
    team: str
    rests: bool
    same_problem: bool


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One step of the history that changed the ticket's own fields."""

    at: Moment
    name: Message
    fields: tuple[str, ...]
    undone: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What fields complete with: teams, bodies that approve, roles and names of people, currencies in use."""

    teams: tuple[str, ...]
    bodies: tuple[str, ...]
    people: tuple[str, ...]
    currencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket and what stands around it; ``drafts`` are half-typed texts by the name of their field.

    ``passes_on`` says that another owner is a hand-over, which needs a reason (M4).
    """

    row: TicketRow
    facts: TicketFacts
    captures: Mapping[str, CaptureRow]
    problem: ProblemRow | None
    reports: tuple[Report, ...]
    load: Load
    prevalence: PrevalenceLine
    stages: tuple[StageRow, ...]
    changes: tuple[TicketChange, ...]
    drafts: Mapping[str, str]
    passes_on: bool
    labels: tuple[LabelPair, ...] = ()


def open_ticket(queries: Queries, reference: str) -> OpenTicket:
    """Read the ticket that "14", "T14", "A01" or an id means."""
    row = _row(queries, reference)
    facts = queries.ticket_facts([row.id])[row.id]
    stages = tuple(queries.ticket_stages(row.id))
    linked = [one.capture_id for one in row.pictures if one.capture_id]
    reports = _reports(queries, row)
    resting = [one.note for one in reports if one.rests]
    rehearsed = bool(resting) and all(note.seen_as is SeenAs.ROLE_PLAY for note in resting)
    return OpenTicket(
        row=row,
        facts=facts,
        captures={one.id: one for one in queries.captures(ids=linked)},
        problem=_problem(queries, row),
        reports=reports,
        load=load(facts, house_of(queries).thresholds),
        prevalence=prevalence_line(facts, simulated=rehearsed),
        stages=stages,
        changes=_changes(queries, row.id),
        drafts=drafts_of(queries, row.id),
        passes_on=bool(row.owner)
        and (row.state is not TicketState.DRAFT or any(one.state is TicketState.DELEGATED for one in stages)),
        labels=labels_of(queries, row),
    )


def _row(queries: Queries, reference: str) -> TicketRow:
    number = re.fullmatch(r"[Tt]?(\d{1,9})", reference.strip())
    if number is not None:
        # By the page of the list that begins there: reading all tickets to find one takes seconds.
        found = queries.ticket_page(after=(int(number[1]), ""), limit=1)
        if found and found[0].number == int(number[1]):
            return queries.tickets(ids=[found[0].id])[0]
    return queries.ticket(reference) or finding.ticket(queries, reference)


def drafts_of(queries: Queries, ticket_id: str) -> dict[str, str]:
    """Return half-typed texts of one ticket by field; "new" for the one that is not written yet."""
    start = f"{DRAFTS}{ticket_id}:"
    return {one.key.removeprefix(start): one.text for one in queries.drafts() if one.key.startswith(start)}


def known(queries: Queries) -> Known:
    """Return what fields of every ticket complete with."""
    bodies, currencies = queries.approval_bodies(), queries.ticket_currencies()
    people = {one.name for one in queries.people()}
    return Known(
        teams=tuple(dict.fromkeys(one.name for one in queries.teams())),
        bodies=tuple(bodies),
        people=tuple(sorted(people)),
        currencies=tuple(dict.fromkeys((house_of(queries).currency, *currencies))),
    )


def _changes(queries: Queries, ticket_id: str) -> tuple[TicketChange, ...]:
    return tuple(
        TicketChange(one.at, message_of(one.name, one.name_values), one.fields, one.undone)
        for one in queries.row_changes(ticket_id)
    )


def _problem(queries: Queries, row: TicketRow) -> ProblemRow | None:
    if row.problem_id is None:
        return None
    return next((one for one in queries.problems() if one.id == row.problem_id), None)


def _reports(queries: Queries, row: TicketRow) -> tuple[Report, ...]:
    notes = {one.id: one for one in queries.observations(ids=row.observation_ids)}
    if row.problem_id is not None:
        notes |= {one.id: one for one in queries.observations(problem_id=row.problem_id)}
    teams = {one.id: one.team for one in queries.sessions()}
    found = sorted(notes.values(), key=lambda one: (one.session_number, one.at, one.id))
    return tuple(
        Report(
            note,
            teams.get(note.session_id, ""),
            note.id in row.observation_ids,
            row.problem_id is not None and note.problem_id == row.problem_id,
        )
        for note in found
    )
