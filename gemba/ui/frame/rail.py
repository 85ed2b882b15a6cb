"""The rail at the left: the six places, one below the other, and settings at the foot. Must not know any place."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from gemba.ui.desk import Desk
from gemba.ui.look.icons import SIZE_PX
from gemba.ui.look.looks import RAIL_PX
from gemba.ui.look.theme import role
from gemba.ui.places import PLACES, SETTINGS, PlaceEntry


class Rail(QFrame):
    """One button for each place; Up and Down go from one to the next."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Make the buttons; icons follow the theme."""
        super().__init__()
        self._desk = desk
        role(self, "rail")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, QToolButton] = {}
        self._showing = False
        self._went = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(4)
        for place in PLACES:
            layout.addWidget(self._button(place, f"go.{place.name}"))
        layout.addStretch(1)
        layout.addWidget(self._button(SETTINGS, "settings.show"))
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _button(self, place: PlaceEntry, action_id: str) -> QToolButton:
        button = QToolButton()
        words = self._desk.words.tr(place.text)
        button.setText(words)
        button.setAccessibleName(words)
        self._desk.keys.tip(button, action_id, words)
        button.setProperty("toolButtonStyle", "ToolButtonTextUnderIcon")
        button.setIconSize(QSize(SIZE_PX, SIZE_PX))
        button.setCheckable(True)
        # As wide as the longest word of the language makes the rail: marks and icons stand under each other.
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.toggled.connect(lambda on: self._toggled(place.name, on))
        button.clicked.connect(lambda: self._clicked(place.name))
        self._group.addButton(button)
        self.buttons[place.name] = button
        return button

    def minimumSizeHint(self) -> QSize:
        """Return room for the longest word in whatever language; the style sheet's least width would cut it."""
        words = max(button.sizeHint().width() for button in self.buttons.values()) if self.buttons else 0
        line = self.width() - self.contentsRect().width()
        return QSize(max(RAIL_PX, words + line), super().minimumSizeHint().height())

    def show_chosen(self, name: str) -> None:
        """Mark the place that is open."""
        self._showing = True
        self.buttons[name].setChecked(True)
        self._showing = False

    def _toggled(self, name: str, on: bool) -> None:
        """Choose a place also where a screen reader toggles its button, which clicks nothing."""
        if on and not self._showing:
            self._went = name
            # A click toggles first; the next event is none of it.
            QTimer.singleShot(0, self, self._forget)
            self.chosen.emit(name)

    def _clicked(self, name: str) -> None:
        if self._went != name:
            self.chosen.emit(name)

    def _forget(self) -> None:
        self._went = ""

    def _draw(self) -> None:
        for place in (*PLACES, SETTINGS):
            self.buttons[place.name].setIcon(self._desk.theme.icon(place.icon, colour="muted"))
