"""The four languages, each by its own name, one of them chosen. Must not know what a language changes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.look.theme import role


class Languages(QWidget):
    """A row of chips; ``chosen`` says the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, language: str) -> None:
        """Show ``language`` as chosen."""
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for code, name in OWN_NAMES.items():
            button = QPushButton(name)
            button.setCheckable(True)
            button.setChecked(code == language)
            role(button, "chip")
            # Not by the click: what a screen reader toggles is never clicked.
            button.toggled.connect(lambda on, code=code: self.chosen.emit(code) if on else None)
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[code] = button
