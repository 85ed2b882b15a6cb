"""The keys of every action of every window, found by typing and changed by pressing another one.

A key that another action has is said, not stolen.
Must not know what an action does; the tables of actions say which there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.ui.desk import Desk
from gemba.ui.keys.action import EVERYWHERE, Action
from gemba.ui.keys.actions import OTHER_WINDOWS, all_actions, place_actions
from gemba.ui.keys.shown_keys import changed_keys
from gemba.ui.keys.spoken import spoken_keys
from gemba.ui.look.theme import role
from gemba.ui.places import PLACES
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel, rule

_OTHER = {"annotator": N_("Keys of the annotator"), "reviewing": N_("Keys of the reviewer's window")}
_MODIFIER_KEYS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyRow(QFrame):
    """One action with its keys; the button waits for another key."""

    def __init__(self, editor: KeyEditor, action: Action) -> None:
        """Show an action as it is now."""
        super().__init__()
        self._editor = editor
        self.action = action
        self.listening = False
        words = editor.desk.words
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        name = words.tr(action.text)
        line.addWidget(ElidedLabel(name), 1)
        self.problem = PlainLabel("", "small", "stop")
        line.addWidget(self.problem)
        self.button = QPushButton()
        self.button.setMinimumWidth(140)
        self.button.clicked.connect(self.listen)
        self.button.installEventFilter(self)
        line.addWidget(self.button)
        self.reset = QPushButton(words.tr("Reset"))
        role(self.reset, "quiet")
        self.reset.setAccessibleName(words.tr("Reset the key of “{action}”", action=name))
        self.reset.clicked.connect(lambda: editor.keep(self, None))
        line.addWidget(self.reset)
        self.show_keys()

    def show_keys(self) -> None:
        """Show what its keys are."""
        keys = self._editor.keys_of(self.action)
        words = self._editor.desk.words
        self.listening = False
        self.button.setText(" · ".join(spoken_keys(keys)) or words.tr("none"))
        self.button.setAccessibleName(words.told(words.tr(self.action.text), self.button.text()))
        changed = self.action.id in self._editor.changed
        self.reset.setEnabled(changed)
        self.reset.setVisible(changed)

    def listen(self) -> None:
        """Wait for the next key; Esc leaves it as it is, Backspace takes it away."""
        self.listening = True
        self.problem.setText("")
        self.button.setText(self._editor.desk.words.tr("Press a key…"))
        self.button.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key that is pressed while listening, before any action hears it."""
        if not self.listening:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.show_keys()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._press(event)
            return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MODIFIER_KEYS:
            return
        if key == Qt.Key.Key_Escape:
            self.show_keys()
        elif key == Qt.Key.Key_Backspace and not event.modifiers():
            self._editor.keep(self, ())
        else:
            pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
            self._editor.keep(self, (pressed,))


class KeyEditor(QWidget):
    """All actions, place by place, with a field that narrows them down."""

    def __init__(self, desk: Desk) -> None:
        """Show every action."""
        super().__init__()
        self.desk = desk
        self.changed = changed_keys()
        self._writing = 0
        desk.keys.changed.connect(self._reread)
        self.rows: list[KeyRow] = []
        self._headings: list[tuple[PlainLabel, list[KeyRow]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.narrow = QLineEdit()
        self.narrow.setPlaceholderText(desk.words.tr("Find an action or a key…"))
        self.narrow.setAccessibleName(desk.words.tr("Find an action or a key"))
        self.narrow.setClearButtonEnabled(True)
        self.narrow.textChanged.connect(self._narrow)
        room = QHBoxLayout()
        room.setContentsMargins(16, 12, 16, 8)
        room.addWidget(self.narrow)
        column.addLayout(room)
        for heading, actions in self._groups():
            label = PlainLabel(heading, "small", "strong", "muted")
            label.setContentsMargins(16, 12, 16, 4)
            column.addWidget(label)
            rows = [KeyRow(self, action) for action in actions]
            for row in rows:
                column.addWidget(rule())
                column.addWidget(row)
            self.rows += rows
            self._headings.append((label, rows))

    def _groups(self) -> Iterator[tuple[str, list[Action]]]:
        actions = all_actions()
        tr = self.desk.words.tr
        yield tr("Everywhere"), [one for one in actions if one.place == EVERYWHERE]
        for place in PLACES:
            own = [one for one in actions if one.place == place.name]
            if own:
                yield tr(place.text), own
        for name in OTHER_WINDOWS:
            yield tr(_OTHER[name]), list(place_actions(name))

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """Return the keys of an action as they are now."""
        return self.changed.get(action.id, action.keys)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        for label, rows in self._headings:
            for row in rows:
                keys = " ".join(spoken_keys(self.keys_of(row.action)))
                hay = f"{self.desk.words.tr(row.action.text)} {keys}".casefold()
                row.setVisible(all(part in hay for part in wanted))
            label.setVisible(any(not row.isHidden() for row in rows))

    def keep(self, row: KeyRow, keys: tuple[str, ...] | None) -> None:
        """Give an action other keys, or its own again (None); a key that another one has is refused with its name."""
        taken = self._taken(row.action, keys or ())
        if taken is not None:
            row.show_keys()
            words = self.desk.words
            row.problem.setText(words.tr("That key is taken by “{action}”.", action=words.tr(taken.text)))
            return
        if keys is None or keys == row.action.keys:
            self.changed.pop(row.action.id, None)
        else:
            self.changed[row.action.id] = keys
        row.problem.setText("")
        self._write()

    def reset_all(self) -> None:
        """Give every action its own keys again."""
        self.changed.clear()
        self._write()

    def _taken(self, action: Action, keys: tuple[str, ...]) -> Action | None:
        """Return another action that has one of the keys where both could fire."""
        for other in (row.action for row in self.rows):
            together = other.place == action.place or (
                EVERYWHERE in (other.place, action.place) and not {other.place, action.place} & set(OTHER_WINDOWS)
            )
            if other.id != action.id and together and set(keys) & set(self.keys_of(other)):
                return other
        return None

    def _write(self) -> None:
        text = json.dumps({name: list(keys) for name, keys in sorted(self.changed.items())})
        preferences = self.desk.app.preferences

        self._writing += 1

        def done(_: object) -> None:
            self._writing -= 1
            self.desk.settings_changed.emit("keys")

        def failed(problem: BaseException) -> None:
            self._writing -= 1
            self._reread()
            self.desk.problem(problem)

        self.desk.do(lambda: preferences.set("keys", text), owner=self, then=done, failed=failed)

    def _reread(self) -> None:
        """Show the keys as they are now, wherever they were changed; what is still being written counts already."""
        if not self._writing:
            self.changed = changed_keys()
        for row in self.rows:
            row.show_keys()
