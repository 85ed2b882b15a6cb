"""A veil with one sentence while something is dragged over the place. Must not know what is dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel


class DropHere(QFrame):
    """Lies over the place, and lets every event through."""

    def __init__(self, place: QWidget) -> None:
        """Begin hidden."""
        super().__init__(place)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        role(self, "overlay")
        self._said = PlainLabel("", "title", parent=self)
        inside = QVBoxLayout(self)
        inside.addWidget(self._said, alignment=Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence over the place."""
        self._said.setText(sentence)
        self.raise_()
        self.show()
