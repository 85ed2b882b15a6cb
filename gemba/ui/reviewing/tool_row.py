"""The buttons over the picture, whose words are left away where there is no room. Must not know what they do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from gemba.ui.language.words import Words
from gemba.ui.reviewing.actions import ACTIONS

_ONLY_KEYS = frozenset(
    f"reviewing.{verb}" for verb in ("previous", "next", "remove", "keys", "write", "picture", "close")
)
_EDGE_PX, _GAP_PX = 16, 4


class ToolRow(QHBoxLayout):
    """A button for every action that is not for keys alone."""

    def __init__(self, actions: Mapping[str, QAction], words: Words) -> None:
        """Take the actions by their ids."""
        super().__init__()
        self.setContentsMargins(_EDGE_PX, 12, _EDGE_PX, 8)
        self.setSpacing(_GAP_PX)
        self.buttons: list[QToolButton] = []
        for row in ACTIONS:
            if row.id in _ONLY_KEYS:
                continue
            button = QToolButton()
            button.setDefaultAction(actions[row.id])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(words.tr(row.text))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.addWidget(button)
            self.buttons.append(button)
        self.addStretch(1)

    def fit(self, room_px: int) -> None:
        """Show the words of all of them, or of none."""
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self.buttons:
            button.setToolButtonStyle(beside)
        wanted = 2 * _EDGE_PX + sum(button.sizeHint().width() + _GAP_PX for button in self.buttons)
        for button in self.buttons:
            button.setToolButtonStyle(beside if wanted <= room_px else Qt.ToolButtonStyle.ToolButtonIconOnly)
