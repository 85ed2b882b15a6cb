"""The panel of remarks follows the line that the hands are in, without taking the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gemba.ui.desk import Toast
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.leaving.sheet import LeavingSheet
from gemba.ui.narratives.remarks_panel import RemarksPanel
from gemba.ui.narratives.writing import Writing
from tests.ui.narratives.test_desk import LONG_MS, end_of

_GAPS = 30


def _with_gaps(qtbot: QtBot, writing: Writing) -> int:
    """Put many gaps into the text, a line each; return the line of the first."""
    editor = writing.page.editor
    end_of(writing, 20)
    editor.insertPlainText("".join(f"\n\n[[what is {number}?]]" for number in range(_GAPS)))
    _checked(qtbot, writing)
    return 22


def _checked(qtbot: QtBot, writing: Writing) -> None:
    writing.remarking.check_now()
    qtbot.waitUntil(lambda: writing.remarking.checked_text == writing.page.editor.text(), timeout=LONG_MS)


def _seen(panel: RemarksPanel, line: int) -> bool:
    rows = [at for at, one in enumerate(panel.remarks) if one.line == line]
    assert rows
    return all(_in_sight(panel, row) for row in rows)


def _in_sight(panel: RemarksPanel, row: int) -> bool:
    return panel.view.viewport().rect().contains(panel.view.visualRect(panel.view.model().index(row, 0)))


def test_what_was_just_typed_has_its_remark_in_sight(qtbot: QtBot, writing: Writing) -> None:
    page, panel = writing.page, writing.page.remarks
    first = _with_gaps(qtbot, writing)
    page.show_remarks(True)
    last = first + 2 * (_GAPS - 1)
    assert _seen(panel, last), "the panel opens on the line that the hands are in"
    end_of(writing, first)
    assert _seen(panel, first) and not _seen(panel, last)
    page.editor.setFocus()
    end_of(writing, last)
    QTest.keyClicks(page.editor, " [T99] and [[this?]]")
    _checked(qtbot, writing)
    assert len([one for one in panel.remarks if one.line == last]) >= 3
    assert _seen(panel, last)
    assert page.editor.hasFocus() and panel.current() is None


def test_of_a_line_with_many_remarks_the_one_where_the_hands_are_is_in_sight(qtbot: QtBot, writing: Writing) -> None:
    page, panel = writing.page, writing.page.remarks
    end_of(writing, 20)
    page.editor.insertPlainText("".join(f" [[what is {number}?]]" for number in range(_GAPS)))
    page.show_remarks(True)
    _checked(qtbot, writing)
    rows = [at for at, one in enumerate(panel.remarks) if one.line == 20 and one.words.startswith("what is")]
    assert len(rows) == _GAPS
    assert _in_sight(panel, rows[-1]) and not _in_sight(panel, rows[0])
    page.editor.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    assert _in_sight(panel, rows[0]) and not _in_sight(panel, rows[-1])


def test_nothing_moves_in_the_panel_while_one_types_where_nothing_is_remarked(qtbot: QtBot, writing: Writing) -> None:
    page, panel = writing.page, writing.page.remarks
    first = _with_gaps(qtbot, writing)
    page.show_remarks(True)
    end_of(writing, first + 30)
    before = panel.view.verticalScrollBar().value()
    assert before > 0
    end_of(writing, 18)
    QTest.keyClicks(page.editor, " It is so [T2].")
    _checked(qtbot, writing)
    end_of(writing, first)
    end_of(writing, 18)
    page.remarks.view.verticalScrollBar().setValue(before)
    QTest.keyClicks(page.editor, " [[more?]]")
    QTest.keyClicks(page.editor, "".join("\b" for _ in " [[more?]]"))
    _checked(qtbot, writing)
    assert panel.view.verticalScrollBar().value() == before


def test_f8_goes_on_from_where_the_hands_went(qtbot: QtBot, writing: Writing) -> None:
    page = writing.page
    first = _with_gaps(qtbot, writing)
    end_of(writing, 20)
    QTest.keyClick(page.editor, Qt.Key.Key_F8)
    assert page.editor.line() == first
    end_of(writing, first + 39)
    QTest.keyClick(page.editor, Qt.Key.Key_F8)
    assert page.editor.line() == first + 40
    end_of(writing, first + 21)
    QTest.keyClick(page.editor, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.editor.line() == first + 20
    end_of(writing, page.editor.document().blockCount())
    QTest.keyClick(page.editor, Qt.Key.Key_F8)
    assert page.remarks.view.currentIndex().row() == 0, "round to the first"


def test_a_code_that_stands_for_nothing_is_shown_in_the_place_of_a_print_that_would_stop(
    qtbot: QtBot, writing: Writing, sample_window: MainWindow
) -> None:
    editor = writing.page.editor
    end_of(writing, 20)
    editor.insertPlainText(" So says [T99].")
    end_of(writing, 12)
    _checked(qtbot, writing)
    QTest.keyClick(editor, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(sample_window.findChildren(LeavingSheet)), timeout=LONG_MS)
    sheet = sample_window.findChildren(LeavingSheet)[0]
    assert sheet.write_button.text() == "Show it in the text" and not sheet.fields.isEnabled()
    QTest.keyClick(sheet.write_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sample_window.findChildren(LeavingSheet))
    assert editor.textCursor().selectedText() == "[T99]" and writing.page.remarks.isVisible()
    qtbot.waitUntil(editor.hasFocus)
    end_of(writing, 12)
    QTest.keyClick(editor, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    told: list[Toast] = []
    writing._desk.toasted.connect(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MS)
    assert told[0].action is not None
    told[0].action()
    assert editor.textCursor().selectedText() == "[T99]"
