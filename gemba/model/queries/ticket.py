"""Questions about tickets: a page of the list, tickets in full, and the facts that the gate judges.

Parts are read for all tickets of an answer at once, never ticket by ticket. Must not write or judge.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gemba.model import rows as frozen
from gemba.model.connection import Reader
from gemba.model.moment import Moment
from gemba.model.stored import moment_from_text, moment_to_text
from gemba.model.ticket_line import gate_of, list_row
from gemba.model.values import TicketState

if TYPE_CHECKING:
    from gemba.model.rows import RowChangeRow, StageRow, TicketListRow, TicketRow
    from gemba.model.rows.ticket import TallyRow
    from gemba.model.ticket_facts import PictureFacts, TicketFacts

_PAGE = """
SELECT t.id, t.number, t.source_id, t.title, t.state, t.owner_team, t.changed, t.problem_id, t.owner <> '' AS owned,
 t.money_low, t.money_likely, t.money_high, t.currency, t.money_per, '' AS arithmetic,
 t.effort_low, t.effort_likely, t.effort_high,
 (SELECT count(*) FROM ticket_team x WHERE x.ticket_id = t.id) AS teams,
 (SELECT count(*) FROM ticket_approval y WHERE y.ticket_id = t.id) AS approvals
FROM ticket t
"""
_TALLIES = """
SELECT t.why_missed, t.fix_kind, t.created,
 CASE WHEN t.state IN ('done', 'verified') THEN
  (SELECT min(s.at) FROM ticket_stage s WHERE s.ticket_id = t.id AND s.state = 'done') END AS done,
 EXISTS (SELECT 1 FROM ticket_observation o JOIN observation n ON n.id = o.observation_id WHERE o.ticket_id = t.id
   AND (n.kind = 'customer' OR n.seen_as IN ('replay', 'call', 'listen_in', 'chat'))
   AND coalesce(n.seen_as, '') <> 'role_play')
 OR EXISTS (SELECT 1 FROM ticket_picture p JOIN capture c ON c.id = p.capture_id WHERE p.ticket_id = t.id
   AND c.source IN ('replay_still', 'direct_call')) AS heard
