"""Small buttons of the writing desk. Must not know what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from gemba.ui.desk import Desk
from gemba.ui.look.icons import SIZE_PX


class ToolButton(QToolButton):
    """A button that is an icon, with its words as tool tip and accessible name; follows the look."""

    def __init__(self, desk: Desk, icon: str, words: str, work: Callable[[], object] | None, *, key: str = "") -> None:
        """Show the icon; ``key`` is said in the tool tip."""
        super().__init__()
        self._desk = desk
        self._icon_name = icon
        self.setIconSize(QSize(SIZE_PX, SIZE_PX))
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({key})" if key else words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if work is not None:
            self.clicked.connect(lambda: work())
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(self._desk.theme.icon(self._icon_name, colour="muted"))


def tool(desk: Desk, icon: str, words: str, work: Callable[[], object] | None, *, key: str = "") -> ToolButton:
    """Return a button with an icon."""
    return ToolButton(desk, icon, words, work, key=key)
