"""What lies over a window, floating or as a sheet: room, keys, focus, and what closes it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gemba.ui.widgets.overlay import Floating, Sheet

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window, kind):
    overlay = kind(window, width_px=400)
    overlay.one, overlay.two = QPushButton("One", overlay.frame), QPushButton("Two", overlay.frame)
    overlay.inside.addWidget(overlay.one)
    overlay.inside.addWidget(overlay.two)
    overlay.open_over(overlay.one)
    return overlay


@pytest.mark.parametrize("kind", [Floating, Sheet])
def test_it_follows_the_window_and_stays_inside_it(qtbot, empty_window, kind):
    overlay = opened(empty_window, kind)
    empty_window.resize(1040, 660)
    qtbot.waitUntil(lambda: overlay.size() == empty_window.size())
    assert overlay.rect().contains(overlay.frame.geometry())
    assert abs(overlay.frame.geometry().center().x() - overlay.rect().center().x()) <= 1


@pytest.mark.parametrize("kind", [Floating, Sheet])
def test_it_gives_the_focus_back_to_who_had_it(qtbot, empty_window, kind):
    button = empty_window.rail.buttons["tickets"]
    button.setFocus()
    overlay = opened(empty_window, kind)
    QTest.keyClick(overlay.one, Qt.Key.Key_Escape)
    qtbot.waitUntil(button.hasFocus)


@pytest.mark.parametrize("kind", [Floating, Sheet])
def test_who_had_the_focus_may_be_gone_by_then(qtbot, empty_window, kind):
    button = QPushButton("Gone soon", empty_window)
    button.show()
    button.setFocus()
    overlay = opened(empty_window, kind)
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    QTest.keyClick(overlay.one, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


@pytest.mark.parametrize("kind", [Floating, Sheet])
def test_tab_goes_round_inside(qtbot, empty_window, kind):
    overlay = opened(empty_window, kind)
    seen = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        QTest.keyClick(QApplication.focusWidget(), key)
        seen.append(QApplication.focusWidget())
    assert seen == [overlay.two, overlay.one, overlay.two]


def test_a_click_beside_closes_what_floats_and_not_a_sheet(qtbot, empty_window):
    floating = opened(empty_window, Floating)
    QTest.mouseClick(floating, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert floating.isHidden()
    sheet = opened(empty_window, Sheet)
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert sheet.isVisible()
    sheet.close_up()


@pytest.mark.parametrize(("kind", "goes"), [(Floating, True), (Sheet, False)])
def test_the_windows_commands_go_on_through_what_floats_only(qtbot, empty_window, kind, goes):
    before = empty_window.place_name
    overlay = opened(empty_window, kind)
    QTest.keyClick(overlay.one, Qt.Key.Key_4, CONTROL)
    assert (empty_window.place_name != before) is goes


def test_the_palette_gives_the_focus_back(qtbot, sample_window):
    button = sample_window.rail.buttons["tickets"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_K, CONTROL)
    palette = sample_window.commands.palette
    assert palette.field.hasFocus()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(button.hasFocus)
