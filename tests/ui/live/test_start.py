"""The start of a visit: three Enters, what is missing beside its field, last time's promises, roles and consent."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.live.start import StartForm


@pytest.fixture
def form(qtbot, start, library):
    window = start(library).open_window("today")
    qtbot.waitUntil(lambda: window.place is not None)
    form = StartForm(window.desk)
    form.resize(1000, 720)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    form.team.setFocus()
    yield form
    form.close()
    form.deleteLater()


def test_team_charter_and_three_enters_begin_a_visit(qtbot, form):
    begun: list[str] = []
    form.started.connect(begun.append)
    QTest.keyClicks(form.team, "Claims")
    QTest.keyClick(form.team, Qt.Key.Key_Return)
    qtbot.waitUntil(form.charter.hasFocus)
    QTest.keyClicks(form.charter, "Why three calls?")
    QTest.keyClick(form.charter, Qt.Key.Key_Return)
    QTest.keyClick(form.minutes, Qt.Key.Key_Return)
    qtbot.waitUntil(form.begin_button.hasFocus)
    QTest.keyClick(form.begin_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(begun))
    row = form._desk.app.live.state(begun[0]).row
    assert (row.team, row.charter, row.planned_minutes, row.consent_words) == ("Claims", "Why three calls?", 45, "")


def test_what_is_missing_is_said_beside_its_field(form):
    form.minutes.setText("soon")
    form.begin()
    assert form.fields["team"].note.text() == "Name the team."
    assert form.fields["charter"].note.isVisible()
    assert form.fields["minutes"].note.text() == "Give the planned length in minutes, such as 45."
    assert form.team.hasFocus()
    form.team.setText("Claims")
    form.charter.setText("Why?")
    form.people.rows[0].name.setText("Jonas Weber")
    form.begin()
    assert form.fields["team"].note.text() != "Name the team."
    assert "what each of them does" in form.fields["people"].note.text()


def test_people_are_roles_and_consent_is_words(qtbot, form):
    begun: list[str] = []
    form.started.connect(begun.append)
    form.team.setText("refunds DESK")
    form.charter.setText("Why?")
    form.people.rows[0].role.setText("agent")
    second = form.people.add()
    second.role.setText("team lead")
    second.name.setText("Mara Novak")
    second.named.setChecked(True)
    form.consent.setChecked(True)
    QTest.keyClick(form.charter, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(begun))
    app = form._desk.app
    state = app.live.state(begun[0])
    assert state.row.team == "Refunds desk"
    assert state.roles == ("agent", "team lead")
    assert state.row.consent_words.startswith("Agreed to notes and pictures")
    assert next(one for one in app.sessions.people() if one.name == "Mara Novak").may_be_named


def test_enter_goes_on_through_the_people_and_never_back(qtbot, form):
    person = form.people.rows[0]
    form.role_field.setFocus()
    QTest.keyClick(form.role_field, Qt.Key.Key_Return)
    assert person.role.hasFocus()
    # nobody is there: on to what they agreed to
    QTest.keyClick(person.role, Qt.Key.Key_Return)
    assert form.consent.hasFocus()
    person.role.setFocus()
    QTest.keyClicks(person.role, "agent")
    QTest.keyClick(person.role, Qt.Key.Key_Return)
    assert person.name.hasFocus()
    # without a name there is nothing to agree to
    QTest.keyClick(person.name, Qt.Key.Key_Return)
    assert form.consent.hasFocus()
    person.name.setFocus()
    QTest.keyClicks(person.name, "Ines")
    second = form.people.add()
    qtbot.waitUntil(second.role.isVisible)
    QTest.keyClick(person.name, Qt.Key.Key_Return)
    assert person.named.hasFocus()
    QTest.keyClick(person.named, Qt.Key.Key_Return)
    assert second.role.hasFocus() and not person.named.isChecked()
    QTest.keyClick(second.role, Qt.Key.Key_Return)
    assert form.consent.hasFocus()


def test_enter_in_the_name_of_nobody_goes_on_and_on_a_button_presses_it(qtbot, form):
    person = form.people.rows[0]
    person.name.setFocus()
    QTest.keyClick(person.name, Qt.Key.Key_Return)
    assert form.consent.hasFocus()
    form.people.add_button.setFocus()
    QTest.keyClick(form.people.add_button, Qt.Key.Key_Return)
    assert len(form.people.rows) == 2


def test_escape_goes_back_and_keeps_what_is_typed_but_not_while_the_visit_is_being_begun(qtbot, form):
    gone: list[bool] = []
    form.cancelled.connect(lambda: gone.append(True))
    form.charter.setFocus()
    QTest.keyClicks(form.charter, "Why?")
    QTest.keyClick(form.charter, Qt.Key.Key_Escape)
    assert gone == [True] and form.charter.text() == "Why?"
    form._busy = True
    QTest.keyClick(form.charter, Qt.Key.Key_Escape)
    assert gone == [True]
    form._busy = False


@pytest.mark.parametrize("part", ["role", "name", "named", "gone"])
def test_ctrl_enter_begins_from_every_part_of_a_row(qtbot, form, part):
    begun: list[str] = []
    form.started.connect(begun.append)
    form.team.setText("Claims")
    form.charter.setText("Why?")
    row = form.people.add()
    row.role.setText("agent")
    row.name.setText("Ines")
    pressed = getattr(row, part)
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(begun))
    assert form._desk.app.live.state(begun[0]).roles == ("agent",)


def test_the_form_opens_on_what_was_promised_last_time(form):
    app = form._desk.app
    from gemba.services.visits.observations import ObservationFields

    session = app.sessions.all()[0].id
    app.observations.note(session, ObservationFields(text="Ask for a slot | lead | 2026-11-30", kind="promise"))
    form.team.setText("Refunds desk")
    assert form.last_card.isVisible()
    assert "Ask for a slot" in form.last_time.text()
    form.team.setText("Somebody new")
    assert not form.last_card.isVisible()
    assert form.fields["team"].note.text() == "a new team"


def test_a_complaint_goes_as_soon_as_what_it_is_about_is_mended(form):
    form.team.setText("Claims")
    form.minutes.setText("soon")
    form.begin()
    assert form.fields["charter"].note.isVisible() and form.fields["minutes"].note.isVisible()
    QTest.keyClicks(form.charter, "Why?")
    assert not form.fields["charter"].note.isVisible()
    assert form.fields["minutes"].note.isVisible()
    form.minutes.selectAll()
    QTest.keyClicks(form.minutes, "30")
    assert not form.fields["minutes"].note.isVisible()
    assert form.minutes.property("wrong") is False


def test_the_form_does_not_jump_while_a_known_team_is_typed(qtbot, form):
    QTest.keyClicks(form.team, "Refu")
    assert form.teams.shown == ("Refunds desk",)
    assert not form.fields["team"].note.isVisible()
    QTest.keyClicks(form.team, "x")
    assert form.fields["team"].note.text() == "a new team"
    assert form.fields["team"].note.isVisible()


def test_enter_past_the_consent_ends_on_a_button_that_says_so_and_one_key_back_gives_it(qtbot, form):
    begun: list[str] = []
    form.started.connect(begun.append)
    form.resize(700, 300)  # as in a window beside the team's own, where the tick is below the edge
    QTest.keyClicks(form.team, "Claims")
    QTest.keyClick(form.team, Qt.Key.Key_Return)
    QTest.keyClicks(form.charter, "Why three calls?")
    QTest.keyClick(form.charter, Qt.Key.Key_Return)
    QTest.keyClick(form.minutes, Qt.Key.Key_Return)
    qtbot.waitUntil(form.begin_button.hasFocus)
    assert form.begin_button.text() == "Begin without pictures"
    seen = form.viewport().rect()
    for shown in (form.begin_button, form.consent):
        assert seen.contains(shown.mapTo(form.viewport(), shown.rect().center())), shown
    QTest.keyClick(form.begin_button, Qt.Key.Key_Up)
    qtbot.waitUntil(form.consent.hasFocus)
    QTest.keyClick(form.consent, Qt.Key.Key_Space)
    assert form.begin_button.text() == "Begin"
    QTest.keyClick(form.consent, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(begun))
    assert form._desk.app.live.state(begun[0]).row.consent_words.startswith("Agreed to notes and pictures")


def test_the_button_says_again_that_pictures_are_off_where_the_tick_is_taken_back(form):
    for given, said in ((True, "Begin"), (False, "Begin without pictures")):
        form.consent.setChecked(given)
        assert form.begin_button.text() == said
