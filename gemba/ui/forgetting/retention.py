"""Originals that are older than this library keeps them: purged by themselves, once a day, where that is set.

Never while a visit runs, and never before the window has been in use for a while. Must not know any widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gemba.ui.jobs import Jobs

if TYPE_CHECKING:
    from gemba.app import App
    from gemba.services.pictures.purging import Purged

_FIRST_LOOK_MS = 45_000
_LOOK_EVERY_MS = 60 * 60 * 1000


class Retention(QObject):
    """For one running program; ``busy`` says whether somebody is in the middle of a visit."""

    def __init__(
        self,
        app: App,
        jobs: Jobs,
        *,
        title: str,
        busy: Callable[[], bool],
        purged: Callable[[Purged], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Look later, and then every hour; ``title`` is what the status line says meanwhile."""
        super().__init__()
        self._app = app
        self._jobs = jobs
        self._title = title
        self._busy = busy
        self._purged = purged
        self._failed = failed
        self._timer = QTimer(self, interval=_FIRST_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Purge what is due, where anything is and nobody is in the middle of a visit."""
        self._timer.setInterval(_LOOK_EVERY_MS)
        if self._app.library.read_only or self._busy():
            return
        app = self._app
        # Most libraries keep everything: that is found out without a word in the status line.
        self._jobs.compute(
            lambda job: app.purging.is_due(), owner=self, then=self._found, failed=self._failed, key="retention"
        )

    def _found(self, due: bool) -> None:
        if not due or self._busy():
            return
        app = self._app
        self._jobs.compute(
            lambda job: app.purging.purge_due(progress=job.step),
            owner=self,
            then=self._told,
            failed=self._failed,
            key="retention",
            title=self._title,
        )

    def _told(self, done: Purged | None) -> None:
        if done is not None:
            self._purged(done)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
