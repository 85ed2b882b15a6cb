"""Bring what a person decided about a pack's pictures and notes into the library that holds the pack.

Marks, taken redactions and reviews, how each note was seen, sample frames, causes, problems and house settings; all
through the same writing the window uses, so that no rule is stepped over. Only a person's own start of the demo
leads here, never an import (docs/adr/0004). Applying the same file twice changes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gemba.exchange.annotations import (
    CaptureNote,
    ObservationNote,
    PackAnnotations,
    ProblemNote,
    TicketNote,
    read_annotations,
)
from gemba.message import N_
from gemba.model.entities import CaptureAnnotation, Problem, Proposal, Remark
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.roles import FACILITATOR
from gemba.model.values import ProposalState
from gemba.services.tickets.fields import TicketFields
from gemba.services.writing import papers, pictures, problems, references, tickets
from gemba.settings import checked

Progress = Callable[[int, int], None]


class ByHand:
    """Apply annotations.json to one library."""

    def __init__(self, library: Library) -> None:
        """Take the library; the pack has to be imported already."""
        self._library = library

    def apply(self, path: Path, *, progress: Progress | None = None) -> None:
        """Apply a whole file as one step of undo.

        Raises UserError naming the entry, or the picture, note or ticket that is not there; what was applied before
        it stays and can be undone.
        """
        notes = read_annotations(path)
        steps = self._steps(notes)
        group = f"by-hand:{new_id()}"
        told = {"pictures": len(notes.captures), "notes": len(notes.observations), "tickets": len(notes.tickets)}
        for done, step in enumerate(steps, start=1):
            self._library.run(
                N_("Apply what a person decided: pictures {pictures}, notes {notes}, tickets {tickets}"),
                step,
                values=told,
                coalesce=group,
            )
            if progress is not None:
                progress(done, len(steps))

    def _steps(self, notes: PackAnnotations) -> list[Callable[[Operation], None]]:
        """Return the operations in their order: settings, pictures, notes, tickets, problems, then the remarks.

        Remarks come last because the gate writes them down when the tickets before them are committed.
        """

        def settings(op: Operation) -> None:
            for key, value in notes.settings:
                papers.set_setting(op, key, checked(key, value))

        def observations(op: Operation) -> None:
            for note in notes.observations:
                _observe(op, note)

        def ticket_facts(op: Operation) -> None:
            for note in notes.tickets:
                _ticket(op, note)

        def named_problems(op: Operation) -> None:
            for note in notes.problems:
                _problem(op, note)

        def remarks(op: Operation) -> None:
            for note in notes.tickets:
                _wave_off(op, note)

        reviews = [_picture_step(note) for note in notes.captures]
        return [settings, *reviews, observations, ticket_facts, named_problems, remarks]


def _picture_step(note: CaptureNote) -> Callable[[Operation], None]:
    return lambda op: _picture(op, note)


def _picture(op: Operation, note: CaptureNote) -> None:
    """Mark one picture, cover what is to be covered, decide on its proposals, and mark it reviewed."""
    capture = references.capture(op, note.source_id)
    pictures.mark(op, capture.id, add=note.marks, remove=())
    marks = op.find(CaptureAnnotation, capture_id=capture.id)
    covered = {mark.box() for mark in marks.marks.redactions} if marks is not None else set()
    for (left, top, right, bottom), why in note.redactions:
        if (left, top, right, bottom) not in covered:
            pictures.redact(
                op, capture.id, rects=[(left, top, right - left, bottom - top)], why=why, take=(), refuse=()
            )
    proposals = op.all(Proposal, capture_id=capture.id)
    refuse = [proposals[n] for n in note.refuse if n < len(proposals)]
    take = proposals if note.take is None else [proposals[n] for n in note.take if n < len(proposals)]
    pictures.redact(
        op,
        capture.id,
        rects=(),
        why="",
        take=_open_ids([one for one in take if one not in refuse]),
        refuse=_open_ids(refuse),
    )
    if note.caption:
        pictures.set_caption(op, capture.id, note.caption)
    if note.reviewed:
        pictures.review(op, capture.id, by=FACILITATOR)


def _open_ids(proposals: list[Proposal]) -> tuple[str, ...]:
    return tuple(one.id for one in proposals if one.state is ProposalState.PROPOSED)


def _observe(op: Operation, note: ObservationNote) -> None:
    observation = references.observation(op, note.source_id)
    observation.seen_as = note.seen_as or observation.seen_as
    observation.waste = note.waste or observation.waste
    observation.elicitation = note.elicitation or observation.elicitation


def _ticket(op: Operation, note: TicketNote) -> None:
    fields = TicketFields(
        frame=note.frame.value if note.frame else None,
        fix_kind=note.fix_kind.value if note.fix_kind else None,
        why_missed=note.why_missed.value if note.why_missed else None,
        causes=note.causes or None,
        approvals=note.approvals,
    )
    tickets.change(op, note.source_id, fields)


def _wave_off(op: Operation, note: TicketNote) -> None:
    ticket = references.ticket(op, note.source_id)
    for code, reason in note.waved_off:
        if op.find(Remark, ticket_id=ticket.id, code=code) is not None:
            tickets.wave_off(op, ticket.id, code, reason=reason)


def _problem(op: Operation, note: ProblemNote) -> None:
    known = op.find(Problem, title=note.title)
    key = known.id if known is not None else _new_problem(op, note)
    problems.link(op, key, observations=note.notes, tickets=note.tickets)


def _new_problem(op: Operation, note: ProblemNote) -> str:
    level = note.need_level.value if note.need_level else None
    return problems.name(op, note.title, symptom=note.symptom, need_level=level, observations=())
