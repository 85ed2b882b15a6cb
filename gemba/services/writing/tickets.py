"""Bodies of the operations on tickets; they run on the writer's thread.

The gate is not asked here: judging.py judges whatever was touched before the operation is committed, and the
database refuses the rest. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Iterable

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model.entities import (
    Capture,
    Cause,
    Contact,
    Person,
    Remark,
    Round,
    Team,
    Ticket,
    TicketApproval,
    TicketObservation,
    TicketPicture,
    TicketStage,
    TicketTeam,
)
from gemba.model.operation import Operation
from gemba.model.values import FixKind, SampleFrame, TicketState, WhyMissed
from gemba.rules import gate
from gemba.rules.approvals import needed
from gemba.services.finding.words import count, word, word_or_none
from gemba.services.tickets.fields import TicketFields
from gemba.services.writing import pairs, references
from gemba.services.writing.judging import move

_TEXTS = {
    "title": "title",
    "where": "problem_where",
    "expected": "problem_expected",
    "happened": "problem_happened",
    "fix": "fix",
    "money_low": "money_low",
    "money_likely": "money_likely",
    "money_high": "money_high",
    "currency": "currency",
    "per": "money_per",
    "arithmetic": "arithmetic",
    "effort_low": "effort_low",
    "effort_likely": "effort_likely",
    "effort_high": "effort_high",
    "frame_words": "frame_words",
}
_ON = {
    TicketState.IN_PROGRESS: (TicketState.DELEGATED, TicketState.DONE, TicketState.VERIFIED),
    TicketState.DONE: (TicketState.IN_PROGRESS, TicketState.VERIFIED),
    TicketState.VERIFIED: (TicketState.DONE,),
}


def write(op: Operation, fields: TicketFields) -> str:
    """Add a ticket as a draft and return its id."""
    if not (fields.title or "").strip():
        raise UserError(say("A ticket needs a title."), mend=say("Say in one line what is wrong."))
    rounds = op.all(Round)
    ticket = Ticket(number=op.next_number(Ticket), title="", created=op.now(), changed=op.now())
    ticket.round_id = rounds[-1].id if rounds else None
    op.add(ticket)
    _fill(op, ticket, fields)
    return ticket.id


def begin(op: Operation, fields: TicketFields, *, observations: tuple[str, ...], pictures: tuple[str, ...]) -> str:
    """Add a draft that rests on notes: with their pictures, and about their problem where they have one."""
    ticket_id = write(op, fields)
    notes = [references.observation(op, one) for one in observations]
    rows = op.queries.observations(ids=[note.id for note in notes])
    shown = dict.fromkeys((*pictures, *(capture for row in rows for capture in row.capture_ids)))
    link(op, ticket_id, pictures=tuple(shown), observations=tuple(note.id for note in notes))
    problems = {note.problem_id for note in notes if note.problem_id}
    if len(problems) == 1:
        op.get(Ticket, ticket_id).problem_id = problems.pop()
    return ticket_id


def same_problem(op: Operation, reference: str, observation: str) -> str:
    """Let a ticket rest on one more note; the one that has no problem yet takes the other's."""
    ticket = references.ticket(op, reference)
    note = references.observation(op, observation)
    link(op, ticket.id, pictures=(), observations=(note.id,))
    if ticket.problem_id is None:
        ticket.problem_id = note.problem_id
    elif note.problem_id is None:
        note.problem_id = ticket.problem_id
    return ticket.id


def change(op: Operation, reference: str, fields: TicketFields) -> str:
    """Change a ticket and return its id; a new owner of a delegated ticket needs a reason (M4)."""
    ticket = references.ticket(op, reference)
    _reassign(op, ticket, fields)
    _fill(op, ticket, fields)
    ticket.changed = op.now()
    return ticket.id


def _reassign(op: Operation, ticket: Ticket, fields: TicketFields) -> None:
    """Count a ticket that is passed on, and write by team from whom to whom; a draft nobody had is not passed on."""
    new = ticket.owner if fields.owner is None else fields.owner.strip()
    new_team = ticket.owner_team if fields.owner_team is None else fields.owner_team.strip()
    if (new, new_team) == (ticket.owner, ticket.owner_team) or not ticket.owner:
        return
    handed_over = op.find(TicketStage, ticket_id=ticket.id, state=TicketState.DELEGATED) is not None
    if ticket.state is TicketState.DRAFT and not handed_over:
        return  # nobody has it yet: the name is still being decided on
    reason = (fields.reason or "").strip()
    if not reason:
        raise UserError(
            say("Passing a ticket on needs a reason."), mend=say("Say with --reason why the owner changes.")
        )
    ticket.reassignments += 1
    stage = TicketStage(ticket_id=ticket.id, state=ticket.state, at=op.now(), reason=reason)
    stage.giver, stage.taker = ticket.owner_team, new_team
    op.add(stage)


