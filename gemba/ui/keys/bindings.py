"""Turn the tables of actions into Qt's actions with their keys, changed keys of the person included.

A place's actions belong to the place's widget, so that they fire only while it is in front. Plain letters and Enter
never fire while somebody types: gemba/ui/keys/typing_guard.py. Must not know what any action does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.keys.action import Action


class Bindings(QObject):
    """The actions of one window by their ids."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Begin with none, and go with the window; actions follow the keys that the person changes."""
        super().__init__(window)
        self._desk = desk
        self.made: dict[str, QAction] = {}
        self.declared: dict[str, Action] = {}
        desk.keys.changed.connect(self._rekey)

    def bind(
        self, owner: QWidget, actions: Iterable[Action], handlers: Mapping[str, Callable[[], object]]
    ) -> list[QAction]:
        """Make the actions of ``owner``; one without a handler is made too, but can not be done."""
        made = [self._make(owner, action, handlers.get(action.id)) for action in actions]
        for one in made:
            owner.addAction(one)
        return made

    def _make(self, owner: QWidget, action: Action, work: Callable[[], object] | None) -> QAction:
        made = QAction(self._desk.words.tr(action.text), owner)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in self.keys(action)])
        made.setAutoRepeat(not action.id.startswith(("go.", "palette.", "keys.", "library.", "window.")))
        if work is None:
            made.setEnabled(False)
        else:
            made.triggered.connect(lambda: work())
        self.made[action.id] = made
        self.declared[action.id] = action
        return made

    def keys(self, action: Action) -> tuple[str, ...]:
        """Return the keys of an action: the person's own where they were changed."""
        return self._desk.keys.of(action)

    def _rekey(self) -> None:
        for name, made in self.made.items():
            made.setShortcuts([QKeySequence(key) for key in self.keys(self.declared[name])])
