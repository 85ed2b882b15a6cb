"""A banner under the top bar for a state that lasts: read-only, held by another process, disk nearly full.

One clear sentence with the button for the next step, and at most one quieter beside it. Must not know why a state
came about.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel


class Banner(QFrame):
    """One state."""

    def __init__(self, desk: Desk, *, icon: str, colour: str, sentence: str) -> None:
        """Show the sentence with an icon in a colour of the look."""
        super().__init__()
        self._desk = desk
        self._drawn = (icon, colour)
        role(self, "banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(12)
        self.icon = QLabel()
        self.sentence = PlainLabel(sentence, wrap=True)
        self.button, self.other = QPushButton(), QPushButton()
        role(self.other, "quiet")
        self.button.hide()
        self.other.hide()
        line.addWidget(self.icon)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.other)
        line.addWidget(self.button)
        self.draw()

    def draw(self) -> None:
        """Take the colours of the look."""
        name, colour = self._drawn
        look = self._desk.theme.look
        self.icon.setPixmap(icon_pixmap(name, getattr(look, colour), ratio=self.devicePixelRatioF()))


class Banners(QWidget):
    """All banners of one window by their names."""

    def __init__(self, desk: Desk) -> None:
        """Begin with none."""
        super().__init__()
        self._desk = desk
        self.shown: dict[str, Banner] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()
        desk.theme.changed.connect(self._draw)

    def show_banner(
        self,
        name: str,
        sentence: str,
        *,
        icon: str = "info",
        colour: str = "accent",
        button: str = "",
        action: Callable[[], object] | None = None,
        other: str = "",
        other_action: Callable[[], object] | None = None,
    ) -> Banner:
        """Show a state, instead of the one of that name."""
        self.take_away(name)
        banner = Banner(self._desk, icon=icon, colour=colour, sentence=sentence)
        for shown, text, work in ((banner.button, button, action), (banner.other, other, other_action)):
            if text and work is not None:
                shown.setText(text)
                shown.clicked.connect(partial(_do, work))
                shown.show()
        self.shown[name] = banner
        self._layout.addWidget(banner)
        self.show()
        return banner

    def take_away(self, name: str) -> None:
        """Show it no more; does nothing where it is not shown."""
        banner = self.shown.pop(name, None)
        if banner is not None:
            self._layout.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self.shown))

    def _draw(self) -> None:
        for banner in self.shown.values():
            banner.draw()


def _do(work: Callable[[], object], _checked: bool = False) -> None:
    work()
