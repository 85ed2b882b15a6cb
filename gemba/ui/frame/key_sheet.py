"""The sheet of keys for where one is: the place's, then the window's. F1 and Esc close it.

Lists what the tables of actions say, with the person's own keys. Must not know what an action does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.ui.keys.action import Action
from gemba.ui.keys.actions import WINDOW_ACTIONS, place_actions
from gemba.ui.keys.spoken import spoken, spoken_keys
from gemba.ui.look.theme import role
from gemba.ui.places import entry
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Floating

if TYPE_CHECKING:
    from gemba.ui.frame.main_window import MainWindow

_WIDTH_PX = 760
_FOOT_PX = 8
#: with fewer keys of its own a place leaves room beside the window's
_FEW = 6
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Go"), ("go.",)),
    (N_("Pictures of the screen"), ("capture.",)),
    (N_("Find and take back"), ("palette.", "history.", "keys.", "toast.", "menu.")),
    (N_("Window and library"), ("inspector.", "appearance.", "settings.", "window.", "library.", "program.", "about.")),
)


class KeySheet(Floating):
    """One per window; filled anew each time it opens."""

    def __init__(self, window: MainWindow) -> None:
        """Begin empty and hidden."""
        super().__init__(window, width_px=_WIDTH_PX, top_px=56)
        self._window = window
        self.listed: list[str] = []
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        self.title = PlainLabel("", "title")
        head.addWidget(self.title, 1)
        self.elsewhere = PlainLabel("", "small", "muted")
        head.addWidget(self.elsewhere)
        self.inside.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(window.desk.words.tr("Keys of this place"))
        self.inside.addWidget(self.area, 1)
        # The rows end above the round corners.
        self.inside.setContentsMargins(0, 0, 0, _FOOT_PX)
        window.desk.keys.changed.connect(self._keys_changed)

    def toggle(self) -> None:
        """Show it for the place in front, or put it away."""
        if self.isVisible():
            self.close_up()
            return
        self._fill()
        self.open_over(self.area)

    def _keys_changed(self) -> None:
        if self.isVisible():
            self._fill()

    def wanted_height_px(self) -> int:
        """Return what the rows need."""
        sheet = self.area.widget()
        return 84 + _FOOT_PX + (self.folded_height_px(sheet) if sheet is not None else 0)

    def _fill(self) -> None:
        words, name = self._window.desk.words, self._window.place_name
        place = words.tr(entry(name).text) if name else "gemba"
        self.title.setText(words.tr("Keys in {place}", place=place))
        search = next(one for one in WINDOW_ACTIONS if one.id == "palette.open")
        keys = self._window.bindings.keys(search)
        # An action without a key has no place on a sheet of keys; what finds it is said instead.
        everything = words.tr("{key} finds every command · Esc closes", key=spoken(keys[0])) if keys else ""
        self.elsewhere.setText(everything or words.tr("Esc closes"))
        self.listed = []
        sheet = QWidget()
        role(sheet, "surface")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(24, 0, 24, 24)
        columns.setSpacing(40)
        own = tuple(one for one in (place_actions(name) if name else ()) if self._window.bindings.keys(one))
        foremost = self._window.places[name].foremost() if name else ""
        own = tuple(sorted(own, key=lambda one: not one.id.startswith(foremost)))
        left, right = QVBoxLayout(), QVBoxLayout()
        if own:
            left.addLayout(self._group(place, own))
        for number, (title, beginnings) in enumerate(_GROUPS):
            of_group = tuple(one for one in WINDOW_ACTIONS if one.id.startswith(beginnings))
            (left if number == 0 and len(own) < _FEW else right).addLayout(self._group(words.tr(title), of_group))
        for column in (left, right):
            column.setSpacing(20)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.area.setWidget(sheet)

    def _group(self, title: str, actions: tuple[Action, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.addWidget(PlainLabel(title, "strong"), 0, 0, 1, 2)
        row = 1
        for action in actions:
            keys = self._window.bindings.keys(action)
            if not keys:
                continue
            self.listed.append(action.id)
            grid.addWidget(PlainLabel(self._window.desk.words.tr(action.text), wrap=True), row, 0)
            grid.addWidget(self._chips(keys), row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            row += 1
        return grid

    def _chips(self, keys: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for key in spoken_keys(keys):
            line.addWidget(PlainLabel(key, "small", "key"))
        return holder
