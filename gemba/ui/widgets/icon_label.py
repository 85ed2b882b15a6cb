"""An icon beside words, in a colour of the look, that follows when the look changes.

Must not know what it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from gemba.ui.look.icons import icon_pixmap

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


class IconLabel(QLabel):
    """An icon in a colour of the look; it follows the theme."""

    def __init__(self, desk: Desk, icon: str = "info", colour: str = "muted", *, size_px: int = 16) -> None:
        """Show an icon of so many logical pixels."""
        super().__init__()
        self._desk, self._icon, self._colour, self._size_px = desk, icon, colour, size_px
        self.setFixedWidth(size_px + 2)
        desk.theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self._draw()

    def _draw(self) -> None:
        colour = getattr(self._desk.theme.look, self._colour)
        self.setPixmap(icon_pixmap(self._icon, colour, size_px=self._size_px, ratio=self.devicePixelRatioF()))
