"""What backups there are, when they were made and whether they can be read: looked at now, in the background.

Must not know how a backup is made.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gemba.message import N_
from gemba.model.moment import Moment
from gemba.ui.desk import Desk
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel, rule

if TYPE_CHECKING:
    from gemba.services.keeping.backup import BackupRow

_SHOWN = 6
_WHERE = {"library": N_("in the library"), "second": N_("in the second folder")}


class BackupList(QFrame):
    """The newest backups, and a button that makes one."""

    def __init__(self, desk: Desk) -> None:
        """Show nothing until ``load``."""
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        self.summary = PlainLabel(desk.words.tr("Looking at the backups…"), wrap=True)
        head.addWidget(self.summary, 1)
        self.make = QPushButton(desk.words.tr("Make a backup now"))
        self.make.setEnabled(not desk.read_only)
        self.make.clicked.connect(lambda: desk.trigger("library.backup"))
        head.addWidget(self.make)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        desk.backup_made.connect(self._load_if_seen)

    def _load_if_seen(self) -> None:
        """Look anew at once; a list that nobody sees is looked at when its section opens."""
        if self.isVisible():
            self.load()

    def load(self) -> None:
        """Look at every backup anew."""
        backups = self._desk.app.backups
        self._desk.fetch(lambda job: backups.all(), owner=self, then=self._show, key=f"backups-{id(self)}")

    def _show(self, rows: tuple[BackupRow, ...]) -> None:
        take_all_out(self._rows)
        words = self._desk.words
        if not rows:
            self.summary.setText(
                words.tr("There is no backup yet. One is made every half hour and when gemba is closed.")
            )
            return
        good = next((one for one in rows if one.verified), None)
        self.summary.setText(
            words.tr("The newest that can be read is of {when}.", when=self._when(good))
            if good is not None
            else words.tr("None of the backups can be read. Make one now.")
        )
        for one in rows[:_SHOWN]:
            self._rows.addWidget(rule())
            self._rows.addWidget(self._line(one))

    def _when(self, one: BackupRow) -> str:
        here = one.at.utc.astimezone().utcoffset() or timedelta()
        there = Moment(one.at.utc, round(here.total_seconds() / 60))
        return self._desk.words.moment(there, style="medium")

    def _line(self, one: BackupRow) -> QFrame:
        words = self._desk.words
        frame = QFrame()
        line = QHBoxLayout(frame)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        line.addWidget(ElidedLabel(self._when(one)), 1)
        line.addWidget(PlainLabel(words.tr(_WHERE.get(one.where, one.where)), "small", "muted"))
        size = words.number(one.size_bytes / 1_000_000, decimals=1)
        line.addWidget(PlainLabel(words.tr("{size} MB", size=size), "small", "muted"))
        said = words.tr("can be read") if one.verified else words.tr("cannot be read")
        line.addWidget(PlainLabel(said, "small", "good" if one.verified else "stop"))
        return frame
