"""Words offered below a field: the keys stay with the field, Tab always goes on, nothing opens a window of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.widgets.suggestions import Suggestions

TEAMS = ("Chargebacks", "Refunds & Chargebacks", "Help desk")


@pytest.fixture
def form(qtbot):
    window = QWidget()
    window.resize(400, 300)
    layout = QVBoxLayout(window)
    first, second = QLineEdit(), QLineEdit()
    layout.addWidget(first)
    layout.addWidget(second)
    offered = Suggestions(first, name="Teams")
    offered.offer(TEAMS)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    return window, first, second, offered


def type_on(letters: str) -> None:
    # To whatever has the keyboard, as a hand does: a list that took it would get them.
    for letter in letters:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def test_the_focus_stays_and_no_window_opens(form):
    window, first, _, offered = form
    type_on("charge")
    assert offered.shown == ("Chargebacks", "Refunds & Chargebacks")
    assert QApplication.focusWidget() is first and QApplication.activePopupWidget() is None
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    type_on("b")
    assert first.text() == "chargeb"


def test_tab_goes_on_whatever_the_list_does(form):
    window, first, second, offered = form
    type_on("charge")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second and first.text() == "charge" and offered.shown == ()


def test_tab_takes_what_is_chosen_and_goes_on(form):
    window, first, second, offered = form
    taken: list[str] = []
    offered.taken.connect(lambda: taken.append(first.text()))
    type_on("charge")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second and taken == ["Refunds & Chargebacks"]


def test_enter_without_a_choice_is_the_fields_and_escape_only_closes(form):
    window, first, _, offered = form
    pressed: list[bool] = []
    first.returnPressed.connect(lambda: pressed.append(True))
    type_on("help")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert offered.shown == () and first.text() == "help" and not pressed
    type_on(" d")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert pressed == [True] and offered.shown == () and first.text() == "help d"


def test_a_click_takes_and_the_arrows_come_back_to_what_was_typed(form):
    window, first, _, offered = form
    type_on("charge")
    for _ in range(3):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert first.text() == "charge"
    type_on("b")
    shown = window.findChild(QListWidget)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(shown.item(0)).center())
    assert first.text() == "Chargebacks" and QApplication.focusWidget() is first and offered.shown == ()


def test_the_list_stays_below_its_field_when_what_is_around_moves(qtbot):
    inner = QWidget()
    column = QVBoxLayout(inner)
    above, field, below = QLabel("above"), QLineEdit(), QLabel("below")
    for label in (above, below):
        label.setFixedHeight(500)
    for part in (above, field, below):
        column.addWidget(part)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.resize(400, 300)
    offered = Suggestions(field, name="Teams")
    offered.offer(TEAMS)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    field.setFocus()
    bar = area.verticalScrollBar()
    bar.setValue(400)
    type_on("charge")
    listed = area.findChild(QListWidget)
    away = listed.y() - field.mapTo(area, field.rect().topLeft()).y()
    bar.setValue(440)
    assert offered.shown and listed.y() - field.mapTo(area, field.rect().topLeft()).y() == away
    bar.setValue(0)
    assert not offered.shown
