"""The line at the foot of the annotator: whether everything is kept, and how large the picture is shown.

Must not know marks.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from gemba.ui.annotator.board import Board
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel


class Foot(QFrame):
    """Says what is true about saving; the zoom at the right goes back to the whole picture."""

    def __init__(self, desk: Desk, board: Board) -> None:
        """Follow the desk and the view."""
        super().__init__()
        self._desk = desk
        self._board = board
        role(self, "status")
        words = desk.words
        self.saved = ElidedLabel("", "small", "muted")
        self.keys = self._button("", words.tr("Keys of this window"), "annotator.keys")
        self.farther = self._button("−", words.tr("Smaller"), "annotator.farther")
        self.zoom = self._button("", words.tr("Zoom; shows the whole picture"), "annotator.fit")
        self.nearer = self._button("+", words.tr("Larger"), "annotator.nearer")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 2, 12, 2)
        line.setSpacing(2)
        line.addWidget(self.saved, 1)
        line.addWidget(self.keys)
        line.addSpacing(12)
        for button in (self.farther, self.zoom, self.nearer):
            line.addWidget(button)
        self.zoom.setMinimumWidth(52)
        desk.saving_changed.connect(self.show_saving)
        board.view_changed.connect(self.show_zoom)
        desk.keys.changed.connect(self._say_key)
        self._say_key()
        self.show_saving()

    def _say_key(self) -> None:
        """Say which key shows the keys; the bare word where a person took it away."""
        words, key = self._desk.words, self._desk.keys.first("annotator.keys")
        self.keys.setText(words.tr("Keys: {key}", key=key) if key else words.tr("Keys"))

    def _button(self, text: str, name: str, action_id: str) -> QToolButton:
        button = QToolButton()
        role(button, "status")
        button.setText(text)
        button.setAccessibleName(name)
        self._desk.keys.tip(button, action_id, name)
        return button

    def show_saving(self) -> None:
        """Say whether everything is kept."""
        desk, words = self._desk, self._desk.words
        if desk.unsaved_problem:
            self.saved.setText(words.tr("Not saved: {why}", why=desk.unsaved_problem))
        elif desk.read_only:
            self.saved.setText(words.tr("This library can only be read here"))
        elif desk.saving:
            self.saved.setText(words.tr("Saving…"))
        else:
            self.saved.setText(words.tr("Saved; the picture below never changes"))

    def show_zoom(self) -> None:
        """Say how large the picture is shown."""
        self.zoom.setText(self._desk.words.percent(self._board.view.zoom))
