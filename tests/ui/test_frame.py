"""The frame of the window: every place opens, from its key and from the rail."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.places import PLACES


def test_every_place_opens_with_its_key(qtbot, sample_window):
    for number, place in enumerate(PLACES):
        QTest.keyClick(sample_window, Qt.Key.Key_1 + number, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda place=place: sample_window.stack.currentWidget() is sample_window.places.get(place.name))
        assert sample_window.rail.buttons[place.name].isChecked()
