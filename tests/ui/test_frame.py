"""The frame of the window: every place opens, from its key and from the rail."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.places import PLACES


def test_every_place_opens_with_its_key(qtbot, sample_window):
    for number, place in enumerate(PLACES):
        QTest.keyClick(sample_window, Qt.Key.Key_1 + number, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda place=place: sample_window.stack.currentWidget() is sample_window.places.get(place.name))
        assert sample_window.rail.buttons[place.name].isChecked()


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi"])
def test_the_places_on_the_rail_are_of_one_width_in_every_language(qtbot, start, empty_folder, language):
    window = start(empty_folder, language=language).open_window()
    qtbot.waitUntil(lambda: window.place is not None)
    rail = window.rail
    for button in rail.buttons.values():
        inside = button.geometry()
        assert (inside.left(), inside.width()) == (0, rail.contentsRect().width()), button.text()
        assert inside.width() >= button.sizeHint().width(), button.text()