FROM ticket t WHERE t.state NOT IN ({marks}) ORDER BY t.number
"""
# One state after the other: half the work of a GROUP BY, which looks at the state of each row.
_COUNTS = (
    f"SELECT state.column1, (SELECT count(*) FROM ticket t WHERE t.state = state.column1)"
    f" FROM (VALUES {', '.join(['(?)'] * len(TicketState))}) state"
)
_FULL = "SELECT t.*, coalesce(g.revision, 0) AS revision FROM ticket t LEFT JOIN gate_revision g ON g.ticket_id = t.id"


class TicketQueries:
    """What is to be done."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def ticket_page(
        self,
        *,
        after: tuple[int | Moment, str] | None = None,
        limit: int = 100,
        newest_first: bool = False,
        state: TicketState | None = None,
    ) -> list[TicketListRow]:
        """Return one page of the list: by number, or with ``newest_first`` by last change.

        The next page begins ``after`` the number (or the change) and the id of the last row.
        """
        key, order, sign = ("t.changed", "DESC", "<") if newest_first else ("t.number", "ASC", ">")
        where, values = ([], []) if state is None else (["t.state = ?"], [state.value])
        bounds: list[str | int] = list(values)
        if after is not None:
            where.append(f"({key}, t.id) {sign} (?, ?)")
            bounds += [moment_to_text(after[0]) if isinstance(after[0], Moment) else after[0], after[1]]
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        with self.reader.snapshot():
            rows = self.reader.all(
                f"{_PAGE} {condition} ORDER BY {key} {order}, t.id {order} LIMIT ?", [*bounds, limit]
            )
            passed: dict[str, set[str]] = {}
            for row in self.reader.among(
                "SELECT ticket_id, criterion FROM verdict WHERE ok = 1 AND ticket_id IN {ids}", [r["id"] for r in rows]
            ):
                passed.setdefault(row[0], set()).add(row[1])
        return [list_row(row, gate_of(passed.get(row["id"], ()))) for row in rows]

    def tickets(self, *, ids: Iterable[str] | None = None, round_id: str | None = None) -> list[TicketRow]:
        """Return tickets in full by number: all, those of one round, or those named."""
        from gemba.model.ticket_parts import Parts, ticket_row

        with self.reader.snapshot():
            rows = self._rows(ids, round_id)
            parts = Parts.of(self.reader, [row["id"] for row in rows], paired=True)
        return [ticket_row(row, parts) for row in rows]

    def ticket(self, ticket_id: str) -> TicketRow | None:
        """Return one ticket in full, or None."""
        rows = self.tickets(ids=[ticket_id])
        return rows[0] if rows else None

    def ticket_facts(self, ids: Iterable[str] | None = None) -> dict[str, TicketFacts]:
        """Return what the gate judges, by ticket id, for all tickets or those named."""
        from gemba.model.ticket_parts import Parts, facts_of

        with self.reader.snapshot():
            rows = self._rows(ids, None)
            parts = Parts.of(self.reader, [row["id"] for row in rows])
            linked = {part["capture_id"] for found in parts.pictures.values() for part in found if part["capture_id"]}
            pictures = self._picture_facts(sorted(linked))
        return {row["id"]: facts_of(row, parts, pictures) for row in rows}

    def unjudged_tickets(self) -> list[str]:
        """Return the tickets that changed since they were judged, or never were, oldest first; cheap at any size."""
        rows = self.reader.all("SELECT ticket_id FROM gate_revision WHERE judged = 0 ORDER BY ticket_id")
        return [row[0] for row in rows]

    def ticket_names(self, part: str, *, limit: int) -> list[tuple[str, int, str]]:
        """Return id, number and title of the newest tickets whose number or title holds ``part``."""
        rows = self.reader.all(
            "SELECT id, number, title FROM ticket WHERE instr(lower(title), lower(?)) OR instr('t' || number, lower(?))"
            " ORDER BY number DESC LIMIT ?",
            (part, part, limit),
        )
        return [(row["id"], row["number"], row["title"]) for row in rows]

    def ticket_tallies(self, *, left_out: Iterable[TicketState] = ()) -> list[TallyRow]:
        """Return of every ticket what is counted over all of them: why missed, kind of change, times, who was heard."""
        from gemba.model.rows.ticket import TallyRow
        from gemba.model.values import FixKind, WhyMissed

        states = [one.value for one in left_out]
        rows = self.reader.all(_TALLIES.format(marks=", ".join("?" * len(states))), states)
        return [
            TallyRow(
                None if row["why_missed"] is None else WhyMissed(row["why_missed"]),
                None if row["fix_kind"] is None else FixKind(row["fix_kind"]),
                moment_from_text(row["created"]),
                None if row["done"] is None else moment_from_text(row["done"]),
                bool(row["heard"]),
            )
            for row in rows
        ]

    def tickets_with_capture(self, capture_id: str) -> list[str]:
        """Return the ids of the tickets that a picture is linked to."""
        rows = self.reader.all("SELECT DISTINCT ticket_id FROM ticket_picture WHERE capture_id = ?", (capture_id,))
        return [row[0] for row in rows]

    def ticket_stages(self, ticket_id: str) -> list[StageRow]:
        """Return when a ticket came into which state, oldest first."""
        rows = self.reader.all("SELECT * FROM ticket_stage WHERE ticket_id = ? ORDER BY at, id", (ticket_id,))
        return [
            frozen.StageRow(
                ticket_id=row["ticket_id"],
                state=TicketState(row["state"]),
                at=moment_from_text(row["at"]),
                reason=row["reason"],
                giver=row["giver"],
                taker=row["taker"],
            )
            for row in rows
        ]

    def row_changes(self, row_id: str, *, limit: int = 30) -> list[RowChangeRow]:
        """Return the newest steps that changed the fields of one row, newest first; dropped ones are left out."""
        rows = self.reader.all(
            'SELECT o.seq, o.name, o.name_values, o.at, o.state, c."after" AS written FROM change c'
            " JOIN operation o ON o.seq = c.operation_seq WHERE c.entity_id = ? AND o.kind = 'do'"
            " AND o.state IN ('done', 'undone') AND c.\"after\" IS NOT NULL ORDER BY c.counter DESC LIMIT ?",
            (row_id, limit),
        )
        steps: dict[int, RowChangeRow] = {}
        for row in rows:
            fields = tuple(name for name in json.loads(row["written"]) if name != "changed")
            before = steps.get(row["seq"])
            steps[row["seq"]] = frozen.RowChangeRow(
                at=moment_from_text(row["at"]),
                name=row["name"],
                name_values=row["name_values"],
                fields=tuple(dict.fromkeys((*(before.fields if before else ()), *fields))),
                undone=row["state"] == "undone",
            )
        return list(steps.values())

    def approval_bodies(self) -> list[str]:
        """Return the bodies that approve, the most frequent first."""
        rows = self.reader.all(
            "SELECT body FROM ticket_approval WHERE body <> '' GROUP BY body ORDER BY count(*) DESC, body LIMIT 200"
        )
        return [row[0] for row in rows]

    def ticket_currencies(self) -> list[str]:
        """Return the currencies that stand on tickets, the most frequent first."""
        rows = self.reader.all(
            "SELECT currency FROM ticket WHERE currency <> '' GROUP BY currency ORDER BY count(*) DESC, currency"
            " LIMIT 12"
        )
        return [row[0] for row in rows]

    def titles_of(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return id and title of the tickets with these numbers."""
        rows = self.reader.among("SELECT number, id, title FROM ticket WHERE number IN {ids}", numbers)
        return {row["number"]: (row["id"], row["title"]) for row in rows}

    def fallen_back(self, *, limit: int) -> list[str]:
        """Return the ids of drafts that had been actionable or further before, the latest change first."""
        rows = self.reader.all(
            "SELECT id FROM ticket WHERE state = 'draft' AND state_reason <> '' ORDER BY changed DESC, id LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def ticket_counts(self) -> dict[TicketState, int]:
        """Return how many tickets are in each state that has any."""
        rows = self.reader.all(_COUNTS, [state.value for state in TicketState])
        return {TicketState(row[0]): row[1] for row in rows if row[1]}

    def asked_of_many(self, *, teams: int, approvals: int) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return teams and approval bodies of the tickets that name at least so many of either, one pair a ticket.

        What is the same under two spellings is counted by the rules; this only spares them every other ticket.
        """
        named: dict[str, tuple[list[str], list[str]]] = {}
        for place, (table, column, least) in enumerate(
            (("ticket_team", "name", teams), ("ticket_approval", "body", approvals))
        ):
            for row in self.reader.all(
                f"SELECT ticket_id, {column} FROM {table} WHERE ticket_id IN"
                f" (SELECT ticket_id FROM {table} GROUP BY ticket_id HAVING count(*) >= ?)",
                (least,),
            ):
                named.setdefault(row[0], ([], []))[place].append(str(row[1]))
        return [(tuple(found), tuple(bodies)) for found, bodies in named.values()]

    def _rows(self, ids: Iterable[str] | None, round_id: str | None) -> list[sqlite3.Row]:
        if ids is not None:
            rows = list(self.reader.among(f"{_FULL} WHERE t.id IN {{ids}}", ids))
            return sorted(rows, key=lambda row: int(row["number"]))
        where, values = ("", ()) if round_id is None else ("WHERE t.round_id = ?", (round_id,))
        return self.reader.all(f"{_FULL} {where} ORDER BY t.number", values)

    def _picture_facts(self, capture_ids: list[str]) -> dict[str, PictureFacts]:
        from gemba.model.annotation import POINTING_KINDS
        from gemba.model.ticket_facts import PictureFacts

        out = {}
        for row in self.reader.among(
            "SELECT c.id, c.source_id, c.state, c.blank, a.marks, (SELECT count(*) FROM proposal p"
            " WHERE p.capture_id = c.id AND p.state = 'proposed') AS open FROM capture c"
            " LEFT JOIN annotation a ON a.capture_id = c.id WHERE c.id IN {ids}",
            capture_ids,
        ):
            marks = json.loads(row["marks"]) if row["marks"] else []
            out[row["id"]] = PictureFacts(
                reference=row["source_id"],
                reviewed=row["state"] == "reviewed",
                pointing_marks=sum(mark.get("kind") in POINTING_KINDS for mark in marks),
                open_proposals=row["open"],
                blank=bool(row["blank"]),
            )
        return out
