"""Back from what is open: to the list with its place and selection kept, by Alt+Left, Esc and the bar above."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.services.tickets.fields import TicketFields
from gemba.ui.frame.trail import Trail

ALT = Qt.KeyboardModifier.AltModifier


def tickets_in(qtbot, window):
    window.go("tickets")
    place = window.places["tickets"]
    qtbot.waitUntil(lambda: place.browse.listing is not None and place.browse.model.rowCount() == 12)
    place.browse.into_list()
    return place


def alt_left(window):
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Left, ALT)


def further_down(table):
    """Scroll a little further than where the row of the keys comes into view, and return where that is."""
    bar = table.verticalScrollBar()
    bar.setValue(bar.value() + 17)
    assert 17 < bar.value() < bar.maximum()
    return bar.value()


@pytest.mark.parametrize("how", ["key", "bar", "escape"])
def test_from_a_ticket_back_to_the_list_where_it_stood(qtbot, sample_window, how):
    window = sample_window
    window.resize(1280, 480)
    place = tickets_in(qtbot, window)
    table = place.browse.table
    for _ in range(7):
        QTest.keyClick(table, Qt.Key.Key_J)
    seen, number = further_down(table), table.current_number()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert place.on_page and window.top.to_list.isVisible() and window.top.to_list.text() == "Tickets"
    if how == "key":
        alt_left(window)
    elif how == "bar":
        QTest.mouseClick(window.top.to_list, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not place.on_page and not window.top.to_list.isVisible()
    assert table.current_number() == number and table.verticalScrollBar().value() == seen
    assert table.hasFocus()


def test_what_changed_meanwhile_does_not_move_the_list(qtbot, sample_window):
    window = sample_window
    window.resize(1280, 480)
    place = tickets_in(qtbot, window)
    table = place.browse.table
    table.go_to(8)
    seen, number = further_down(table), table.current_number()
    QTest.keyClick(table, Qt.Key.Key_Return)
    app = window.desk.app
    app.tickets.edit(app.library.queries.ticket_page(limit=1)[0].id, TicketFields(title="Another title"))
    qtbot.waitUntil(lambda: place._stale)
    alt_left(window)
    qtbot.waitUntil(lambda: not place._stale and window.desk.jobs.busy == 0)
    assert table.current_number() == number and table.verticalScrollBar().value() == seen


def test_back_goes_where_one_came_from_and_forward_again(qtbot, sample_window):
    window = sample_window
    place = tickets_in(qtbot, window)
    window.go("today")
    window.go("tickets", "T2")
    assert place.on_page
    alt_left(window)
    assert window.place_name == "today"
    alt_left(window)
    assert window.place_name == "tickets" and not place.on_page
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window.place_name == "today"
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert place.on_page and place.page.opened.row.number == 2


def test_with_nothing_before_back_goes_to_the_list(qtbot, sample_window):
    window = sample_window
    place = tickets_in(qtbot, window)
    window.go("tickets", "T2")
    window.trail = Trail()
    window._say_where()
    assert window.top.back.isEnabled()
    alt_left(window)
    assert not place.on_page


@pytest.mark.parametrize("name", ["sessions", "evidence", "narratives"])
def test_every_place_with_a_list_has_a_way_back_to_it(qtbot, sample_window, name):
    window = sample_window
    queries = window.desk.app.library.queries
    row = {
        "sessions": lambda: queries.sessions()[0].id,
        "evidence": lambda: queries.captures()[0].id,
        "narratives": lambda: window.desk.app.narratives.all()[0].id,
    }[name]()
    window.go(name)
    place = window.places[name]
    qtbot.waitUntil(lambda: window.desk.jobs.busy == 0)
    assert place.way_up() is None
    place.show_row(row)
    qtbot.waitUntil(lambda: place.current_row() == row)
    qtbot.waitUntil(window.top.to_list.isVisible)
    alt_left(window)
    assert window.place_name == name and place.current_row() == ""
    assert not window.top.to_list.isVisible()


def test_escape_leaves_the_prose_first_and_then_the_desk(qtbot, sample_window):
    window = sample_window
    window.go("narratives")
    place = window.places["narratives"]
    qtbot.waitUntil(lambda: len(place.list.rows()) == 3)
    QTest.keyClick(place.list.view, Qt.Key.Key_J)
    chosen = place.list.chosen()
    QTest.keyClick(place.list.view, Qt.Key.Key_Return)
    editor = place.writing.page.editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert place.on_desk and editor.hasFocus() and not editor.textCursor().hasSelection()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert place.on_desk and place.writing.page.outline.hasFocus()
    QTest.keyClick(place.writing.page.outline, Qt.Key.Key_Escape)
    assert place.on_desk is None and place.list.chosen() == chosen and place.list.view.hasFocus()


def test_a_row_that_was_asked_for_is_no_step_of_its_own():
    trail = Trail()
    trail.leave("today", "")
    trail.arrive("sessions", "", asked="S7")
    trail.moved("sessions", "")
    trail.moved("sessions", "row")
    assert trail.back(("sessions", "row")) == ("today", "")
    trail.arrive("sessions", "", asked="")
    trail.moved("sessions", "row")
    assert trail.back(("sessions", "row")) == ("sessions", "")
