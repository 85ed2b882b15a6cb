"""What the window does by itself while it runs: holds the writer's lock and makes backups when they are due (D-12).

All of it in the background; nothing here ever keeps a window from opening. Must not know any widget.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from gemba.app import App
from gemba.errors import EnvironmentProblem, LibraryBusy
from gemba.services.events import Changed
from gemba.ui.jobs import Jobs

_LOOK_EVERY_MS = 60_000


class LockKeeper(QObject):
    """Takes the writer's lock soon after the start, so that a second program hears at once who writes."""

    def __init__(self, app: App, jobs: Jobs, told: Callable[[LibraryBusy | None], None]) -> None:
        """Take who is told whether another process holds the library (None: it is ours)."""
        super().__init__()
        self._app = app
        self._jobs = jobs
        self._told = told

    def take(self) -> None:
        """Try now; does nothing where this library can only be read anyway."""
        library = self._app.library
        if not library.read_only:
            self._jobs.compute(
                lambda _: library.take_lock(),
                owner=self,
                then=lambda _: self._told(None),
                failed=self._failed,
                key="writer-lock",
            )

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, LibraryBusy):
            self._told(problem)
        elif not isinstance(problem, EnvironmentProblem):
            raise problem


class BackupClock(QObject):
    """Makes a backup half an hour after the first change since the last one, and when a visit ends."""

    def __init__(
        self,
        app: App,
        jobs: Jobs,
        *,
        made: Callable[[], None],
        failed: Callable[[BaseException], None],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing to save; ``now_s`` is a clock that never jumps."""
        super().__init__()
        # Loaded behind the first paint.
        from gemba.services.keeping.backup import Schedule

        self._app = app
        self._jobs = jobs
        self._made = made
        self._failed = failed
        self._now_s = now_s
        self.schedule = Schedule()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def note(self, _changed: Changed) -> None:
        """Note a change."""
        self.schedule.changed(now_s=self._now_s())

    def look(self, *, visit_ends: bool = False) -> None:
        """Make a backup where one is due; at a visit's end every change is worth one."""
        if self._app.library.read_only or not self.schedule.is_due(now_s=self._now_s(), session_ends=visit_ends):
            return
        self.schedule.made()
        backups = self._app.backups
        self._jobs.compute(
            lambda job: backups.take(progress=job.step),
            owner=self,
            then=lambda _: self._made(),
            failed=self._failed,
            key="backup",
        )

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
