"""A ticket opened from another place: the ticket first, the list only for who comes to it, in the order it would have."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

BY_RANK = [11, 10, 2, 1, 7, 5, 4, 3, 6, 12, 8, 9]


@pytest.fixture
def held_order(monkeypatch, sample_window):
    """Let the order of the tickets be read only once the test says so."""
    tickets, go_on = sample_window.desk.app.ticket_list, threading.Event()
    real = tickets.listing

    def late(*given, **named):
        assert go_on.wait(60)
        return real(*given, **named)

    monkeypatch.setattr(tickets, "listing", late)
    yield go_on
    go_on.set()


def _opened(qtbot, window, reference="T1"):
    window.go("tickets", reference)
    place = window.places["tickets"]
    qtbot.waitUntil(lambda: place.page is not None and place.page.isVisible())
    return place


def test_the_list_is_made_for_who_comes_to_it_and_stands_at_once_on_the_ticket(qtbot, sample_window):
    place = _opened(qtbot, sample_window)
    qtbot.waitUntil(lambda: not sample_window.desk.jobs.busy)
    assert "browse" not in place.__dict__
    place.page.close_page()
    browse = place.browse
    # Nothing has to be read first: its order was known to whoever went from ticket to ticket.
    assert list(browse.model.numbers) == BY_RANK and browse.table.current_number() == 1
    assert browse.table.isVisible() and QApplication.focusWidget() is browse.table
    qtbot.waitUntil(lambda: not sample_window.desk.jobs.busy)
    assert list(browse.model.numbers) == BY_RANK and browse.table.current_number() == 1


def test_the_next_ticket_is_the_lists_next_also_before_its_order_was_read(qtbot, sample_window, held_order):
    place = _opened(qtbot, sample_window)
    qtbot.waitUntil(place.page.hasFocus)
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_J)
    assert place.page.current() == "T1"
    held_order.set()
    # Two on by rank; by number it would be T3.
    qtbot.waitUntil(lambda: place.page.current() == "T5")
    assert "browse" not in place.__dict__


def test_a_ticket_that_does_not_exist_leaves_the_list(qtbot, sample_window):
    sample_window.go("tickets", "T999")
    place = sample_window.places["tickets"]
    assert not place.on_page
    qtbot.waitUntil(lambda: list(place.browse.model.numbers) == BY_RANK)
    assert place.browse.table.isVisible()
    qtbot.waitUntil(place.browse.table.hasFocus)


def test_what_changed_meanwhile_stands_in_the_list(qtbot, sample_window):
    place = _opened(qtbot, sample_window)
    qtbot.waitUntil(lambda: not sample_window.desk.jobs.busy)
    sample_window.desk.app.tickets.changes.move(place.page.ticket_id, "parked", reason="not this year")
    qtbot.waitUntil(lambda: place.page.opened.row.state.value == "parked")
    place.page.close_page()
    # Without a rank it stands with the others that have none, behind all that have one.
    qtbot.waitUntil(lambda: 1 in list(place.browse.model.numbers)[-3:])


def test_a_step_that_still_waits_is_forgotten_by_who_goes_back_to_the_list(qtbot, sample_window, held_order):
    place = _opened(qtbot, sample_window)
    place.page.step(1)
    place.page.close_page()
    assert place.page.current() == "T1"
    held_order.set()
    qtbot.waitUntil(lambda: list(place.browse.model.numbers) == BY_RANK)
    assert place.page.current() == "T1" and place.browse.table.current_number() == 1


def test_a_step_that_still_waits_changes_no_page_that_nobody_sees(qtbot, sample_window, held_order):
    place = _opened(qtbot, sample_window)
    place.page.step(1)
    sample_window.go("today")
    held_order.set()
    qtbot.waitUntil(lambda: place._order.last is not None)
    assert place.page.current() == "T1"
