"""The inspector in a narrow window: it leaves the room to the place until somebody asks for it."""

import pytest
from PySide6.QtWidgets import QToolButton

from gemba.ui.frame.inspector import ROOM_PX


@pytest.fixture
def tickets(qtbot, sample_window):
    sample_window.resize(ROOM_PX + 200, 700)
    sample_window.go("tickets")
    qtbot.waitUntil(lambda: "tickets" in sample_window.places)
    rows = sample_window.places["tickets"].browse.table.tickets
    qtbot.waitUntil(lambda: rows.rowCount() == 12 and sample_window.inspector.isVisible())
    return sample_window


def test_a_narrow_window_is_the_places_until_the_inspector_is_asked_for(qtbot, tickets):
    inspector, button = tickets.inspector, tickets.top.inspector
    tickets.resize(ROOM_PX - 60, 600)
    qtbot.waitUntil(lambda: not inspector.isVisible() and not button.isChecked())
    tickets.trigger("inspector.toggle")
    assert inspector.isVisible()
    assert button.isChecked()
    tickets.trigger("inspector.toggle")
    assert not inspector.isVisible()
    tickets.trigger("inspector.toggle")
    tickets.resize(ROOM_PX + 200, 700)
    qtbot.waitUntil(lambda: tickets.width() > ROOM_PX and inspector.isVisible())
    tickets.resize(ROOM_PX - 60, 600)
    qtbot.waitUntil(lambda: not inspector.isVisible())
    assert inspector.wanted, "what is kept for the next start is what was chosen where there is room"


def test_whoever_sent_it_away_does_not_get_it_back_with_the_room(qtbot, tickets):
    tickets.trigger("inspector.toggle")
    tickets.resize(ROOM_PX - 60, 600)
    tickets.resize(ROOM_PX + 200, 700)
    qtbot.waitUntil(lambda: tickets.width() > ROOM_PX)
    assert not tickets.inspector.isVisible()
    assert not tickets.inspector.wanted


def test_the_history_stands_in_a_narrow_window_too(qtbot, tickets):
    tickets.resize(ROOM_PX - 60, 600)
    qtbot.waitUntil(lambda: not tickets.inspector.isVisible())
    tickets.commands.toggle_history()
    assert tickets.commands.history.isVisible()


def test_the_head_of_the_tickets_fits_into_the_narrowest_window(qtbot, tickets):
    tickets.resize(tickets.minimumSize())
    qtbot.waitUntil(lambda: not tickets.inspector.isVisible())
    head = tickets.place.browse.head
    tickets.trigger("inspector.toggle")
    qtbot.waitUntil(lambda: tickets.inspector.isVisible())
    row = [*head.findChildren(QToolButton), head.field, head.new]
    shown = [one for one in row if one.isVisible() and one.parent() is head]
    assert len(shown) == 6
    for one in shown:
        assert one.width() >= one.minimumSizeHint().width(), one
        assert head.rect().contains(one.geometry()), one
