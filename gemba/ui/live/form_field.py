"""One field of a form: its words above, the control, and the one sentence of what is wrong below it.

Must not know what is asked for.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemba.ui.look.theme import dress_anew, role
from gemba.ui.widgets.labels import PlainLabel


class FormField(QWidget):
    """A control with its label and its problem."""

    def __init__(self, words: str, control: QWidget) -> None:
        """Put a label above a control."""
        super().__init__()
        self.control = control
        self.label = PlainLabel(words, "small", "muted")
        self.label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(words)
        self.note = PlainLabel("", "small", "muted", wrap=True)
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.label, control, self.note):
            layout.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Say something helpful below; "" takes it away."""
        role(self.note, "small", "muted")
        self._show(sentence)

    def complain(self, sentence: str) -> None:
        """Say what is wrong below, and frame the control; "" takes it away."""
        wrong = bool(sentence)
        if bool(self.control.property("wrong")) != wrong:
            self.control.setProperty("wrong", wrong)
            dress_anew(self.control)
        if wrong:
            role(self.note, "small", "stop")
            self._show(sentence)
        elif str(self.note.property("role")).endswith("stop"):
            self.say("")

    def _show(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
