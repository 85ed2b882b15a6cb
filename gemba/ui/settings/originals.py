"""What stands below the days that originals are kept: what is due now, what purging means, and the way to it.

Must not know how a picture is purged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gemba.services.pictures.purging import CAN, CANNOT
from gemba.ui.desk import Desk
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.services.pictures.purging import PurgePreview


class OriginalsPanel(QFrame):
    """Says how many originals are older than they are kept, and purges those or all, after asking."""

    def __init__(self, desk: Desk) -> None:
        """Show nothing until ``load``."""
        super().__init__()
        self._desk = desk
        self._days: int | None = None
        words = desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        self.summary = PlainLabel("", wrap=True)
        self.due_button = QPushButton(words.tr("Purge these…"))
        self.due_button.clicked.connect(lambda: self._ask(self._days))
        self.all_button = QPushButton(words.tr("Purge all originals…"))
        self.all_button.clicked.connect(lambda: self._ask(None))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.summary, 1)
        head.addWidget(self.due_button)
        head.addWidget(self.all_button)
        column.addLayout(head)
        column.addSpacing(4)
        parts = (
            (words.tr("What purging does"), "circle-check", "good", CAN),
            (words.tr("What it cannot promise"), "circle-alert", "attention", CANNOT),
        )
        for heading, icon, colour, messages in parts:
            column.addSpacing(4)
            column.addWidget(PlainLabel(heading, "small", "strong"))
            for message in messages:
                line = QHBoxLayout()
                line.setSpacing(10)
                line.addWidget(IconLabel(desk, icon, colour, size_px=14))
                line.addWidget(PlainLabel(words.say(message), "small", "muted", wrap=True), 1)
                column.addLayout(line)
        for button in (self.due_button, self.all_button):
            button.setEnabled(not desk.read_only)
        self.due_button.hide()

    def load(self) -> None:
        """Look anew at what is due."""
        purging = self._desk.app.purging

        def work(job: object) -> tuple[int | None, PurgePreview | None]:
            days = purging.kept_days()
            return days, None if days is None else purging.preview(older_than_days=days)

        self._desk.fetch(work, owner=self, then=self._show, key=f"originals-{id(self)}")

    def _show(self, found: tuple[int | None, PurgePreview | None]) -> None:
        words = self._desk.words
        self._days, preview = found
        due = 0 if preview is None else preview.pictures + preview.removed
        self.due_button.setVisible(bool(due))
        if self._days is None:
            self.summary.setText(words.tr("Originals are kept until somebody purges them."))
        elif due:
            said = words.count(
                "{n} original is older. It goes by itself within a day, or now.",
                "{n} originals are older. They go by themselves within a day, or now.",
                due,
            )
            self.summary.setText(said)
        else:
            self.summary.setText(words.tr("No reviewed picture has an original that is older."))

    def _ask(self, days: int | None) -> None:
        from gemba.ui.forgetting.sheet import ask_to_purge

        ask_to_purge(self._desk, self, older_than_days=days)
