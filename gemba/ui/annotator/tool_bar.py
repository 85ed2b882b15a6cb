"""The tools at the left, with words under the icons until they are switched off. Must not know marks or rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QToolButton, QVBoxLayout

from gemba.ui.annotator.tools import ALL_TOOLS, Tool
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.toggling import ToggleTool

_ICON_PX = 18
_WIDE_PX, _NARROW_PX = 68, 44
_HIGHEST_PX, _LOWEST_PX = 52, 40
_EDGE_PX = 8
_SWITCH_PX = 32
# Below this height icon and word need every pixel of the button.
_ROOMY_PX, _LOW_ICON_PX = 48, 16


class ToolBar(QScrollArea):
    """One button a tool; Up and Down walk, the chosen one is in the hand."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Show every tool of the table."""
        super().__init__()
        self._desk = desk
        self.words_shown = True
        self.buttons: dict[str, QToolButton] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = QFrame()
        role(bar, "rail")
        self._line = QVBoxLayout(bar)
        self._line.setContentsMargins(0, _EDGE_PX, 0, _EDGE_PX)
        self._line.setSpacing(0)
        group = QButtonGroup(self)
        for tool in ALL_TOOLS:
            button = ToggleTool()
            button.setIconSize(QSize(_ICON_PX, _ICON_PX))
            word = desk.words.tr(tool.word)
            button.setText(word)
            button.setAccessibleName(desk.words.tr("{tool}, key {key}", tool=word, key=tool.key))
            button.setToolTip(desk.words.tr("{tool} ({key})", tool=word, key=tool.key))
            button.clicked.connect(partial(self.chosen.emit, tool))
            group.addButton(button)
            self._line.addWidget(button)
            self.buttons[tool.name] = button
        self._line.addStretch(1)
        self.switch = QToolButton()
        self.switch.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.switch.clicked.connect(lambda: self.show_words(shown=not self.words_shown))
        self._line.addWidget(self.switch)
        self.setWidget(bar)
        self.show_words(shown=True)
        self.draw()
        desk.theme.changed.connect(self.draw)

    def show_tool(self, tool: Tool) -> None:
        """Show which tool is in the hand."""
        self.buttons[tool.name].setChecked(True)

    def show_words(self, *, shown: bool) -> None:
        """Show or hide the words under the icons."""
        self.words_shown = shown
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if shown else Qt.ToolButtonStyle.ToolButtonIconOnly
        wide = max([_WIDE_PX, *(one.fontMetrics().horizontalAdvance(one.text()) + 14 for one in self.buttons.values())])
        width = wide if shown else _NARROW_PX
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
            button.setFixedWidth(width)
        self.switch.setStyleSheet("" if shown else "min-width: 0px;")
        self.switch.setFixedWidth(width)
        words = self._desk.words
        name = words.tr("Hide the words under the tools") if shown else words.tr("Show the words under the tools")
        self.switch.setAccessibleName(name)
        self.switch.setToolTip(name)
        self.setFixedWidth(width)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the buttons as high as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most, least = (_HIGHEST_PX, _LOWEST_PX) if self.words_shown else (_NARROW_PX, 28)
        room = (self.viewport().height() - 2 * _EDGE_PX - _SWITCH_PX) // len(self.buttons)
        self.switch.setFixedHeight(_SWITCH_PX)
        low = self.words_shown and room < _ROOMY_PX
        for button in self.buttons.values():
            button.setFixedHeight(min(max(room, least), most))
            button.setIconSize(QSize(_LOW_ICON_PX, _LOW_ICON_PX) if low else QSize(_ICON_PX, _ICON_PX))
            # The sheet's least width is for words; where the window is low its edges go, so that no word is cut.
            edges = "padding: 0px; margin: 0px;" if low else ""
            button.setStyleSheet(edges if self.words_shown else "min-width: 0px;")

    def draw(self) -> None:
        """Take the icons in the colours of the look."""
        for tool in ALL_TOOLS:
            self.buttons[tool.name].setIcon(self._desk.theme.icon(tool.icon, colour="muted"))
        self.switch.setIcon(self._desk.theme.icon("panel-left", colour="muted"))
