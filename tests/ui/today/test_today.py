"""Today on the sample: what is due stands there, is walked with keys, settled with a button and brought back by undo."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from gemba.message import say
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.line_row import LineButton, LineRow


def promises(place):
    return [row for row in place._sections["promises"].findChildren(LineRow) if not row.isHidden()]


def shown(section):
    return len([one for one in section.findChildren(LineButton) if one.isVisibleTo(section)])


def opened(qtbot, window):
    window.go("today")
    place = window.places["today"]
    qtbot.waitUntil(lambda: bool(promises(place)))
    return place


def test_a_promise_is_kept_with_its_button_and_comes_back_with_undo(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    before = len(promises(place))
    button = promises(place)[0].findChildren(QPushButton)[0]
    assert button.accessibleName().startswith("Kept: ")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(promises(place)) == before - 1)
    sample_window.trigger("history.undo")
    qtbot.waitUntil(lambda: len(promises(place)) == before)


def test_the_lines_are_walked_with_j_and_k(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    first, second = (row.button for row in promises(place)[:2])
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_J)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_K)
    assert first.hasFocus()


def test_enter_on_a_promise_goes_to_its_note(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    went = []
    place.desk.wants.disconnect()
    place.desk.wants.connect(lambda name, reference: went.append((name, reference)))
    button = promises(place)[0].button
    QTest.keyClick(button, Qt.Key.Key_Return)
    (expected,) = {one.observation_id for one in place.desk.app.promises.all(open_only=True)[:1]}
    assert went == [("sessions", expected)]


def test_more_than_a_handful_waits_behind_a_button(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    plan = place._sections["plan"]
    assert shown(plan) == 5
    more = next(one for one in plan.findChildren(QPushButton) if "15" in one.text())
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(plan) == 20)


def test_an_empty_library_says_the_next_step(qtbot, empty_window):
    empty_window.go("today")
    place = empty_window.places["today"]
    empty = place.findChild(EmptyState)
    qtbot.waitUntil(lambda: empty.isVisibleTo(place))
    qtbot.waitUntil(empty.button.hasFocus)
    assert empty.button.text() == "New visit"


def test_a_visit_begins_with_the_same_key_as_in_sessions_and_not_where_nothing_can_be_written(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    qtbot.waitUntil(lambda: sample_window.place is place and sample_window.isActiveWindow())
    assert place._new.toolTip() == "N"
    sample_window.desk.hold_elsewhere(say("Another gemba writes to this library."))
    assert not place.allows("today.new")

    def press_it():
        QTest.keyClick(sample_window.focusWidget() or sample_window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    press_it()
    QCoreApplication.processEvents()
    assert sample_window.place_name == "today"
    sample_window.desk.hold_elsewhere(None)
    assert place.allows("today.new")
    press_it()
    qtbot.waitUntil(lambda: sample_window.place_name == "sessions")
    sessions = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: sessions.start is not None and sessions.start.isVisible())


def test_while_another_process_holds_the_library_nothing_offers_to_write(qtbot, sample_window):
    place = opened(qtbot, sample_window)

    def offers():
        return [button for row in promises(place) for button in row.findChildren(QPushButton)]

    assert offers() and place._new.isEnabled()
    sample_window.desk.hold_elsewhere(say("Another gemba writes to this library."))
    qtbot.waitUntil(lambda: not offers() and not place._new.isEnabled())
    sample_window.desk.hold_elsewhere(None)
    qtbot.waitUntil(lambda: bool(offers()) and place._new.isEnabled())
