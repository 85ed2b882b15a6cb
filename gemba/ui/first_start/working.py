"""What is shown while something long is done: what it is, how far it is, and Cancel. Must not know what is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from gemba.ui.jobs import Job, Jobs
from gemba.ui.language.words import Words
from gemba.ui.widgets.labels import PlainLabel

_BAR_PX = 320


class Working(QWidget):
    """One piece of work at a time; ``stopped`` once it ended because somebody cancelled it."""

    said = Signal(str)
    stopped = Signal()

    def __init__(self, words: Words, jobs: Jobs) -> None:
        """Take the threads to work on."""
        super().__init__()
        self._words = words
        self._jobs = jobs
        self._job: Job | None = None
        self.title = PlainLabel("", "large", "strong")
        self.step = PlainLabel("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_PX)
        self.bar.setAccessibleName(words.tr("Progress"))
        self.cancel = QPushButton(words.tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.said.connect(self.step.setText)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        for part in (self.title, self.step, self.bar, self.cancel):
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignHCenter)

    def do(
        self,
        title: str,
        work: Callable[[Job], Any],
        *,
        then: Callable[[Any], object],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do ``work`` behind; exactly one of ``then``, ``failed`` and ``stopped`` comes of it."""
        self.title.setText(title)
        self.step.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        job = self._job = self._jobs.compute(work, owner=self, then=lambda done: _ignore(then(done)), failed=failed)
        job.progressed.connect(self._progressed)
        job.ended.connect(partial(self._ended, job))

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.step.setText(self._words.tr("Stopping; nothing of it is kept"))
            self._job.cancel()

    def _ended(self, job: Job) -> None:
        if job.cancelled:
            self.stopped.emit()


def _ignore(_: object) -> None:
    """Take no notice of what a callback returns."""
