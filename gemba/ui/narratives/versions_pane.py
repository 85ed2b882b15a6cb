"""The kept states of a narrative: choose one, read it, go on from it.

Must not know the desk around it.
"""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from gemba.model.rows import NarrativeRow, NarrativeVersionRow
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.narratives.highlighter import Highlighter
from gemba.ui.narratives.parts import tool
from gemba.ui.narratives.prose_edit import ProseEdit
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

_SIGNS = 8


class VersionsPane(QWidget):
    """Beside the prose, in the place of the pages; ``taken`` gives the id of the version to go on with."""

    taken = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the pane; ``show_versions`` fills it."""
        super().__init__()
        self._desk = desk
        self._versions: tuple[NarrativeVersionRow, ...] = ()
        self._now = ""
        role(self, "surface")
        words = desk.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.addWidget(ElidedLabel(words.tr("Kept states"), "strong"), 1)
        head.addWidget(tool(desk, "x", words.tr("Back to the pages"), self.closed.emit, key="Esc"))
        layout.addLayout(head)
        self.view = QListWidget()
        self.view.setAccessibleName(words.tr("Kept states"))
        self.view.setFrameShape(QListWidget.Shape.NoFrame)
        self.view.currentRowChanged.connect(self._look)
        self.text = ProseEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(words.tr("Text of the chosen state"))
        self._highlighter = Highlighter(self.text.document(), desk.theme.look)
        desk.theme.changed.connect(self._wear)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(self.text)
        split.setSizes([200, 420])
        layout.addWidget(split, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        self.note = PlainLabel(words.tr("Undo takes it back."), "small", "muted")
        self.take = QPushButton(words.tr("Go on from this one"))
        self.take.clicked.connect(self._take)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.take)
        layout.addLayout(foot)

    def show_versions(self, row: NarrativeRow, versions: tuple[NarrativeVersionRow, ...]) -> None:
        """Show what is kept of a narrative, the newest first."""
        chosen = self._chosen()
        self._versions = tuple(reversed(versions))
        self._now = row.source
        self.view.blockSignals(True)
        self.view.clear()
        for one in self._versions:
            self.view.addItem(QListWidgetItem(self._said(one, row)))
        at = next((at for at, one in enumerate(self._versions) if chosen and one.id == chosen.id), 0)
        self.view.setCurrentRow(at if self._versions else -1)
        self.view.blockSignals(False)
        self._look(self.view.currentRow())

    def _wear(self) -> None:
        self._highlighter.wear(self._desk.theme.look)

    def _said(self, one: NarrativeVersionRow, row: NarrativeRow) -> str:
        words = self._desk.words
        when = words.moment(one.created)
        parts = [words.tr("Draft {n}", n=one.draft), when]
        if one.checksum:
            parts.append(words.tr("printed, {sum}", sum=one.checksum[:_SIGNS]))
        elif json.loads(one.settings or "{}").get("beside"):
            parts.append(words.tr("written beside it"))
        elif one.draft == row.draft:
            parts.append(words.tr("in work"))
        return " · ".join(parts)

    def _chosen(self) -> NarrativeVersionRow | None:
        at = self.view.currentRow()
        return self._versions[at] if 0 <= at < len(self._versions) else None

    def _look(self, _: int) -> None:
        one = self._chosen()
        self.text.load(one.source if one is not None else "")
        self.take.setEnabled(one is not None and one.source != self._now and not self._desk.read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the pages with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _take(self) -> None:
        one = self._chosen()
        if one is not None:
            self.taken.emit(one.id)
