"""The JSON shapes of the command line: frozen rows in, plain dictionaries out. Keys are added, never renamed.

Every key is explained in docs/manual/cli.md, and a test compares the two. Must not print, and must not know services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemba.model.rows import (
        ArtifactSightingRow,
        CallRow,
        CaptureRow,
        DecisionRow,
        NarrativeRow,
        NarrativeVersionRow,
        ObservationRow,
        OperationRow,
        PersonRow,
        ProblemRow,
        PromiseRow,
        SearchHit,
        SessionRow,
        TeamRow,
    )

Shape = dict[str, Any]


def session(row: SessionRow) -> Shape:
    """Return one visit."""
    return {
        "id": row.id,
        "number": row.number,
        "code": f"S{row.number}",
        "source_id": row.source_id,
        "team": row.team,
        "department": row.department,
        "charter": row.charter,
        "date": row.date,
        "planned_minutes": row.planned_minutes,
        "place": row.place,
        "language": row.language,
        "observations": row.observations,
        "captures": row.captures,
        "seen_live": row.seen_live,
        "seen_stated": row.seen_stated,
    }


def team(row: TeamRow) -> Shape:
    """Return one team."""
    return {
        "id": row.id,
        "name": row.name,
        "code": row.code,
        "department": row.department,
        "place": row.place,
        "time_zone": row.time_zone,
        "language": row.language,
    }


def person(row: PersonRow) -> Shape:
    """Return one person as the library keeps them."""
    return {
        "id": row.id,
        "name": row.name,
        "role": row.role,
        "team": row.team,
        "may_be_named": row.may_be_named,
        "consent": row.consent_words,
    }


def observation(row: ObservationRow) -> Shape:
    """Return one observation; ``session`` is the visit's number."""
    return {
        "id": row.id,
        "source_id": row.source_id,
        "session": row.session_number,
        "kind": row.kind.value,
        "text": row.text,
        "at": row.at.iso(),
        "seen_as": None if row.seen_as is None else row.seen_as.value,
        "elicitation": None if row.elicitation is None else row.elicitation.value,
        "waste": None if row.waste is None else row.waste.value,
        "tags": list(row.tags),
        "captures": list(row.capture_ids),
        "missing_captures": list(row.missing_captures),
        "problem": row.problem_id,
        "simulated": row.simulated,
    }


def capture(row: CaptureRow) -> Shape:
    """Return one picture; ``proposals`` counts those neither taken nor refused."""
    return {
        "id": row.id,
        "source_id": row.source_id,
        "width": row.width,
        "height": row.height,
        "state": row.state.value,
        "redactions": len(row.annotation.redactions),
        "proposals": sum(p.state == "proposed" for p in row.proposals),
        "marks": len(row.annotation.pointing),
        "session": row.session_number,
        "file_name": row.file_name,
        "caption": row.caption,
        "what": row.what,
        "taken": None if row.taken is None else row.taken.iso(),
        "original_purged": row.original_purged,
    }


def capture_whole(row: CaptureRow) -> Shape:
    """Return one picture with its marks and proposed redactions."""
    proposals = [
        {"id": p.id, "kind": p.kind.value, "rect": list(p.rect_px), "source": p.source, "state": p.state.value}
        for p in row.proposals
    ]
    return capture(row) | {"annotation": row.annotation.to_json(), "proposed": proposals}


def promise(row: PromiseRow) -> Shape:
    """Return one promise; ``kept`` is null while it is open."""
    return {
        "id": row.id,
        "session": row.session_number,
        "text": row.text,
        "by_role": row.by_role,
        "due": row.due,
        "kept": row.kept,
    }


def call(row: CallRow) -> Shape:
    """Return one customer call; words only where the customer allowed them."""
    return {
        "id": row.id,
        "source_id": row.source_id,
        "at": None if row.at is None else row.at.iso(),
        "team": row.team,
        "customer": row.customer,
        "complaint": row.complaint,
        "words": row.words if row.words_allowed else "",
        "asked": row.asked,
        "solved": row.solved,
        "call_back_due": None if row.call_back_due is None else row.call_back_due.iso(),
    }


def sighting(row: ArtifactSightingRow) -> Shape:
    """Return one team's use of one artifact."""
    return {
        "name": row.name,
        "type": None if row.type is None else row.type.value,
        "team": row.team,
        "session": row.session_number,
        "purpose": row.purpose,
        "minutes_per_week": row.minutes_per_week,
        "still_read_by": row.still_read_by,
    }


def problem(row: ProblemRow, *, demand_from: int) -> Shape:
    """Return one problem; from ``demand_from`` distinct sources on it is demand, before that a signal."""
    sources = row.sessions + row.customers
    return {
        "id": row.id,
        "number": row.number,
        "code": f"P{row.number}",
        "title": row.title,
        "symptom": row.symptom,
        "need_level": None if row.need_level is None else row.need_level.value,
        "reports": len(row.observation_ids),
        "sessions": row.sessions,
        "customers": row.customers,
        "tickets": list(row.ticket_ids),
        "is": "demand" if sources >= demand_from else "signal",
    }


def decision(row: DecisionRow, *, information: float) -> Shape:
    """Return one decision; ``information`` is the share 0–1 of its weighted questions answered."""
    return {
        "id": row.id,
        "number": row.number,
        "code": f"D{row.number}",
        "source_id": row.source_id,
        "title": row.title,
        "door": None if row.door is None else row.door.value,
        "owner": row.owner,
        "due": row.due,
        "information": information,
        "taken": row.taken,
        "taken_reason": row.taken_reason,
        "questions": [
            {"id": q.id, "text": q.text, "weight": q.weight, "answered": q.answered, "answer": q.answer}
            for q in row.questions
        ],
    }


def narrative(row: NarrativeRow) -> Shape:
    """Return one narrative without its source."""
    return {
        "id": row.id,
        "title": row.title,
        "language": row.language.value,
        "template": row.template,
        "draft": row.draft,
        "changed": row.changed.iso(),
    }


def version(row: NarrativeVersionRow) -> Shape:
    """Return one kept state of a narrative without its source."""
    return {"id": row.id, "draft": row.draft, "checksum": row.checksum, "created": row.created.iso()}


def operation(row: OperationRow) -> Shape:
    """Return one step of the history."""
    return {"seq": row.seq, "name": row.name, "at": row.at.iso(), "undone": row.undone, "initiator": row.initiator}


def hit(row: SearchHit) -> Shape:
    """Return one found thing."""
    return {"kind": row.kind, "id": row.id, "source_id": row.source_id, "snippet": row.snippet}
