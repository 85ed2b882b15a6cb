"""The line above the large picture: the way back, which picture of how many, its neighbours, how large it is shown.

Must not know the picture.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel


class LargeHead(QWidget):
    """One line; ``stepped`` says which neighbour is wanted, -1 or 1."""

    stepped = Signal(int)

    def __init__(self, desk: Desk) -> None:
        """Build it without a picture."""
        super().__init__()
        self._desk = desk
        tr = desk.words.tr
        self.back = QPushButton(tr("All pictures"))
        role(self.back, "quiet")
        self.title = ElidedLabel("", "large", "strong")
        self.counted = PlainLabel("", "muted")
        self.before = self._tool(tr("Picture before"), -1)
        self.after = self._tool(tr("Picture after"), 1)
        self.zoom = QPushButton()
        role(self.zoom, "quiet")
        self.zoom.setToolTip(tr("Whole picture or pixel for pixel"))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        for widget in (self.back, self.before, self.after):
            line.addWidget(widget)
        line.addWidget(self.title, 1)
        line.addWidget(self.counted)
        line.addWidget(self.zoom)

    def _tool(self, name: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(partial(self.stepped.emit, by))
        return button

    def dress(self) -> None:
        """Draw the icons in the look that is worn."""
        icon = self._desk.theme.icon
        self.back.setIcon(icon("arrow-left"))
        self.before.setIcon(icon("chevron-left"))
        self.after.setIcon(icon("chevron-right"))

    def show_place(self, title: str, *, at: int, total: int) -> None:
        """Show what the picture is called and which it is of its series, from 0."""
        self.title.setText(title)
        self.counted.setText(self._desk.words.tr("{at} of {total}", at=at + 1, total=total))
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < total)

    def show_zoom(self, zoom: float) -> None:
        """Show how large the picture is shown."""
        self.zoom.setText(self._desk.words.percent(zoom))
