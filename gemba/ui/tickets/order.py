"""The order of the list for who reads one ticket after the other and never came to the list: only its numbers are read.

Must not know the list that is shown, nor any page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gemba.services.tickets.list import RANK_BY_ITSELF, Listing, TicketFilter, TicketSort

if TYPE_CHECKING:
    from gemba.ui.desk import Desk
    from gemba.ui.jobs import Job


class ListOrder(QObject):
    """The tickets as the list would show them, until it is made and knows better."""

    def __init__(self, desk: Desk, place: QWidget) -> None:
        """Read nothing before ``begin``."""
        super().__init__(place)
        self._desk, self._place = desk, place
        self._listing: Listing | None = None
        self._reading: Job | None = None
        self._waiting: list[Callable[[], object]] = []
        self._stale = False
        self._ended = False

    def begin(self) -> None:
        """Read it, behind the ticket that was opened."""
        if self._listing is None and self._reading is None and not self._ended:
            self._read()

    def note_change(self) -> None:
        """Know that the list would read other tickets by now; whoever goes from one to the next keeps their order."""
        self._stale = True

    def end(self) -> None:
        """Give way to the list itself; what still waited was asked of a ticket that was left."""
        self._ended, self._waiting = True, []
        if self._reading is not None:
            self._reading.cancel()
        self._done(None)

    def known(self) -> Listing | None:
        """Return it where it was read and nothing changed since."""
        return None if self._stale else self._listing

    def once_known(self, work: Callable[[], object]) -> None:
        """Do something that needs it, now or as soon as it is there; keys pressed meanwhile come after."""
        if self._reading is None or self._listing is not None:
            work()
            return
        self._waiting.append(work)
        self._desk.await_keys(self._reading, owner=self._place)

    @property
    def last(self) -> Listing | None:
        """Return it as it was read last, None before."""
        return self._listing

    def _read(self, *, rank: bool = False) -> None:
        tickets = self._desk.app.ticket_list

        def work(job: Job) -> Listing:
            if rank:
                tickets.make_ranking()
            return tickets.listing(TicketFilter(), sort=TicketSort.RANK, step=job.step)

        self._stale = False
        self._reading = self._desk.fetch(
            work,
            owner=self,
            then=self._take,
            failed=self._failed,
            key=f"tickets.order.{self._desk.initiator}",
        )

    def _take(self, listing: Listing) -> None:
        self._done(listing)
        if 0 < listing.waiting <= RANK_BY_ITSELF and not self._desk.app.ticket_list.ranking_is_current:
            self._read(rank=True)

    def _failed(self, problem: BaseException) -> None:
        self._done(None)
        self._desk.problem(problem)

    def _done(self, listing: Listing | None) -> None:
        self._listing, self._reading = listing, None
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
