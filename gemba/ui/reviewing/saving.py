"""Put a review into its file behind the window: one saving at a time, and one more for what came in meanwhile.

Must not know what the window shows.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gemba.services.reviews.elsewhere import Review
from gemba.ui.jobs import Job, Jobs


class Saving(QObject):
    """The savings of one open review."""

    #: all that was wished for is in the file (None), or could not be put there (why)
    ended = Signal(object)

    def __init__(self, review: Review, jobs: Jobs, parent: QObject) -> None:
        """Save nothing before ``begin``."""
        super().__init__(parent)
        self._review, self._jobs = review, jobs
        self._again = False
        self.is_under_way = False

    def begin(self) -> None:
        """Save; where that is under way already, once more after it, if something was added since."""
        self._again = self.is_under_way
        if not self.is_under_way:
            self.is_under_way = True
            # Commands go one after the other, and half-typed words wait there for no file. Whoever closes the jobs
            # cancels what is behind: the window does not before this one has ended.
            self._jobs.compute(self._save, owner=self, then=self._saved, failed=self._end, behind=True)

    def _save(self, _job: Job) -> object:
        return self._review.save()

    def _saved(self, _file: object) -> None:
        self._end(None)

    def _end(self, problem: BaseException | None) -> None:
        self.is_under_way = False
        if self._again and problem is None and self._review.is_unsaved:
            self.begin()
        else:
            self.ended.emit(problem)
