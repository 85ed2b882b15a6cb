"""Keys pressed while a place, a page or a visit is still read: kept, and heard by what they were meant for, once."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.errors import UserError
from gemba.message import say

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Slow:
    """A service whose one call waits until the test lets it go on, as a slow disk would."""

    def __init__(self, monkeypatch, service, name):
        self._gate, real = threading.Event(), getattr(service, name)
        self.begun, self.problem = threading.Event(), None

        def late(*given, **named):
            self.begun.set()
            assert self._gate.wait(60)
            if self.problem is not None:
                raise self.problem
            return real(*given, **named)

        monkeypatch.setattr(service, name, late)

    def go_on(self):
        self._gate.set()


@pytest.fixture
def slow(monkeypatch):
    made = []

    def make(service, name):
        made.append(Slow(monkeypatch, service, name))
        return made[-1]

    yield make
    for one in made:
        one.go_on()


@pytest.fixture
def press(sample_window):
    """Press keys where the focus is, as Qt gets them from the system."""

    def keys(*which, modifier=Modifier.NoModifier):
        for one in which:
            target = QApplication.focusWidget() or sample_window
            QTest.keyClick(target, one, modifier)

    return keys


def _idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.keys_ahead.holds and not window.desk.jobs.busy)


def test_keys_of_a_list_that_is_still_read_move_in_it_once_it_stands(qtbot, sample_window, slow, press):
    _idle(qtbot, sample_window)
    lines = slow(sample_window.desk.app.visit_pages, "lines")
    press(Key.Key_2, modifier=Modifier.ControlModifier)
    place = sample_window.places["sessions"]
    press(Key.Key_J, Key.Key_J)
    assert place.list.view.current() == ""
    lines.go_on()
    _idle(qtbot, sample_window)
    first, *_, last = [one.row.id for one in sample_window.desk.app.visit_pages.lines()]
    # Two steps down from the first of three, not one and not three.
    assert place.list.view.current() == last != first
    assert place.list.filter.text() == ""


def test_enter_opens_the_visit_and_the_key_after_it_is_heard_by_its_page(qtbot, sample_window, slow, press):
    _idle(qtbot, sample_window)
    lines = slow(sample_window.desk.app.visit_pages, "lines")
    page = slow(sample_window.desk.app.visit_pages, "page")
    press(Key.Key_2, modifier=Modifier.ControlModifier)
    place = sample_window.places["sessions"]
    press(Key.Key_O, Key.Key_E)
    lines.go_on()
    qtbot.waitUntil(page.begun.is_set)
    qtbot.waitUntil(lambda: place.front is not place.list)
    # The page is there, its visit is not: E waits on.
    assert not place.page.timeline.editor.field.isVisible()
    page.go_on()
    qtbot.waitUntil(place.page.timeline.editor.field.isVisible)


def test_a_new_visit_asked_for_before_the_list_stands_is_begun(qtbot, sample_window, slow, press):
    _idle(qtbot, sample_window)
    lines = slow(sample_window.desk.app.visit_pages, "lines")
    press(Key.Key_2, modifier=Modifier.ControlModifier)
    place = sample_window.places["sessions"]
    press(Key.Key_N)
    for letter in "Mill":
        press(getattr(Key, f"Key_{letter.upper()}"))
    lines.go_on()
    qtbot.waitUntil(lambda: place.start is not None and place.start.team.text() == "mill")
    assert place.front is place.start


def test_what_is_typed_after_go_live_is_the_line_and_does_nothing_to_the_page(qtbot, sample_window, slow, press):
    sample_window.go("sessions", "S1")
    place = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: place.front is place._page and place.page.page is not None)
    _idle(qtbot, sample_window)
    app = sample_window.desk.app
    notes = len(app.observations.all())
    going = slow(app.live, "go_on")
    press(Key.Key_L)
    # On the page they would edit a note, take one out, make a ticket and open a picture.
    for letter in "etna":
        press(getattr(Key, f"Key_{letter.upper()}"))
    press(Key.Key_Delete)
    press(Key.Key_O)
    going.go_on()
    qtbot.waitUntil(lambda: place.live is not None and place.live.entry.edit.text() == "etnao")
    assert place.front is place.live
    assert sample_window.place is place
    assert len(app.observations.all()) == notes


def test_what_was_typed_for_a_visit_that_could_not_go_live_does_nothing_elsewhere(qtbot, sample_window, slow, press):
    sample_window.go("sessions", "S1")
    place = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: place.front is place._page and place.page.page is not None)
    _idle(qtbot, sample_window)
    going = slow(sample_window.desk.app.live, "go_on")
    going.problem = UserError(say("Something was refused."))
    press(Key.Key_L)
    press(Key.Key_E)
    going.go_on()
    _idle(qtbot, sample_window)
    assert place.live is None
    assert not place.page.timeline.editor.field.isVisible()
    press(Key.Key_E)
    qtbot.waitUntil(place.page.timeline.editor.field.isVisible)


def test_nobody_is_held_the_windows_own_keys_go_elsewhere_and_take_nothing_along(qtbot, sample_window, slow, press):
    _idle(qtbot, sample_window)
    lines = slow(sample_window.desk.app.visit_pages, "lines")
    press(Key.Key_2, modifier=Modifier.ControlModifier)
    press(Key.Key_N)
    press(Key.Key_1, modifier=Modifier.ControlModifier)
    assert sample_window.place_name == "today"
    lines.go_on()
    _idle(qtbot, sample_window)
    assert sample_window.place_name == "today"
    assert sample_window.places["sessions"].start is None


def test_what_is_typed_while_a_ticket_is_made_from_a_note_is_its_title(qtbot, sample_window, slow, press):
    app = sample_window.desk.app
    sample_window.go("tickets", "T1")
    sample_window.go("sessions", "S1")
    place = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: place.front is place._page and place.page.note() is not None)
    _idle(qtbot, sample_window)
    before = {one.row.id: one.row.state for one in app.tickets.views()}
    making = slow(app.tickets.changes, "new")
    press(Key.Key_T, Key.Key_A, Key.Key_D, Key.Key_J)
    assert sample_window.place_name == "tickets"
    making.go_on()
    page = sample_window.places["tickets"].page
    qtbot.waitUntil(lambda: page.head.title.toPlainText() == "adj")
    _idle(qtbot, sample_window)
    assert page.opened.row.id not in before
    assert {one.row.id: one.row.state for one in app.tickets.views() if one.row.id in before} == before


def test_a_page_that_stands_hears_its_keys_whatever_is_read_behind_it(qtbot, sample_window, slow, press):
    _idle(qtbot, sample_window)
    lines = slow(sample_window.desk.app.visit_pages, "lines")
    sample_window.go("sessions", "S1")
    place = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: place.front is place._page and place.page.note() is not None)
    qtbot.waitUntil(place.page.timeline.view.hasFocus)
    assert not place.list.view.visits.visits, "or the list was read already"
    press(Key.Key_E)
    assert place.page.timeline.editor.field.isVisible()
    lines.go_on()
    _idle(qtbot, sample_window)


@pytest.mark.parametrize("name", ["evidence", "tickets", "structure", "narratives"])
def test_every_place_keeps_what_is_pressed_before_it_stands(qtbot, sample_window, press, name):
    _idle(qtbot, sample_window)
    sample_window.go(name)
    assert sample_window.keys_ahead.holds
    _idle(qtbot, sample_window)
    assert not sample_window.keys_ahead._watched
