"""The actions of this place. Must not know what they do.

Enter, Space and Backspace do one thing on the wall and another on the large picture; the place looks which is in front.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

_PLACE = "evidence"

ACTIONS: tuple[Action, ...] = (
    Action("evidence.add", N_("Add pictures…"), ("Ctrl+O",), "image", _PLACE),
    Action("evidence.paste", N_("Paste a picture"), ("Ctrl+V",), "clipboard-paste", _PLACE),
    Action("evidence.open", N_("Open the picture large, or cover the proposal"), ("Return",), "maximize", _PLACE),
    Action("evidence.look", N_("Large picture and back"), ("Space",), "image", _PLACE),
    Action("evidence.review", N_("Mark as reviewed and go to the next"), ("Ctrl+Return",), "circle-check", _PLACE),
    Action("evidence.queue", N_("Review the chosen pictures, or every one that waits"), ("R",), "list-checks", _PLACE),
    Action(
        "evidence.review_all",
        N_("Mark all that are chosen as reviewed…"),
        ("Ctrl+Shift+Return",),
        "square-check",
        _PLACE,
    ),
    Action("evidence.next_proposal", N_("Next proposal"), ("N",), "skip-forward", _PLACE),
    Action("evidence.refuse", N_("Leave the proposal as it is"), ("Backspace",), "x", _PLACE),
    Action("evidence.take_all", N_("Cover every proposal"), ("Shift+Return",), "shield-check", _PLACE),
    Action("evidence.annotate", N_("Mark up the picture"), ("A",), "pencil", _PLACE),
    Action("evidence.caption", N_("Write the caption"), ("F2",), "text-cursor-input", _PLACE),
    Action("evidence.attach", N_("Attach to a ticket or a note…"), ("T",), "paperclip", _PLACE),
    Action("evidence.alike", N_("Show pictures that are alike"), ("D",), "copy", _PLACE),
    Action("evidence.keep_one", N_("Keep this one, remove those like it"), ("Shift+Del",), "merge", _PLACE),
    Action("evidence.not_alike", N_("These are not alike"), ("Shift+D",), "split", _PLACE),
    Action("evidence.remove", N_("Remove the picture"), ("Del",), "trash-2", _PLACE),
    Action("evidence.export", N_("Export the pictures…"), ("Ctrl+E",), "file-up", _PLACE),
    Action("evidence.copy", N_("Copy the picture as it may leave"), ("Ctrl+C",), "copy", _PLACE),
    Action("evidence.pin", N_("Pin the picture to the screen"), ("P",), "pin", _PLACE),
    Action("evidence.send", N_("Send to a reviewer…"), ("Ctrl+Shift+E",), "send", _PLACE),
    Action("evidence.purge", N_("Purge originals…"), (), "eraser", _PLACE),
    Action("evidence.all", N_("Choose every picture"), ("Ctrl+A",), "", _PLACE),
    Action("evidence.filter", N_("Filter the pictures"), ("/", "Ctrl+F"), "filter", _PLACE),
    Action("evidence.larger", N_("Larger"), ("Ctrl++", "Ctrl+="), "zoom-in", _PLACE),
    Action("evidence.smaller", N_("Smaller"), ("Ctrl+-",), "zoom-out", _PLACE),
    Action("evidence.fit", N_("Whole picture"), ("Ctrl+0", "0"), "scan", _PLACE),
    Action("evidence.actual", N_("Pixel for pixel"), ("1",), "scan", _PLACE),
    Action("evidence.close", N_("Back to the wall"), ("Esc",), "arrow-left", _PLACE),
)
#: verbs that write, that need a picture to be chosen, and that need proposals on the large one
WRITING = frozenset(
    "add paste review review_all queue refuse take_all annotate caption remove attach keep_one not_alike purge".split()
)
ON_CHOSEN = frozenset("open look review review_all annotate caption copy remove attach keep_one not_alike".split())
ON_PROPOSALS = frozenset({"next_proposal", "refuse", "take_all"})
