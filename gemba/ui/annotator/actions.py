"""What can be done in the annotator's window, with its keys. Must not know how.

Keys of the canvas alone (arrows, Enter, Backspace, Tab, Space) stand in canvas_keys.py and are listed here for the
sheet of keys as ``CANVAS_KEYS``.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.annotator.tools import ALL_TOOLS
from gemba.ui.keys.action import Action

_PLACE = "annotator"

TOOL_ACTIONS = tuple(
    Action(f"annotator.tool_{tool.name}", tool.word, (tool.key,), tool.icon, _PLACE) for tool in ALL_TOOLS
)
ARRANGING = (
    Action("annotator.front", N_("Above all other marks"), ("Ctrl+]",), "arrow-up", _PLACE),
    Action("annotator.back", N_("Below all other marks"), ("Ctrl+[",), "arrow-down", _PLACE),
    Action("annotator.align_left", N_("In line at the left"), ("Ctrl+Left",), "align-start-vertical", _PLACE),
    Action("annotator.align_right", N_("In line at the right"), ("Ctrl+Right",), "align-end-vertical", _PLACE),
    Action("annotator.align_top", N_("In line at the top"), ("Ctrl+Up",), "align-start-horizontal", _PLACE),
    Action("annotator.align_bottom", N_("In line at the foot"), ("Ctrl+Down",), "align-end-horizontal", _PLACE),
    Action(
        "annotator.align_across", N_("Middles in one upright line"), ("Ctrl+Shift+C",), "align-center-vertical", _PLACE
    ),
    Action(
        "annotator.align_down", N_("Middles in one level line"), ("Ctrl+Shift+M",), "align-center-horizontal", _PLACE
    ),
    Action(
        "annotator.spread_x",
        N_("Even gaps from left to right"),
        ("Ctrl+Shift+H",),
        "align-horizontal-distribute-center",
        _PLACE,
    ),
    Action(
        "annotator.spread_y",
        N_("Even gaps from top to bottom"),
        ("Ctrl+Shift+V",),
        "align-vertical-distribute-center",
        _PLACE,
    ),
)
#: what the menu of a mark offers; None is a line between
MENU = (
    "annotator.duplicate",
    "annotator.copy_on",
    None,
    *(action.id for action in ARRANGING[:2]),
    None,
    *(action.id for action in ARRANGING[2:]),
    None,
    "annotator.full_width",
    "annotator.whole_line",
    None,
    "annotator.all",
    "annotator.delete",
)
ACTIONS = (
    *TOOL_ACTIONS,
    Action(
        "annotator.review",
        N_("Mark as reviewed and go to the next picture"),
        ("Ctrl+Return", "Ctrl+Enter"),
        "user-check",
        _PLACE,
    ),
    Action("annotator.next", N_("Next picture"), ("PgDown",), "chevron-right", _PLACE),
    Action("annotator.previous", N_("Picture before"), ("PgUp",), "chevron-left", _PLACE),
    Action("annotator.thinner", N_("Thinner"), ("[",), "minus", _PLACE),
    Action("annotator.thicker", N_("Thicker"), ("]",), "plus", _PLACE),
    Action("annotator.colours", N_("Colours at the pointer"), ("O",), "palette", _PLACE),
    Action("annotator.full_width", N_("Cover the full width"), ("W",), "arrow-right-left", _PLACE),
    Action("annotator.duplicate", N_("Copy the mark beside itself"), ("Ctrl+D",), "copy", _PLACE),
    Action("annotator.all", N_("Choose every mark"), ("Ctrl+A",), "square-check", _PLACE),
    Action("annotator.copy_on", N_("Copy the marks to the next picture"), ("Ctrl+Shift+D",), "layers", _PLACE),
    *ARRANGING,
    Action("annotator.number_on", N_("Numbers go on over the series, or begin anew"), (), "hash", _PLACE),
    Action("annotator.whole_line", N_("Cover the whole line"), ("Shift+W",), "minus", _PLACE),
    Action("annotator.delete", N_("Take the mark off"), ("Del",), "trash-2", _PLACE),
    Action("annotator.caption", N_("Write the caption"), ("F2",), "text-cursor-input", _PLACE),
    Action("annotator.picture", N_("Back to the picture"), ("F6",), "image", _PLACE),
    Action("annotator.nearer", N_("Larger"), ("Ctrl++", "Ctrl+="), "zoom-in", _PLACE),
    Action("annotator.farther", N_("Smaller"), ("Ctrl+-",), "zoom-out", _PLACE),
    Action("annotator.fit", N_("The whole picture"), ("Ctrl+0",), "maximize", _PLACE),
    Action("annotator.exact", N_("Pixel for pixel, 100 %"), ("Ctrl+1",), "scan", _PLACE),
    Action("annotator.copy_picture", N_("Copy the picture as it may leave"), ("Ctrl+C",), "copy", _PLACE),
    Action("annotator.pin", N_("Pin the picture to the screen"), ("Shift+P",), "pin", _PLACE),
    Action("annotator.compare", N_("Before and after"), ("B",), "columns-2", _PLACE),
    Action("annotator.words", N_("Show or hide the words under the tools"), (), "panel-left", _PLACE),
    Action("annotator.undo", N_("Undo"), ("Ctrl+Z",), "undo-2", _PLACE),
    Action("annotator.redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", _PLACE),
    Action("annotator.keys", N_("Keys of this window"), ("F1",), "keyboard", _PLACE),
    Action("annotator.close", N_("Close the window"), ("Ctrl+W",), "x", _PLACE),
)
MARK_KEYS = (
    (N_("Choose the next mark or proposal"), ("Tab", "Shift+Tab")),
    (N_("Move the mark 1 or 10 pixels"), (N_("Arrows"), N_("Shift+Arrows"))),
    (N_("Make the mark larger or smaller"), (N_("Alt+Arrows"),)),
    (N_("Put a mark down, write in it, or take a proposal"), ("Enter",)),
    (N_("Choose one more mark with the mouse, or let go of it"), (N_("Ctrl+Click"),)),
    (N_("Let go of the tool, then of the mark"), ("Esc",)),
)
PROPOSAL_KEYS = (
    (N_("Refuse a proposal"), ("Backspace",)),
    (N_("Take all proposals"), ("Shift+Enter",)),
)
PICTURE_KEYS = ((N_("Move the picture"), ("Space",)),)
CANVAS_KEYS = (*MARK_KEYS, *PROPOSAL_KEYS, *PICTURE_KEYS)
