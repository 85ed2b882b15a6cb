"""The bar above the place: back, where one is, the field that opens the palette, inspector and menu.

Must not know any place: the window tells it what to say and listens to its signals.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton

from gemba.ui.desk import Desk
from gemba.ui.look.icons import SIZE_PX
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel
from gemba.ui.widgets.toggling import ToggleTool

HEIGHT_PX = 52
SEARCH_PX = 272


class TopBar(QFrame):
    """One line; every button of it is an action too, so that it has a key."""

    asked = Signal(str)
    up = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the bar; ``asked`` carries the id of an action, ``up`` asks for the list of the place."""
        super().__init__()
        self._desk = desk
        role(self, "bar")
        self.setFixedHeight(HEIGHT_PX)
        say = desk.words.tr
        self.back = self._button("arrow-left", say("Go back"), "go.back")
        self.crumb = PlainLabel("", "large", "muted")
        self.to_list = QPushButton()
        role(self.to_list, "crumb")
        self.to_list.clicked.connect(self.up)
        self.to_list.hide()
        self.arrow = PlainLabel("›", "large", "muted")
        self.heading = ElidedLabel("", "large", "strong")
        self.search = _SearchButton(desk)
        self.search.clicked.connect(lambda: self.asked.emit("palette.open"))
        self.inspector = self._button(
            "panel-right", say("Show or hide the inspector"), "inspector.toggle", toggles=True
        )
        self.menu = self._button("ellipsis", say("Menu"), "menu.open")
        self._lay_out()
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(4)
        line.addWidget(self.back)
        line.addSpacing(4)
        line.addWidget(self.crumb)
        line.addWidget(self.to_list)
        line.addWidget(self.arrow)
        line.addWidget(self.heading, 1)
        line.addSpacing(12)
        line.addWidget(self.search)
        line.addSpacing(4)
        line.addWidget(self.inspector)
        line.addWidget(self.menu)

    def _button(self, icon: str, words: str, action_id: str, *, toggles: bool = False) -> QToolButton:
        button = ToggleTool() if toggles else QToolButton()
        button.setAccessibleName(words)
        self._desk.keys.tip(button, action_id, words)
        button.setIconSize(QSize(SIZE_PX, SIZE_PX))
        button.setProperty("icon_name", icon)
        button.clicked.connect(lambda: self.asked.emit(action_id))
        return button

    def say_where(self, place: str, heading: str, *, has_list: bool = False) -> None:
        """Show the place and, where it differs, what is open in it; ``has_list`` makes the place a way to its list."""
        deeper = bool(heading) and heading != place
        self.crumb.setVisible(deeper and bool(place) and not has_list)
        self.to_list.setVisible(deeper and bool(place) and has_list)
        self.to_list.setText(place)
        self.to_list.setAccessibleName(self._desk.words.tr("Back to the list: {place}", place=place))
        self.to_list.setToolTip(self._desk.words.tr("Back to the list"))
        self.arrow.setVisible(deeper and bool(place))
        self.crumb.setText(place)
        self.heading.setText(heading or place)

    def _draw(self) -> None:
        for button in (self.back, self.inspector, self.menu):
            button.setIcon(self._desk.theme.icon(button.property("icon_name"), colour="muted"))
        self.search.draw()


class _SearchButton(QPushButton):
    """A button that looks like the field it opens, with the key at its end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        role(self, "search")
        words = desk.words.tr("Search or do…")
        self.setAccessibleName(words)
        self.setText(words)
        self.setMinimumWidth(120)
        self.setMaximumWidth(SEARCH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 8, 0)
        line.addStretch(1)
        self.key = PlainLabel("", "small", "key")
        # Of its own size, it stands in the middle. What the mouse does on it goes on to the button: a label takes none.
        self.key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addWidget(self.key)
        desk.keys.changed.connect(self._say_key)
        self._say_key()

    def _say_key(self) -> None:
        """Show its key as one reads it at a glance, "Ctrl K"; nothing where a person took it away."""
        key = self._desk.keys.first("palette.open")
        self.key.setText(key.replace("+", " "))
        self.key.setHidden(not key)

    def sizeHint(self) -> QSize:
        """Return the wide form; the layout narrows it where there is no room."""
        return QSize(SEARCH_PX, super().sizeHint().height())

    def draw(self) -> None:
        """Take the icon in the colours of the look."""
        self.setIcon(self._desk.theme.icon("search", colour="muted"))
