"""How pictures of the screen are taken here: which keys of the whole desktop work, and what to do where none does.

It says what is, not what should be: what the system answered stands at each key's own field, so that no key stands
there twice. Must not know how a key is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gemba.message import N_
from gemba.ui.capture.capturing import KEY_MODES
from gemba.ui.capture.keys.global_keys import Held
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.settings.field import SettingField
from gemba.ui.widgets.labels import PlainLabel, rule

COMMAND = "gemba capture --region"
_WAYS = {
    "x11": N_("This desktop is X11: gemba takes the keys itself, unless another program has them."),
    "portal": N_("This desktop is Wayland: it asks you which keys gemba may have, and may give others."),
    "windows": N_("On Windows gemba asks the system for the keys. This has not been tried on a real machine yet."),
    "": N_("This system gives programs no keys of the whole desktop. Give its own shortcut the command below."),
}
_HELD: dict[str, tuple[str, str]] = {
    Held.WORKS: (N_("works"), "good"),
    Held.TAKEN: (N_("another program has this key"), "attention"),
    Held.UNKNOWN: (N_("this keyboard has no such key"), "attention"),
    Held.ASKED: (N_("the desktop is asking you"), "muted"),
    Held.REFUSED: (N_("the desktop refused it"), "attention"),
}


class CapturePanel(QFrame):
    """How this desktop gives keys away, and the command for a shortcut of its own."""

    def __init__(self, desk: Desk, fields: Mapping[str, SettingField]) -> None:
        """Say at the ``fields`` of the keys how things stand now; ``show_held`` renews it."""
        super().__init__()
        self._desk = desk
        self._fields = {mode: fields[f"capture.key.{mode}"] for mode in KEY_MODES}
        tr = desk.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.way = PlainLabel("", wrap=True)
        self.way.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.way)
        column.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(tr("The command for a shortcut of the desktop")))
        self.command = PlainLabel(COMMAND, "small", "muted")
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.command)
        line.addLayout(words, 1)
        self.copy = QPushButton(tr("Copy"))
        role(self.copy, "quiet")
        self.copy.setAccessibleName(tr("Copy the command"))
        self.copy.clicked.connect(self._copy)
        line.addWidget(self.copy)
        column.addLayout(line)
        desk.keys_held.connect(self.show_held)
        self.show_held(desk.held_keys)

    def show_held(self, held: object) -> None:
        """Show what became of each key."""
        tr, preferences = self._desk.words.tr, self._desk.app.preferences
        found = held if isinstance(held, dict) else {}
        self.way.setText(tr(_WAYS.get(str(found.get("way", "")), _WAYS[""])))
        for mode, field in self._fields.items():
            if preferences.get(field.key):
                said, colour = _HELD.get(str(found.get(mode, "")), (N_("not heard here"), "attention"))
                field.say_state(tr(said), colour)
            else:
                field.say_state("")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(COMMAND)
        self._desk.toast(self._desk.words.tr("The command is on the clipboard."), kind="good")


def watched_folder_button(desk: Desk, field: SettingField) -> QPushButton:
    """Return the button that chooses the watched folder."""
    button = QPushButton(desk.words.tr("Choose…"))
    role(button, "quiet")
    button.setAccessibleName(desk.words.tr("Choose the watched folder"))

    def choose() -> None:
        from PySide6.QtWidgets import QFileDialog

        begin = desk.app.preferences.get(field.key) or str(Path.home())
        folder = QFileDialog.getExistingDirectory(field, desk.words.tr("A folder to take pictures from"), begin)
        if folder:
            field.keep(folder)

    button.clicked.connect(choose)
    return button
