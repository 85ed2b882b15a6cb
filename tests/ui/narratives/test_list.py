"""The list of narratives: rows with their pages, a new one in place, the empty state, removing with a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gemba.ui.frame.main_window import MainWindow
from gemba.ui.narratives.new_form import WIDTH_PX
from gemba.ui.narratives.place import NarrativesPlace

LONG_MS = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_rows_say_pages_and_remarks_once_they_are_counted(qtbot: QtBot, place: NarrativesPlace) -> None:
    model = place.list._model
    qtbot.waitUntil(lambda: all(model.counted(one.row.id) for one in place.list.rows()), timeout=LONG_MS)
    row = next(one.row for one in place.list.rows() if one.row.language.value == "en")
    counted = model.counted(row.id)
    assert counted is not None
    assert counted.budget == 6 and 5 < counted.pages <= 6


def test_a_new_one_is_drafted_in_place_and_opens(qtbot: QtBot, place: NarrativesPlace) -> None:
    QTest.keyClick(place.list.view, Qt.Key.Key_N, CONTROL)
    form = place.list.form
    assert form.isVisible() and form.title.hasFocus()
    form.templates.buttons()[1].click()
    assert form.template() == "three-page"
    form.language.setCurrentIndex(form.language.findData("vi"))
    QTest.keyClicks(form.title, "Buoi hop")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.on_desk is not None, timeout=LONG_MS)
    writing = place.on_desk
    assert writing is not None and writing.row is not None
    assert (writing.row.title, writing.row.template, writing.row.language.value) == ("Buoi hop", "three-page", "vi")
    qtbot.waitUntil(lambda: writing.page.pages.laid is not None, timeout=LONG_MS)
    QTest.keyClick(writing.page.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert place.on_desk is None
    qtbot.waitUntil(lambda: len(place.list.rows()) == 4)


def test_ctrl_enter_drafts_it_and_the_form_is_no_wider_than_its_lines(qtbot: QtBot, place: NarrativesPlace) -> None:
    QTest.keyClick(place.list.view, Qt.Key.Key_N, CONTROL)
    form = place.list.form
    qtbot.waitUntil(form.title.hasFocus)
    left = form.mapTo(place.list, form.rect().topLeft()).x()
    assert (left, form.width()) == (20, min(WIDTH_PX, place.list.width() - 40))
    QTest.keyClicks(form.title, "Meeting")
    QTest.keyClick(form.title, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: place.on_desk is not None, timeout=LONG_MS)


def test_keys_choose_and_open_a_row(qtbot: QtBot, place: NarrativesPlace) -> None:
    view = place.list.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_J)
    chosen = place.list.chosen()
    assert chosen == place.list.rows()[1].row.id
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert place.current_row() == chosen


def test_delete_removes_and_undo_brings_back(qtbot: QtBot, place: NarrativesPlace, sample_window: MainWindow) -> None:
    gone = place.list.chosen()
    QTest.keyClick(place.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(place.list.rows()) == 2, timeout=LONG_MS)
    sample_window.trigger("history.undo")
    qtbot.waitUntil(lambda: gone in {one.row.id for one in place.list.rows()}, timeout=LONG_MS)


def test_an_empty_library_says_what_comes_first(qtbot: QtBot, empty_window: MainWindow) -> None:
    qtbot.waitExposed(empty_window)
    empty_window.go("narratives")
    place = empty_window.places["narratives"]
    assert isinstance(place, NarrativesPlace)
    qtbot.waitUntil(lambda: place.list.stack.currentWidget() is place.list.empty)
    said: list[str] = []
    place.desk.toasted.connect(lambda toast: said.append(toast.text))
    QTest.mouseClick(place.list.empty.button, Qt.MouseButton.LeftButton)
    assert said and "round" in said[0]


def test_one_without_a_title_is_called_so_on_the_desk_too(qtbot: QtBot, place: NarrativesPlace) -> None:
    row = place.desk.app.narratives.new(source="")
    place.open(row.id)
    qtbot.waitUntil(lambda: place.on_desk is not None)
    assert place.heading() == "Without a title · draft 1"
