"""Questions about listening, deciding and writing, and about the library itself.

Calls, chats, the plan, problems, decisions, narratives, settings, drafts, imports, history. Must not write.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from gemba.model import rows as frozen
from gemba.model.connection import Reader, columns
from gemba.model.stored import moment_from_text, moment_or_none
from gemba.model.values import Door, NarrativeLanguage, NeedLevel

if TYPE_CHECKING:
    from gemba.model.rows import (
        CallRow,
        CustomerRow,
        DecisionRow,
        MessageRow,
        NarrativeRow,
        NarrativeVersionRow,
        ParticipantRow,
        PlanSlotRow,
        ProblemRow,
        QuestionRow,
    )


class ContactQueries:
    """Whom we listened to and whom we meet."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def calls(self) -> list[CallRow]:
        """Return every call and other contact by time; those without a time first."""
        rows = self.reader.all(
            "SELECT c.*, coalesce(t.name, '') AS team, coalesce(k.pseudonym, '') AS customer FROM contact c"
            " LEFT JOIN team t ON t.id = c.team_id LEFT JOIN customer k ON k.id = c.customer_id ORDER BY c.at, c.id"
        )
        return [_call(row) for row in rows]

    def customers(self) -> list[CustomerRow]:
        """Return every customer by pseudonym."""
        rows = self.reader.all("SELECT * FROM customer ORDER BY pseudonym")
        return [frozen.CustomerRow(row["id"], row["pseudonym"], bool(row["is_key"]), row["language"]) for row in rows]

    def messages(self, *, round_id: str | None = None) -> list[MessageRow]:
        """Return every line of chat by time, or those of one round."""
        where, values = ("", ()) if round_id is None else ("WHERE round_id = ?", (round_id,))
        rows = self.reader.all(f"SELECT * FROM chat_message {where} ORDER BY at, id", values)
        return [
            frozen.MessageRow(row["id"], row["source_id"], moment_from_text(row["at"]), row["sender"], row["text"])
            for row in rows
        ]

    def plan(self, *, round_id: str | None = None) -> list[PlanSlotRow]:
        """Return the plan of one round, or of all, in its order."""
        where, values = ("", ()) if round_id is None else ("WHERE p.round_id = ?", (round_id,))
        rows = self.reader.all(
            f"SELECT p.*, t.name AS team FROM plan_slot p JOIN team t ON t.id = p.team_id {where}"
            " ORDER BY p.round_id, p.position, p.id",
            values,
        )
        return [
            frozen.PlanSlotRow(
                **columns(row, "team_id", "team", "facilitator_wanted", "not_with", "remarks", "people"),
                slots=tuple(json.loads(row["slots"])),
            )
            for row in rows
        ]

    def participants(self, *, round_id: str | None = None) -> list[ParticipantRow]:
        """Return who was asked to the meeting of one round, or of all, in the order of the list."""
        where, values = ("", ()) if round_id is None else ("WHERE p.round_id = ?", (round_id,))
        rows = self.reader.all(f"SELECT * FROM participant p {where} ORDER BY p.round_id, p.position, p.id", values)
        return [
            frozen.ParticipantRow(
                **columns(
                    row, "id", "round_id", "person_id", "attends", "time_zone", "may_decide", "arrives", "leaves"
                ),
            )
            for row in rows
        ]


