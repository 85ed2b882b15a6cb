"""An action of the reviewer's window as Qt has it: its words, short ones for its button, keys, icon and tool tip.

Must not know what an action does.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from gemba.message import N_
from gemba.ui.keys.action import Action
from gemba.ui.keys.shown_keys import ShownKeys
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme

_SHORT = {"reviewing.select": N_("Look"), "reviewing.region": N_("Region"), "reviewing.save": N_("Save")}
"""What a button says where the action's own words are longer than its place; the whole stands in its tool tip."""


def made_action(row: Action, parent: QObject, theme: Theme, words: Words, keys: ShownKeys) -> QAction:
    """Return one row of the table of actions, owned by ``parent``; nothing comes of it yet."""
    made = QAction(words.tr(row.text), parent)
    made.setShortcuts([QKeySequence(key) for key in keys.of(row)])
    made.setToolTip(keys.with_key(words.tr(row.text), row.id))
    made.setIcon(theme.icon(row.icon))
    # Qt leaves no room between icon and words.
    made.setIconText(f" {words.tr(_SHORT.get(row.id, row.text))}")
    return made
