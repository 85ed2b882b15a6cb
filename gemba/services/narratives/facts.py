"""Collect what a first draft is made from: visits, tickets in order, decisions, quotes, pairs of teams; masked.

Rows in, ``DraftFacts`` or the Markdown made from them out. Must not write sentences.
"""

from __future__ import annotations

from gemba.model.library import Library
from gemba.model.rows import NarrativeRow, TicketRow
from gemba.model.values import Criterion, TicketState
from gemba.report.templates import blank_narrative
from gemba.rules.ranges import period_of
from gemba.services.leaving.privacy import is_role, owner_shown
from gemba.services.narratives.drafting import (
    TEMPLATES,
    DraftDecision,
    DraftFacts,
    DraftTicket,
    DraftVisit,
    draft,
    sentences,
)
from gemba.services.narratives.paper import PaperBuilder, went_on
from gemba.services.narratives.sheets import SheetMaker, day_of
from gemba.services.tickets import ranking
from gemba.services.tickets.tickets import Tickets, TicketView


def first_draft(library: Library, row: NarrativeRow, *, title: str = "") -> str:
    """Return the Markdown to begin with: drafted from facts, or the template's sections with every line a gap."""
    facts = draft_facts(library, row)
    if row.template in TEMPLATES:
        return draft(facts, title=title)
    return blank_narrative(
        row.template,
        row.language,
        title=title or sentences(row.language)["words"]["title"].format(round=facts.round_name),
        day=facts.day,
        round_name=facts.round_name,
        decision=facts.decisions[0].title if facts.decisions else "",
    )


def draft_facts(library: Library, row: NarrativeRow) -> DraftFacts:
    """Return everything a draft of this narrative says, fit for paper."""
    queries = library.queries
    maker = PaperBuilder(library).maker(row)
    views = [one for one in Tickets(library).views() if one.row.round_id in (None, row.round_id)]
    visits = queries.sessions(round_id=row.round_id)
    round_name = next(one.name for one in queries.rounds() if one.id == row.round_id)
    people = [one.name for one in maker.people if not is_role(one.name)]
    shape = ranking.structure_of((one.facts for one in views), maker.house, people=people)
    return DraftFacts(
        round_name=maker.paper(round_name),
        language=row.language,
        template=row.template,
        day=row.changed.local().date(),
        observations=sum(one.observations for one in visits),
        captures=sum(one.captures for one in visits),
        calls=len(queries.calls()),
        actionable=sum(one.row.state is TicketState.ACTIONABLE or went_on(one) for one in views),
        visits=tuple(
            DraftVisit(
                code=f"S{one.number}",
                day=day_of(one.date),
                team=maker.paper(one.team),
                department=maker.paper(one.department),
                minutes=one.planned_minutes,
                charter=maker.paper(one.charter),
                observations=one.observations,
                stated=one.seen_stated,
            )
            for one in visits
        ),
        tickets=tuple(_ticket(view, maker) for view in _in_order(views)),
        decisions=_decisions(library, maker),
        problems=_problems(library, maker),
        quotes=_quotes(library, row, maker),
        pairs=tuple(
            (maker.paper(p.first), maker.paper(p.second), len(p.tickets)) for p in shape.pairs if len(p.tickets) > 1
        ),
        approvers=tuple((maker.body(b.body), len(b.tickets)) for b in shape.bodies if len(b.tickets) > 1),
    )


def _in_order(views: list[TicketView]) -> list[TicketView]:
    """Return tickets in the order of the rank, those without a place after them."""
    return sorted(views, key=lambda one: (one.rank is None, one.rank.position if one.rank else 0, one.row.number))


def _ticket(view: TicketView, maker: SheetMaker) -> DraftTicket:
    row = view.row
    return DraftTicket(
        code=f"T{row.number}",
        title=maker.paper(row.title),
        where=maker.paper(row.where),
        expected=maker.paper(row.expected),
        happened=maker.paper(row.happened),
        fix=maker.paper(row.fix),
        owner=_owner(row, maker),
        per=period_of(row.money.per) or "year",
        ranked=view.rank is not None,
        smell=view.load.smell,
        has_counts=row.frequency.seen_k is not None and row.frequency.looked_at_n is not None,
        generalises=ranking.prevalence_line(view.facts, simulated=row.number in maker.rehearsed).mean is not None,
    )


def _owner(row: TicketRow, maker: SheetMaker) -> str:
    """Return who owns a ticket as paper may say it; nothing while it is nobody, "TBD" or two people."""
    if any(one.criterion is Criterion.OWNER and not one.ok for one in row.verdicts):
        return ""
    shown = owner_shown(row, maker.people, maker.masker, unknown=maker.owner_unknown)
    return ", ".join(part for part in (shown, maker.paper(row.owner_team)) if part)


def _decisions(library: Library, maker: SheetMaker) -> tuple[DraftDecision, ...]:
    return tuple(
        DraftDecision(
            code=f"D{row.number}",
            title=maker.paper(row.title),
            door=row.door,
            open_questions=tuple(maker.paper(one.text) for one in row.questions if not one.answered),
        )
        for row in library.queries.decisions()
    )


def _problems(library: Library, maker: SheetMaker) -> tuple[tuple[str, str, int, int], ...]:
    """Return code, title, visits and customers of the problems that more than one visit or customer reported."""
    return tuple(
        (f"P{row.number}", maker.paper(row.title), row.sessions, row.customers)
        for row in library.queries.problems()
        if row.sessions + row.customers > 1
    )


def _quotes(library: Library, row: NarrativeRow, maker: SheetMaker) -> tuple[tuple[str, str, bool], ...]:
    """Return what customers said and allowed to be repeated: words, the visit's code, whether in another language."""
    queries = library.queries
    notes = {one.id: one for one in queries.observations()}
    found: dict[str, tuple[str, str, bool]] = {}
    for call in queries.calls():
        note = notes.get(call.observation_id or "")
        if call.words_allowed and call.words.strip() and note is not None:
            foreign = bool(call.language) and not row.language.value.startswith(call.language[:2])
            found.setdefault(call.customer, (maker.paper(call.words), f"S{note.session_number}", foreign))
    return tuple(found.values())
