"""One setting as a line: what it is, what it is for, and a control that keeps it; wrong values are said beside it.

A value is kept as soon as it is chosen or the field is left; there is no Save. Must not know what it is used for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.settings import DECLARED, IN_LIBRARY, parse_rates
from gemba.ui.desk import Desk
from gemba.ui.look.theme import dress_anew, role
from gemba.ui.widgets.choices import dress_choice
from gemba.ui.widgets.labels import PlainLabel

CONTROL_PX = 260
_NO_LIMIT_PX = 16_777_215


class CalmCombo(QComboBox):
    """A choice that the wheel does not change while somebody scrolls past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class SettingField(QFrame):
    """Label and note at the left, control at the right, the problem below."""

    kept = Signal(str)

    def __init__(
        self, desk: Desk, key: str, *, label: str, note: str, choices: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show the setting ``key``; ``choices`` are (value, words), none for a line of text."""
        super().__init__()
        self._desk = desk
        self.key = key
        self._value = desk.app.preferences.get(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(label))
        self._note = note
        self.note = PlainLabel(note, "small", "muted", wrap=True)
        words.addWidget(self.note)
        line.addLayout(words, 1)
        self.control: QComboBox | QLineEdit = self._choice(choices) if choices else self._text()
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(note)
        self.control.setFixedWidth(CONTROL_PX)
        self.control.setEnabled(not (desk.read_only and self._in_library()))
        self.right = QHBoxLayout()
        self.right.setSpacing(8)
        self.right.addWidget(self.control)
        line.addLayout(self.right)
        column.addLayout(line)
        self.problem = PlainLabel("", "small", "stop", wrap=True)
        self.problem.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.problem.hide()
        column.addWidget(self.problem)

    def _in_library(self) -> bool:
        return DECLARED[self.key].kept_in == IN_LIBRARY

    def _choice(self, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        combo = CalmCombo()
        dress_choice(combo)
        for value, words in choices:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(0, combo.findData(self._value)))
        combo.activated.connect(lambda index: self.keep(str(combo.itemData(index))))
        return combo

    def _text(self) -> QLineEdit:
        edit = QLineEdit(self.shown(self._value))
        edit.setPlaceholderText(self._desk.words.tr(DECLARED[self.key].empty))
        edit.editingFinished.connect(lambda: self.keep(edit.text().strip()))
        edit.installEventFilter(self)
        return edit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the kept value back on Esc."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.show_value(self._value)
            self._say("")
            return True
        return super().eventFilter(watched, event)

    def shown(self, value: str) -> str:
        """Return how a kept value stands in the field."""
        return value

    def written(self, text: str) -> str:
        """Return the value that a text in the field stands for."""
        return text

    def keep(self, typed: str) -> None:
        """Keep a value; one that it cannot have is said beside it and stays in the field to be mended."""
        text = self.written(typed)
        if text == self._value:
            self._say("")
            return
        key, stood = self.key, self._standing()

        def done(_: object) -> None:
            # Whoever typed on meanwhile keeps that; Esc gave back what was no longer kept.
            if self._standing() in (stood, self.shown(self._value)):
                self.show_value(text)
            self._value = text
            self._say("")
            self.kept.emit(key)
            self._desk.settings_changed.emit(key)

        self._desk.do(self._writing(text), owner=self, then=done, failed=self._failed)

    def _standing(self) -> str:
        return self.control.text() if isinstance(self.control, QLineEdit) else ""

    def _writing(self, text: str) -> Callable[[], None]:
        """Return what keeps a value, for the thread that writes; it raises UserError for one that it cannot have."""
        return partial(self._desk.app.preferences.set, self.key, text)

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, GembaError):
            self._say(self._desk.words.problem(problem))
        else:
            self._desk.problem(problem)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.control.setProperty("wrong", bool(sentence))
        dress_anew(self.control)

    def say_state(self, state: str, kind: str = "muted") -> None:
        """Say in place of the note what became of the value, in a colour of the looks; the note again for ""."""
        self.note.setText(state or self._note)
        role(self.note, "small", kind if state else "muted")
        self.control.setAccessibleDescription(self.note.text())

    def follow(self, text: str) -> None:
        """Show a value that may have been kept elsewhere; where it is the same, what is half typed here stays."""
        if text != self._value:
            self.show_value(text)

    def show_value(self, text: str) -> None:
        """Show a value in the place of what stands there."""
        self._value = text
        if isinstance(self.control, QComboBox):
            self.control.setCurrentIndex(max(0, self.control.findData(text)))
        elif self.control.text() != self.shown(text):
            self.control.setText(self.shown(text))

    def add_at_right(self, widget: QWidget) -> None:
        """Put something more at the right of the control."""
        self.right.addWidget(widget)


class LongField(SettingField):
    """A setting whose text is long: its field stands below, as wide as the page, and shows the beginning."""

    def __init__(
        self, desk: Desk, key: str, *, label: str, note: str, choices: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show the setting ``key``."""
        super().__init__(desk, key, label=label, note=note, choices=choices)
        self.right.removeWidget(self.control)
        self.control.setMinimumWidth(0)
        self.control.setMaximumWidth(_NO_LIMIT_PX)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.control)
        self._show_beginning()

    def show_value(self, value: str) -> None:
        """Show a kept value from its beginning."""
        super().show_value(value)
        self._show_beginning()

    def _show_beginning(self) -> None:
        if isinstance(self.control, QLineEdit):
            self.control.setCursorPosition(0)


class RatesField(SettingField):
    """Exchange rates as a person writes them: "CNY 0.128, VND 0.000037"."""

    def shown(self, value: str) -> str:
        """Return the kept rates as currencies and numbers; what cannot be read stands as it is kept."""
        try:
            return ", ".join(f"{name} {rate}" for name, rate in parse_rates(value).items())
        except GembaError:
            return value

    def written(self, text: str) -> str:
        """Return what is kept for it; the setting's own check says what is wrong with it."""
        rates = {}
        for part in text.replace(";", ",").split(","):
            words = part.replace("=", " ").replace(":", " ").split()
            if words:
                rates[words[0].upper()] = "".join(words[1:])
        return json.dumps(rates)
