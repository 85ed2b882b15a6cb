"""Put tickets together from the rows of their tables: the row for a reader, and the facts for the gate.

Pure functions but for ``Parts.of``, which reads the parts of many tickets in one query per table.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gemba.model.connection import Reader
from gemba.model.rows import RemarkRow, TicketPictureRow, TicketRow, VerdictRow
from gemba.model.stored import moment_from_text
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts, FrequencyFacts, PictureFacts, TicketFacts
from gemba.model.ticket_line import effort_of, money_of
from gemba.model.values import CauseStatus, Criterion, FixKind, SampleFrame, TicketState, WhyMissed

Found = Mapping[str, list[sqlite3.Row]]
_ORDER = {criterion: place for place, criterion in enumerate(Criterion)}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of some tickets, by ticket id and in their order."""

    pictures: Found
    observations: Found
    teams: Found
    approvals: Found
    causes: Found
    verdicts: Found
    remarks: Found
    pairs: Found

    @staticmethod
    def of(reader: Reader, ids: list[str], *, paired: bool = False) -> Parts:
        """Read the parts of these tickets; ``paired`` with what is before and after, which the gate does not ask."""

        def found(table: str, order: str = "position, id") -> Found:
            out: dict[str, list[sqlite3.Row]] = {}
            for row in reader.among(f"SELECT * FROM {table} WHERE ticket_id IN {{ids}} ORDER BY {order}", ids):
                out.setdefault(row["ticket_id"], []).append(row)
            return out

        return Parts(
            pictures=found("ticket_picture"),
            observations=found("ticket_observation"),
            teams=found("ticket_team"),
            approvals=found("ticket_approval"),
            causes=found("cause"),
            verdicts=found("verdict", "criterion"),
            remarks=found("remark"),
            pairs=found("ticket_pair", "id") if paired else {},
        )


def _frequency(row: sqlite3.Row) -> FrequencyFacts:
    return FrequencyFacts(row["seen_k"], row["looked_at_n"], SampleFrame(row["frame"]), row["frame_words"])


def _approvals(key: str, parts: Parts) -> tuple[ApprovalFacts, ...]:
    return tuple(ApprovalFacts(r["body"], r["role"], r["typical_days"]) for r in parts.approvals.get(key, ()))


def _causes(key: str, parts: Parts) -> tuple[CauseFacts, ...]:
    return tuple(
        CauseFacts(r["text"], CauseStatus(r["status"]), tuple(json.loads(r["evidence"])))
        for r in parts.causes.get(key, ())
    )


def _teams(key: str, parts: Parts) -> tuple[str, ...]:
    return tuple(row["name"] for row in parts.teams.get(key, ()))


def _missing(row: sqlite3.Row, parts: Parts) -> tuple[str, ...]:
    """Return every reference to something that is not there, once, in the order of the ticket."""
    pictures = [r["reference"] for r in parts.pictures.get(row["id"], ()) if r["capture_id"] is None]
    notes = [r["reference"] for r in parts.observations.get(row["id"], ()) if r["observation_id"] is None]
    return tuple(dict.fromkeys([*json.loads(row["missing_references"]), *notes, *pictures]))


def ticket_row(row: sqlite3.Row, parts: Parts) -> TicketRow:
    """Return a ticket with all that stands on it."""
    key = row["id"]
    return TicketRow(
        id=key,
        number=row["number"],
        source_id=row["source_id"],
        round_id=row["round_id"],
        title=row["title"],
        state=TicketState(row["state"]),
        state_reason=row["state_reason"],
        revision=row["revision"],
        where=row["problem_where"],
        expected=row["problem_expected"],
        happened=row["problem_happened"],
        fix=row["fix"],
        money=money_of(row),
        effort=effort_of(row),
        owner=row["owner"],
        owner_person_id=row["owner_person_id"],
        owner_team=row["owner_team"],
        teams_needed=_teams(key, parts),
        approvals_needed=_approvals(key, parts),
        approvals_asked=bool(row["approvals_asked"]),
        frequency=_frequency(row),
        pictures=_pictures(key, parts),
        observation_ids=_observations(key, parts),
        missing_references=_missing(row, parts),
        causes=_causes(key, parts),
        fix_kind=None if row["fix_kind"] is None else FixKind(row["fix_kind"]),
        why_missed=None if row["why_missed"] is None else WhyMissed(row["why_missed"]),
        experience_only=bool(row["experience_only"]),
        problem_id=row["problem_id"],
        reassignments=row["reassignments"],
        verdicts=_verdicts(key, parts),
        remarks=_remarks(key, parts),
        created=moment_from_text(row["created"]),
        changed=moment_from_text(row["changed"]),
    )


def _pictures(key: str, parts: Parts) -> tuple[TicketPictureRow, ...]:
    before = {r["after_id"]: r["before_id"] for r in parts.pairs.get(key, ())}
    return tuple(
        TicketPictureRow(r["position"], r["reference"], r["capture_id"], before.get(r["capture_id"]))
        for r in parts.pictures.get(key, ())
    )


def _observations(key: str, parts: Parts) -> tuple[str, ...]:
    return tuple(r["observation_id"] for r in parts.observations.get(key, ()) if r["observation_id"] is not None)


def _remarks(key: str, parts: Parts) -> tuple[RemarkRow, ...]:
    rows = parts.remarks.get(key, ())
    return tuple(RemarkRow(r["code"], r["sentence"], bool(r["blocks"]), r["waved_off"]) for r in rows)


def _verdicts(key: str, parts: Parts) -> tuple[VerdictRow, ...]:
    rows = [
        VerdictRow(Criterion(r["criterion"]), bool(r["ok"]), r["reason"], r["mend"], r["revision"])
        for r in parts.verdicts.get(key, ())
    ]
    return tuple(sorted(rows, key=lambda verdict: _ORDER[verdict.criterion]))


def facts_of(row: sqlite3.Row, parts: Parts, pictures: Mapping[str, PictureFacts]) -> TicketFacts:
    """Return what the gate judges; ``pictures`` holds the facts of every linked capture that exists."""
    key = row["id"]
    linked = []
    for link in parts.pictures.get(key, ()):
        facts = pictures.get(link["capture_id"] or "")
        name = link["reference"] or (facts.reference if facts else "")
        linked.append(PictureFacts(name, exists=False) if facts is None else replace(facts, reference=name))
    return TicketFacts(
        number=row["number"],
        title=row["title"],
        where=row["problem_where"],
        expected=row["problem_expected"],
        happened=row["problem_happened"],
        fix=row["fix"],
        money=money_of(row),
        effort=effort_of(row),
        owner=row["owner"],
        owner_team=row["owner_team"],
        pictures=tuple(linked),
        teams_needed=_teams(key, parts),
        approvals_needed=_approvals(key, parts),
        approvals_asked=bool(row["approvals_asked"]),
        frequency=_frequency(row),
        causes=_causes(key, parts),
        note_references=tuple(r["reference"] for r in parts.observations.get(key, ())),
        missing_references=_missing(row, parts),
        experience_only=bool(row["experience_only"]),
        state=TicketState(row["state"]),
        source_id=row["source_id"],
    )
