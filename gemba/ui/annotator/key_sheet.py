"""The keys of the annotator on one sheet over the picture; F1 and Esc close it. Must not know what they do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gemba.ui.annotator.actions import ACTIONS, CANVAS_KEYS
from gemba.ui.desk import Desk
from gemba.ui.keys.bindings import Bindings
from gemba.ui.keys.window_keys import WindowKeys


class AnnotatorKeys(WindowKeys):
    """One per annotator window."""

    def __init__(self, window: QWidget, desk: Desk, bindings: Bindings) -> None:
        """List every key there is, the canvas's own first."""
        tr = desk.words.tr
        canvas_keys = [(tr(text), tuple(tr(key) for key in keys)) for text, keys in CANVAS_KEYS]
        window_keys = [(tr(one.text), bindings.keys(one)) for one in ACTIONS]
        super().__init__(window, tr("Keys of the annotator"), [*canvas_keys, *window_keys])
