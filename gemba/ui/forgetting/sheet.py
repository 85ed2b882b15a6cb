"""The sheet before originals are purged: what goes, what stays, what cannot be promised, and a tick before it is done.

Must not know how the store forgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.services.pictures.purging import CAN, Purged, PurgePreview
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.look.theme import role
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel, rule
from gemba.ui.widgets.overlay import Sheet

if TYPE_CHECKING:
    from gemba.message import Message

_WIDTH_PX = 600


def ask_to_purge(desk: Desk, owner: QWidget, *, session: str | None = None, older_than_days: int | None = None) -> None:
    """Reckon what a purge would do, then ask; where there is nothing to purge it says so and what to do first."""
    purging, words = desk.app.purging, desk.words

    def show(found: PurgePreview) -> None:
        if not found.is_nothing:
            sheet = PurgeSheet(desk, owner, found, session=session, older_than_days=older_than_days)
            sheet.open_over(sheet.cancel_button)
        elif found.unreviewed:
            desk.toast(
                words.tr("Only reviewed pictures are purged: review them first."),
                button=words.tr("Review them"),
                action=lambda: desk.go("evidence", "review"),
                kind="attention",
            )
        else:
            desk.toast(words.tr("There is nothing to purge."), kind="good")

    if not desk.read_only:
        desk.fetch(
            lambda job: purging.preview(session=session, older_than_days=older_than_days),
            owner=owner,
            then=show,
            key="purge-preview",
        )


class PurgeSheet(Sheet):
    """One purge; Esc closes it while nothing has been begun."""

    def __init__(
        self, desk: Desk, owner: QWidget, found: PurgePreview, *, session: str | None, older_than_days: int | None
    ) -> None:
        """Build it; ``open_over`` shows it."""
        super().__init__(owner, width_px=_WIDTH_PX)
        self._desk = desk
        self._session = session
        self._days = older_than_days
        self._job: Job | None = None
        self._done: Purged | None = None
        words = desk.words
        self.inside.setContentsMargins(28, 24, 28, 20)
        self.inside.setSpacing(8)
        title = words.count(
            "Purge the original of {n} picture for good?",
            "Purge the originals of {n} pictures for good?",
            found.pictures + found.removed,
        )
        self.inside.addWidget(PlainLabel(title, "title", wrap=True))
        self._section(words.tr("What is gone afterwards"), "circle-minus", "attention", self._gone(found))
        self._section(words.tr("What stays"), "circle-check", "good", [words.say(CAN[2])])
        self._section(words.tr("What this cannot promise"), "circle-alert", "attention", self._said(found.remains()))
        self.inside.addWidget(rule())
        self._build_foot()

    def _gone(self, found: PurgePreview) -> list[str]:
        words = self._desk.words
        out = self._said(CAN[:2])
        if found.removed:
            out.append(
                words.count(
                    "{n} of them was taken out before: it is gone for good.",
                    "{n} of them were taken out before: they are gone for good.",
                    found.removed,
                )
            )
        if found.backups:
            out.append(
                words.count(
                    "{n} backup that still holds them is deleted, after a new one is made.",
                    "{n} backups that still hold them are deleted, after a new one is made.",
                    found.backups,
                )
            )
        if found.steps:
            out.append(
                words.count(
                    "{n} step before this can no longer be undone.",
                    "{n} steps before this can no longer be undone.",
                    found.steps,
                )
            )
        return out

    def _said(self, messages: Sequence[Message]) -> list[str]:
        return [self._desk.words.say(one) for one in messages]

    def _section(self, heading: str, icon: str, colour: str, sentences: Sequence[str]) -> None:
        self.inside.addSpacing(4)
        self.inside.addWidget(PlainLabel(heading, "strong"))
        for sentence in sentences:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(IconLabel(self._desk, icon, colour, size_px=14), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(PlainLabel(sentence, wrap=True), 1)
            self.inside.addLayout(line)

    def _build_foot(self) -> None:
        words = self._desk.words
        self.tick = QCheckBox(words.tr("Nothing brings the originals back, and I want that"))
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.tr("Progress of purging"))
        self.progress.hide()
        self.cancel_button = QPushButton(words.tr("Cancel"))
        self.cancel_button.clicked.connect(self._cancel)
        self.purge_button = QPushButton(words.tr("Purge for good"))
        role(self.purge_button, "danger")
        self.purge_button.setEnabled(False)
        self.tick.toggled.connect(self.purge_button.setEnabled)
        self.purge_button.clicked.connect(self._purge)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.purge_button)
        column = QVBoxLayout()
        column.setSpacing(10)
        for part in (self.tick, self.problem, self.progress):
            column.addWidget(part)
        column.addLayout(foot)
        self.inside.addLayout(column)

    # -- doing ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc while nothing runs, else try to stop."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        event.accept()

    def _cancel(self) -> None:
        if self._job is None:
            self.close_up()
        elif self.cancel_button.isEnabled():
            self._job.cancel()

    def _purge(self) -> None:
        if self._job is not None or not self.tick.isChecked():
            return
        purging, session, days = self._desk.app.purging, self._session, self._days
        who = self._desk.initiator

        def work(job: Job) -> Purged:
            done = purging.purge(session=session, older_than_days=days, progress=job.step, initiator=who)
            self._done = done
            return done

        job = self._desk.fetch(
            work,
            owner=self,
            then=self._purged,
            failed=self._failed,
            title=self._desk.words.tr("Purging originals"),
        )
        self._job = job
        self.progress.setRange(0, 0)
        self.progress.show()
        self.tick.setEnabled(False)
        self.purge_button.setEnabled(False)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)

    def _progressed(self, done: int, total: int) -> None:
        # Once every picture is prepared it can no longer be stopped, and nobody knows how long the rest takes.
        self.cancel_button.setEnabled(done < total)
        self.progress.setRange(0, total if done < total else 0)
        self.progress.setValue(done)

    def _ended(self) -> None:
        if self._job is None or not self._job.cancelled:
            return
        if self._done is not None:
            self._purged(self._done)  # it was too late to stop it
        else:
            self._stand_again()

    def _stand_again(self) -> None:
        self._job = None
        self.progress.hide()
        self.cancel_button.setEnabled(True)
        self.tick.setEnabled(True)
        self.purge_button.setEnabled(self.tick.isChecked())

    def _failed(self, problem: BaseException) -> None:
        self._stand_again()
        if isinstance(problem, GembaError):
            self.problem.setText(self._desk.words.problem(problem))
            self.problem.show()
        else:
            self._desk.problem(problem)

    def _purged(self, done: Purged) -> None:
        say_purged(self._desk, done)
        self.close_up()


def say_purged(desk: Desk, done: Purged) -> None:
    """Say what a purge did; what it had to leave is a click away."""
    from gemba.ui.frame.text_sheet import TextSheet

    words = desk.words
    number = done.done.pictures + done.done.removed
    said = words.count("The original of {n} picture is purged.", "The originals of {n} pictures are purged.", number)
    remains = "\n".join(words.say(one) for one in done.remains)

    def tell() -> None:
        from PySide6.QtWidgets import QApplication

        window = QApplication.activeWindow()
        if window is not None:
            TextSheet(window, desk, title=said, sentence=words.tr("What remains:"), text=remains)

    desk.toast(said, button=words.tr("What remains"), action=tell, kind="good")
