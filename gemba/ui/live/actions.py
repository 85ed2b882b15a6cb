"""The actions of a running visit; every one is a key, because eyes stay on the work. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

PLACE = "sessions"

ACTIONS: tuple[Action, ...] = (
    Action("live.line", N_("Go to the entry line"), ("Ctrl+L",), "text-cursor-input", PLACE),
    Action("live.mini", N_("Show the mini bar"), ("Ctrl+M",), "picture-in-picture-2", PLACE),
    Action("live.pause", N_("Privacy pause on or off"), ("F9",), "eye-off", PLACE),
    Action("live.consent", N_("The people there agreed to pictures of the screen"), (), "check", PLACE),
    Action("live.paste", N_("Paste a picture into the visit"), ("Ctrl+Shift+V",), "clipboard-paste", PLACE),
    Action("live.open", N_("Open pictures into the visit…"), ("Ctrl+O",), "image", PLACE),
    Action("live.seen_live", N_("Seen in live work"), ("Alt+L",), "eye", PLACE),
    Action("live.seen_report", N_("Seen in a prepared report"), ("Alt+R",), "file-text", PLACE),
    Action("live.seen_told", N_("Told only"), ("Alt+T",), "message-square", PLACE),
    Action("live.same_problem", N_("Same problem as the likest note"), ("Alt+P",), "link", PLACE),
    Action("live.ticket", N_("Make a ticket of the note"), ("Ctrl+T",), "ticket", PLACE),
    Action("live.debate", N_("Start or stop a debate about format"), ("Ctrl+D",), "timer", PLACE),
    Action("live.end", N_("End the visit"), ("Ctrl+E",), "flag", PLACE),
)
