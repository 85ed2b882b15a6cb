"""A line above the prose that says what happened to the text, with at most two ways on. Must not know what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.narratives.parts import tool
from gemba.ui.widgets.labels import PlainLabel

Way = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, desk: Desk) -> None:
        """Begin hidden."""
        super().__init__()
        role(self, "banner")
        self.said = PlainLabel("", wrap=True)
        self.first, self.second = QPushButton(), QPushButton()
        self._ways: tuple[Way, ...] = ()
        self.first.clicked.connect(lambda: self._take(0))
        self.second.clicked.connect(lambda: self._take(1))
        self.shut = tool(desk, "x", desk.words.tr("Close this line"), self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.said, 1)
        for widget in (self.first, self.second, self.shut):
            layout.addWidget(widget)
        self.hide()

    def tell(self, sentence: str, *ways: Way) -> None:
        """Say a sentence; with ways on it stays until one is taken."""
        self._ways = ways
        self.said.setText(sentence)
        for at, button in enumerate((self.first, self.second)):
            button.setVisible(at < len(ways))
            if at < len(ways):
                button.setText(ways[at][0])
        self.shut.setVisible(not ways)
        self.show()

    def _take(self, at: int) -> None:
        work = self._ways[at][1]
        self.hide()
        work()
