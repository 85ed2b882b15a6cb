"""Where Python's places in a text meet Qt's: behind an emoji every one of them is one further for Qt."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gemba.ui.tickets.page.fields import LineField, TextField
from gemba.ui.widgets.text_units import in_units, letters, units

TEXTS = ["", "plain", "nước mắm", "退款要九天", "🙂", "a🙂b", "🙂🙂 two", "family 👨‍👩‍👧 here", "𠮷野家 and 𝄞"]


@pytest.mark.parametrize("text", TEXTS)
def test_places_are_those_of_a_cursor_of_qt(text: str) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    assert units(text) == document.characterCount() - 1
    for at in range(len(text) + 1):
        cursor = QTextCursor(document)
        cursor.setPosition(0)
        cursor.setPosition(units(text[:at]), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == text[:at]
        assert letters(text, cursor.position()) == at
        assert in_units(text, cursor.position()) == text[at:]


def test_half_an_emoji_is_no_crash() -> None:
    assert letters("🙂b", 1) == 1
    assert len(in_units("🙂b", 1)) == 2


@pytest.mark.parametrize("kind", [LineField, TextField])
def test_a_field_that_is_shown_anew_leaves_the_cursor_where_it_was(qtbot, kind: type[LineField | TextField]) -> None:
    field = kind("Problem")
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.show_text("🙂🙂 it is typed")
    QTest.keyClick(field, Qt.Key.Key_End)
    field.show_text("🙂🙂 it is typed")
    QTest.keyClicks(field, "!")
    assert field.read() == "🙂🙂 it is typed!"


def test_a_plain_line_of_qt_counts_so_too(qtbot) -> None:
    line = QLineEdit("🙂b")
    qtbot.addWidget(line)
    line.setCursorPosition(units("🙂"))
    line.insert("a")
    assert line.text() == "🙂ab"