def _fill(op: Operation, ticket: Ticket, fields: TicketFields) -> None:
    for name, attribute in _TEXTS.items():
        text = getattr(fields, name)
        if text is not None:
            setattr(ticket, attribute, text.strip())
    if fields.seen_k is not None:
        ticket.seen_k = count(fields.seen_k)
    if fields.of_n is not None:
        ticket.looked_at_n = count(fields.of_n)
    if fields.frame is not None:
        ticket.frame = word(SampleFrame, fields.frame)
    if fields.fix_kind is not None:
        ticket.fix_kind = word_or_none(FixKind, fields.fix_kind)
    if fields.why_missed is not None:
        ticket.why_missed = word_or_none(WhyMissed, fields.why_missed)
    if fields.experience_only is not None:
        ticket.experience_only = fields.experience_only
    if fields.owner is not None:
        ticket.owner = fields.owner.strip()
        known = op.find(Person, name=ticket.owner) if ticket.owner else None
        ticket.owner_person_id = None if known is None else known.id
    if fields.owner_team is not None:
        ticket.owner_team = fields.owner_team.strip()
    _fill_parts(op, ticket, fields)


def _fill_parts(op: Operation, ticket: Ticket, fields: TicketFields) -> None:
    if fields.teams_needed is not None:
        _drop(op, op.all(TicketTeam, ticket_id=ticket.id))
        for position, name in enumerate(dict.fromkeys(one.strip() for one in fields.teams_needed if one.strip())):
            team = op.find(Team, name=name) or op.find(Team, code=name)
            link = TicketTeam(ticket_id=ticket.id, name=team.name if team else name, position=position)
            link.team_id = None if team is None else team.id
            op.add(link)
    if fields.approvals is not None:
        _drop(op, op.all(TicketApproval, ticket_id=ticket.id))
        ticket.approvals_asked = True
        for position, one in enumerate(needed(fields.approvals)):
            approval = TicketApproval(ticket_id=ticket.id, position=position, body=one.body, role=one.role)
            approval.typical_days = one.typical_days
            op.add(approval)
    if fields.causes is not None:
        _drop(op, op.all(Cause, ticket_id=ticket.id))
        for position, cause in enumerate(fields.causes):
            op.add(
                Cause(
                    ticket_id=ticket.id,
                    position=position,
                    text=cause.text,
                    status=cause.status,
                    evidence=cause.evidence,
                )
            )


def _drop(op: Operation, entities: Iterable[TicketTeam | TicketApproval | Cause]) -> None:
    for entity in entities:
        op.delete(entity)


def link(op: Operation, reference: str, *, pictures: tuple[str, ...], observations: tuple[str, ...]) -> str:
    """Link pictures and observations that exist; what is linked already stays as it is."""
    ticket = references.ticket(op, reference)
    there = op.all(TicketPicture, ticket_id=ticket.id)
    for name in pictures:
        capture = references.capture(op, name)
        if all(one.capture_id != capture.id for one in there):
            shown = references.picture_name(capture)
            position = max((one.position for one in there), default=0) + 1
            new = TicketPicture(ticket_id=ticket.id, position=position, reference=shown, capture_id=capture.id)
            there.append(op.add(new))
    known = op.all(TicketObservation, ticket_id=ticket.id)
    for name in observations:
        note = references.observation(op, name)
        if all(one.observation_id != note.id for one in known):
            new_note = TicketObservation(
                ticket_id=ticket.id, reference=note.source_id or note.id, observation_id=note.id
            )
            new_note.position = len(known)
            known.append(op.add(new_note))
    ticket.changed = op.now()
    return ticket.id


def unlink(op: Operation, reference: str, *, pictures: tuple[str, ...], observations: tuple[str, ...]) -> str:
    """Take pictures and observations off; a reference to something that is not there goes by its words."""
    ticket = references.ticket(op, reference)
    gone: list[str] = []
    for name in pictures:
        hits = [one for one in op.all(TicketPicture, ticket_id=ticket.id) if _means(op, one, name)]
        for hit in hits:
            if hit.capture_id is not None:
                pairs.forget(op, ticket.id, hit.capture_id)
            op.delete(hit)
        gone += [name] if hits else []
    for name in observations:
        notes = op.all(TicketObservation, ticket_id=ticket.id)
        found = [one for one in notes if name in (one.reference, one.observation_id)]
        for one in found:
            op.delete(one)
        gone += [name] if found else []
    missing = [name for name in (*pictures, *observations) if name not in gone]
    if missing:
        raise UserError(say("“{name}” is not linked to this ticket.", name=missing[0]))
    ticket.missing_references = tuple(name for name in ticket.missing_references if name not in gone)
    ticket.changed = op.now()
    return ticket.id


