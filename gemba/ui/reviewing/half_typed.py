"""Keep what a reviewer types half on the disk, less than a second behind the keys; it is back at the next opening.

Must not know what the words are about.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.errors import EnvironmentProblem
from gemba.services.reviews.elsewhere import Review
from gemba.services.reviews.typed import HalfTyped
from gemba.ui.jobs import Jobs

_BEHIND_MS = 600
_AGAIN_MS = 2000


class HalfTypedKeeper(QObject):
    """``typed`` returns what is half typed now."""

    #: it could not be kept (why); it is tried again, also where nobody types on
    refused = Signal(object)
    #: it is kept now; given is why it could not be before
    kept_again = Signal(object)

    def __init__(self, review: Review, jobs: Jobs, typed: Callable[[], HalfTyped], parent: QObject) -> None:
        """Keep nothing before ``note`` is called."""
        super().__init__(parent)
        self._review, self._jobs, self._typed = review, jobs, typed
        # What is on the disk, or on its way there with nothing behind it.
        self._handed_in: HalfTyped | None = None
        self._problem: BaseException | None = None
        self._timer = QTimer(self, singleShot=True, interval=_BEHIND_MS)
        self._timer.timeout.connect(self.keep)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.keep)

    def note(self) -> None:
        """Hear that something was typed; whoever types on is not waited for."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now, behind the window; what was kept already is not written again."""
        self._timer.stop()
        self._again.stop()
        typed = self._typed()
        if typed != self._handed_in:
            self._handed_in = typed
            failed = partial(self._is_not_kept, typed)
            self._jobs.command(lambda: self._review.keep_typed(typed), owner=self, then=self._is_kept, failed=failed)

    def _is_kept(self, _nothing: object) -> None:
        problem, self._problem = self._problem, None
        if problem is not None:
            self.kept_again.emit(problem)

    def _is_not_kept(self, typed: HalfTyped, problem: BaseException) -> None:
        if typed == self._handed_in:
            self._handed_in = None
        if isinstance(problem, EnvironmentProblem):
            # A full disk has room again without a key being touched here; a bug does not go by itself.
            self._problem = problem
            self._again.start()
        self.refused.emit(problem)
