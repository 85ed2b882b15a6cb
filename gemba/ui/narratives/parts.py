"""Small buttons of the writing desk. Must not know what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from gemba.ui.desk import Desk
from gemba.ui.keys.spoken import spoken
from gemba.ui.look.icons import SIZE_PX


class ToolButton(QToolButton):
    """A button that is an icon, with its words as tool tip and accessible name; follows the look."""

    def __init__(
        self,
        desk: Desk,
        icon: str,
        words: str,
        work: Callable[[], object] | None,
        *,
        key: str = "",
        action_id: str = "",
    ) -> None:
        """Show the icon; the tool tip says the key of the action, or ``key`` that nobody can change."""
        super().__init__()
        self._desk = desk
        self._icon_name = icon
        self.setIconSize(QSize(SIZE_PX, SIZE_PX))
        self.setAccessibleName(words)
        if action_id:
            desk.keys.tip(self, action_id, words)
        else:
            self.setToolTip(desk.keys.with_fixed(words, spoken(key) or key))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if work is not None:
            self.clicked.connect(lambda: work())
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(self._desk.theme.icon(self._icon_name, colour="muted"))


def tool(
    desk: Desk, icon: str, words: str, work: Callable[[], object] | None, *, key: str = "", action_id: str = ""
) -> ToolButton:
    """Return a button with an icon."""
    return ToolButton(desk, icon, words, work, key=key, action_id=action_id)
