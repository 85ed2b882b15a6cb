"""The actions of this place. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

ACTIONS: tuple[Action, ...] = (Action("structure.reload", N_("Reckon anew"), ("F5",), "refresh-cw", "structure"),)
