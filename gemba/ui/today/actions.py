"""The actions of this place. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("today.new", N_("New visit"), ("N", "Ctrl+N"), "plus", "today"),
    Action("today.reload", N_("Look again"), ("F5",), "refresh-cw", "today"),
)
