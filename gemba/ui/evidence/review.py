"""The review: walk every picture that nobody looked at, and say so of each (SETTLED §28).

Keeps the queue and steers the large picture. A picture with open proposals is refused with a sentence. Must not know
the wall; the place hands it the pictures.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from gemba.message import joined
from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState
from gemba.ui.desk import Desk
from gemba.ui.evidence.large import LargePicture


class Review(QObject):
    """One pass through pictures; ``ended`` says how many were marked in it."""

    ended = Signal(int)

    def __init__(self, desk: Desk, large: LargePicture) -> None:
        """Take the large picture that it steers."""
        super().__init__(large)
        self._desk = desk
        self._large = large
        self._reviewing = ""
        self.queue: tuple[str, ...] = ()
        self.marked = 0

    @property
    def active(self) -> bool:
        """Say whether a queue is being walked."""
        return bool(self.queue)

    def begin(self, ids: Sequence[str]) -> None:
        """Walk these pictures."""
        self.queue = tuple(ids)
        self.marked = 0
        if self.queue:
            self._large.open(self.queue[0], self.queue, queue=True)

    def stop(self) -> None:
        """Walk no queue any more; what was marked stays so."""
        self.queue = ()

    def sentence_at_end(self, marked: int) -> str:
        """Say how many were marked and how many are left."""
        words = self._desk.words
        left = self._desk.app.captures.count_to_review()
        first = words.count("{n} picture reviewed.", "{n} pictures reviewed.", marked) if marked else ""
        rest = (
            words.count("{n} is still to review.", "{n} are still to review.", left)
            if left
            else words.tr("Nothing is left to review.")
        )
        return joined((first, rest))

    def mark(self) -> None:
        """Mark the large picture as reviewed and go to the next that is not; refuse while proposals are open."""
        row = self._large.row
        if row is None or self._desk.read_only or self._reviewing:
            return
        self._large.keep_caption()
        left = len(self._large.canvas.proposals)
        if left:
            self._large.say(
                self._desk.words.count(
                    "{n} proposal is open: {take} covers it, {leave} leaves it as it is. Then it can be marked.",
                    "{n} proposals are open: {take} covers one, {leave} leaves it as it is. Then it can be marked.",
                    left,
                    take=self._desk.keys.named("evidence.open"),
                    leave=self._desk.keys.named("evidence.refuse"),
                ),
                kind="stop",
            )
            self._large.canvas.setFocus()
            return
        if row.state is CaptureState.REVIEWED:
            self._next(row.id)
            return
        if not self._large.can_be_judged:
            return  # why stands below it already; of one on its way nobody has seen anything yet
        self._reviewing = row.id
        captures = self._desk.app.captures
        self._desk.do(
            lambda: captures.review(row.id), owner=self._large, then=self._was_marked, failed=self._was_refused
        )

    def _was_marked(self, row: CaptureRow) -> None:
        self._reviewing = ""
        self.marked += 1
        if self._large.row is not None and self._large.row.id == row.id:
            self._next(row.id)

    def _was_refused(self, problem: BaseException) -> None:
        self._reviewing = ""
        self._desk.problem(problem)
        self._large.refresh()

    def _next(self, after: str) -> None:
        """Go to the next one nobody looked at, round the series; end where there is none."""
        series = self._large.series
        at = series.index(after) + 1 if after in series else 0
        order = (*series[at:], *series[:at])
        states = {row.id: row.state for row in self._desk.app.captures.some(order)}
        following = next((one for one in order if states.get(one) is CaptureState.UNREVIEWED and one != after), "")
        if following:
            self._large.open(following, series, queue=self._large.queue)
            return
        marked, self.queue, self.marked = self.marked, (), 0
        self._large.refresh()
        self.ended.emit(marked)
