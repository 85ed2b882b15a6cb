"""Store the tables of a pack: tickets, calls, decisions, and the messages of its chat.

Estimates are stored as typed (docs/adr/0005); the gate says what is wrong with them. What a row refers to and is not
there stays written on it and is said. Must not know the gate.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from gemba.exchange.clocks import moment, moment_of
from gemba.exchange.pack import PackMessage, TableRow
from gemba.message import Message, say
from gemba.model.entities import (
    ChatMessage,
    Contact,
    Decision,
    Entity,
    Person,
    Question,
    Ticket,
    TicketApproval,
    TicketObservation,
    TicketPicture,
    TicketTeam,
)
from gemba.model.rows import Moment
from gemba.model.values import Door
from gemba.rules.approvals import none_needed
from gemba.services.importing.ledger import Ledger, Source
from gemba.services.importing.places import Places
from gemba.services.importing.visits import YES

NO = frozenset(("no", "n", "false", "0", "nein", "否", "不", "không"))
_TICKET_COLUMNS = {
    "title": "title",
    "problem_where": "where",
    "problem_expected": "expected",
    "problem_happened": "happened",
    "fix": "fix",
    "money_low": "impact_low",
    "money_likely": "impact_likely",
    "money_high": "impact_high",
    "currency": "currency",
    "money_per": "per",
    "arithmetic": "impact_arithmetic",
    "effort_low": "effort_low_days",
    "effort_likely": "effort_likely_days",
    "effort_high": "effort_high_days",
    "owner": "owner",
    "owner_team": "owner_team",
    "frame_words": "sample_frame",
}


def store_ticket(ledger: Ledger, places: Places, row: TableRow) -> None:
    """Store one line of tickets.csv as a draft; the gate judges it before the operation is committed."""

    def make() -> Entity:
        now = ledger.op.now()
        ticket = Ticket(
            number=ledger.op.next_number(Ticket),
            title=row.get("title"),
            created=now,
            changed=now,
            source_id=row.get("id"),
            round_id=ledger.round.id,
        )
        _fill_ticket(ledger, row, ticket)
        ledger.op.add(ticket)
        _add_ticket_parts(ledger, places, row, ticket)
        return ticket

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, Ticket)
        _fill_ticket(ledger, row, entity)
        entity.changed = ledger.op.now()
        for part in (TicketTeam, TicketApproval, TicketPicture, TicketObservation):
            for old in ledger.op.all(part, ticket_id=entity.id):
                ledger.op.delete(old)
        _add_ticket_parts(ledger, places, row, entity)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, Ticket)
        typed = tuple(getattr(entity, attribute) for attribute in _TICKET_COLUMNS)
        pictures = sorted(one.reference for one in ledger.op.all(TicketPicture, ticket_id=entity.id))
        teams = sorted(one.name for one in ledger.op.all(TicketTeam, ticket_id=entity.id))
        return typed, entity.seen_k, entity.looked_at_n, pictures, teams

    source = Source("tickets", row.get("id"), row.file, row.line)
    ledger.take(source, row.cells, make=make, change=change, state=state)


def _fill_ticket(ledger: Ledger, row: TableRow, ticket: Ticket) -> None:
    """Write the cells of a row onto a ticket, as typed."""
    for attribute, column in _TICKET_COLUMNS.items():
        setattr(ticket, attribute, row.get(column))
    ticket.seen_k = _count(ledger, row, "seen_k")
    ticket.looked_at_n = _count(ledger, row, "contacts_n")
    owner = ledger.op.find(Person, name=row.get("owner")) if row.get("owner") else None
    ticket.owner_person_id = owner.id if owner is not None else None
    ticket.approvals_asked = bool(row.items("approvals_needed"))


def _count(ledger: Ledger, row: TableRow, column: str) -> int | None:
    text = row.get(column)
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    if text:
        sentence = say("“{text}” in “{column}” is no count; it was left open.", text=text, column=column)
        ledger.remark(row.file, row.line, sentence)
    return None


def _add_ticket_parts(ledger: Ledger, places: Places, row: TableRow, ticket: Ticket) -> None:
    missing: list[str] = []
    for position, name in enumerate(dict.fromkeys(row.items("teams_needed"))):
        team = places.known_team(name)
        if team is None:
            sentence = say("The team “{team}” is in no plan and no notes; it was added by name.", team=name)
            ledger.remark(row.file, row.line, sentence)
            team = places.team(name)
        ledger.op.add(TicketTeam(ticket_id=ticket.id, name=name, team_id=team.id, position=position))
    approvals = [name for name in row.items("approvals_needed") if not none_needed(name)]
    for position, body in enumerate(dict.fromkeys(approvals)):
        ledger.op.add(TicketApproval(ticket_id=ticket.id, position=position, body=body))
    for position, shot in enumerate(dict.fromkeys(row.items("screenshot_ids")), start=1):
        capture_id = ledger.entity_id("picture", shot)
        if capture_id is None:
            missing.append(shot)
            ledger.remark(row.file, row.line, say("The picture {shot} is not there.", shot=shot))
        ledger.op.add(TicketPicture(ticket_id=ticket.id, position=position, reference=shot, capture_id=capture_id))
    for position, note in enumerate(dict.fromkeys(row.items("note_ids"))):
        observation_id = ledger.entity_id("notes", note)
        if observation_id is None:
            missing.append(note)
            ledger.remark(row.file, row.line, say("The note {note} is not there.", note=note))
        link = TicketObservation(ticket_id=ticket.id, reference=note, observation_id=observation_id, position=position)
        ledger.op.add(link)
    ticket.missing_references = tuple(missing)


def store_call(ledger: Ledger, places: Places, row: TableRow, zone: str) -> None:
    """Store one line of calls.csv; words are kept only where the customer agreed to it."""
    words, allowed = _words(ledger, row)

    def fill(contact: Contact) -> None:
        team = places.known_team(row.get("team"))
        if row.get("team") and team is None:
            ledger.remark(row.file, row.line, say("The team “{team}” is not known.", team=row.get("team")))
        note = row.get("note_id")
        observation_id = ledger.entity_id("notes", note) if note else None
        if note and observation_id is None:
            ledger.remark(row.file, row.line, say("The note {note} is not there.", note=note))
        contact.at = _when(ledger, row, moment(row.get("date"), row.get("time"), zone), _odd_column(row))
        contact.call_back_due = _when(ledger, row, moment_of(row.get("call_back_due"), zone), "call_back_due")
        contact.team_id = team.id if team else None
        contact.customer_id = places.customer(row.get("pseudonym"), row.get("language"))
        contact.observation_id = observation_id
        contact.language, contact.consent = row.get("language"), row.get("consent")
        contact.complaint, contact.asked = row.get("complaint"), row.get("asked")
        contact.words, contact.words_allowed = words, allowed
        contact.solved = _yes_or_no(ledger, row, "solved")

    def make() -> Entity:
        contact = Contact(source_id=row.get("call"), round_id=ledger.round.id, channel="call")
        fill(contact)
        return ledger.op.add(contact)

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, Contact)
        fill(entity)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, Contact)
        due = entity.call_back_due.iso() if entity.call_back_due else None
        return entity.consent, entity.complaint, entity.words, entity.asked, entity.solved, due

    source = Source("calls", row.get("call"), row.file, row.line)
    ledger.take(source, row.cells, make=make, change=change, state=state)


def _words(ledger: Ledger, row: TableRow) -> tuple[str, bool]:
    """Return the customer's words and whether they may be kept; words without consent are dropped and said so."""
    consent = row.get("consent").casefold()
    allowed = ("words" in consent or "原话" in consent or "nguyên văn" in consent) and "no words" not in consent
    if row.get("words") and not allowed:
        ledger.remark(
            row.file, row.line, say("The customer did not agree to their words being kept; they were left out.")
        )
        return "", False
    return row.get("words"), allowed


