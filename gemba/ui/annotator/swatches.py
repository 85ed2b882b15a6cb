"""The few colours of marks as a row of buttons; the chosen one carries a tick. Must not know marks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gemba.ui.annotator.tools import COLOURS
from gemba.ui.desk import Desk
from gemba.ui.look.icons import paint_icon
from gemba.ui.widgets.toggling import TogglePaint

_SIDE_PX = 26
_DISC_PX = 16
# Above this lightness (HSL) the tick is dark.
_LIGHT = 0.6


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
        paint_disc(painter, self._desk, disc, self.colour, worn=self.isChecked())
        ring = "accent" if self.hasFocus() else "field" if self.isChecked() or self.underMouse() else ""
        if ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._desk.theme.colour(ring), 2 if self.hasFocus() else 1))
            painter.drawEllipse(disc.adjusted(-3.5, -3.5, 3.5, 3.5))
        painter.end()


def paint_disc(painter: QPainter, desk: Desk, disc: QRectF, colour: str, *, worn: bool) -> None:
    """Draw a colour as a disc, with a tick where it is the one that is worn."""
    painter.setPen(QPen(desk.theme.colour("field"), 1))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(disc)
    if worn:
        dark = QColor(colour).lightnessF() < _LIGHT
        paint_icon(painter, "check", disc.adjusted(2, 2, -2, -2), "#FFFFFF" if dark else "#1C1F24", stroke=3.5)


class Swatches(QWidget):
    """All colours side by side, one that a person chose for themselves, and the button for any other."""

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
        self.own = Swatch(desk, "", desk.words.tr("Own colour"))
        self.own.setChecked(True)
        self.own.clicked.connect(lambda: self.own.setChecked(True))
        self.own.hide()
        self.any = QToolButton()
        self.any.setIcon(desk.theme.icon("palette", colour="muted"))
        name = desk.words.tr("{word} ({key})", word=desk.words.tr("Colours at the pointer"), key="O")
        self.any.setAccessibleName(name)
        self.any.setToolTip(name)
        line.addWidget(self.own)
        line.addWidget(self.any)

    def show_colour(self, colour: str) -> None:
        """Show which one is worn, also one that is not in the table."""
        for button in self.buttons:
            button.setChecked(button.colour.lower() == colour.lower())
        self.own.colour = colour
        self.own.setVisible(not any(button.isChecked() for button in self.buttons))
        self.own.update()
