"""The tools at the left, with words under the icons until they are switched off. Must not know marks or rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QScrollArea, QToolButton, QVBoxLayout

from gemba.ui.annotator.tools import ALL_TOOLS, Tool
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.toggling import ToggleTool

_ICON_PX = 18
_WIDE_PX, _NARROW_PX = 68, 44
# With more columns than one, what a word or an icon needs at each side.
_BESIDE_WORD_PX, _BESIDE_ICON_PX = 7, 6
_HIGHEST_PX, _LOWEST_PX = 52, 40
_EDGE_PX = 8
_SWITCH_PX = 32
# The line at its right, by the style sheet.
_LINE_PX = 1
_LOWEST_ICON_PX = 24
_MOST_COLUMNS = 3
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
        line = QVBoxLayout(bar)
        line.setContentsMargins(0, _EDGE_PX, 0, _EDGE_PX)
        line.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._columns = 0
        line.addLayout(self._grid)
        group = QButtonGroup(self)
        for tool in ALL_TOOLS:
            button = ToggleTool()
            button.setIconSize(QSize(_ICON_PX, _ICON_PX))
            word = desk.words.tr(tool.word)
            button.setText(word)
            button.clicked.connect(partial(self.chosen.emit, tool))
            group.addButton(button)
            self.buttons[tool.name] = button
        line.addStretch(1)
        self.switch = QToolButton()
        self.switch.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.switch.clicked.connect(lambda: self.show_words(shown=not self.words_shown))
        line.addWidget(self.switch)
        self.setWidget(bar)
        self.show_words(shown=True)
        self.draw()
        self._say_keys()
        desk.theme.changed.connect(self.draw)
        desk.keys.changed.connect(self._say_keys)

    def _say_keys(self) -> None:
        """Say each tool with the key that takes it."""
        tr, keys = self._desk.words.tr, self._desk.keys
        for tool in ALL_TOOLS:
            button, word, key = self.buttons[tool.name], tr(tool.word), keys.first(f"annotator.tool_{tool.name}")
            button.setAccessibleName(tr("{tool}, key {key}", tool=word, key=key) if key else word)
            button.setToolTip(tr("{tool} ({key})", tool=word, key=key) if key else word)

    def show_tool(self, tool: Tool) -> None:
        """Show which tool is in the hand."""
        self.buttons[tool.name].setChecked(True)

    def show_words(self, *, shown: bool) -> None:
        """Show or hide the words under the icons."""
        self.words_shown = shown
        words = self._desk.words
        name = words.tr("Hide the words under the tools") if shown else words.tr("Show the words under the tools")
        self.switch.setAccessibleName(name)
        self.switch.setToolTip(name)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the buttons as high as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give every tool its place: a low window has more columns, so that all are seen with their words."""
        height = self.viewport().height() - 2 * _EDGE_PX - _SWITCH_PX
        words = self.words_shown
        columns, rows = self._columns_of(height, _LOWEST_PX if words else _LOWEST_ICON_PX)
        high = min(max(height // rows, _LOWEST_PX if words else _LOWEST_ICON_PX), _HIGHEST_PX if words else _NARROW_PX)
        low = words and high < _ROOMY_PX
        icon_px = _LOW_ICON_PX if low else _ICON_PX
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        # The sheet's least width is for one column; where the window is low its edges go, so that no word is cut.
        bare = "min-width: 0px; padding: 0px; margin: 0px;"
        sheet = bare if low or columns > 1 else "" if words else "min-width: 0px; padding: 0px;"
        wide = self._width_px(columns)
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
            button.setFixedSize(wide, high)
            button.setIconSize(QSize(icon_px, icon_px))
            button.setStyleSheet(sheet)
        self._arrange(columns)
        self.switch.setStyleSheet("" if words else "min-width: 0px;")
        self.switch.setFixedSize(wide * columns, _SWITCH_PX)
        self.setFixedWidth(wide * columns + _LINE_PX)

    def _columns_of(self, height_px: int, least_px: int) -> tuple[int, int]:
        """Return the fewest columns, and their rows, that show every tool in this height."""
        many = len(self.buttons)
        for columns in range(1, _MOST_COLUMNS):
            if height_px >= least_px * -(-many // columns):
                return columns, -(-many // columns)
        return _MOST_COLUMNS, -(-many // _MOST_COLUMNS)

    def _width_px(self, columns: int) -> int:
        """Return the width of a button, by the widest word where words are shown."""
        if not self.words_shown:
            return _NARROW_PX if columns == 1 else _ICON_PX + 2 * _BESIDE_ICON_PX
        widest = max(one.fontMetrics().horizontalAdvance(one.text()) for one in self.buttons.values())
        return max(_WIDE_PX, widest + 14) if columns == 1 else widest + 2 * _BESIDE_WORD_PX

    def _arrange(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            for at, button in enumerate(self.buttons.values()):
                self._grid.addWidget(button, at // columns, at % columns)

    def draw(self) -> None:
        """Take the icons in the colours of the look."""
        for tool in ALL_TOOLS:
            self.buttons[tool.name].setIcon(self._desk.theme.icon(tool.icon, colour="muted"))
        self.switch.setIcon(self._desk.theme.icon("panel-left", colour="muted"))
