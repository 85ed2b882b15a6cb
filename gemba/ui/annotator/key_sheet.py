"""The keys of the annotator on one sheet over the picture, in groups; F1 and Esc close it.

Must not know what they do.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gemba.message import N_
from gemba.ui.annotator.actions import ACTIONS, ARRANGING, MARK_KEYS, PICTURE_KEYS, PROPOSAL_KEYS, TOOL_ACTIONS
from gemba.ui.desk import Desk
from gemba.ui.keys.action import Action
from gemba.ui.keys.quitting import QUIT
from gemba.ui.keys.shown_keys import declared
from gemba.ui.keys.window_keys import KeyGroup, WindowKeys

_OF_PICTURE = (
    *("review", "next", "previous", "caption", "picture", "nearer", "farther", "fit", "exact"),
    *("copy_picture", "pin", "compare"),
)
_OF_WINDOW = ("undo", "redo", "words", "keys", "close")
#: keys of the canvas alone in a group
_Fixed = tuple[tuple[str, tuple[str, ...]], ...]


class AnnotatorKeys(WindowKeys):
    """One per annotator window."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        """List every key there is, each group's of the canvas first, and list them anew when one is changed."""
        super().__init__(window, desk.words.tr("Keys of the annotator"), closes=desk.words.tr("Esc closes"))
        self._desk = desk
        desk.keys.changed.connect(self._list)
        self._list()

    def _list(self) -> None:
        named = {one.id.removeprefix("annotator."): one for one in ACTIONS}
        picture = tuple(named[name] for name in _OF_PICTURE)
        window = tuple(named[name] for name in _OF_WINDOW)
        elsewhere = {*TOOL_ACTIONS, *ARRANGING, *picture, *window}
        marks = tuple(one for one in ACTIONS if one not in elsewhere)
        left = [
            self._group(N_("Tools"), (), TOOL_ACTIONS),
            self._group(N_("Picture"), PICTURE_KEYS, picture),
            self._group(N_("Window"), (), (*window, declared(QUIT))),
        ]
        right = [
            self._group(N_("Marks"), MARK_KEYS, marks),
            self._group(N_("Proposals"), PROPOSAL_KEYS, ()),
            self._group(N_("Arrange"), (), ARRANGING),
        ]
        self.show_groups(left, right)

    def _group(self, title: str, fixed: _Fixed, actions: tuple[Action, ...]) -> KeyGroup:
        tr, keys = self._desk.words.tr, self._desk.keys
        of_canvas = [(tr(text), tuple(tr(key) for key in told)) for text, told in fixed]
        return tr(title), [*of_canvas, *((tr(one.text), keys.of(one)) for one in actions)]
