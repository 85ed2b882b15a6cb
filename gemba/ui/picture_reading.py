"""Read text on pictures while the window runs: soon after one came in, in a thread of its own, until somebody stops it.

Begins by itself only where the extra is installed and the setting is on; says nothing where it is not. Must not know
any widget, nor how text is read.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.app import App
from gemba.services.events import Changed
from gemba.ui.jobs import Job, Jobs
from gemba.ui.language.words import Words

SETTING = "recognise"
_SOON_MS = 2_000
"""A series of captures is over first; the mini bar and the caption line come before what can wait."""


class PictureReading(QObject):
    """What reads the pictures of one library in the background."""

    _came = Signal()

    def __init__(
        self, app: App, jobs: Jobs, words: Words, *, failed: Callable[[BaseException], None], soon_ms: int = _SOON_MS
    ) -> None:
        """Begin to listen; ``failed`` is told where reading cannot go on at all."""
        super().__init__()
        self._app = app
        self._jobs = jobs
        self._words = words
        self._failed = failed
        self._job: Job | None = None
        self._left_alone: frozenset[str] = frozenset()
        self._gave_up = False
        self._names_may_have_grown = False
        self._soon = QTimer(self, singleShot=True, interval=soon_ms)
        self._soon.timeout.connect(self.go_on)
        # Word comes from the writer's thread.
        self._came.connect(self._soon.start)
        self._stop_listening = app.events.listen(self._heard, kinds=("capture", "setting"))
        self._soon.start()

    @property
    def is_reading(self) -> bool:
        """Say whether pictures are being read now."""
        return self._job is not None and not self._job.done and not self._job.cancelled

    @property
    def may_read(self) -> bool:
        """Say whether pictures are read here by themselves."""
        app = self._app
        return not app.library.read_only and app.recognition.is_installed() and app.preferences.get(SETTING) == "on"

    def _heard(self, changed: Changed) -> None:
        if "setting" in changed.kinds:
            self._names_may_have_grown = True
        self._came.emit()

    def setting_changed(self, key: str) -> None:
        """Follow a setting that changed while the program runs."""
        if key == SETTING:
            if self.may_read:
                self.read_all()
            else:
                self.stop()

    def go_on(self) -> None:
        """Read what waits, but for what somebody stopped; nothing where reading could not go on before."""
        if not self._gave_up and not self.is_reading and self.may_read:
            self._begin()

    def read_all(self) -> None:
        """Read everything that waits, also what was stopped before: somebody asks for it."""
        self._left_alone, self._gave_up = frozenset(), False
        if not self.is_reading and not self._app.library.read_only:
            self._begin()

    def stop(self) -> None:
        """Stop reading; what waits now waits until it is asked for or the program starts again."""
        if self._job is not None and self.is_reading:
            self._job.cancel()

    def close(self) -> None:
        """Listen no more."""
        self._stop_listening()
        self._soon.stop()
        self.stop()

    def _begin(self) -> None:
        recognition, left_alone = self._app.recognition, self._left_alone
        look_again, self._names_may_have_grown = self._names_may_have_grown, False

        def read(job: Job) -> tuple[str, ...]:
            if look_again:
                recognition.look_again(stopped=lambda: job.cancelled)
            wanted = tuple(one for one in recognition.waiting() if one not in left_alone)
            if wanted:  # what reads loads what draws pictures, which a window at rest does without
                recognition.read(wanted, progress=job.tell, stopped=lambda: job.cancelled)
            return wanted

        self._job = self._jobs.compute(
            read,
            owner=self,
            then=self._read,
            failed=self._could_not,
            stopped=self._leave_alone,
            key="picture-reading",
            title=self._words.tr("Reading text on pictures"),
            behind=True,
        )

    def _read(self, wanted: tuple[str, ...]) -> None:
        if wanted:
            self._soon.start()  # pictures that came meanwhile are next

    def _leave_alone(self, wanted: tuple[str, ...] | None) -> None:
        self._left_alone |= frozenset(wanted or ())

    def _could_not(self, problem: BaseException) -> None:
        # Not again by itself: the next picture would say the same.
        self._gave_up = True
        self._failed(problem)
