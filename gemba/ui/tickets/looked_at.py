"""The ticket that the keys are on in the list: what is known of it, read for the inspector once the keys rest.

Must not know the list nor the page.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gemba.ui.place import lend
from gemba.ui.tickets.inspector import TicketInspector

if TYPE_CHECKING:
    from gemba.services.tickets.summary import TicketSummary
    from gemba.ui.desk import Desk

#: the inspector is filled once the keys rest: while somebody types or holds J it would only slow them
_REST_MS = 70


class LookedAt(QObject):
    """One ticket at a time; ``shown`` once it stands in ``summary``."""

    shown = Signal()
    opened = Signal(str)

    def __init__(self, desk: Desk, place: QWidget) -> None:
        """Look at none."""
        super().__init__(place)
        self._desk, self._place = desk, place
        self.number = 0
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._read)

    @cached_property
    def summary(self) -> TicketInspector:
        """Return what the inspector shows."""
        made = TicketInspector(self._desk)
        lend(made, self._place)
        made.opened.connect(self.opened)
        return made

    def look(self, number: int) -> None:
        """Look at the ticket of this number, 0 for none."""
        self.number = number
        self._resting.start()

    def _read(self) -> None:
        tickets, number = self._desk.app.ticket_list, self.number

        def read() -> TicketSummary | None:
            from gemba.services.tickets import shown_verdicts  # noqa: F401  (what the inspector says takes long to load)

            rows = tickets.rows([number]) if number else []
            return tickets.summary(rows[0].id) if rows else None

        self._desk.fetch(
            lambda job: read(), owner=self, then=self._show, key=f"tickets.inspector.{self._desk.initiator}"
        )

    def _show(self, summary: TicketSummary | None) -> None:
        self.summary.show_summary(summary)
        self.shown.emit()
