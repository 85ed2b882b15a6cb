"""What runs along once the window stands: lock, backups, reading of pictures, purging, screens that come and go, and
what the places will need.

Loaded behind the first complete paint. Must not know any place.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gemba.ui.background import BackupClock, LockKeeper
from gemba.ui.forgetting.retention import Retention
from gemba.ui.frame.screens import Screens
from gemba.ui.look.own_icon import wear_own_icon
from gemba.ui.picture_reading import PictureReading
from gemba.ui.starting.ahead import Ahead

if TYPE_CHECKING:
    from gemba.services.pictures.purging import Purged
    from gemba.ui.application import Application

#: the window is in use before keys of the whole desktop are
_KEYS_MS = 2_500
_WAITING_MS = 60_000


class Behind:
    """The parts of a running program that nobody sees."""

    def __init__(self, application: Application) -> None:
        """Begin all of them."""
        wear_own_icon()
        app, jobs = application.app, application.jobs
        self.lock = LockKeeper(app, jobs, application.held_elsewhere)
        self.backups = BackupClock(
            app, jobs, made=lambda: _say_made(application), failed=lambda problem: _tell(application, problem)
        )
        self._stop_listening = app.events.listen(self.backups.note)
        self.reading = PictureReading(app, jobs, application.words, failed=lambda problem: _tell(application, problem))
        self.retention = Retention(
            app,
            jobs,
            title=application.words.tr("Purging originals"),
            busy=lambda: any(window.desk.sitting() is not None for window in application.windows),
            purged=lambda done: _say_purged(application, done),
            failed=lambda problem: _tell(application, problem),
        )
        self._screens = Screens(application, lambda: application.windows)
        self.lock.take()
        self._app, self._jobs = app, jobs
        self._tell, self._told = partial(_tell, application), False
        self._waiting = QTimer(application, interval=_WAITING_MS)
        self._waiting.timeout.connect(self.take_in)
        self._waiting.start()
        self.take_in()
        self._windows = application.windows
        self._ahead = Ahead(application, busy=self._in_use)
        QTimer.singleShot(_KEYS_MS, application, application.begin_capturing)

    def _in_use(self) -> bool:
        """Say whether somebody waits, holds a button of the mouse, may be typing, or sits at a visit."""
        if self._jobs.busy or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return True
        field = QGuiApplication.focusObject()
        if isinstance(field, QWidget) and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return True
        return any(window.desk.sitting() is not None for window in self._windows)

    def take_in(self) -> None:
        """Make the rows of pictures that a command took while no window ran."""
        shots = self._app.shots
        if shots.waiting() and not self._app.library.read_only:
            self._jobs.command(shots.take_in, failed=self._not_taken_in)

    def _not_taken_in(self, problem: BaseException) -> None:
        # It is tried again every minute, and said once.
        if not self._told:
            self._told = True
            self._tell(problem)

    def visit_ended(self) -> None:
        """Make a backup of what the visit brought (D-12)."""
        self.backups.look(visit_ends=True)

    def close(self) -> None:
        """End all of them."""
        self._waiting.stop()
        self._ahead.stop()
        self.reading.close()
        self._stop_listening()
        self.backups.stop()
        self.retention.stop()


def _say_made(application: Application) -> None:
    """Let whatever shows backups look anew, in every window."""
    for window in application.windows:
        window.desk.backup_made.emit()


def _say_purged(application: Application, done: Purged) -> None:
    window = application.front()
    if window is not None:
        from gemba.ui.forgetting.sheet import say_purged

        say_purged(window.desk, done)


def _tell(application: Application, problem: BaseException) -> None:
    window = application.front()
    if window is not None:
        window.desk.problem(problem)
