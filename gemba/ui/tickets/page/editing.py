"""What is typed into a ticket on its way to the library: as a draft within half a second, as a change at a pause.

One undo step for one field and one stay in it. A pause that would throw a ticket back from what it has reached keeps
the text as a draft until the field is left: half a sentence is no reason to lose a delegation.
Must not know cards or columns; it knows fields by their names in TicketFields.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.errors import GembaError
from gemba.model.values import TicketState
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.judging import judge_as
from gemba.services.tickets.opened import DRAFTS, OpenTicket
from gemba.ui.tickets.page.fields import Field

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

DRAFT_MS = 400
PAUSE_MS = 900
NEW = "new"
#: what fields of a ticket that does not exist yet say by themselves
_UNSAID = {"frame": "unstated"}
_PASSED = (TicketState.ACTIONABLE, TicketState.DELEGATED)


@dataclass(slots=True)
class _Slot:
    """One field: what the library has of it, and what is on its way there."""

    widget: Field
    stored: str = ""
    drafted: str = ""
    on_its_way: int = 0
    refused: bool = False
    ask: Callable[[str], bool] | None = None

    @property
    def dirty(self) -> bool:
        return _same(self.widget.read()) != _same(self.stored)


class Editing(QObject):
    """The fields of the ticket that is open, or of one that does not exist yet."""

    typed = Signal()
    created = Signal(str)
    settled = Signal()
    said = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Take the desk; fields are registered by who makes them."""
        super().__init__(parent)
        self._desk = desk
        self._slots: dict[str, _Slot] = {}
        self._ticket_id = ""
        self._opened: OpenTicket | None = None
        #: the texts of ``_opened`` by field: what was read last, which may be older than what has arrived since
        self._last_read: Mapping[str, str] = _UNSAID
        #: what was half typed into it before it was opened, by field
        self._drafts: Mapping[str, str] = {}
        self._read_only = False
        self._begun = False
        self._creating = False
        self._stay = 0
        self._drafting = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._drafting.timeout.connect(self.keep_drafts)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._paused)

    # -- fields -----------------------------------------------------------------------------------------------

    def register(self, name: str, widget: Field, *, ask: Callable[[str], bool] | None = None) -> None:
        """Take a field; ``ask`` is called instead of committing and returns True where it takes the text over.

        One that is made while a ticket is shown shows what is its own of it.
        """
        slot = self._slots[name] = _Slot(widget, stored=widget.read(), ask=ask)
        if self._begun:
            slot.stored, slot.drafted = self._last_read.get(name, ""), self._drafts.get(name, "")
            if _same(widget.read()) != _same(slot.drafted or slot.stored):
                widget.show_text(slot.drafted or slot.stored)
        widget.setReadOnly(self._read_only)
        widget.typed.connect(self._typed)
        widget.left.connect(partial(self.leave, name))
        widget.paused.connect(self._paused)
        widget.undo_wanted.connect(self._desk.trigger)

    def widget(self, name: str) -> Field | None:
        """Return the field of that name."""
        slot = self._slots.get(name)
        return None if slot is None else slot.widget

    @property
    def fields(self) -> TicketFields:
        """Return what stands in the fields and not in the ticket as it was read last: typed, on its way or arrived."""
        texts = {name: slot.widget.read() for name, slot in self._slots.items()}
        found = {name: text for name, text in texts.items() if _same(text) != _same(self._last_read.get(name, ""))}
        return TicketFields(**found)  # type: ignore[arg-type]  # names of texts only

    @property
    def half_typed(self) -> bool:
        """Say whether anything is not in the library yet."""
        return any(slot.dirty or slot.on_its_way for slot in self._slots.values())

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be read only."""
        self._read_only = read_only
        for slot in self._slots.values():
            slot.widget.setReadOnly(read_only)

    # -- showing ----------------------------------------------------------------------------------------------

    def begin_new(self, texts: Mapping[str, str]) -> None:
        """Empty every field for a ticket that does not exist yet, but for what was half typed into the last one."""
        self._ticket_id, self._opened, self._creating = "", None, False
        self._last_read, self._drafts, self._begun = _UNSAID, texts, True
        self._stop()
        for name, slot in self._slots.items():
            slot.stored, slot.drafted = _UNSAID.get(name, ""), texts.get(name, "")
            slot.on_its_way, slot.refused = 0, False
            slot.widget.show_text(slot.drafted or slot.stored)

    def show(self, opened: OpenTicket) -> None:
        """Show a ticket; what is being typed into the same one stays as it is."""
        again = opened.row.id == self._ticket_id
        self._ticket_id, self._opened, self._creating = opened.row.id, opened, False
        self._last_read, self._begun = texts_of(opened), True
        self._drafts = self._drafts if again else opened.drafts
        for name, slot in self._slots.items():
            text = self._last_read.get(name, "")
            if again and (slot.on_its_way or slot.dirty):
                slot.stored = text if slot.dirty and not slot.on_its_way else slot.stored
                continue
            draft = "" if again else opened.drafts.get(name, "")
            slot.stored, slot.drafted, slot.on_its_way, slot.refused = text, draft, 0, False
            if _same(slot.widget.read()) != _same(draft or text):
                slot.widget.show_text(draft or text)

    # -- on the way -------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if not self._drafting.isActive():
            self._drafting.start()
        self._pause.start()
        self.typed.emit()

    def keep_drafts(self) -> None:
        """Write down what is half typed, so that a killed process loses less than a second of it."""
        changes, ticket = self._desk.app.tickets.changes, self._ticket_id or NEW
        for name, slot in self._slots.items():
            text = slot.widget.read() if slot.dirty else ""
            if text != slot.drafted and (text or slot.drafted) and not slot.on_its_way:
                slot.drafted = text
                self._desk.jobs.command(partial(changes.keep_draft, f"{DRAFTS}{ticket}:{name}", text), owner=self)

    def _paused(self) -> None:
        """Commit what may be committed without throwing the ticket back."""
        opened = self._opened
        if opened is not None and opened.row.state in _PASSED and not judge_as(opened.facts, self.fields).passes:
            self.keep_drafts()
            return
        for name, slot in self._slots.items():
            if slot.dirty and slot.ask is None and not slot.refused:
                self._commit(name)

    def leave(self, name: str) -> None:
        """Commit a field because the person goes on; a field with a question asks it now."""
        slot = self._slots[name]
        if slot.dirty and not slot.on_its_way:
            text = slot.widget.read()
            if slot.ask is None or not self._ticket_id or not slot.ask(text):
                self._commit(name)
        self._stay += 1

    def flush(self) -> None:
        """Commit everything, because the ticket is left."""
        for name in self._slots:
            self.leave(name)
        if self.half_typed:
            self.keep_drafts()
        self._stop()

    def put_back(self, *names: str) -> None:
        """Put what the library has back into fields whose text is not wanted."""
        for name in names:
            slot = self._slots[name]
            slot.widget.show_text(slot.stored)
            slot.refused = False
        self.keep_drafts()
        self.typed.emit()

    def commit_with(self, reason: str, *names: str) -> None:
        """Commit fields together with the reason they need."""
        values: dict[str, str] = {name: self._slots[name].widget.read() for name in names}
        self._send(names, TicketFields(**values, reason=reason))  # type: ignore[arg-type]

    def _commit(self, name: str) -> None:
        if self._desk.read_only or self._creating:
            return
        slot = self._slots[name]
        if not self._ticket_id:
            self._create()
        elif name == "title" and not slot.widget.read().strip():
            self.said.emit(name, self._desk.words.tr("A ticket needs a title. Say in one line what is wrong."))
        else:
            value = {name: slot.widget.read()}
            self._send((name,), TicketFields(**value))  # type: ignore[arg-type]

    def _send(self, names: tuple[str, ...], fields: TicketFields) -> None:
        ticket, name = self._ticket_id, names[0]
        before = {one: self._slots[one].stored for one in names}
        for one in names:
            slot = self._slots[one]
            slot.stored, slot.drafted, slot.refused = slot.widget.read(), "", False
            slot.on_its_way += 1
        draft = f"{DRAFTS}{ticket}:{name}"
        changes = self._desk.app.tickets.changes
        self.said.emit(name, "")
        self._desk.do(
            lambda: changes.edit(ticket, fields, coalesce=f"{ticket}:{name}:{self._stay}", draft=draft),
            owner=self,
            then=lambda _: self._arrived(ticket, names),
            failed=lambda problem: self._refused(ticket, before, problem),
        )

    def _arrived(self, ticket: str, names: tuple[str, ...]) -> None:
        if ticket == self._ticket_id:
            for name in names:
                self._slots[name].on_its_way -= 1
            self.settled.emit()

    def _refused(self, ticket: str, before: Mapping[str, str], problem: BaseException) -> None:
        if not isinstance(problem, GembaError):
            self._desk.problem(problem)
        if ticket != self._ticket_id:
            return
        for name, stored in before.items():
            slot = self._slots[name]
            slot.on_its_way -= 1
            slot.stored, slot.refused = stored, True
        if isinstance(problem, GembaError):
            self.said.emit(next(iter(before)), self._desk.words.problem(problem))
        self.keep_drafts()
        self.typed.emit()

    # -- a ticket that does not exist yet -----------------------------------------------------------------------

    def _create(self) -> None:
        title = self._slots["title"].widget.read().strip()
        if not title:
            self.keep_drafts()
            self.said.emit("title", self._desk.words.tr("Give it a title first: one line that says what is wrong."))
            return
        self._creating = True
        # A draft that is written behind the new ticket would be offered to the next one.
        self._slots["title"].on_its_way += 1
        changes = self._desk.app.tickets.changes
        fields = TicketFields(title=title)
        self.said.emit("title", "")
        self._desk.do(
            lambda: changes.new(fields, draft=f"{DRAFTS}{NEW}:title"),
            owner=self,
            then=lambda ticket: self._born(ticket, title),
            failed=self._not_born,
        )

    def _born(self, ticket: str, title: str) -> None:
        if self._creating:
            self._creating = False
            self._slots["title"].on_its_way -= 1
            self._ticket_id = ticket
            changes = self._desk.app.tickets.changes
            for name, slot in self._slots.items():
                if name == "title":
                    slot.stored, slot.drafted = title, ""
                elif slot.dirty:
                    # What was typed before there was a title belongs to this ticket from now on.
                    self._desk.jobs.command(partial(changes.keep_draft, f"{DRAFTS}{NEW}:{name}", ""), owner=self)
                    slot.drafted = ""
                    self._commit(name)
            self.created.emit(ticket)

    def _not_born(self, problem: BaseException) -> None:
        if self._creating:
            self._creating = False
            self._slots["title"].on_its_way -= 1
            self.keep_drafts()
        self._desk.problem(problem)

    def _stop(self) -> None:
        self._drafting.stop()
        self._pause.stop()


def texts_of(opened: OpenTicket) -> dict[str, str]:
    """Return the texts of a ticket by the names of TicketFields."""
    row, money, seen = opened.row, opened.row.money, opened.row.frequency
    return {
        "title": row.title,
        "where": row.where,
        "expected": row.expected,
        "happened": row.happened,
        "fix": row.fix,
        "fix_kind": row.fix_kind.value if row.fix_kind else "",
        "why_missed": row.why_missed.value if row.why_missed else "",
        "money_low": money.range.low,
        "money_likely": money.range.likely,
        "money_high": money.range.high,
        "currency": money.currency,
        "per": money.per,
        "arithmetic": money.arithmetic,
        "effort_low": row.effort.low,
        "effort_likely": row.effort.likely,
        "effort_high": row.effort.high,
        "owner": row.owner,
        "owner_team": row.owner_team,
        "seen_k": "" if seen.seen_k is None else str(seen.seen_k),
        "of_n": "" if seen.looked_at_n is None else str(seen.looked_at_n),
        "frame": seen.frame.value,
        "frame_words": seen.frame_words,
    }


def _same(text: str) -> str:
    """Return a text as the library keeps it, so that a blank at the end of what is being typed is no difference."""
    return unicodedata.normalize("NFC", text).strip()
