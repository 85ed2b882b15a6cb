"""The actions of the settings. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("settings.backup_folder", N_("Choose the second backup folder…"), (), "hard-drive", "settings"),
    Action("settings.reset_keys", N_("Give every action its own key again"), (), "rotate-ccw", "settings"),
)
