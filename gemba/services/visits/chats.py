"""The chat of a round as a visit shows it: by day, said by roles, each line a note once somebody takes it up.

A request in a chat is lost where nobody takes it up (DOMAIN §8), so that a line becomes an observation with one call.
The chat itself is in no export; what is taken up leaves as notes do, masked. Must not know paper or the window.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gemba.errors import UserError
from gemba.message import say
from gemba.model.library import Library
from gemba.model.queries import Queries
from gemba.model.rows import MessageRow, Moment, ObservationRow, PersonRow, SessionRow
from gemba.model.values import SeenAs
from gemba.services.leaving.masking import folded
from gemba.services.visits.observations import ObservationFields, Observations


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message: when, by whom (a name with consent, else a role, else ""), what; the note it became, or None."""

    id: str
    at: Moment
    who: str
    role: str
    text: str
    note_id: str | None


@dataclass(frozen=True, slots=True)
class ChatDay:
    """The messages of one day as the clock stood where they were written ("2026-11-09")."""

    day: str
    lines: tuple[ChatLine, ...]


class Chats:
    """The chats of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def take_up(self, session: str, message_id: str) -> ObservationRow:
        """Write a message down as an observation of a visit, at its minute and as seen in a chat; return the note.

        Taken up already, it stays the one note. Raises UserError where there is no such message.
        """
        queries = self._library.queries
        message = next((one for one in queries.messages() if one.id == message_id), None)
        if message is None:
            raise UserError(say("This message is not in the library any more."))
        known = _taken_up(queries).get(_mark(message.at, message.text))
        if known is not None:
            return Observations(self._library).one(known)
        role = _people(queries.people()).get(folded(message.sender))
        fields = ObservationFields(
            text=message.text,
            seen_as=SeenAs.CHAT.value,
            at=message.at.local().isoformat(),
            speaker=role.role if role is not None else "",
        )
        return Observations(self._library).note(session, fields)


def chat_of(queries: Queries, visit: SessionRow, people: Iterable[PersonRow]) -> tuple[ChatDay, ...]:
    """Return the chat of a visit's round by day."""
    messages = queries.messages(round_id=visit.round_id) if visit.round_id else []
    if not messages:
        return ()
    known, notes = _people(people), _taken_up(queries)
    days: dict[str, list[ChatLine]] = {}
    for one in messages:
        days.setdefault(one.at.local().date().isoformat(), []).append(_line(one, known, notes))
    return tuple(ChatDay(day, tuple(lines)) for day, lines in days.items())


def _line(one: MessageRow, known: dict[str, PersonRow], notes: dict[tuple[str, str], str]) -> ChatLine:
    person = known.get(folded(one.sender))
    role = person.role if person is not None else ""
    named = person is not None and person.may_be_named
    return ChatLine(one.id, one.at, one.sender if named else "", role, one.text, notes.get(_mark(one.at, one.text)))


def _people(people: Iterable[PersonRow]) -> dict[str, PersonRow]:
    return {folded(one.name): one for one in people}


def _taken_up(queries: Queries) -> dict[tuple[str, str], str]:
    """Return the notes that came out of chats by their minute and words."""
    return {_mark(one.at, one.text): one.id for one in queries.observations(seen_as=SeenAs.CHAT)}


def _mark(at: Moment, text: str) -> tuple[str, str]:
    return at.utc.isoformat(), text
