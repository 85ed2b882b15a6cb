"""A button with an icon before its words, or in their place. Must not know what pressing it does."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.plain_words import plain_tip


class IconButton(QPushButton):
    """A button with an icon that follows the theme, before its words or, with ``name``, in their place."""

    def __init__(
        self, desk: Desk, icon: str, text: str = "", *roles: str, name: str = "", colour: str = "muted"
    ) -> None:
        """Take icon and words; one without words says ``name`` as a tool tip and to who cannot see it."""
        # Qt leaves no room between icon and words.
        super().__init__(f" {text}" if text else "")
        self._desk, self._icon, self._colour = desk, icon, colour
        self.setAccessibleName(name or text)
        if not text:
            self.setToolTip(plain_tip(name))
        if roles:
            role(self, *roles)
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(self._desk.theme.icon(self._icon, colour=self._colour))
