"""A sheet over the window with a title, plain text to read, and at most one step to take: About, findings, bugs.

Must not know what it says.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Floating

_WIDTH_PX = 640
_LINE_PX = 17
_MOST_LINES = 26


class TextSheet(Floating):
    """Shown at once and gone for good when it closes."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        *,
        title: str,
        sentence: str,
        text: str = "",
        button: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Show it over ``window``; ``button`` is the next step, beside Close."""
        super().__init__(window, width_px=_WIDTH_PX, top_px=96)
        self.inside.setContentsMargins(24, 20, 24, 20)
        self.inside.setSpacing(12)
        self.title = PlainLabel(title, "title")
        self.sentence = PlainLabel(sentence, wrap=True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(title)
        lines = min(_MOST_LINES, text.count("\n") + 2 + sum(len(line) // 90 for line in text.splitlines()))
        self.text.setMinimumHeight(min(6, lines) * _LINE_PX)
        self.text.setMaximumHeight(lines * _LINE_PX + 24)
        self._lines = lines
        self.close_button = QPushButton(desk.words.tr("Close"))
        self.close_button.clicked.connect(self.close_up)
        self.button = QPushButton(button)
        role(self.button, "primary")
        if action is not None:
            self.button.clicked.connect(lambda: self._do(action))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.close_button)
        line.addWidget(self.button)
        for part in (self.title, self.sentence, self.text):
            self.inside.addWidget(part)
        self.inside.addLayout(line)
        self.text.setVisible(bool(text))
        self.button.setVisible(bool(button))
        self.open_over(self.button if button else self.close_button)

    def wanted_height_px(self) -> int:
        """Return what title, sentence and lines need."""
        inside = _WIDTH_PX - 48
        sentence = self.sentence.heightForWidth(inside)
        text = self._lines * _LINE_PX + 36 if self.text.isVisibleTo(self) else 0
        return 136 + max(20, sentence) + text

    def _do(self, action: Callable[[], object]) -> None:
        self.close_up()
        action()

    def close_up(self) -> None:
        """Go for good."""
        super().close_up()
        self.deleteLater()
