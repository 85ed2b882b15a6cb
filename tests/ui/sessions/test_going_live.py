"""The way from a visit's page to the live session and back: what is not ended can be gone on with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

Key = Qt.Key


def test_a_visit_goes_on_live_stays_while_one_looks_elsewhere_and_ends_on_its_page(qtbot, page, place, press):
    session = page.session
    assert page.header.live_button.text() == "Go live"
    press(Key.Key_L)
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live)
    assert place.current_row() == session
    assert place.allows("live.end")
    place.show_list()
    assert place.front is place.list
    assert not place.allows("live.end")
    place.open_session(session)
    assert place.front is place.live
    app = place.desk.app
    place.desk.do(lambda: app.live.end(session))
    qtbot.waitUntil(lambda: app.sessions.all()[0].ended is not None)
    place.live.ended.emit(session)
    assert place.front is place.page
    assert place.live is None
    qtbot.waitUntil(lambda: page.page is not None and page.page.row.ended is not None)
    assert not page.header.live_button.isVisible()


def test_a_visit_left_running_offers_to_go_on(qtbot, page):
    app, session = page.desk.app, page.session
    page.desk.do(lambda: app.live.go_on(session))
    qtbot.waitUntil(lambda: page.header.live_button.text() == "Go on live")
    assert page.header.live_button.isVisible()
    assert page.header.live_button.property("role") == "primary"


@pytest.fixture
def live(qtbot, page, place, press):
    """The live session of S1 in the real window."""
    press(Key.Key_L)
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live)
    qtbot.waitUntil(place.live.entry.edit.hasFocus)
    qtbot.waitUntil(lambda: not place.desk.saving)
    return place.live


def test_the_keys_of_the_visit_work_in_the_mini_bar_too(qtbot, live):
    live.mini.appear()
    qtbot.waitUntil(live.mini.isActiveWindow)
    edit = live.mini.entry.edit
    qtbot.waitUntil(edit.hasFocus)
    QTest.keyClick(edit, Key.Key_F9)
    qtbot.waitUntil(lambda: live.sitting.paused)
    assert live.mini.pause.isChecked()
    assert edit.placeholderText() == "Pictures are off"
    assert edit.fontMetrics().horizontalAdvance(edit.placeholderText()) < edit.width()
    QTest.keyClick(edit, Key.Key_F9)
    qtbot.waitUntil(lambda: not live.sitting.paused)
    QTest.keyClick(edit, Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not live.mini.isVisible())


def test_messages_stand_above_the_line_that_is_typed(qtbot, live):
    window = live.window()
    live.desk.toast("Something to say")
    (card,) = window.toasts.cards
    qtbot.waitUntil(card.isVisible)
    foot = card.mapTo(window, card.rect().bottomLeft()).y()
    assert foot < live.entry.mapTo(window, live.entry.rect().topLeft()).y()
    # The negative control: with the end of the visit there is no line, and messages stand at the foot.
    window.trigger("live.end")
    live.desk.toast("Something else")
    assert live.desk.foot_px() == 0
