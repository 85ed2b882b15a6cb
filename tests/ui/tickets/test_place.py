"""The place of the tickets as a whole: saved views, the inspector, a library that can only be read, light and dark."""

from __future__ import annotations

import json
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.model.values import TicketState
from gemba.services.tickets import saved_views
from gemba.services.tickets.list import TicketSort
from gemba.services.tickets.saved_views import SavedView
from gemba.ui.palette.palette import Palette
from gemba.ui.tickets.actions import ACTIONS, LIST_ACTIONS
from gemba.ui.widgets.gate_bar import GateBar, gate_words
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.tickets.listing.test_list import BY_RANK, numbers, opened, place, shows  # noqa: F401


def save_view(qtbot, place, name):  # noqa: F811
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert QApplication.focusWidget() is place.name_line.field
    QTest.keyClicks(place.name_line.field, name)
    QTest.keyClick(place.name_line.field, Qt.Key.Key_Return)


def test_a_view_is_saved_found_in_menu_and_palette_and_forgotten(qtbot, sample_window, place):  # noqa: F811
    place.browse.head.field.setText("refund")
    place.browse.order_by(TicketSort.TITLE)
    shows(qtbot, place, [1, 2, 4])
    save_view(qtbot, place, "Money back")
    assert not place.name_line.isVisible()
    place.browse.clear_filter()
    place.browse.order_by(TicketSort.RANK)
    shows(qtbot, place, BY_RANK)
    names = [action.text() for action in place.browse.head.views.menu().actions()]
    assert names[:2] == ["Big money, few days", "Money back"]
    place.browse.head.views.menu().actions()[1].trigger()
    shows(qtbot, place, [1, 2, 4])
    place.browse.clear_filter()
    sample_window.go("tickets", "view:Money back")
    shows(qtbot, place, [1, 2, 4])
    sample_window.trigger("palette.open")
    assert [one._views for one in sample_window.findChildren(Palette)] == [("Money back",)]
    place.views.forget("Money back")
    assert place.views.views == ()


def test_a_view_without_a_name_is_refused_beside_the_field(qtbot, place):  # noqa: F811
    place.name_line.begin()
    QTest.keyClick(place.name_line.field, Qt.Key.Key_Return)
    assert place.name_line.problem.text() == "A view needs a name."
    QTest.keyClick(place.name_line.field, Qt.Key.Key_Escape)
    assert not place.name_line.isVisible() and place.views.views == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "{}", "[1, null]", '[{"name": ""}]', '[{"name": "x", "sort": "moon"}]', '[{"name": "x", "states": 3}]'],
)
def test_broken_views_are_left_out(text):
    assert saved_views.read(text) == ()


def test_views_come_back_as_they_were_saved():
    view = SavedView("待办", "退款", frozenset({TicketState.DRAFT}), TicketSort.LOAD, True)
    assert saved_views.read(saved_views.written([view])) == (view,)
    assert len(saved_views.with_view([view], SavedView("待办", "x"))) == 1
    assert json.loads(saved_views.written(saved_views.without_view([view], "待办"))) == []


def words_of(widget):
    return [label.text() for label in widget.findChildren(PlainLabel)]


def test_the_inspector_says_what_is_missing_and_why_it_stands_where_it_does(qtbot, place):  # noqa: F811
    qtbot.waitUntil(lambda: place.summary.summary is not None)
    said = words_of(place.summary)
    assert "T11" in said and "4 of 6 hold" in said
    assert "The arithmetic has no figures; it is a guess." in said
    assert "Nobody owns it." in said
    assert any(text.startswith("Place 1") for text in said)
    assert any("2 teams, 1 approval" in text for text in said)
    place.browse.table.go_to(BY_RANK.index(9))
    qtbot.waitUntil(lambda: place.summary.summary.row.number == 9)
    assert any("There is no rate from" in text for text in words_of(place.summary))


def test_the_gate_in_words(place):  # noqa: F811
    words = place.desk.words
    assert gate_words((True,) * 6, words) == "6 of 6"
    assert gate_words((False, True, True, False, True, True), words) == "4 of 6: picture, money missing"
    assert GateBar(place.desk.theme, words, (False,) * 6).accessibleName().startswith("0 of 6")


@pytest.mark.skipif(os.name == "nt", reason="permissions are not those of Windows")
def test_a_library_that_can_only_be_read_offers_no_change(place, monkeypatch):  # noqa: F811
    monkeypatch.setattr(type(place.desk), "read_only", property(lambda self: True))
    place.browse.table.mark([1])
    bar = place.browse.bar
    assert not bar.buttons["park"].isEnabled() and bar.buttons["export"].isEnabled()
    assert not place.allows("tickets.new") and not place.allows("tickets.park")
    place.new()
    assert not place.on_page


def test_every_action_has_a_handler_and_no_key_is_twice(place):  # noqa: F811
    assert {action.id for action in ACTIONS} <= place.handlers().keys()
    keys = [key for action in LIST_ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


def test_dark_and_light_are_worn_at_once(qtbot, place):  # noqa: F811
    qtbot.waitUntil(lambda: place.summary.summary is not None)
    before = place.grab().toImage()
    place.desk.theme.wear("dark")
    after = place.grab().toImage()
    assert after.pixelColor(300, before.height() - 60).lightness() < 80
    assert before.pixelColor(300, before.height() - 60).lightness() > 200


def test_every_control_of_the_place_has_a_name(place):  # noqa: F811
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    place.browse.table.mark([1])
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for one in place.browse.findChildren(kind):
            if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
                text = one.text() if isinstance(one, QAbstractButton) else ""
                assert one.accessibleName() or text, one
    assert place.browse.table.accessibleName() and place.browse.matrix.accessibleName()


def test_two_windows_filter_for_themselves(qtbot, start, sample_folder):
    application = start(sample_folder)
    first, second = application.open_window(), application.open_window()
    qtbot.waitUntil(lambda: bool(first.places) and bool(second.places))
    places = [opened(qtbot, window) for window in (first, second)]
    places[0].browse.head.field.setText("chart")
    places[1].browse.head.field.setText("refund")
    shows(qtbot, places[0], [3])
    shows(qtbot, places[1], [2, 1, 4])
    assert numbers(places[0]) == [3]
