"""Questions about visits: rounds, teams, people, sessions, observations, artifacts, promises.

Plain SQL that other engines know too; frozen rows out. Must not write, and must not load SQLAlchemy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gemba.model import rows as frozen
from gemba.model.connection import Reader, columns
from gemba.model.moment import Moment
from gemba.model.stored import moment_from_text, moment_to_text, rect_or_none
from gemba.model.values import ArtifactType, Elicitation, NotePart, ObservationKind, SampleFrame, SeenAs, Waste

if TYPE_CHECKING:
    from gemba.model.rows import (
        ArtifactSightingRow,
        HandOffStepRow,
        NotePartRow,
        ObservationRow,
        PersonRow,
        PromiseRow,
        RoundRow,
        SessionRow,
        TeamRow,
    )

_SESSIONS = """
SELECT s.*, t.name AS team, coalesce(d.name, '') AS department
FROM session s JOIN team t ON t.id = s.team_id LEFT JOIN department d ON d.id = t.department_id
"""
_COUNTS = """
SELECT session_id, count(*) AS observations, sum(seen_as = 'live') AS live, sum(seen_as IS NOT NULL) AS stated,
 sum(debate_minutes) AS debated
FROM observation WHERE session_id IN {ids} GROUP BY session_id
"""


class VisitQueries:
    """What was gone to see, and what was seen."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def rounds(self) -> list[RoundRow]:
        """Return every round, oldest first."""
        return [
            frozen.RoundRow(row["id"], row["name"]) for row in self.reader.all("SELECT id, name FROM round ORDER BY id")
        ]

    def teams(self) -> list[TeamRow]:
        """Return every team by code and name."""
        rows = self.reader.all(
            "SELECT t.*, coalesce(d.name, '') AS department FROM team t"
            " LEFT JOIN department d ON d.id = t.department_id ORDER BY t.code, t.name, t.id"
        )
        names = ("id", "name", "department", "code", "place", "time_zone", "language")
        return [frozen.TeamRow(**columns(row, *names)) for row in rows]

    def people(self) -> list[PersonRow]:
        """Return every person by name, as the store keeps them; exports ask ``may_be_named``."""
        rows = self.reader.all(
            "SELECT p.*, coalesce(r.name, '') AS role, coalesce(t.name, '') AS team FROM person p"
            " LEFT JOIN role r ON r.id = p.role_id LEFT JOIN team t ON t.id = p.team_id ORDER BY p.name, p.id"
        )
        return [
            frozen.PersonRow(
                **columns(row, "id", "name", "role", "team", "consent_words"),
                may_be_named=bool(row["may_be_named"]),
            )
            for row in rows
        ]

    def sessions(self, *, round_id: str | None = None) -> list[SessionRow]:
        """Return every session, or those of one round, by number."""
        where, values = ("", ()) if round_id is None else ("WHERE s.round_id = ?", (round_id,))
        with self.reader.snapshot():
            return self._sessions(self.reader.all(f"{_SESSIONS} {where} ORDER BY s.number", values))

    def running_sessions(self) -> list[SessionRow]:
        """Return the sessions that began and have not ended, the newest first; no other one is counted."""
        with self.reader.snapshot():
            rows = self.reader.all(
                f"{_SESSIONS} WHERE s.started IS NOT NULL AND s.ended IS NULL ORDER BY s.number DESC"
            )
            return self._sessions(rows)

    def session(self, session_id: str) -> SessionRow | None:
        """Return one session or None."""
        with self.reader.snapshot():
            rows = self._sessions(self.reader.all(f"{_SESSIONS} WHERE s.id = ?", (session_id,)))
        return rows[0] if rows else None

    def _sessions(self, rows: list[sqlite3.Row]) -> list[SessionRow]:
        ids = [row["id"] for row in rows]
        counts = {row["session_id"]: row for row in self.reader.among(_COUNTS, ids)}
        pictures = dict(
            tuple(row)
            for row in self.reader.among(
                "SELECT session_id, count(*) FROM capture WHERE session_id IN {ids} GROUP BY session_id", ids
            )
        )
        people: dict[tuple[str, str], list[str]] = {}
        for row in self.reader.among(
            "SELECT session_id, part, person_id FROM session_person WHERE session_id IN {ids} ORDER BY position, id",
            ids,
        ):
            people.setdefault((row["session_id"], row["part"]), []).append(row["person_id"])
        return [_session(row, counts.get(row["id"]), pictures.get(row["id"], 0), people) for row in rows]

    def observations(
        self,
        *,
        session_id: str | None = None,
        kind: ObservationKind | None = None,
        seen_as: SeenAs | None = None,
        problem_id: str | None = None,
        ids: Iterable[str] | None = None,
        after: tuple[Moment, str] | None = None,
        limit: int | None = None,
    ) -> list[ObservationRow]:
        """Return observations by time; the next page begins ``after`` the time and id of the last one."""
        with self.reader.snapshot():
            if ids is not None:
                rows = list(self.reader.among(f"{_OBSERVATIONS} WHERE o.id IN {{ids}}", ids))
                rows.sort(key=lambda row: (row["at"], row["id"]))
            else:
                conditions = {
                    "o.session_id": session_id,
                    "o.kind": kind,
                    "o.seen_as": seen_as,
                    "o.problem_id": problem_id,
                }
                rows = self._observation_page(conditions, after, limit)
            return self._observations(rows)

    def observation(self, observation_id: str) -> ObservationRow | None:
        """Return one observation or None."""
        rows = self.observations(ids=[observation_id])
        return rows[0] if rows else None

    def _observation_page(
        self, conditions: dict[str, str | None], after: tuple[Moment, str] | None, limit: int | None
    ) -> list[sqlite3.Row]:
        chosen = {name: str(value) for name, value in conditions.items() if value is not None}
        where = [f"{name} = ?" for name in chosen]
        values: list[str | int] = list(chosen.values())
        if after is not None:
            where.append("(o.at, o.id) > (?, ?)")
            values += [moment_to_text(after[0]), after[1]]
        values.append(-1 if limit is None else limit)
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        return self.reader.all(f"{_OBSERVATIONS} {condition} ORDER BY o.at, o.id LIMIT ?", values)

    def _observations(self, rows: list[sqlite3.Row]) -> list[ObservationRow]:
        ids = [row["id"] for row in rows]
        tags: dict[str, list[str]] = {}
        for row in self.reader.among(
            "SELECT l.observation_id, t.name FROM observation_tag l JOIN tag t ON t.id = l.tag_id"
            " WHERE l.observation_id IN {ids} ORDER BY l.position, l.id",
            ids,
        ):
            tags.setdefault(row[0], []).append(row[1])
        pictures: dict[str, list[sqlite3.Row]] = {}
        for row in self.reader.among(
            "SELECT observation_id, capture_id, reference FROM observation_capture"
            " WHERE observation_id IN {ids} ORDER BY position, id",
            ids,
        ):
            pictures.setdefault(row[0], []).append(row)
        return [_observation(row, tags.get(row["id"], []), pictures.get(row["id"], [])) for row in rows]

    def note_parts(self, observation_ids: Iterable[str]) -> list[NotePartRow]:
        """Return the labels and truths of those of these notes that are of that kind and have some."""
        rows = self.reader.among(
            "SELECT l.observation_id, l.part, l.capture_id, l.region_px FROM observation_capture l"
            " JOIN observation o ON o.id = l.observation_id WHERE o.kind = 'label_vs_truth' AND l.part <> ''"
            " AND l.capture_id IS NOT NULL AND l.observation_id IN {ids} ORDER BY l.observation_id, l.part, l.id",
            observation_ids,
        )
        return [_note_part(row) for row in rows]

    def hand_off_steps(
        self, *, observation_id: str | None = None, of: Iterable[str] | None = None
    ) -> list[HandOffStepRow]:
        """Return the links of one hand-off chain, of those ``of`` some observations, or of all, in their order."""
        wanted = of if observation_id is None else (observation_id,)
        rows = self._of("SELECT * FROM hand_off_step {where} ORDER BY observation_id, position, id", wanted)
        names = ("observation_id", "position", "giver", "taker", "what")
        return [frozen.HandOffStepRow(**columns(row, *names)) for row in rows]

    def _of(self, sql: str, observation_ids: Iterable[str] | None) -> list[sqlite3.Row]:
        """Return the rows of ``sql`` that belong to some observations, or all; ``{where}`` stands for the condition."""
        if observation_ids is None:
            return self.reader.all(sql.format(where=""))
        return list(self.reader.among(sql.format(where="WHERE observation_id IN {ids}"), observation_ids))

    def tags(self) -> list[str]:
        """Return every tag by name."""
        return [row[0] for row in self.reader.all("SELECT name FROM tag ORDER BY name")]

    def artifact_sightings(self, *, of: Iterable[str] | None = None) -> list[ArtifactSightingRow]:
        """Return every sighting, or those ``of`` some observations, by artifact and team.

        The same artifact in several teams stands together.
        """
        rows = self._of(
            "SELECT g.*, a.name, a.type, coalesce(t.name, '') AS team, s.number AS session_number FROM sighting g"
            " JOIN artifact a ON a.id = g.artifact_id LEFT JOIN team t ON t.id = g.team_id"
            " LEFT JOIN session s ON s.id = g.session_id {where} ORDER BY a.name, a.id, team, g.id",
            of,
        )
        return [
            frozen.ArtifactSightingRow(
                artifact_id=row["artifact_id"],
                name=row["name"],
                type=None if row["type"] is None else ArtifactType(row["type"]),
                team=row["team"],
                session_number=row["session_number"],
                observation_id=row["observation_id"],
                purpose=row["purpose"],
                minutes_per_week=row["minutes_per_week"],
                still_read_by=row["still_read_by"],
            )
            for row in rows
        ]

    def promises(self, *, session_id: str | None = None, of: Iterable[str] | None = None) -> list[PromiseRow]:
        """Return every promise, or those of one session or ``of`` some observations, oldest first."""
        found = (
            "SELECT p.*, s.number AS session_number FROM promise p JOIN session s ON s.id = p.session_id"
            " {where} ORDER BY s.number, p.id"
        )
        if session_id is None:
            rows = self._of(found, of)
        else:
            rows = self.reader.all(found.format(where="WHERE p.session_id = ?"), (session_id,))
        return [
            frozen.PromiseRow(
                **columns(row, "id", "session_id", "session_number", "text", "by_role", "due", "observation_id"),
                kept=None if row["kept"] is None else bool(row["kept"]),
            )
            for row in rows
        ]


