"""Turn the tables of actions into Qt's actions with their keys, changed keys of the person included.

A place's actions belong to the place's widget, so that they fire only while it is in front. Plain letters and Enter
never fire while somebody types: gemba/ui/keys/typing_guard.py. Must not know what any action does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.keys.action import Action


class Bindings:
    """The actions of one window by their ids."""

    def __init__(self, desk: Desk) -> None:
        """Begin with none."""
        self._desk = desk
        self.made: dict[str, QAction] = {}
        self.declared: dict[str, Action] = {}
        self._changed_keys = changed_keys()

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
        return self._changed_keys.get(action.id, action.keys)

    def rekey(self) -> None:
        """Read the person's keys anew and put them on."""
        self._changed_keys = changed_keys()
        for name, made in self.made.items():
            made.setShortcuts([QKeySequence(key) for key in self.keys(self.declared[name])])


def changed_keys() -> dict[str, tuple[str, ...]]:
    """Return the keys that the person has changed, by the id of the action; broken ones count as unchanged."""
    from gemba import paths
    from gemba.errors import UserError
    from gemba.settings import PersonSettings, parse_keys

    try:
        return parse_keys(PersonSettings(paths.user_config() / "settings.json").get("keys"))
    except UserError:
        return {}


def spoken(key: str) -> str:
    """Return a key as a person reads it on this system ("Ctrl+K"); the key that says Enter is called so."""
    said = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return "+".join("Enter" if part == "Return" else part for part in said.split("+"))


def spoken_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys as a person reads them, each once: the two keys that say Enter are one to who reads."""
    return tuple(dict.fromkeys(spoken(key) or key for key in keys))
