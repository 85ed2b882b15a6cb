"""Who may be named, and what is masked in everything that leaves (SETTLED §7, R-14).

One function, ``for_paper``, through which every exported string passes: narrative, ticket sheets, captions, file
names, CSV and Markdown. The library keeps the people; paper prints roles. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gemba.errors import UserError
from gemba.message import N_, say
from gemba.model.library import Library
from gemba.model.queries import Queries
from gemba.model.rows import PersonRow, ProposalRow, TicketRow
from gemba.model.values import RECOGNISED, PrivateKind, ProposalState
from gemba.rules import private
from gemba.services.leaving.masking import HiddenPerson, Masker, folded
from gemba.services.pictures.recognition import listed_names

ALLOWED = "private.allowed"
MASKED = "private.masked"


@dataclass(frozen=True, slots=True)
class TextFind:
    """Something private in a text of the library: ``where`` names the thing, ``state`` is masked or allowed."""

    kind: PrivateKind
    text: str
    where: str
    state: str


class Privacy:
    """The masks of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def masker(self) -> Masker:
        """Return what every export of this moment masks; made anew for each export."""
        queries = self._library.queries
        people = queries.people()
        return Masker(
            people=tuple(_hidden(people, queries)),
            names=tuple(sorted({*_sidecar_names(people, queries), *self._list(MASKED), *listed_names(queries)})),
            numbers=tuple(sorted(_sidecar_numbers(queries))),
            allowed=tuple(self._list(ALLOWED)),
            named=tuple(person.name for person in people if person.may_be_named),
        )

    def for_paper(self, text: str) -> str:
        """Return a text as it may leave the library."""
        return self.masker().for_paper(text)

    def finds(self) -> tuple[TextFind, ...]:
        """Return the addresses and numbers that stand in notes, tickets, captions, calls and chats."""
        allowed = {folded(text) for text in self._list(ALLOWED)}
        found: dict[tuple[str, str], TextFind] = {}
        for where, text in _texts(self._library.queries):
            for find in private.find(text):
                state = N_("allowed") if folded(find.text) in allowed else N_("masked")
                found.setdefault((where, find.text), TextFind(find.kind, find.text, where, state))
        for text in self._list(MASKED):
            found.setdefault(("", text), TextFind(PrivateKind.OTHER, text, "", N_("masked")))
        return tuple(found.values())

    def decide(self, text: str, *, private: bool) -> None:
        """Say that a text is private and masked everywhere, or that it is not and may be printed."""
        if not text.strip():
            raise UserError(say("There is no text to decide on."))
        lists = {name: [one for one in self._list(name) if folded(one) != folded(text)] for name in (ALLOWED, MASKED)}
        lists[MASKED if private else ALLOWED].append(text.strip())
        from gemba.services.writing import papers

        changes = {name: sorted(texts) or None for name, texts in lists.items()}
        self._library.run(N_("Decide what is private"), lambda op: papers.set_settings(op, changes))

    def _list(self, key: str) -> list[str]:
        value = self._library.queries.settings().get(key)
        return [str(one) for one in value] if isinstance(value, list) else []


def owner_shown(row: TicketRow, people: Iterable[PersonRow], masker: Masker, *, unknown: str) -> str:
    """Return a ticket's owner for paper: name with consent, a role as it stands, else role, else ``unknown``."""
    if not row.owner.strip():
        return ""
    if is_role(row.owner):
        return masker.for_paper(row.owner)
    known = next((one for one in people if folded(one.name) == folded(row.owner)), None)
    return masker.person(row.owner, role=known.role if known is not None else "") or unknown


def person_shown(person: PersonRow, masker: Masker) -> str:
    """Return a person for paper: their name with consent, else their role."""
    return masker.person(person.name, role=person.role)


def is_role(name: str) -> bool:
    """Say whether a name is none: the rules find nobody in it."""
    return all(find.kind is not PrivateKind.NAME for find in private.find(name, (name,)))


def _hidden(people: Iterable[PersonRow], queries: Queries) -> Iterator[HiddenPerson]:
    known = {folded(person.name) for person in people}
    for person in people:
        if not person.may_be_named:
            yield HiddenPerson(person.name, person.role)
    others = {row.owner for row in queries.tickets()} | {row.owner for row in queries.decisions()}
    others |= {row.sender for row in queries.messages()}
    for name in sorted(others):
        if name.strip() and folded(name) not in known and not is_role(name):
            yield HiddenPerson(name, "")


def _sidecar_names(people: Iterable[PersonRow], queries: Queries) -> Iterator[str]:
    """Yield the names found on pictures: customers, and colleagues who are not in the library."""
    known = {folded(person.name) for person in people}
    for capture in queries.captures():
        for proposal in capture.proposals:
            if proposal.kind is PrivateKind.NAME and folded(proposal.text) not in known and _counts(proposal):
                yield proposal.text


def _sidecar_numbers(queries: Queries) -> set[str]:
    return {
        proposal.text
        for capture in queries.captures()
        for proposal in capture.proposals
        if proposal.kind is not PrivateKind.NAME and proposal.text and _counts(proposal)
    }


def _counts(proposal: ProposalRow) -> bool:
    """Say whether a find is masked in texts too: what a program read counts until a person has refused it."""
    return proposal.source != RECOGNISED or proposal.state is not ProposalState.REFUSED


def not_to_be_quoted(queries: Queries) -> frozenset[str]:
    """Return the notes of customers who refused to be quoted; ask after the notes, so that none is refused between."""
    calls = queries.calls()
    return frozenset(one.observation_id for one in calls if one.observation_id is not None and not one.words_allowed)


def every_text(queries: Queries) -> Iterator[str]:
    """Yield every text of the library in which somebody may have typed something private; for asking, not leaving."""
    yield from (text for _, text in _texts(queries))
    yield from (mark.text for row in queries.captures() for mark in row.annotation.marks)
    yield from (row.text for row in queries.comments())
    yield from (row.source for row in queries.narratives())


def _texts(queries: Queries) -> Iterator[tuple[str, str]]:
    """Yield every text in which somebody may have typed something private, with the name of the thing it is of."""
    for note in queries.observations():
        yield note.source_id or note.id, note.text
    for ticket in queries.tickets():
        name = f"T{ticket.number}"
        for text in (ticket.title, ticket.where, ticket.expected, ticket.happened, ticket.fix, ticket.money.arithmetic):
            yield name, text
    for capture in queries.captures():
        yield capture.source_id or capture.id, capture.caption
        yield capture.source_id or capture.id, capture.what
    for call in queries.calls():
        yield call.source_id or call.id, call.words
    for message in queries.messages():
        yield message.source_id or message.id, message.text
