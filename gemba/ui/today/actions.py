"""The actions of this place. Must not know what they do."""

from __future__ import annotations

from gemba.ui.action import Action

ACTIONS: tuple[Action, ...] = ()