def _means(op: Operation, link: TicketPicture, name: str) -> bool:
    if name in (link.reference, link.capture_id):
        return True
    return link.capture_id is not None and op.get(Capture, link.capture_id).source_id == name


def wave_off(op: Operation, reference: str, code: str, *, reason: str) -> str:
    """Wave off a remark with a reason; it no longer holds up delegating."""
    ticket = references.ticket(op, reference)
    remark = op.find(Remark, ticket_id=ticket.id, code=code)
    if remark is None:
        raise UserError(say("There is no remark “{code}” on this ticket.", code=code))
    if not reason.strip():
        raise UserError(say("Waving a remark off needs a reason."), mend=say("Say why it does not matter here."))
    remark.waved_off = reason.strip()
    return ticket.id


def delegate(op: Operation, reference: str, *, owner_accepted: bool) -> str:
    """Hand an actionable ticket to its owner; refuses with what is missing."""
    ticket = references.ticket(op, reference)
    if ticket.state is not TicketState.ACTIONABLE:
        raise _not_actionable(op, ticket)
    left = [one for one in op.all(Remark, ticket_id=ticket.id) if one.blocks and not one.waved_off]
    if left:
        raise Refused(
            say("T{number} has a remark that holds it up: {remark}", number=ticket.number, remark=left[0].sentence),
            mend=say("Mend it, or wave it off with a reason: “gemba ticket wave-off”."),
        )
    if not owner_accepted:
        raise Refused(
            say("The owner of T{number} has not said yes.", number=ticket.number),
            mend=say("Ask the owner, then say --accepted."),
        )
    # Giver and taker are written by team: the record of a hand-over ranks and names nobody (M4).
    move(op, ticket, TicketState.DELEGATED, reason="", taker=ticket.owner_team)
    return ticket.id


def _not_actionable(op: Operation, ticket: Ticket) -> Refused:
    row = op.queries.ticket(ticket.id)
    missing = next((one for one in row.verdicts if not one.ok), None) if row is not None else None
    if missing is None:
        return Refused(say("T{number} is {state}, not actionable.", number=ticket.number, state=ticket.state.value))
    # The stored sentences are English; the person is told in the language of the command or the window.
    told = gate.judge(op.queries.ticket_facts([ticket.id])[ticket.id])[missing.criterion]
    return Refused(
        say("T{number} cannot be delegated: {reason}", number=ticket.number, reason=told.reason), mend=told.mend
    )


def go_to(op: Operation, reference: str, state: TicketState, *, reason: str) -> str:
    """Move a ticket on, park or reject it with a reason, or bring it back as a draft that is judged anew."""
    ticket = references.ticket(op, reference)
    if state in (TicketState.PARKED, TicketState.REJECTED):
        if not reason.strip():
            raise UserError(
                say("A ticket is not {state} without a reason.", state=state.value), mend=say("Say it with --reason.")
            )
    elif state is TicketState.DRAFT:
        pass
    elif state in _ON:
        if ticket.state not in _ON[state]:
            raise Refused(
                say(
                    "T{number} is {now}, so it cannot become {then}.",
                    number=ticket.number,
                    now=ticket.state.value,
                    then=state.value,
                ),
                mend=say("The way is: actionable, delegated, in_progress, done, verified."),
            )
        if state in (TicketState.DONE, TicketState.VERIFIED):
            _refuse_waiting_customer(op, ticket)
    else:
        raise Refused(
            say("A ticket becomes {state} by passing the gate or by delegating.", state=state.value),
            mend=say("Use “gemba ticket gate” or “gemba ticket delegate”."),
        )
    # A ticket that comes back as a draft is judged like any touched one, and is actionable at once where it passes.
    move(op, ticket, state, reason=reason.strip())
    return ticket.id


def _refuse_waiting_customer(op: Operation, ticket: Ticket) -> None:
    """Refuse to close a ticket whose customer still waits for an answer (M8)."""
    notes = {one.observation_id for one in op.all(TicketObservation, ticket_id=ticket.id) if one.observation_id}
    for note in sorted(notes):
        waiting = op.find(Contact, observation_id=note, solved=False)
        if waiting is not None:
            raise Refused(
                say("The customer of call {call} still waits.", call=waiting.source_id or waiting.id[-6:]),
                mend=say(
                    "Solve it and say so: “gemba calls --solved {call}”.", call=waiting.source_id or waiting.id[-6:]
                ),
            )
