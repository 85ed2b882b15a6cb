"""A veil with one sentence while something is dragged over the place. Must not know what is dropped.

A program that ends in the middle of its drag tells nobody that the drag is over. Mouse and keys belong to the drag as
long as it lasts, so the veil goes with the first of them that comes to a window of ours again.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

_OVER = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress)


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

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to watch for the end of a drag that nobody tells."""
        super().showEvent(event)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no more."""
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go as soon as mouse or keys are ours again."""
        if event.type() in _OVER:
            self.hide()
        return False
