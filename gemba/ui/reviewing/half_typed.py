"""Keep what a reviewer types half on the disk, less than a second behind the keys; it is back at the next opening.

Must not know what the words are about.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from gemba.services.reviews.elsewhere import Review
from gemba.services.reviews.typed import HalfTyped
from gemba.ui.jobs import Jobs

_BEHIND_MS = 600


class HalfTypedKeeper(QObject):
    """``typed`` returns what is half typed now."""

    def __init__(self, review: Review, jobs: Jobs, typed: Callable[[], HalfTyped], parent: QObject) -> None:
        """Keep nothing before ``note`` is called."""
        super().__init__(parent)
        self._review, self._jobs, self._typed = review, jobs, typed
        self._kept: HalfTyped | None = None
        self._timer = QTimer(self, singleShot=True, interval=_BEHIND_MS)
        self._timer.timeout.connect(self.keep)

    def note(self) -> None:
        """Hear that something was typed; whoever types on is not waited for."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now, behind the window; what was kept already is not written again."""
        self._timer.stop()
        typed = self._typed()
        if typed != self._kept:
            self._kept = typed
            self._jobs.command(lambda: self._review.keep_typed(typed), owner=self)
