"""The keys of the annotator on one sheet over the picture; F1 and Esc close it. Must not know what they do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gemba.ui.annotator.actions import ACTIONS, CANVAS_KEYS
from gemba.ui.desk import Desk
from gemba.ui.keys.quitting import QUIT
from gemba.ui.keys.shown_keys import declared
from gemba.ui.keys.window_keys import WindowKeys


class AnnotatorKeys(WindowKeys):
    """One per annotator window."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        """List every key there is, the canvas's own first, and list them anew when one is changed."""
        super().__init__(window, desk.words.tr("Keys of the annotator"), closes=desk.words.tr("Esc closes"))
        self._desk = desk
        desk.keys.changed.connect(self._list)
        self._list()

    def _list(self) -> None:
        tr, keys = self._desk.words.tr, self._desk.keys
        canvas_keys = [(tr(text), tuple(tr(key) for key in fixed)) for text, fixed in CANVAS_KEYS]
        self.show_lines([*canvas_keys, *((tr(one.text), keys.of(one)) for one in (*ACTIONS, declared(QUIT)))])
