"""Money against effort in the real window: dots, arrows, brushing into the list, and what has no dot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.services.tickets.fields import TicketFields
from gemba.ui.tickets.matrix import paint
from gemba.ui.widgets.range_bar import LogAxis
from tests.ui.tickets.listing.test_list import BY_RANK, empty_place, numbers, opened, place, shows  # noqa: F401


@pytest.fixture
def matrix(qtbot, place):  # noqa: F811
    QTest.mouseClick(place.browse.head.switches["matrix"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.browse.pages.currentWidget() is place.browse.matrix)
    place.browse.matrix.setFocus(Qt.FocusReason.TabFocusReason)
    return place.browse.matrix


def press(matrix, key):
    QTest.keyClick(matrix, key)


def test_the_ticket_one_is_on_stays_the_same_in_both_views(qtbot, place):  # noqa: F811
    """One was on T13 in the list, and the matrix began on the best: the choice was lost with the view."""
    browse = place.browse
    browse.keep(4)
    browse.into_list()
    browse.show_view("matrix")
    qtbot.waitUntil(lambda: browse.pages.currentWidget() is browse.matrix)
    qtbot.waitUntil(browse.matrix.hasFocus)
    assert browse.matrix.dots[browse.matrix.current].number == 4
    press(browse.matrix, Qt.Key.Key_Left)
    there = browse.matrix.dots[browse.matrix.current].number
    assert there != 4
    browse.show_view("list")
    qtbot.waitUntil(lambda: browse.pages.currentWidget() is browse.table)
    qtbot.waitUntil(lambda: browse.table.current_number() == there)


def test_each_ticket_with_figures_is_a_dot_and_the_others_are_named(qtbot, place, matrix):  # noqa: F811
    assert {dot.number for dot in matrix.dots} == set(BY_RANK) - {8, 9}
    assert place.browse.notice_text.text() == "2 tickets have no valid money or effort and no dot."
    QTest.mouseClick(place.browse.notice_button, Qt.MouseButton.LeftButton)
    shows(qtbot, place, [8, 9])
    assert place.browse.view == "list"


def test_more_money_stands_higher_and_more_effort_further_right(matrix):
    places = {dot.number: (dot, matrix.place_of(dot.number)) for dot in matrix.dots}
    for first, at in places.values():
        for other, there in places.values():
            assert (first.worth.effort[1] < other.worth.effort[1]) <= (at.x() < there.x())
            assert (first.worth.money[1] < other.worth.money[1]) <= (at.y() > there.y())
            assert matrix.plot().contains(at)


def test_arrows_walk_by_effort_and_by_money_and_reach_every_dot(matrix):
    assert matrix.dots[matrix.current].number == 11
    for key, value in (
        (Qt.Key.Key_Left, lambda dot: dot.worth.effort[1]),
        (Qt.Key.Key_Down, lambda dot: dot.worth.money[1]),
    ):
        back = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Down: Qt.Key.Key_Up}[key]
        for _ in matrix.dots:
            press(matrix, back)
        seen = [matrix.dots[matrix.current]]
        for _ in matrix.dots[1:]:
            press(matrix, key)
            seen.append(matrix.dots[matrix.current])
        assert [value(dot) for dot in seen] == sorted((value(dot) for dot in matrix.dots), reverse=True)
        assert len({dot.number for dot in seen}) == len(matrix.dots)


def test_the_card_says_what_the_dot_is(matrix):
    matrix.look_at_ticket(2)
    assert matrix.card.isVisible()
    assert matrix.card.title.text().startswith("T2  Second approval slot")
    assert "EUR 11,000 a year (6,000 to 18,000) for 3 person-days (2 to 6)" in matrix.card.figures.text()
    assert matrix.card.why.text().startswith("Place 3")
    assert matrix.accessibleDescription().startswith("T2")
    assert matrix.rect().contains(matrix.card.geometry())
    assert not matrix.card.geometry().contains(matrix.place_of(2))


def test_enter_and_a_click_open(qtbot, place, matrix):  # noqa: F811
    matrix.look_at_ticket(2)
    press(matrix, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.on_page)
    assert place.page.opened.row.number == 2
    place.page.close_page()
    assert QApplication.focusWidget() is matrix
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.place_of(7))
    qtbot.waitUntil(lambda: place.on_page)
    assert place.page.opened.row.number == 7


def brush(matrix, start, end):
    QTest.mousePress(matrix, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(matrix, (start + end) / 2)
    QTest.mouseMove(matrix, end)
    QTest.mouseRelease(matrix, Qt.MouseButton.LeftButton, pos=end)


def test_a_rectangle_filters_the_list_and_its_chip_clears_it(qtbot, place, matrix):  # noqa: F811
    at = matrix.place_of(7)
    brush(matrix, at - QPoint(14, 14), at + QPoint(14, 14))
    assert matrix.picks == {7}
    chip = place.browse.head.brush
    assert chip.isVisible() and chip.text() == "1 ticket picked in the matrix"
    qtbot.waitUntil(lambda: place.browse.listing is not None and place.desk.jobs.busy == 0)
    assert len(matrix.dots) == 10
    QTest.mouseClick(place.browse.head.switches["list"], Qt.MouseButton.LeftButton)
    shows(qtbot, place, [7])
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    shows(qtbot, place, BY_RANK)
    assert not chip.isVisible()


def test_a_rectangle_takes_the_keys_along_to_the_best_of_what_it_picks(matrix):
    matrix.look_at_ticket(11)
    low = QPoint(matrix.place_of(7).x(), matrix.place_of(7).y())
    brush(matrix, low - QPoint(14, 14), low + QPoint(14, 14))
    assert [matrix.dots[matrix.current].number, *matrix.picks] == [7, 7]
    matrix.look_at_ticket(11)
    at = matrix.place_of(11)
    brush(matrix, at - QPoint(14, 14), at + QPoint(14, 14))
    assert matrix.dots[matrix.current].number == 11


def test_a_rectangle_over_nothing_picks_nothing(place, matrix):  # noqa: F811
    corner = matrix.plot().topLeft().toPoint()
    brush(matrix, corner + QPoint(2, 2), corner + QPoint(12, 12))
    assert matrix.picks is None and place.browse.wanted.numbers is None


def test_the_dot_that_is_chosen_is_seen_while_the_keys_are_elsewhere(qtbot, place, matrix):  # noqa: F811
    matrix.look_at_ticket(2)
    place.browse.head.field.setFocus()
    qtbot.waitUntil(lambda: not matrix.hasFocus())
    around = QRect(0, 0, 24, 24)
    around.moveCenter(matrix.place_of(2))
    ringed = matrix.grab(around).toImage()
    matrix.look_at_ticket(3)
    assert matrix.grab(around).toImage() != ringed
    matrix.look_at_ticket(2)
    assert matrix.grab(around).toImage() == ringed


def test_each_dot_is_painted_once_with_its_name(qtbot, place, matrix, monkeypatch):  # noqa: F811
    matrix.look_at_ticket(7)
    place.browse.head.field.setFocus()
    qtbot.waitUntil(lambda: not matrix.hasFocus())
    painted, right = [], paint.MatrixPainter._dot

    def noted(self, dot, *others, **how):
        painted.append(dot.number)
        right(self, dot, *others, **how)

    monkeypatch.setattr(paint.MatrixPainter, "_dot", noted)
    matrix.grab()
    assert sorted(painted) == sorted(dot.number for dot in matrix.dots) and painted[-1] == 7


def test_space_picks_without_a_mouse_and_escape_drops(place, matrix):  # noqa: F811
    matrix.look_at_ticket(2)
    press(matrix, Qt.Key.Key_Space)
    matrix.look_at_ticket(3)
    press(matrix, Qt.Key.Key_Space)
    assert place.browse.wanted.numbers == {2, 3}
    press(matrix, Qt.Key.Key_Escape)
    assert place.browse.wanted.numbers is None


def test_the_filter_goes_for_the_matrix_too(qtbot, place, matrix):  # noqa: F811
    place.browse.head.field.setText("refund")
    qtbot.waitUntil(lambda: {dot.number for dot in matrix.dots} == {1, 2, 4})


def test_without_any_figures_it_says_what_to_do(qtbot, empty_place):  # noqa: F811
    empty_place.desk.app.tickets.new(TicketFields(title="No figures yet"))
    qtbot.waitUntil(lambda: numbers(empty_place) == [1])
    empty_place.browse.show_view("matrix")
    qtbot.waitUntil(lambda: empty_place.browse.pages.currentWidget() is empty_place.browse.pages.no_dots)
    QTest.mouseClick(empty_place.browse.pages.no_dots.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: empty_place.browse.pages.currentWidget() is empty_place.browse.table)


def test_an_empty_library_offers_the_first_ticket_here_too(qtbot, empty_place):  # noqa: F811
    empty_place.browse.show_view("matrix")
    qtbot.waitUntil(lambda: empty_place.browse.pages.currentWidget() is empty_place.browse.pages.nothing)


@pytest.mark.parametrize("values", [[], [0.0], [5], [1, 10], [0.2, 70_000], [1e12, 3e12], [float("inf"), 2]])
def test_axes_hold_what_they_show(values):
    for axis in (LogAxis.around(values), LogAxis.close_around(values)):
        assert 0 < axis.low < axis.high
        for value in values:
            assert 0 <= axis.share(value) <= 1
            if 0 < value < float("inf"):
                assert axis.low * 0.999 <= max(value, 1e-3) <= axis.high * 1.001
        assert axis.steps() == sorted(axis.steps()) and len(axis.steps()) >= 2
        assert axis.at(axis.share(axis.low * 2)) == pytest.approx(axis.low * 2)


def test_the_card_covers_neither_its_dot_nor_the_name_and_as_few_others_as_it_can(matrix):
    room = matrix.rect()
    for at_row, dot in enumerate(matrix.dots):
        matrix.look_at(at_row)
        at, card = matrix.place_of(dot.number), matrix.card.geometry()
        assert room.contains(card)
        assert not card.intersects(QRect(at.x() - 8, at.y() - 18, 40, 26))
    matrix.card.stand_beside(QPoint(60, room.height() // 2), room)
    assert matrix.card.x() > 60  # where nothing stands in the way it is at the right
    free = QPoint(room.width() // 2, room.height() // 2)
    beside = free + QPoint(120, 0)
    matrix.card.stand_beside(free, room, [beside])
    assert not matrix.card.geometry().contains(beside)
