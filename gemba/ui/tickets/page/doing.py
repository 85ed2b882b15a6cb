"""What buttons and keys of a ticket's page do: link, delegate, move, wave off, send, go. Each write is one undo step.

Must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gemba.model.rows import CaptureRow, TicketRow
from gemba.model.values import TicketState
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.judging import Judged
from gemba.ui.tickets.page.pairing import Pairing
from gemba.ui.tickets.page.states import Move
from gemba.ui.widgets.attach_pictures import attach_pictures
from gemba.ui.widgets.dragged_pictures import PictureDrops
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.rules.verdict import Remark
    from gemba.ui.annotator.window import AnnotatorWindow
    from gemba.ui.evidence.incoming import Incoming
    from gemba.ui.tickets.page.page import TicketPage
    from gemba.ui.tickets.page.pictures import Pictures
    from gemba.ui.tickets.page.side import Side

_WRITES = frozenset(("tickets.delegate", "tickets.link_picture", "tickets.paste_picture"))
_TITLE_LENGTH = 90


class Doing:
    """The hands of one page."""

    def __init__(self, page: TicketPage) -> None:
        """Take the page and listen to its parts."""
        self._page = page
        self._desk = page.desk
        self._incoming: Incoming | None = None
        self.pairing = Pairing(page)
        head = page.head
        head.step.connect(page.step)
        head.delegate.connect(self.delegate)
        head.moved.connect(self.move)
        head.send.connect(self.send)
        head.copy.connect(self.copy)
        page.criteria.picture_mend.connect(self._mend_picture)

    def hear_pictures(self, pictures: Pictures) -> None:
        """Listen to the left column, which is made after the page stands."""
        self.pairing.hear(pictures)
        pictures.annotate.connect(self.annotate)
        pictures.unlink.connect(self.unlink_picture)
        pictures.choose.connect(self.open_picker)
        pictures.open_files.connect(lambda: self._way_in().open_files())
        pictures.paste.connect(lambda: self._way_in().paste())
        pictures.dropped.connect(lambda mime: self._way_in().drop(mime))
        PictureDrops(pictures, place=lambda _: pictures.rect(), take=lambda ids, _: self._attach(ids))
        pictures.go.connect(lambda key: self._desk.go("evidence", key))

    def hear_side(self, side: Side) -> None:
        """Listen to the right column, which is made after the page stands."""
        side.remarks.waved.connect(self.wave_off)
        side.reports.opened.connect(lambda key: self._desk.go("sessions", key))
        side.reports.ticket_wanted.connect(self._page.show_ticket)
        side.reports.unlinked.connect(self._unlink_note)
        side.likely.opened.connect(lambda key: self._desk.go("sessions", key))
        side.likely.linked.connect(self._link_note)
        side.teams.changed.connect(lambda teams: self._edit(TicketFields(teams_needed=teams)))
        side.approvals.changed.connect(lambda found: self._edit(TicketFields(approvals=found)))
        side.causes.changed.connect(lambda causes: self._edit(TicketFields(causes=causes)))

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action of the page does."""
        page = self._page
        return {
            "tickets.send": self.send,
            "tickets.copy": self.copy,
            "tickets.copy_picture": self.copy_picture,
            "tickets.delegate": self.delegate,
            "tickets.link_picture": self.open_picker,
            "tickets.paste_picture": lambda: self._way_in().paste(),
            "tickets.page_next": lambda: page.step(1),
            "tickets.page_previous": lambda: page.step(-1),
            "tickets.edit_title": page.head.title.setFocus,
            **self.pairing.handlers(),
        }

    def allows(self, action_id: str) -> bool:
        """Say whether an action can be done now."""
        if action_id == "tickets.edit_title":
            return True
        if action_id in self.pairing.handlers():
            return self.pairing.allows(action_id)
        if action_id == "tickets.delegate":
            return self._is_before_delegating() and not self._desk.read_only
        return self._ticket is not None and (action_id not in _WRITES or not self._desk.read_only)

    @property
    def _ticket(self) -> str | None:
        return self._page.opened.row.id if self._page.opened is not None else None

    def _is_before_delegating(self) -> bool:
        """Say whether delegating is still to come: where it is not ready, the key says what is missing."""
        opened = self._page.opened
        return opened is not None and opened.row.state in (TicketState.DRAFT, TicketState.ACTIONABLE)

    # -- writing ----------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[str], object], *, said: str = "", kind: str = "good") -> None:
        ticket = self._ticket
        if ticket is None or self._desk.read_only:
            return
        self._page.leave()

        def done(_: object) -> None:
            if said:
                toast_with_undo(self._desk, said, kind=kind)

        self._desk.do(lambda: work(ticket), owner=self._page, then=done)

    def _edit(self, fields: TicketFields) -> None:
        changes = self._desk.app.tickets.changes
        self._do(lambda ticket: changes.edit(ticket, fields))

    def begin_from(self, observation_ids: tuple[str, ...], capture_ids: tuple[str, ...]) -> None:
        """Write a ticket that rests on notes: the first one's words are its title until somebody says it better."""
        app, page = self._desk.app, self._page
        notes = app.library.queries.observations(ids=observation_ids)
        text = " ".join(notes[0].text.split()) if notes else self._desk.words.tr("What this picture shows")
        title = text if len(text) <= _TITLE_LENGTH else f"{text[: _TITLE_LENGTH - 1]}…"
        fields = TicketFields(title=title, happened=notes[0].text if notes else None)

        def born(ticket: str) -> None:
            page.show_ticket(ticket)
            page.head.title.setFocus()
            page.head.title.selectAll()

        job = self._desk.do(
            lambda: app.tickets.changes.new(fields, observations=observation_ids, pictures=capture_ids),
            owner=page,
            then=born,
        )
        # Who types on means the new one's title, not the ticket that stands there yet.
        self._desk.await_keys(job, owner=page)

    def blocking(self, found: Judged) -> str:
        """Return the first remark that holds up delegating, empty for none."""
        return next((self._desk.words.say(one.sentence) for one in self.holding_up(found)), "")

    def holding_up(self, found: Judged) -> tuple[Remark, ...]:
        """Return the remarks that hold up delegating: those that block and were not waved off."""
        opened = self._page.opened
        waved = {one.code for one in opened.row.remarks if one.waved_off} if opened is not None else set()
        return tuple(one for one in found.remarks if one.blocks and one.code not in waved)

    def delegate(self) -> None:
        """Ask whether the owner has said yes, and hand the ticket over (SETTLED §8); or go to what is missing."""
        page, words, opened = self._page, self._desk.words, self._page.opened
        if opened is None or not self.allows("tickets.delegate"):
            return
        if not page.head.primary.isEnabled():
            self._desk.toast(page.head.why.text(), kind="attention")
            page.mend_next()
            return
        page.editing.flush()
        changes, number = self._desk.app.tickets.changes, opened.row.number
        team = opened.row.owner_team
        said = words.tr("T{number} is delegated to {team}.", number=number, team=team)
        page.asking.ask(
            words.tr("Has the owner in {team} said yes?", team=team),
            words.tr("Yes, delegate it"),
            lambda _: self._do(lambda ticket: changes.delegate(ticket, owner_accepted=True), said=said),
            consequence=words.tr(
                "It counts as theirs from now on. If it loses a criterion it falls back and says why."
            ),
        )

    def move(self, move: Move) -> None:
        """Go on to another state, asking for a reason where one is needed."""
        page, words, opened = self._page, self._desk.words, self._page.opened
        if opened is None:
            return
        changes = self._desk.app.tickets.changes
        said = words.tr(move.done, number=opened.row.number)

        def go(reason: str) -> None:
            self._do(lambda ticket: changes.move(ticket, move.to.value, reason=reason), said=said)

        if move.reason:
            page.asking.ask(words.tr(move.question), words.tr(move.text).rstrip("…"), go, reason=True)
        else:
            go("")

    def wave_off(self, code: str, reason: str) -> None:
        """Wave off a remark with a reason."""
        changes = self._desk.app.tickets.changes
        said = self._desk.words.tr("The remark is waved off.")
        self._do(lambda ticket: changes.wave_off(ticket, code, reason=reason), said=said)

    def _unlink_note(self, note_id: str) -> None:
        changes = self._desk.app.tickets.changes
        said = self._desk.words.tr("The note is taken off.")
        self._do(lambda ticket: changes.unlink(ticket, observations=(note_id,)), said=said)

    def _attach(self, ids: tuple[str, ...]) -> None:
        from gemba.services.visits.attaching import TICKET, Target

        opened = self._page.opened
        if opened is not None:
            code = f"T{opened.row.number}"
            attach_pictures(self._desk, self._page, ids, Target(TICKET, code, code, ""))

    def _link_note(self, note_id: str) -> None:
        changes = self._desk.app.tickets.changes
        said = self._desk.words.tr("The note is linked as the same problem.")
        self._do(lambda ticket: changes.same_problem(ticket, note_id), said=said)

    # -- pictures ---------------------------------------------------------------------------------------------

    def _way_in(self) -> Incoming:
        if self._incoming is None:
            from gemba.ui.evidence.incoming import Incoming

            self._incoming = Incoming(self._desk, self._page, self._session)
            self._incoming.added.connect(self._added)
        return self._incoming

    def _session(self) -> str | None:
        """Return the visit of the notes the ticket rests on, where it is one."""
        opened = self._page.opened
        visits = {one.note.session_id for one in opened.reports if one.rests} if opened is not None else set()
        return visits.pop() if len(visits) == 1 else None

    def _added(self, capture: CaptureRow) -> None:
        self.link_picture(capture.id)

    def link_picture(self, capture_id: str) -> None:
        """Link a picture."""
        changes = self._desk.app.tickets.changes
        self._do(lambda ticket: changes.link(ticket, pictures=(capture_id,)))

    def unlink_picture(self, name: str) -> None:
        """Take a picture off; it stays in the library."""
        changes = self._desk.app.tickets.changes
        said = self._desk.words.tr("The picture is taken off; it stays in the library.")
        self._do(lambda ticket: changes.unlink(ticket, pictures=(name,)), said=said)

    def open_picker(self) -> None:
        """Choose among the pictures of the library, those of the ticket's notes and of their visits first."""
        page, opened = self._page, self._page.opened
        if opened is None or self._desk.read_only:
            return
        linked = [one.capture_id for one in opened.row.pictures if one.capture_id]
        first = [key for one in opened.reports for key in one.note.capture_ids]
        page.picker.open(linked, first, [one.note.session_id for one in opened.reports])
        page.left.verticalScrollBar().setValue(0)

    def close_picker(self) -> None:
        """Put the list of pictures away."""
        self._page.beside.close_picker()
        self._page.pictures.link_button.setFocus()

    def annotate(self, capture_id: str) -> AnnotatorWindow:
        """Open a picture to mark, cover and review it."""
        from gemba.ui.annotator.window import open_annotator

        opened = self._page.opened
        series = [one.capture_id for one in opened.row.pictures if one.capture_id] if opened is not None else []
        return open_annotator(self._desk, capture_id, series=series, together=True)

    def _mend_picture(self, step: str) -> None:
        from gemba.ui.tickets.page.criteria import steps_done

        opened = self._page.opened
        if opened is None:
            self._page.head.title.setFocus()
            return
        linked = [one for one in zip(opened.row.pictures, opened.facts.pictures, strict=False) if one[0].capture_id]
        best = max(linked, key=lambda one: steps_done(one[1]), default=None)
        if step == "link" or best is None or best[0].capture_id is None:
            self.open_picker()
        else:
            window = self.annotate(best[0].capture_id)
            if best[1].pointing_marks <= 0:
                # The button said "Add an arrow": the arrow is in the hand.
                window.bindings.made["annotator.tool_arrow"].trigger()

    # -- out --------------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Show what of the ticket will leave, and write it."""
        from gemba.ui.tickets.page.send import send_ticket

        self._after_writing(lambda: send_ticket(self._desk, self._page, self._row()))

    def copy(self) -> None:
        """Put the ticket on the clipboard as text."""
        from gemba.ui.tickets.page.send import copy_ticket

        self._after_writing(lambda: copy_ticket(self._desk, self._page, self._row()))

    def copy_picture(self) -> None:
        """Put the first reviewed picture on the clipboard."""
        from gemba.ui.tickets.page.send import copy_picture

        if self._page.opened is not None:
            copy_picture(self._desk, self._page, self._row())

    def _row(self) -> TicketRow:
        if self._page.opened is None:
            raise LookupError("no ticket is open")
        return self._page.opened.row

    def _after_writing(self, then: Callable[[], object]) -> None:
        """Do something once what was typed is in the library."""
        if self._page.opened is None:
            return
        if not self._page.editing.half_typed:
            then()
            return
        self._page.editing.flush()

        def written(_: None) -> None:
            then()

        self._desk.jobs.command(lambda: None, owner=self._page, then=written)
