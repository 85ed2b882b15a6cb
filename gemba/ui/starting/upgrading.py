"""A library of an older gemba is brought to the new form, behind a window that says so and can be closed.

It takes as long as there are entries (some ten seconds for 100,000 tickets), so it is done on a thread of its own,
from the check to the COMMIT. Stopped before that, by Cancel or because the window closes, the library is as it was
(D-13). Must not know how it is done: a service does it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gemba.errors import GembaError
from gemba.message import Message
from gemba.ui.jobs import Job
from gemba.ui.starting.start_choices import Choice, Scene, scene_of
from gemba.ui.starting.start_window import StartWindow


class Upgrading(QObject):
    """Works in one start window: ``done`` when the library may be opened, ``refused`` when something is in the way."""

    done = Signal()
    refused = Signal()
    _told = Signal(object)

    def __init__(self, window: StartWindow, *, accept_location: bool, take_over: bool) -> None:
        """Take the window, which says that the library does not open, and a person's choices about its place."""
        super().__init__(window)
        self._window = window
        self._others = window.scene.choices[1:]
        self._accept_location = accept_location
        self._take_over = take_over
        self._told.connect(self._say)

    def begin(self) -> None:
        """Say what is done, and do it; a second call, after Cancel, begins again."""
        tr = self._window.words.tr
        self._window.show_scene(
            Scene(
                icon="database",
                colour="accent",
                title=tr("Bringing the library to the new form"),
                sentence=tr("An older gemba wrote it. A backup is made before anything is changed."),
                choices=(Choice(tr("Try again"), self.begin), *self._others),
            )
        )
        self._window.work_on(tr("Checking…"), self._work, self._ended, failed=self._failed)
        self._window.cancel.setFocus()

    def _work(self, job: Job) -> None:
        from gemba.services.keeping.upgrading import upgrade_library

        said = ""

        def watch(doing: Message, done: int, of: int) -> None:
            nonlocal said
            job.step(done, of)
            if doing.template != said:
                said = doing.template
                self._told.emit(doing)

        upgrade_library(
            self._window.folder, watch=watch, accept_location=self._accept_location, take_over=self._take_over
        )

    def _say(self, doing: Message) -> None:
        self._window.work.setText(self._window.words.say(doing))

    def _ended(self, _result: object) -> None:
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        """Show what any other refusal to open shows; what is nobody's fault goes to the report of errors."""
        self._window.work_ended()
        self.refused.emit()
        if not isinstance(problem, GembaError):
            raise problem
        self._window.show_scene(scene_of(problem, self._window))
