"""The end of one visit as it is written down: once, again where the disk refused it, and no end once it was undone.

Must not know widgets.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gemba.model.rows import SessionRow
from gemba.ui.desk import Desk


class VisitEnd(QObject):
    """Whether the visit that is shown is over."""

    #: what was wished for is durable: what was read before says nothing any more
    settled = Signal()
    #: the end was undone: the visit runs again
    undone = Signal()
    #: and that was taken back in its turn: it is over again
    redone = Signal()

    def __init__(self, desk: Desk, session_id: str, parent: QObject) -> None:
        """Take a visit that runs."""
        super().__init__(parent)
        self._desk, self._session = desk, session_id
        self._is_over = self._was_undone = False
        self._on_way = 0

    def write(self) -> None:
        """End the visit; never a second time, or it would end later than it did."""
        if not self._is_over and not self._desk.read_only:
            live = self._desk.app.live
            self._hand_in(lambda: live.end(self._session), over=True)

    def take_back(self) -> None:
        """Go on with the visit."""
        live = self._desk.app.live
        self._hand_in(lambda: live.go_on(self._session), over=False)

    def look(self, row: SessionRow) -> None:
        """See in what was read whether somebody went back or on in the history, and say so."""
        if self._on_way or (row.ended is not None) == self._is_over:
            return
        if self._is_over:
            self._is_over, self._was_undone = False, True
            self.undone.emit()
        elif self._was_undone:
            self._is_over = True
            self.redone.emit()

    def _hand_in(self, work: Callable[[], SessionRow], *, over: bool) -> None:
        self._is_over, self._was_undone = over, False
        self._on_way += 1

        def durable(_row: SessionRow) -> None:
            self._on_way -= 1
            self.settled.emit()
            if over:
                self._desk.visit_ended.emit(self._session)

        def refused(problem: BaseException) -> None:
            self._on_way -= 1
            # Whoever wished for an end can wish again; one that could not be taken back is one that went back.
            self._is_over = False
            self._desk.problem(problem)

        self._desk.do(work, owner=self, then=durable, failed=refused)
