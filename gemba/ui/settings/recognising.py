"""Whether text on pictures is read here, and how far that is: one line, and a button for what waits.

Must not know how text is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from gemba.model.rows import RecognisedCounts
    from gemba.services.events import Changed

COMMAND = 'pip install "gemba[recognise]"'


class RecognisingPanel(QFrame):
    """One line: not installed and how to add it, or how many pictures were read and wait."""

    def __init__(self, desk: Desk) -> None:
        """Look once; every change of pictures and texts renews it."""
        super().__init__()
        self._desk = desk
        tr = desk.words.tr
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        self.said = PlainLabel("", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(self.said, 1)
        self.copy = QPushButton(tr("Copy"))
        role(self.copy, "quiet")
        self.copy.setAccessibleName(tr("Copy the command"))
        self.copy.clicked.connect(self._copy)
        self.read = QPushButton(tr("Read them now"))
        self.read.clicked.connect(lambda: desk.trigger("library.read_pictures"))
        for button in (self.copy, self.read):
            line.addWidget(button)
            button.hide()
        desk.changed.connect(self._heard)
        self.look()

    def look(self) -> None:
        """Say how it stands."""
        recognition, tr = self._desk.app.recognition, self._desk.words.tr
        if not recognition.is_installed():
            self.said.setText(tr("Not installed on this computer. Add it with {command}", command=COMMAND))
            self.copy.show()
            return
        self._desk.fetch(
            lambda _: recognition.counts(), owner=self, then=self._counted, key=f"recognised-counts-{id(self)}"
        )

    def _counted(self, counts: RecognisedCounts) -> None:
        words = self._desk.words
        parts = [words.count("{n} picture read", "{n} pictures read", counts.read)]
        if counts.waiting:
            parts.append(words.count("{n} waits", "{n} wait", counts.waiting))
        if counts.failed:
            parts.append(words.count("{n} could not be read", "{n} could not be read", counts.failed))
        self.said.setText(" · ".join(parts))
        self.read.setVisible(counts.waiting > 0 and not self._desk.read_only)

    def _heard(self, changed: Changed) -> None:
        if changed.kinds & {"capture", "recognised"}:
            self.look()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(COMMAND)
        self._desk.toast(self._desk.words.tr("The command is on the clipboard."), kind="good")
