"""The keys that a window shows: always those that do something now, the person's own where they were changed.

Whoever names the key of an action in a tool tip, a hint or a sentence takes it from here and says it anew when the keys
change (docs/adr/0035). Must not know what an action does, nor how keys are stored.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gemba.ui.keys.spoken import spoken

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gemba.ui.keys.action import Action
    from gemba.ui.language.words import Words


class ShownKeys(QObject):
    """The keys of every action as they are now; ``changed`` is said when the person has changed one."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        """Take the words of the window; the person's keys are read when the first is asked for."""
        super().__init__()
        self._words = words
        self._own: dict[str, tuple[str, ...]] | None = None

    def reread(self) -> None:
        """Read the person's keys anew and tell who shows them."""
        self._own = changed_keys()
        self.changed.emit()

    def of(self, action: Action) -> tuple[str, ...]:
        """Return the keys of an action, by Qt's names: the person's own where they were changed."""
        if self._own is None:
            self._own = changed_keys()
        return self._own.get(action.id, action.keys)

    def first(self, action_id: str) -> str:
        """Return the first key of an action as a person reads it, "" where it has none."""
        keys = self.of(declared(action_id))
        return spoken(keys[0]) if keys else ""

    def named(self, action_id: str) -> str:
        """Return the first key of an action for the middle of a sentence; its name in quotes where it has none."""
        return self.first(action_id) or f"“{self._words.tr(declared(action_id).text)}”"

    def with_key(self, words: str, action_id: str) -> str:
        """Return words with the key of an action behind them; either of them alone where the other is ""."""
        return self.with_fixed(words, self.first(action_id))

    def with_fixed(self, words: str, key: str) -> str:
        """Return words with a key behind them that nobody can change, as a person reads it."""
        return self._words.tr("{word} ({key})", word=words, key=key) if words and key else words or key

    def tip(self, widget: QWidget, action_id: str, words: str = "") -> None:
        """Show ``words`` and the key of an action as a widget's tool tip, from now on and also when it changes."""
        found = next((one for one in widget.children() if isinstance(one, _KeyTip)), None) or _KeyTip(widget, self)
        found.say(action_id, words)


class _KeyTip(QObject):
    """What keeps the tool tip of one widget true; it goes with the widget."""

    def __init__(self, widget: QWidget, keys: ShownKeys) -> None:
        super().__init__(widget)
        self._widget, self._keys = widget, keys
        self._action_id = self._words = ""
        keys.changed.connect(self._show)

    def say(self, action_id: str, words: str) -> None:
        """Say other words, or the key of another action."""
        self._action_id, self._words = action_id, words
        self._show()

    def _show(self) -> None:
        self._widget.setToolTip(self._keys.with_key(self._words, self._action_id))


@cache
def declared(action_id: str) -> Action:
    """Return an action by its id; raise KeyError for one that no table has."""
    from gemba.ui.keys.actions import WINDOW_ACTIONS, place_actions

    own = next((one for one in WINDOW_ACTIONS if one.id == action_id), None)
    found = own or next((one for one in place_actions(action_id.partition(".")[0]) if one.id == action_id), None)
    if found is None:
        raise KeyError(action_id)
    return found


def changed_keys() -> dict[str, tuple[str, ...]]:
    """Return the keys that the person has changed, by the id of the action; broken ones count as unchanged."""
    from gemba import paths
    from gemba.errors import UserError
    from gemba.settings import PersonSettings, parse_keys

    try:
        return parse_keys(PersonSettings(paths.user_config() / "settings.json").get("keys"))
    except UserError:
        return {}