def _odd_column(row: TableRow) -> str:
    """Return which of "date" and "time" is to be blamed where the two make no moment."""
    try:
        date.fromisoformat(row.get("date"))
    except ValueError:
        return "date"
    return "time" if row.get("time") else "date"


def _when(ledger: Ledger, row: TableRow, found: Moment | None, column: str) -> Moment | None:
    if found is None and row.get(column):
        sentence = say("“{text}” in “{column}” is no time; it was left open.", text=row.get(column), column=column)
        ledger.remark(row.file, row.line, sentence)
    return found


def _yes_or_no(ledger: Ledger, row: TableRow, column: str) -> bool | None:
    text = row.get(column).casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    if text:
        sentence = say("“{text}” in “{column}” is neither yes nor no; it was left open.", text=text, column=column)
        ledger.remark(row.file, row.line, sentence)
    return None


def store_question(ledger: Ledger, row: TableRow, ordinal: int) -> None:
    """Store one line of decisions.csv: the decision where it is new, and its question."""
    code = row.get("decision")

    def fill(question: Question) -> None:
        question.text = row.get("question")
        question.weight = _weight(ledger, row)
        question.answered = bool(_yes_or_no(ledger, row, "answered"))
        question.answer = row.get("answer")

    def make() -> Entity:
        decision = _decision(ledger, row, code)
        question = Question(decision_id=decision.id, position=ordinal, text=row.get("question"))
        fill(question)
        return ledger.op.add(question)

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, Question)
        fill(entity)
        _decision(ledger, row, code)
        return None

    def state(entity: Entity) -> object:
        assert isinstance(entity, Question)
        return entity.text, entity.weight, entity.answered, entity.answer

    source = Source("decisions", f"{code}#{ordinal}", row.file, row.line)
    ledger.take(source, row.cells, make=make, change=change, state=state)


