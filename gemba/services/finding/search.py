"""Find notes, tickets, pictures, marks, problems, decisions by words, in any script; what is typed is taken literally.

Must not know how the index works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gemba.model.library import Library
from gemba.model.queries import Queries
from gemba.model.rows import DecisionRow, ProblemRow, SearchHit

_A_KIND = 6
_CODE = re.compile(r"([tspd])(\d{1,6})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its kind, what to open (``place`` and ``reference``), and how to show it.

    ``kind`` is session, observation, capture, ticket, problem, decision, narrative or role; ``code`` is "T14", "S7",
    "P3", "D1" or empty.
    """

    kind: str
    place: str
    reference: str
    code: str
    title: str
    detail: str


class SearchService:
    """Full-text search of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def find(self, query: str, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return what holds every word of ``query``, best first; nothing for an empty query."""
        return tuple(self._library.queries.search(query, limit=limit))

    def found(self, query: str, *, a_kind: int = _A_KIND) -> tuple[Found, ...]:
        """Return what a person may want to open for ``query``: at most ``a_kind`` of each kind, best first.

        A code ("T14") comes first. People are found by their role, never by their name.
        """
        if not query.strip():
            return ()
        queries = self._library.queries
        out = _by_code(queries, query.strip())
        for kind, make in _KINDS.items():
            hits = queries.search(query, kinds=(kind,), limit=a_kind)
            out += [one for one in make(queries, hits) if one not in out]
        return tuple(out + _roles(queries, query, a_kind))


def _by_code(queries: Queries, query: str) -> list[Found]:
    found = _CODE.match(query)
    if found is None:
        return []
    letter, number = found[1].lower(), int(found[2])
    if letter == "t":
        page = queries.ticket_page(after=(number - 1, "g"), limit=1)
        return [_ticket(row.id, row.number, row.title) for row in page if row.number == number]
    if letter == "s":
        return [_session(row.id, row.number, row.team, "") for row in queries.sessions() if row.number == number]
    if letter == "d":
        return [_decision(row) for row in queries.decisions() if row.number == number]
    return [_problem(row) for row in queries.problems() if row.number == number]


def _ticket(row_id: str, number: int, title: str, detail: str = "") -> Found:
    return Found("ticket", "tickets", row_id, f"T{number}", title, detail)


def _session(row_id: str, number: int, team: str, charter: str) -> Found:
    return Found("session", "sessions", row_id, f"S{number}", team, charter)


def _tickets(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    rows = {row.id: row for row in queries.tickets(ids=[hit.id for hit in hits])}
    return [
        _ticket(hit.id, rows[hit.id].number, rows[hit.id].title, _beside(rows[hit.id].title, hit))
        for hit in hits
        if hit.id in rows
    ]


def _beside(title: str, hit: SearchHit) -> str:
    """Return what was found, where the title does not say it already."""
    return "" if hit.snippet.strip("…")[:40] in title else hit.snippet


def _sessions(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    rows = [row for hit in hits if (row := queries.session(hit.id)) is not None]
    return [_session(row.id, row.number, row.team, row.charter) for row in rows]


def _observations(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    out = []
    for hit in hits:
        row = queries.observation(hit.id)
        if row is not None:
            where = f"S{row.session_number} · {row.at.local():%H:%M}"
            out.append(Found("observation", "sessions", row.id, "", hit.snippet, where))
    return out


def _captures(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    rows = {row.id: row for row in queries.captures(ids=[hit.id for hit in hits])}
    out = []
    for hit in hits:
        row = rows.get(hit.id)
        if row is not None:
            where = "" if row.session_number is None else f"S{row.session_number}"
            out.append(Found("capture", "evidence", row.id, "", hit.snippet or row.caption or row.file_name, where))
    return out


def _problem(row: ProblemRow) -> Found:
    return Found("problem", "structure", f"P{row.number}", f"P{row.number}", row.title, row.symptom)


def _problems(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    rows = {row.id: row for row in queries.problems()} if hits else {}
    return [_problem(rows[hit.id]) for hit in hits if hit.id in rows]


def _decision(row: DecisionRow, detail: str = "") -> Found:
    return Found("decision", "structure", f"D{row.number}", f"D{row.number}", row.title, detail)


def _decisions(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    rows = {row.id: row for row in queries.decisions()} if hits else {}
    return [_decision(rows[hit.id], _beside(rows[hit.id].title, hit)) for hit in hits if hit.id in rows]


def _narratives(queries: Queries, hits: list[SearchHit]) -> list[Found]:
    rows = {row.id: row for row in queries.narratives()}
    found = [rows[hit.id] for hit in hits if hit.id in rows]
    return [Found("narrative", "narratives", row.id, "", row.title, "") for row in found]


_KINDS = {
    "ticket": _tickets,
    "session": _sessions,
    "observation": _observations,
    "capture": _captures,
    "problem": _problems,
    "decision": _decisions,
    "narrative": _narratives,
}


def _roles(queries: Queries, query: str, limit: int) -> list[Found]:
    """Return the roles of people whose words the query begins or holds, each with the last visit they were seen in."""
    asked = query.casefold().strip()
    sessions = queries.sessions()
    out: dict[tuple[str, str], Found] = {}
    for person in queries.people():
        if not person.role or asked not in person.role.casefold():
            continue
        seen = [row for row in sessions if person.id in (*row.people_ids, *row.facilitator_ids)]
        if seen and (person.role, person.team) not in out:
            last = max(seen, key=lambda row: row.number)
            shown = Found("role", "sessions", last.id, f"S{last.number}", person.role, person.team)
            out[(person.role, person.team)] = shown
    return list(out.values())[:limit]
