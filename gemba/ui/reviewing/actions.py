"""The actions of the reviewer's window. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

_PLACE = "reviewing"

ACTIONS: tuple[Action, ...] = (
    Action("reviewing.previous", N_("Picture before"), ("PgUp",), "arrow-left", _PLACE),
    Action("reviewing.next", N_("Next picture"), ("PgDown",), "arrow-right", _PLACE),
    Action("reviewing.select", N_("Only look"), ("Esc", "V"), "mouse-pointer-2", _PLACE),
    Action("reviewing.region", N_("Comment on a region"), ("C",), "message-square", _PLACE),
    Action("reviewing.box", N_("Box"), ("R",), "square", _PLACE),
    Action("reviewing.arrow", N_("Arrow"), ("A",), "move-up-right", _PLACE),
    Action("reviewing.text", N_("Text"), ("T",), "type", _PLACE),
    Action("reviewing.write", N_("Write in the chosen text"), ("F2",), "text-cursor-input", _PLACE),
    Action("reviewing.picture", N_("Back to the picture"), ("F6",), "image", _PLACE),
    Action("reviewing.remove", N_("Take away what I added"), ("Del",), "trash-2", _PLACE),
    Action("reviewing.undo", N_("Undo"), ("Ctrl+Z",), "undo-2", _PLACE),
    Action("reviewing.save", N_("Save into the file"), ("Ctrl+S",), "save", _PLACE),
    Action("reviewing.keys", N_("Keys of this window"), ("F1",), "keyboard", _PLACE),
    Action("reviewing.close", N_("Close the window"), ("Ctrl+W", "Ctrl+Q"), "x", _PLACE),
)
#: keys of the picture alone, for the sheet of keys
CANVAS_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Put a mark or a region down in the middle"), ("Enter",)),
    (N_("Move the chosen mark or the region 1 or 10 pixels"), (N_("Arrows"), N_("Shift+Arrows"))),
    (N_("Make it larger or smaller"), (N_("Alt+Arrows"),)),
)