def _weight(ledger: Ledger, row: TableRow) -> float:
    text = row.get("weight")
    if re.fullmatch(r"[1-5](\.\d+)?", text):
        return float(text)
    ledger.remark(row.file, row.line, say("“{text}” is no weight from 1 to 5; 1 was taken.", text=text))
    return 1.0


def _decision(ledger: Ledger, row: TableRow, code: str) -> Decision:
    found = ledger.op.find(Decision, round_id=ledger.round.id, source_id=code)
    if found is None:
        found = Decision(
            number=ledger.op.next_number(Decision),
            title=row.get("title"),
            source_id=code,
            round_id=ledger.round.id,
        )
        ledger.op.add(found)
    word = row.get("door").casefold().replace(" ", "-").replace("_", "-")
    if found.door is None and word in {door.value for door in Door}:
        found.door = Door(word)
    elif word and word not in {door.value for door in Door}:
        ledger.remark(row.file, row.line, say("“{text}” is no door; write one-way or two-way.", text=row.get("door")))
    found.owner = found.owner or row.get("owner")
    found.due = found.due or row.get("due")
    return found


def store_message(ledger: Ledger, message: PackMessage, *, file: str, zone: str) -> None:
    """Store one message of the chat."""
    at = moment_of(message.stamp, zone)

    def make() -> Entity:
        assert at is not None  # the reader refuses stamps that are no time
        entity = ChatMessage(
            text=message.text,
            at=at,
            sender=message.sender,
            source_id=message.source_id,
            round_id=ledger.round.id,
        )
        return ledger.op.add(entity)

    def change(entity: Entity) -> Message | None:
        assert isinstance(entity, ChatMessage) and at is not None
        entity.text, entity.at, entity.sender = message.text, at, message.sender
        return None

    def state(entity: Entity) -> Any:
        assert isinstance(entity, ChatMessage)
        return entity.text, entity.sender, entity.at.iso()

    source = Source("chat", message.source_id, file, message.line)
    content = (message.stamp, message.sender, message.text)
    ledger.take(source, content, make=make, change=change, state=state)
