"""Structure on the sample: what its tickets need together, who is waited for, and the way to each ticket."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.line_row import LineButton


def titles(section):
    return [one.accessibleName() for one in section.findChildren(LineButton) if not one.isHidden()]


def opened(qtbot, window):
    window.go("structure")
    place = window.places["structure"]
    qtbot.waitUntil(lambda: bool(titles(place._sections["bodies"])))
    return place


def test_the_sample_says_what_its_shape_costs(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    assert place._headline.text() == "9 of 12 tickets need more than one team; the most for one fix is 6."
    assert titles(place._sections["bodies"])[0].startswith("Data Protection Officer. T5, T11")
    assert {name.split("  ")[0] for name in titles(place._sections["smells"])} == {"T2", "T10"}
    assert len(titles(place._sections["overlaps"])) == 4


def test_the_matrix_is_walked_with_the_arrows_and_shows_the_tickets_of_a_pair(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    matrix = place.matrix
    assert matrix.at == (1, 0)
    assert "2 tickets" in matrix.accessibleDescription()
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.at == (2, 0)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.at == (2, 1)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.at == (2, 1), "the upper half holds nothing"
    qtbot.waitUntil(lambda: len(titles(place._pair_lines)) == 1)


def test_a_click_on_a_field_chooses_it_and_its_ticket_opens(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    QTest.mouseClick(place.matrix, Qt.MouseButton.LeftButton, pos=place.matrix.cell_rect(3, 0).center())
    assert place.matrix.at == (3, 0)
    went = []
    place.desk.wants.disconnect()
    place.desk.wants.connect(lambda name, reference: went.append((name, reference)))
    qtbot.waitUntil(lambda: len(titles(place._pair_lines)) == 2)
    QTest.keyClick(place._pair_lines.findChildren(LineButton)[-1], Qt.Key.Key_Return)
    ((name, reference),) = went
    assert name == "tickets" and place.desk.app.tickets.view(reference).row.number == 10


def test_an_empty_library_says_the_next_step(qtbot, empty_window):
    empty_window.go("structure")
    place = empty_window.places["structure"]
    empty = place.findChild(EmptyState)
    qtbot.waitUntil(lambda: empty.isVisibleTo(place))
    assert empty.button.text() == "Go to the tickets"
