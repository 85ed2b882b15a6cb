"""Structure on the sample: what its tickets need together, who is waited for, and the way to each ticket."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.line_row import LineButton
from tests.ui.states import settle


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
    matrix = place.pairs.matrix
    assert matrix.at == (1, 0)
    assert "2 tickets" in matrix.accessibleDescription()
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.at == (2, 0)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.at == (2, 1)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.at == (2, 1), "the upper half holds nothing"
    qtbot.waitUntil(lambda: len(titles(place.pairs.tickets)) == 1)


def test_a_click_on_a_field_chooses_it_and_its_ticket_opens(qtbot, sample_window):
    place = opened(qtbot, sample_window)
    QTest.mouseClick(place.pairs.matrix, Qt.MouseButton.LeftButton, pos=place.pairs.matrix.cell_rect(3, 0).center())
    assert place.pairs.matrix.at == (3, 0)
    went = []
    place.desk.wants.disconnect()
    place.desk.wants.connect(lambda name, reference: went.append((name, reference)))
    qtbot.waitUntil(lambda: len(titles(place.pairs.tickets)) == 2)
    QTest.keyClick(place.pairs.tickets.findChildren(LineButton)[-1], Qt.Key.Key_Return)
    ((name, reference),) = went
    assert name == "tickets" and place.desk.app.tickets.view(reference).row.number == 10


def test_an_empty_library_says_the_next_step(qtbot, empty_window):
    empty_window.go("structure")
    place = empty_window.places["structure"]
    empty = place.findChild(EmptyState)
    qtbot.waitUntil(lambda: empty.isVisibleTo(place))
    assert empty.button.text() == "Go to the tickets"
    qtbot.waitUntil(empty.button.hasFocus)


def test_what_somebody_types_elsewhere_is_not_taken_from_them(qtbot, empty_window):
    empty_window.go("structure")
    empty = empty_window.places["structure"].findChild(EmptyState)
    qtbot.waitUntil(empty.button.hasFocus)
    field = QLineEdit(empty_window)
    field.show()
    field.setFocus()
    empty.offer()
    assert field.hasFocus()


def test_a_problem_has_a_home_with_its_reports_and_the_way_to_each(qtbot, sample_window):
    desk = sample_window.desk
    notes = tuple(one.id for one in desk.app.observations.all()[:3])
    problem = desk.app.triage.new_problem("The order id is typed twice", observations=notes)
    code = f"P{problem.number}"
    (hit, *_) = desk.app.search.found(code)
    assert (hit.place, hit.reference) == ("structure", code)
    sample_window.go(hit.place, hit.reference)
    place = sample_window.places["structure"]
    qtbot.waitUntil(lambda: bool(titles(place.card)))
    assert place.inspector() is place.card and place.current_row() == code
    assert len(titles(place.card)) == len(problem.observation_ids) + len(problem.ticket_ids)
    # The line it was led to has the keys.
    qtbot.waitUntil(lambda: isinstance(sample_window.focusWidget(), LineButton))
    assert sample_window.focusWidget().accessibleName().startswith(code)
    went = []
    desk.wants.disconnect()
    desk.wants.connect(lambda name, reference: went.append((name, reference)))
    QTest.keyClick(place.card.findChildren(LineButton)[0], Qt.Key.Key_Return)
    assert went == [("sessions", desk.app.triage.problem(code).reports[0].id)]
    sample_window.go_up()
    assert place.current_row() == "" and place.inspector() is None


def test_a_decision_is_answered_and_taken_in_its_place_and_undo_opens_it_again(qtbot, sample_window):
    desk = sample_window.desk
    made = desk.app.decisions.new("Drop the Thursday report", door="two-way", questions=("Who reads it?",))
    code = f"D{made.row.number}"
    (hit, *_) = desk.app.search.found(code)
    assert (hit.kind, hit.place, hit.reference) == ("decision", "structure", code)
    assert any(one.code == code for one in desk.app.search.found("Thursday report"))
    sample_window.go("structure", code)
    card = sample_window.places["structure"].card
    qtbot.waitUntil(lambda: card.questions is not None)
    questions = card.questions
    qtbot.waitUntil(lambda: questions.reason.isVisibleTo(card))
    assert not questions.take.isEnabled()
    answer = questions.answers[0]
    answer.setFocus()
    QTest.keyClicks(answer, "Nobody: it was asked for once")
    QTest.keyClick(answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.app.decisions.view(code).information == 1.0)
    qtbot.waitUntil(questions.take.isEnabled)
    QTest.mouseClick(questions.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.app.decisions.view(code).row.taken)
    qtbot.waitUntil(lambda: questions.taken.isVisibleTo(card))
    sample_window.trigger("history.undo")
    qtbot.waitUntil(lambda: not desk.app.decisions.view(code).row.taken)
    qtbot.waitUntil(lambda: not questions.taken.isVisibleTo(card))


def test_a_code_that_stands_for_nothing_is_said_where_it_was_looked_for(qtbot, sample_window):
    sample_window.go("structure", "P999")
    card = sample_window.places["structure"].card
    qtbot.waitUntil(lambda: any("P999" in one.text() for one in card.findChildren(PlainLabel)))


def test_the_page_stays_where_it_is_when_its_lines_are_made_anew(qtbot, sample_window):
    sample_window.go("structure", "P2")
    place = sample_window.places["structure"]
    qtbot.waitUntil(lambda: isinstance(sample_window.focusWidget(), LineButton))
    bar = place._page.verticalScrollBar()
    # It follows the line for as long as the page is still laid out.
    qtbot.waitUntil(lambda: bar.value() > 0 and not place._page._settled.isActive())
    line = sample_window.focusWidget()
    stood = bar.value()
    shown = place._facts
    place._load()
    qtbot.waitUntil(lambda: place._facts is not shown)
    assert isinstance(sample_window.focusWidget(), LineButton) and sample_window.focusWidget() is not line
    settle(qtbot, sample_window)
    assert abs(bar.value() - stood) < 8
    top = sample_window.focusWidget().mapTo(place._page, sample_window.focusWidget().rect().topLeft()).y()
    assert 0 <= top < place._page.height()