_OBSERVATIONS = "SELECT o.*, s.number AS session_number FROM observation o JOIN session s ON s.id = o.session_id"


def _session(
    row: sqlite3.Row, counts: sqlite3.Row | None, captures: int, people: dict[tuple[str, str], list[str]]
) -> SessionRow:
    return frozen.SessionRow(
        id=row["id"],
        number=row["number"],
        round_id=row["round_id"],
        team_id=row["team_id"],
        team=row["team"],
        department=row["department"],
        charter=row["charter"],
        date=row["date"],
        planned_minutes=row["planned_minutes"],
        facilitator_ids=tuple(people.get((row["id"], "facilitator"), ())),
        facilitator_role=row["facilitator_role"],
        people_ids=tuple(people.get((row["id"], "observed"), ())),
        consent_words=row["consent_words"],
        place=row["place"],
        language=row["language"],
        source_id=row["source_id"],
        observations=0 if counts is None else counts["observations"],
        captures=captures,
        seen_live=0 if counts is None else counts["live"] or 0,
        seen_stated=0 if counts is None else counts["stated"],
        debate_minutes=0.0 if counts is None else counts["debated"] or 0.0,
        started=None if row["started"] is None else moment_from_text(row["started"]),
        ended=None if row["ended"] is None else moment_from_text(row["ended"]),
    )