class PaperQueries:
    """What is behind it, what is to be decided, and what is written about it."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def problems(self) -> list[ProblemRow]:
        """Return every problem by number, with its reports and how many sessions and customers they come from."""
        with self.reader.snapshot():
            rows = self.reader.all("SELECT * FROM problem ORDER BY number")
            reports = self._named("SELECT problem_id, id FROM observation WHERE problem_id IS NOT NULL ORDER BY at, id")
            tickets = self._named("SELECT problem_id, id FROM ticket WHERE problem_id IS NOT NULL ORDER BY number")
            sessions = self._counted(
                "SELECT problem_id, count(DISTINCT session_id) FROM observation WHERE problem_id IS NOT NULL"
            )
            customers = self._counted(
                "SELECT problem_id, count(DISTINCT c.customer_id) FROM observation o"
                " JOIN contact c ON c.observation_id = o.id WHERE problem_id IS NOT NULL"
            )
        return [
            frozen.ProblemRow(
                **columns(row, "id", "number", "title", "symptom"),
                need_level=None if row["need_level"] is None else NeedLevel(row["need_level"]),
                observation_ids=tuple(reports.get(row["id"], ())),
                ticket_ids=tuple(tickets.get(row["id"], ())),
                sessions=sessions.get(row["id"], 0),
                customers=customers.get(row["id"], 0),
            )
            for row in rows
        ]

    def _named(self, sql: str) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for row in self.reader.all(sql):
            out.setdefault(row[0], []).append(row[1])
        return out

    def _counted(self, sql: str) -> dict[str, int]:
        return {row[0]: row[1] for row in self.reader.all(f"{sql} GROUP BY problem_id")}

    def decisions(self) -> list[DecisionRow]:
        """Return every decision by number, with its questions in their order."""
        questions: dict[str, list[QuestionRow]] = {}
        with self.reader.snapshot():
            rows = self.reader.all("SELECT * FROM decision ORDER BY number")
            for row in self.reader.all("SELECT * FROM question ORDER BY decision_id, position, id"):
                question = frozen.QuestionRow(
                    row["id"], row["text"], row["weight"], bool(row["answered"]), row["answer"]
                )
                questions.setdefault(row["decision_id"], []).append(question)
        return [
            frozen.DecisionRow(
                **columns(row, "id", "number", "source_id", "title", "owner", "due", "taken_reason"),
                door=None if row["door"] is None else Door(row["door"]),
                questions=tuple(questions.get(row["id"], ())),
                taken=bool(row["taken"]),
            )
            for row in rows
        ]

    def narratives(self, *, round_id: str | None = None) -> list[NarrativeRow]:
        """Return every narrative, or those of one round, oldest first."""
        where, values = ("", ()) if round_id is None else ("WHERE round_id = ?", (round_id,))
        return [_narrative(row) for row in self.reader.all(f"SELECT * FROM narrative {where} ORDER BY id", values)]

    def narrative(self, narrative_id: str) -> NarrativeRow | None:
        """Return one narrative or None."""
        row = self.reader.one("SELECT * FROM narrative WHERE id = ?", (narrative_id,))
        return None if row is None else _narrative(row)

    def narrative_versions(self, narrative_id: str) -> list[NarrativeVersionRow]:
        """Return the versions of a narrative, oldest first."""
        rows = self.reader.all(
            "SELECT * FROM narrative_version WHERE narrative_id = ? ORDER BY created, id", (narrative_id,)
        )
        return [
            frozen.NarrativeVersionRow(
                **columns(row, "id", "narrative_id", "draft", "source", "settings", "checksum"),
                language=NarrativeLanguage(row["language"]),
                created=moment_from_text(row["created"]),
            )
            for row in rows
        ]

    def settings(self) -> dict[str, Any]:
        """Return the library's own settings."""
        rows = self.reader.all("SELECT key, value FROM setting ORDER BY key")
        return {row["key"]: None if row["value"] is None else json.loads(row["value"]) for row in rows}


def _narrative(row: sqlite3.Row) -> NarrativeRow:
    return frozen.NarrativeRow(
        **columns(row, "id", "title", "round_id", "template", "source", "draft"),
        language=NarrativeLanguage(row["language"]),
        changed=moment_from_text(row["changed"]),
    )


def _call(row: sqlite3.Row) -> CallRow:
    return frozen.CallRow(
        id=row["id"],
        source_id=row["source_id"],
        at=moment_or_none(row["at"]),
        team=row["team"],
        customer=row["customer"],
        language=row["language"],
        consent=row["consent"],
        words_allowed=bool(row["words_allowed"]),
        complaint=row["complaint"],
        words=row["words"],
        asked=row["asked"],
        solved=None if row["solved"] is None else bool(row["solved"]),
        call_back_due=moment_or_none(row["call_back_due"]),
        observation_id=row["observation_id"],
        channel=row["channel"],
    )
