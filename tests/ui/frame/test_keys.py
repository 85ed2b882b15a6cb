"""F1 lists exactly what has a key, the place's and the window's; keys can be changed; no two do the same thing at once."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gemba import paths
from gemba.settings import PersonSettings
from gemba.ui.keys.actions import WINDOW_ACTIONS, place_actions
from gemba.ui.places import PLACES


def ready(qtbot, window):
    qtbot.waitUntil(lambda: window.place is not None and window.isActiveWindow())


def test_f1_lists_exactly_what_has_a_key_here_and_closes(qtbot, sample_window):
    ready(qtbot, sample_window)
    for place in ("today", "tickets"):
        sample_window.go(place)
        QTest.keyClick(sample_window, Qt.Key.Key_F1)
        sheet = sample_window.commands.key_sheet
        assert sheet.isVisible()
        can = (*place_actions(place), *WINDOW_ACTIONS)
        assert Counter(sheet.listed) == Counter(one.id for one in can if sample_window.bindings.keys(one))
        assert any(not sample_window.bindings.keys(one) for one in can)  # those are found with the key that is named
        assert "Ctrl+K" in sheet.elsewhere.text()
        QTest.keyClick(sheet.area, Qt.Key.Key_F1)
        assert not sheet.isVisible()
    QTest.keyClick(sample_window, Qt.Key.Key_F1)
    QTest.keyClick(sheet.area, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_in_a_live_visit_the_sheet_begins_with_its_keys_and_in_the_list_with_those_of_the_list(qtbot, sample_window):
    ready(qtbot, sample_window)
    visit = sample_window.desk.app.library.queries.sessions()[0]
    for reference, first in (("", "sessions.new"), (f"live:{visit.id}", "live.line")):
        sample_window.go("sessions", reference)
        place = sample_window.places["sessions"]
        qtbot.waitUntil(lambda: bool(reference) == bool(place.foremost()))  # noqa: B023
        QTest.keyClick(sample_window, Qt.Key.Key_F1)
        sheet = sample_window.commands.key_sheet
        assert sheet.listed[0] == first
        own = [one.startswith("live.") for one in sheet.listed if one.startswith(("live.", "sessions."))]
        assert own == sorted(own, reverse=bool(reference)), "what belongs together stands together"
        QTest.keyClick(sheet.area, Qt.Key.Key_F1)


def test_the_sheet_of_keys_is_as_high_as_its_lines(qtbot, sample_window):
    ready(qtbot, sample_window)
    sample_window.resize(1280, 1400)
    for place in ("today", "sessions", "tickets"):
        sample_window.go(place)
        QTest.keyClick(sample_window, Qt.Key.Key_F1)
        sheet = sample_window.commands.key_sheet
        QApplication.processEvents()
        words = sheet.area.widget().findChildren(QLabel)
        under = sheet.frame.height() - max(one.mapTo(sheet.frame, one.rect().bottomLeft()).y() for one in words)
        assert 16 <= under <= 64, place
        QTest.keyClick(sheet.area, Qt.Key.Key_Escape)


def test_a_changed_key_works_and_the_old_one_no_more(qtbot, sample_window):
    ready(qtbot, sample_window)
    settings = PersonSettings(paths.user_config() / "settings.json")
    settings.set("keys", '{"go.tickets": ["Ctrl+9"]}')
    sample_window.desk.settings_changed.emit("keys")
    QTest.keyClick(sample_window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert sample_window.place_name == "today"
    QTest.keyClick(sample_window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert sample_window.place_name == "tickets"


@pytest.mark.parametrize("place", [one.name for one in PLACES])
def test_no_key_means_two_things_in_a_place(place):
    keys = Counter(key for action in (*WINDOW_ACTIONS, *place_actions(place)) for key in action.keys)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("place", [one.name for one in PLACES])
def test_every_action_of_a_place_can_be_done(qtbot, sample_window, place):
    ready(qtbot, sample_window)
    sample_window.go(place)
    missing = [one.id for one in place_actions(place) if not sample_window.actions_by_id[one.id].isEnabled()]
    assert missing == []
