"""Find the row that a person means by "14", "T14", "A01", "T1/03", "S7" or a piece of an id.

A number or code goes first, then the id of the pack or a picture's file name, then the library's id or its end. What
stands for two things is refused with a sentence, never guessed. writing/references.py does the same for
entities. Must not write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from gemba.errors import UserError
from gemba.message import Message, say
from gemba.model.queries import Queries
from gemba.model.rows import CaptureRow, DecisionRow, NarrativeRow, ObservationRow, ProblemRow, SessionRow, TicketRow

_ID = re.compile(r"[0-9a-f]{32}\Z")
_SHORTEST_TAIL = 4


class _Row(Protocol):
    """Anything that has an id."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Row)


def session(queries: Queries, name: str) -> SessionRow:
    """Return the visit that "7", "S7", "T1" (its id in the pack) or an id means."""
    return _found(name, "S", queries.session, queries.sessions, say("There is no visit “{name}”.", name=name))


def observation(queries: Queries, name: str) -> ObservationRow:
    """Return the observation that "T1-0907" or an id means."""
    return _found(name, "", queries.observation, queries.observations, say("There is no note “{name}”.", name=name))


def capture(queries: Queries, name: str) -> CaptureRow:
    """Return the picture that "T1/03" or an id means."""
    return _found(name, "", queries.capture, queries.captures, say("There is no picture “{name}”.", name=name))


def ticket(queries: Queries, name: str) -> TicketRow:
    """Return the ticket that "14", "T14", "A01" or an id means."""
    return _found(name, "T", queries.ticket, queries.tickets, say("There is no ticket “{name}”.", name=name))


def problem(queries: Queries, name: str) -> ProblemRow:
    """Return the problem that "3", "P3" or an id means."""
    return _found(name, "P", None, queries.problems, say("There is no problem “{name}”.", name=name))


def decision(queries: Queries, name: str) -> DecisionRow:
    """Return the decision that "1", "D1" or an id means."""
    return _found(name, "D", None, queries.decisions, say("There is no decision “{name}”.", name=name))


def narrative(queries: Queries, name: str) -> NarrativeRow:
    """Return the narrative that an id means, the one changed last where none is named."""
    if name:
        nobody = say("There is no narrative “{name}”.", name=name)
        return _found(name, "", queries.narrative, queries.narratives, nobody)
    every = sorted(queries.narratives(), key=lambda one: (one.changed, one.id))
    if not every:
        raise UserError(say("There is no narrative yet."), mend=say("“gemba narrative new” drafts one."))
    return every[-1]


def _found(
    text: str,
    letter: str,
    by_id: Callable[[str], R | None] | None,
    every: Callable[[], Iterable[R]],
    nobody: Message,
) -> R:
    name = text.strip()
    if by_id is not None and _ID.match(name):
        one = by_id(name)
        if one is not None:
            return one
    rows = list(every())
    hits: list[R] = []
    number = re.fullmatch(rf"{letter}?(\d{{1,9}})", name, re.IGNORECASE) if letter else None
    if number is not None:
        hits = [row for row in rows if getattr(row, "number", None) == int(number[1])]
    if not hits and name:
        hits = [row for row in rows if getattr(row, "source_id", None) == name]
    if not hits and name:
        hits = [row for row in rows if getattr(row, "file_name", None) == name]
    if not hits and len(name) >= _SHORTEST_TAIL:
        hits = [row for row in rows if row.id.endswith(name)]
    if not hits:
        raise UserError(nobody, mend=say("The list shows what there is, with the ids."))
    if len(hits) > 1:
        raise UserError(say("“{name}” stands for {n} things.", name=name, n=len(hits)), mend=say("Use the id."))
    return hits[0]