def _note_part(row: sqlite3.Row) -> NotePartRow:
    region = rect_or_none(row["region_px"])
    return frozen.NotePartRow(row["observation_id"], NotePart(row["part"]), row["capture_id"], region)


def _observation(row: sqlite3.Row, tags: list[str], pictures: list[sqlite3.Row]) -> ObservationRow:
    return frozen.ObservationRow(
        id=row["id"],
        source_id=row["source_id"],
        session_id=row["session_id"],
        session_number=row["session_number"],
        kind=ObservationKind(row["kind"]),
        text=row["text"],
        at=moment_from_text(row["at"]),
        seen_as=None if row["seen_as"] is None else SeenAs(row["seen_as"]),
        elicitation=None if row["elicitation"] is None else Elicitation(row["elicitation"]),
        simulated=bool(row["simulated"]),
        waste=None if row["waste"] is None else Waste(row["waste"]),
        tags=tuple(tags),
        speaker=row["speaker"],
        # A picture that is both the label and the truth of a note is linked to it twice, and is one picture.
        capture_ids=tuple(dict.fromkeys(one["capture_id"] for one in pictures if one["capture_id"] is not None)),
        missing_captures=tuple(dict.fromkeys(one["reference"] for one in pictures if one["capture_id"] is None)),
        problem_id=row["problem_id"],
        language=row["language"],
        frame=SampleFrame(row["frame"]),
        original=row["original"],
        original_language=row["original_language"],
        debate_minutes=row["debate_minutes"],
        severity_actual=row["severity_actual"],
        severity_potential=row["severity_potential"],
    )
