"""The few colours of marks as a row of buttons; the chosen one carries a tick. Must not know marks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gemba.ui.annotator.tools import COLOURS
from gemba.ui.desk import Desk
from gemba.ui.look.icons import paint_icon
from gemba.ui.widgets.toggling import TogglePaint

_SIDE_PX = 26
_DISC_PX = 16


class Swatch(TogglePaint):
    """One colour."""

    def __init__(self, desk: Desk, colour: str, word: str) -> None:
        """Show a colour; ``word`` is what it is called."""
        super().__init__()
        self._desk = desk
        self.colour = colour
        self.setAccessibleName(desk.words.tr("Colour: {colour}", colour=word))
        self.setToolTip(word)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Return the button's size."""
        return QSize(_SIDE_PX, _SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc, the tick of the chosen one and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        disc = QRectF(0, 0, _DISC_PX, _DISC_PX)
        disc.moveCenter(middle)
        painter.setPen(QPen(self._desk.theme.colour("field"), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(disc)
        if self.isChecked():
            paint_icon(painter, "check", disc.adjusted(2, 2, -2, -2), "#FFFFFF", stroke=3.5)
        ring = "accent" if self.hasFocus() else "field" if self.isChecked() or self.underMouse() else ""
        if ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._desk.theme.colour(ring), 2 if self.hasFocus() else 1))
            painter.drawEllipse(disc.adjusted(-3.5, -3.5, 3.5, 3.5))
        painter.end()


class Swatches(QWidget):
    """All colours side by side."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Show every colour of the table."""
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.buttons = [Swatch(desk, colour, desk.words.tr(word)) for colour, word in COLOURS]
        for button in self.buttons:
            button.clicked.connect(partial(self.chosen.emit, button.colour))
            line.addWidget(button)

    def show_colour(self, colour: str) -> None:
        """Show which one is worn; none where a mark has another colour."""
        for button in self.buttons:
            button.setChecked(button.colour.lower() == colour.lower())
