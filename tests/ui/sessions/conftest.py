"""The place of visits in the real window, on the sample and on an empty library."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.sessions.place import SessionsPlace


def _at_sessions(qtbot, window):
    qtbot.waitExposed(window)
    window.activateWindow()
    window.go("sessions")
    place = window.places["sessions"]
    assert isinstance(place, SessionsPlace)
    return place


@pytest.fixture
def place(qtbot, sample_window):
    """The list of the sample's three visits, with the focus in it."""
    found = _at_sessions(qtbot, sample_window)
    qtbot.waitUntil(lambda: found.list.view.visits.visits == 3)
    qtbot.waitUntil(found.list.view.hasFocus)
    return found


@pytest.fixture
def empty_place(qtbot, empty_window):
    """The list of a library in which nothing stands."""
    found = _at_sessions(qtbot, empty_window)
    qtbot.waitUntil(lambda: found.list.stack.currentWidget() is found.list.empty)
    return found


@pytest.fixture
def page(qtbot, place):
    """The page of S1, loaded."""
    place.show_row("S1")
    qtbot.waitUntil(lambda: place.page.page is not None and place.front is place.page)
    qtbot.waitUntil(lambda: place.page.timeline.view.current() != "")
    qtbot.waitUntil(place.page.timeline.view.hasFocus)
    return place.page


@pytest.fixture
def press(place):
    """Press a key where the focus is."""

    def key(which, modifier=Qt.KeyboardModifier.NoModifier):
        from PySide6.QtWidgets import QApplication

        QTest.keyClick(QApplication.focusWidget() or place.window(), which, modifier)

    return key
