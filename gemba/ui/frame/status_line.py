"""The line at the foot that tells the truth: saved or not, last verified backup, reviews waiting, smells, long work.

What stands in the store is counted in the background after changes; what is being saved is the Desk's own count.
Must not know any place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton

from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from gemba.model.rows import Moment
    from gemba.services.keeping.standing import Standing

HEIGHT_PX = 28
_RECOUNT_MS = 300
_SHOWN_AFTER_MS = 250


class StatusLine(QFrame):
    """One line; its buttons lead to what it speaks of."""

    def __init__(self, desk: Desk) -> None:
        """Make the line; ``recount`` fills it once the window is painted."""
        super().__init__()
        self._desk = desk
        self.standing: Standing | None = None
        self._jobs: list[Job] = []
        role(self, "status")
        self.setFixedHeight(HEIGHT_PX)
        self.icon = QLabel()
        self.saved = ElidedLabel("", "small", "muted")
        self.saved.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.backup = PlainLabel("", "small", "muted")
        self.reviews = self._button(lambda: desk.go("evidence"))
        self.smells = self._button(lambda: desk.go("structure"))
        self.work = PlainLabel("", "small", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(96)
        self.bar.setAccessibleName(desk.words.tr("Progress"))
        self.cancel = self._button(self._cancel)
        self.cancel.setText(desk.words.tr("Cancel"))
        self._lay_out()
        self._recount = QTimer(self, singleShot=True, interval=_RECOUNT_MS)
        self._recount.timeout.connect(self.recount)
        self._show_work = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._show_work.timeout.connect(self._draw_work)
        desk.saving_changed.connect(self.draw)
        desk.changed.connect(self._recount.start)
        desk.backup_made.connect(self.recount)
        desk.jobs.started.connect(self._job_started)
        desk.theme.changed.connect(self.draw)
        self._draw_work()
        self.draw()

    def _button(self, work: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        role(button, "status")
        button.clicked.connect(lambda: work())
        button.hide()
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(self.icon)
        line.addWidget(self.saved)
        line.addWidget(self.backup)
        line.addWidget(self.reviews)
        line.addStretch(1)
        line.addWidget(self.work)
        line.addWidget(self.bar)
        line.addWidget(self.cancel)
        line.addWidget(self.smells)

    # -- what stands in the store -----------------------------------------------------------------------------

    def recount(self) -> None:
        """Count anew in the background."""
        app = self._desk.app
        self._desk.fetch(
            lambda _: app.standing(), owner=self, then=self._counted, failed=self._uncounted, key=f"standing-{id(self)}"
        )

    def _counted(self, standing: Standing) -> None:
        self.standing = standing
        self.draw()

    def _uncounted(self, problem: BaseException) -> None:
        """Say nothing that is not known; whoever writes next hears of the problem itself."""
        self.standing = None
        self.draw()

    # -- saying it --------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Say everything anew."""
        icon, colour, text = self._saving()
        self.icon.setPixmap(
            icon_pixmap(icon, getattr(self._desk.theme.look, colour), size_px=14, ratio=self.devicePixelRatioF())
        )
        self.saved.setText(text)
        role(self.saved, "small", "stop" if colour == "stop" else "muted")
        words, standing = self._desk.words, self.standing
        self.backup.setText(self._backup_words(standing))
        self.backup.setVisible(standing is not None)
        waiting = 0 if standing is None else standing.to_review
        self.reviews.setText(words.count("{n} capture to review", "{n} captures to review", waiting))
        self.reviews.setVisible(waiting > 0)
        smells = 0 if standing is None else standing.smells
        self.smells.setText(words.count("▲ {n} smell", "▲ {n} smells", smells))
        self.smells.setToolTip(words.tr("Tickets that need many teams or approvals"))
        self.smells.setVisible(smells > 0)

    def _saving(self) -> tuple[str, str, str]:
        """Return icon, colour and words of how saving stands."""
        desk, tr = self._desk, self._desk.words.tr
        if desk.saving:
            return "loader", "muted", tr("Saving…")
        if desk.unsaved_problem and desk.disk_refuses:
            return "octagon-alert", "stop", tr("Not kept yet.")  # the banner says why
        if desk.unsaved_problem:
            return "octagon-alert", "stop", tr("Not saved: {problem}", problem=desk.unsaved_problem)
        if desk.read_only:
            return "lock", "muted", tr("Open for reading only")
        if desk.saved_at:
            return "check", "good", tr("All saved {time}", time=desk.saved_at)
        return "check", "good", tr("All saved")

    def _backup_words(self, standing: Standing | None) -> str:
        words = self._desk.words
        if standing is None:
            return ""
        if standing.backup_at is None:
            return f"·  {words.tr('no backup yet')}"
        return f"·  {words.tr('backup {time}', time=self._day_or_time(standing.backup_at))}"

    def _day_or_time(self, moment: Moment) -> str:
        here = moment.utc.astimezone()
        return here.strftime("%H:%M") if here.date() == datetime.now().date() else self._desk.words.day(here.date())

    # -- long work --------------------------------------------------------------------------------------------

    def _job_started(self, job: Job) -> None:
        if not job.title:
            return
        self._jobs.append(job)
        job.progressed.connect(self._progressed)
        # To a method: a job may end after the window that saw it begin is gone.
        job.ended.connect(self._jobs_ended)
        self._show_work.start()

    def _jobs_ended(self) -> None:
        self._jobs = [job for job in self._jobs if not job.done]
        self._draw_work()

    def _progressed(self, done: int, total: int) -> None:
        if self._jobs and self.sender() is self._jobs[-1]:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _draw_work(self) -> None:
        running = bool(self._jobs)
        self.work.setText(self._jobs[-1].title if running else "")
        for part in (self.work, self.bar, self.cancel):
            part.setVisible(running)
        if not running:
            self.bar.setRange(0, 0)

    def _cancel(self) -> None:
        if self._jobs:
            job = self._jobs[-1]
            job.cancel()
            self._jobs.remove(job)
            self._draw_work()
            if not job.says_stopped:
                self._desk.toast(self._desk.words.tr("Stopped: {what}", what=job.title))
