"""Before and after of a ticket, large: in the place of the three columns, until Esc.

Must not know how a pair is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemba.model.rows import CaptureRow
from gemba.services.tickets.pairs import same_region, together

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.services.tickets.opened import OpenTicket
    from gemba.ui.annotator.compare import Compare
    from gemba.ui.desk import Desk

_KINDS = frozenset({"capture", "annotation", "ticket_pair", "ticket_picture"})
Pair = tuple[CaptureRow, CaptureRow]


def pairs_of(opened: OpenTicket | None) -> list[Pair]:
    """Return every after-picture of a ticket with the one before it, in the ticket's order."""
    if opened is None:
        return []
    rows = opened.captures
    return [
        (rows[group.before.capture_id or ""], rows[after.capture_id or ""])
        for group in together(opened.row.pictures)
        for after in group.afters
        if group.before.capture_id in rows and after.capture_id in rows
    ]


class PageCompare(QObject):
    """The large view of one page; made when it is first asked for."""

    def __init__(self, desk: Desk, page: QWidget, columns: QWidget, room: QVBoxLayout) -> None:
        """Take the page, what gives way to the view, and the layout that holds both."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._columns = columns
        self._room = room
        self._pairs: list[Pair] = []
        self._at = 0
        self.view: Compare | None = None
        desk.changed.connect(self._heard)

    @property
    def is_open(self) -> bool:
        """Say whether the comparison is what is seen."""
        return self.view is not None and not self.view.isHidden()

    @property
    def shown_ids(self) -> tuple[str, str] | None:
        """Return the pictures before and after that are shown, None where none are."""
        if not self.is_open or not self._pairs:
            return None
        before, after = self._pairs[self._at]
        return before.id, after.id

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Follow the ticket: another one, or one whose pair was taken apart, closes the view."""
        shown = self._pairs[self._at] if self.is_open else None
        self._pairs = pairs_of(opened)
        if shown is None:
            return
        ids = [(before.id, after.id) for before, after in self._pairs]
        now = (shown[0].id, shown[1].id)
        if now in ids:
            self._at = ids.index(now)
            self._show()
        else:
            self.close()

    def open(self, after: str = "") -> bool:
        """Show the pair of an after-picture, the first without one; return whether there is any."""
        ids = [one[1].id for one in self._pairs]
        if not ids:
            return False
        self._at = ids.index(after) if after in ids else 0
        self._make()
        self._columns.hide()
        if self.view is not None:
            self.view.show()
            self._say_keys(self.view)
        self._show()
        return True

    def _say_keys(self, view: Compare) -> None:
        tr = self._desk.words.tr
        more = tr("Left and Right show another pair, Esc goes back") if len(self._pairs) > 1 else tr("Esc goes back")
        view.keys = more
        view.show_beside(beside=view.panes.beside)

    def close(self) -> None:
        """Go back to the ticket."""
        if self.view is not None and self.is_open:
            self.view.forget()
            self.view.hide()
            self._columns.show()
            self._page.setFocus()

    def _make(self) -> None:
        if self.view is not None:
            return
        from gemba.ui.annotator.compare import Compare

        self.view = Compare(self._desk, back=self._desk.words.tr("Back to the ticket"))
        self.view.hide()
        self.view.closed.connect(self.close)
        self.view.stepped.connect(self._step)
        self._room.addWidget(self.view, 1)

    def _step(self, by: int) -> None:
        if self._pairs:
            self._at = (self._at + by) % len(self._pairs)
            self._show()

    def _show(self) -> None:
        if self.view is None:
            return
        before, after = self._pairs[self._at]
        region = same_region((before, after))
        if region is None:
            self.view.open(before.id, after.id, None)
            return
        left, top, right, bottom = map(float, region)
        self.view.open(before.id, after.id, (left, top, right, bottom))

    def _heard(self, changed: Changed) -> None:
        """Show nothing that was covered meanwhile (R-08); the page reads the ticket anew and says what holds."""
        if self.view is not None and self.is_open and changed.kinds & _KINDS:
            self.view.forget()
            self.view.panes.update()
