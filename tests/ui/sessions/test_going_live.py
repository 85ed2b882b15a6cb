"""The way from a visit's page to the live session and back: what is not ended can be gone on with."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.errors import UserError
from gemba.message import say

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


def test_what_is_typed_after_begin_is_the_first_note_however_long_the_disk_takes(qtbot, place):
    """On a busy machine a line went into the form that was going away. N, J and K stay letters there."""
    place.new_visit()
    form = place.start
    form.team.setText("Claims")
    form.charter.setText("Why three calls?")
    free = threading.Event()
    place.desk.do(lambda: free.wait(30))
    form.charter.setFocus()
    QTest.keyClick(form.charter, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(place.window().focusWidget(), "Njk two windows")
    QTest.keyClick(place.window().focusWidget(), Key.Key_Return)
    QTest.keyClicks(place.window().focusWidget(), "next")
    assert place.front is form
    free.set()
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live)
    app = place.desk.app
    qtbot.waitUntil(
        lambda: (
            [row.text for row in app.library.queries.observations(session_id=place.live.session_id)]
            == ["Njk two windows"]
        )
    )
    qtbot.waitUntil(lambda: place.live.entry.edit.text() == "next")
    assert place.live.entry.edit.hasFocus()


def test_escape_leaves_the_form_for_the_list_and_what_was_typed_is_there_again(qtbot, place):
    place.new_visit()
    QTest.keyClicks(place.start.team, "Claims")
    for _ in range(2):  # the first closes the list of teams, where one is offered
        if place.front is place.start:
            QTest.keyClick(place.window().focusWidget(), Key.Key_Escape)
    assert place.front is place.list
    qtbot.waitUntil(place.list.view.hasFocus)
    place.new_visit()
    assert place.start.team.text() == "Claims" and place.start.team.hasFocus()


def test_a_begin_that_fails_gives_the_keys_back_and_keeps_what_was_typed_for_the_next_try(qtbot, place, monkeypatch):
    place.new_visit()
    form = place.start
    form.team.setText("Claims")
    form.charter.setText("Why three calls?")
    form.charter.setFocus()

    def refuse(*_arguments, **_named):
        raise UserError(say("The disk is full."))

    free = threading.Event()
    with monkeypatch.context() as patched:
        patched.setattr(type(place.desk.app.live), "begin", refuse)
        place.desk.do(lambda: free.wait(30))
        QTest.keyClick(form.charter, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(place.window().focusWidget(), "two windows")
        free.set()
        qtbot.waitUntil(form.problem.isVisible)
    assert form.charter.hasFocus()
    QTest.keyClicks(place.window().focusWidget(), " Nine?")
    assert form.charter.text() == "Why three calls? Nine?"
    QTest.keyClick(form.charter, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place.live is not None and place.live.entry.edit.text() == "two windows")
