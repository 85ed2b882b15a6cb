"""Judge every ticket that an operation touched, before it is committed: nothing gets past the gate (SETTLED §8–10).

Registered as a ``before_commit`` hook of every library that is opened for services, so imports, merges, undo and redo
pass here too; the database's triggers refuse what would slip by. A ticket that passes becomes actionable; one that
was actionable or delegated and loses a criterion falls back to draft and says why; work that has begun keeps its state
and carries a remark. Must not know what the operation was about.
"""

from __future__ import annotations

from collections.abc import Mapping

from gemba.model.changes import Touched
from gemba.model.entities import Remark, Ticket, TicketStage
from gemba.model.operation import Operation
from gemba.model.rows import VerdictRow
from gemba.model.values import Criterion, TicketState
from gemba.rules import gate
from gemba.rules.verdict import Verdict
from gemba.services.tickets.verdict_words import GATE_LOST, in_short, lost

_WORK_HAS_BEGUN = (TicketState.IN_PROGRESS, TicketState.DONE, TicketState.VERIFIED)


def judge_touched(op: Operation, touched: Touched) -> None:
    """Judge the tickets whose verdicts the database has cleared or that were changed; bring their states in line."""
    wanted = sorted({*op.queries.unjudged_tickets(), *touched.ids("ticket")})
    for ticket_id, facts in op.queries.ticket_facts(wanted).items():
        verdicts = gate.judge(facts)
        if not op.replaying:
            # While history is replayed the rows come back as they were; only what is derived is made anew.
            _set_remarks(op, ticket_id, _remarks(gate.remarks(facts)) | _lost(facts.state, verdicts))
        op.write_verdicts(ticket_id, [_stored(criterion, verdict) for criterion, verdict in verdicts.items()])
        if not op.replaying:
            _set_state(op, op.get(Ticket, ticket_id), verdicts)


def _stored(criterion: Criterion, verdict: Verdict) -> VerdictRow:
    reason, mend = in_short(verdict)
    return VerdictRow(criterion, verdict.ok, reason, mend, 0)


def _remarks(found: tuple[gate.Remark, ...]) -> dict[str, tuple[str, bool]]:
    """Return code -> (sentence, blocks); sentences of one code stand together."""
    out: dict[str, tuple[str, bool]] = {}
    for remark in found:
        before, blocks = out.get(remark.code, ("", False))
        out[remark.code] = (f"{before} {remark.sentence}".strip(), blocks or remark.blocks)
    return out


def _lost(state: TicketState, verdicts: Mapping[Criterion, Verdict]) -> dict[str, tuple[str, bool]]:
    if state not in _WORK_HAS_BEGUN or gate.passes(verdicts):
        return {}
    return {GATE_LOST: (lost(verdicts.values()), False)}


def _missing(verdicts: Mapping[Criterion, Verdict]) -> str:
    return " ".join(str(verdict.reason) for verdict in verdicts.values() if not verdict.ok)


def _set_remarks(op: Operation, ticket_id: str, wanted: dict[str, tuple[str, bool]]) -> None:
    """Bring the stored remarks in line; what was waved off stays so while the sentence is the same."""
    stored = {remark.code: remark for remark in op.all(Remark, ticket_id=ticket_id)}
    for code in stored.keys() - wanted.keys():
        op.delete(stored[code])
    for position, (code, (sentence, blocks)) in enumerate(wanted.items()):
        remark = stored.get(code)
        if remark is None:
            op.add(Remark(ticket_id=ticket_id, code=code, sentence=sentence, blocks=blocks, position=position))
            continue
        if remark.sentence != sentence:
            remark.waved_off = ""
        remark.sentence, remark.blocks, remark.position = sentence, blocks, position


def _set_state(op: Operation, ticket: Ticket, verdicts: Mapping[Criterion, Verdict]) -> None:
    passes = gate.passes(verdicts)
    if passes and ticket.state is TicketState.DRAFT:
        move(op, ticket, TicketState.ACTIONABLE, reason="")
    elif not passes and ticket.state in (TicketState.ACTIONABLE, TicketState.DELEGATED):
        move(op, ticket, TicketState.DRAFT, reason=_missing(verdicts))


def move(op: Operation, ticket: Ticket, state: TicketState, *, reason: str, giver: str = "", taker: str = "") -> None:
    """Put a ticket into a state and write down when and why; the database refuses what has not passed the gate."""
    ticket.state = state
    ticket.state_reason = reason
    ticket.changed = op.now()
    stage = TicketStage(ticket_id=ticket.id, state=state, at=op.now(), reason=reason, giver=giver, taker=taker)
    op.add(stage)
