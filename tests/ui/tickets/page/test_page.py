"""The page of a ticket in the real window: from a first letter to six of six, delegated, passed on, sent out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gemba.model.ticket_facts import ApprovalFacts, CauseFacts
from gemba.model.values import CauseStatus, Criterion, TicketState
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Toast
from gemba.ui.leaving.sheet import LeavingSheet
from gemba.ui.tickets.page import editing as page_editing
from gemba.ui.widgets.icon_button import IconButton
from gemba.ui.widgets.kept_focus import row_of
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.tickets.page.pages import open_page, reviewed_picture, settled, type_into

TYPED = {
    "where": "Help desk, then the sheet of week 46",
    "expected": "The order number is typed once",
    "happened": "An agent types it into two programs, 40 seconds each time",
    "fix": "Let the sheet read the export of the help desk",
    "money_low": "4000",
    "money_likely": "6000",
    "money_high": "9000",
    "currency": "EUR",
    "arithmetic": "300 a week x 46 x 40 s = 153 h x 39 EUR = 5 980",
    "effort_low": "1",
    "effort_likely": "2",
    "effort_high": "4",
    "owner": "Lena Hartwig",
}


def _choose(field, stored):
    field.setFocus()
    field.setCurrentIndex(field.findData(stored))
    field.activated.emit(field.currentIndex())


def test_a_draft_is_brought_to_six_of_six_by_typing_and_delegate_lights_up_exactly_then(qtbot, empty_window):
    app = empty_window.desk.app
    picture = reviewed_picture(app)
    page = open_page(qtbot, empty_window, "new")
    qtbot.waitUntil(page.head.title.hasFocus)
    assert app.library.queries.tickets() == []
    type_into(qtbot, page, "title", "Order number typed twice")
    qtbot.waitUntil(lambda: page.opened is not None)
    for name, text in TYPED.items():
        type_into(qtbot, page, name, text)
    _choose(page.editing.widget("per"), "year")
    QTest.mouseClick(page.pictures.link_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.picker.list.count() == 1)
    qtbot.waitUntil(lambda: not page.picker.list.item(0).icon().isNull())
    icon, size = page.picker.list.item(0).icon(), page.picker.list.iconSize()
    chosen = icon.pixmap(size, QIcon.Mode.Selected).toImage()
    assert chosen == icon.pixmap(size).toImage(), "a chosen picture keeps its colours"
    QTest.keyClicks(page.picker.filter, "typed-twice")
    QTest.keyClick(page.picker.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.capture_id for one in page.opened.row.pictures] == [picture.id])
    page.side.teams.add.setFocus()
    qtbot.waitUntil(page.side.teams.add.hasFocus)
    QTest.keyClicks(page.side.teams.add, "Refunds")
    QTest.keyClick(page.side.teams.add, Qt.Key.Key_Return)
    QTest.mouseClick(page.side.approvals.none, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.opened.row.approvals_asked and page.opened.row.teams_needed == ("Refunds",))
    assert page.judge().gate == (True, True, True, True, True, False)
    assert not page.head.primary.isEnabled()
    assert "Owner" in page.head.why.text()

    type_into(qtbot, page, "owner_team", "Refunds")
    qtbot.waitUntil(page.head.primary.isEnabled)
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.opened.row.state is TicketState.ACTIONABLE)
    assert page.head.count.text() == "6 of 6"

    empty_window.trigger("history.undo")
    qtbot.waitUntil(lambda: page.opened.row.owner_team == "")
    assert not page.head.primary.isEnabled()
    assert page.editing.widget("owner_team").read() == ""
    empty_window.trigger("history.redo")
    qtbot.waitUntil(page.head.primary.isEnabled)

    QTest.mouseClick(page.head.primary, Qt.MouseButton.LeftButton)
    assert page.asking.isVisible()
    assert "said yes" in page.asking.question.text()
    assert "Lena" not in page.asking.question.text()
    QTest.mouseClick(page.asking.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.opened.row.state is TicketState.DELEGATED)
    assert page.head.primary.text() == "Work has begun"


@pytest.mark.parametrize("word", ["none", "无", "無", "không"])
def test_none_typed_as_the_body_that_has_to_say_yes_means_that_none_is_needed(qtbot, sample_window, word):
    page = open_page(qtbot, sample_window, "new")
    type_into(qtbot, page, "title", "Order number typed twice")
    qtbot.waitUntil(lambda: page.opened is not None)
    approvals = page.side.approvals
    approvals.who.setText(word)
    QTest.mouseClick(approvals.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sample_window.desk.saving and page.opened.row.approvals_asked)
    assert page.opened.row.approvals_needed == ()

    def said():
        return [one.text() for one in approvals.findChildren(PlainLabel) if one.isVisibleTo(approvals)]

    qtbot.waitUntil(lambda: "None are needed; somebody asked." in said())
    assert word not in said()
    assert approvals.none.isHidden()
    assert approvals.who.text() == ""


def test_a_field_is_one_step_of_the_history_and_its_undo_key_takes_it_back(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T4")
    before = page.opened.row.fix
    type_into(qtbot, page, "fix", "Only one template, in the help desk")
    field = page.editing.widget("fix")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not sample_window.desk.saving and page.opened.row.fix == before)
    qtbot.waitUntil(lambda: field.read() == before)
    assert sample_window.desk.app.library.queries.can_redo() == "Change a ticket's fix"


def test_verdicts_appear_while_typing_and_nothing_is_written_meanwhile(qtbot, sample_window, monkeypatch):
    monkeypatch.setattr(page_editing, "PAUSE_MS", 10_000_000)
    page = open_page(qtbot, sample_window, "T4")
    stored = page.opened.row.effort
    card = page.criteria.cards[Criterion.EFFORT]
    assert card.state.text() == "holds"
    field = page.editing.widget("effort_low")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "90")
    qtbot.waitUntil(lambda: card.state.text() == "missing")
    assert "reversed" in card.reason.text()
    assert field.property("wrong") is True
    assert sample_window.desk.app.tickets.open("T4").row.effort == stored
    assert page.head.gate.accessibleName() == "4 of 6: money, effort missing"


def test_a_pause_does_not_throw_a_ticket_back_but_leaving_the_field_does(qtbot, sample_window, monkeypatch):
    monkeypatch.setattr(page_editing, "PAUSE_MS", 1)
    page = open_page(qtbot, sample_window, "T5")
    assert page.opened.row.state is TicketState.ACTIONABLE
    type_into(qtbot, page, "fix", "-")
    queries = sample_window.desk.app.library.queries
    qtbot.waitUntil(lambda: [one.text for one in queries.drafts()] == ["-"])
    assert queries.ticket(page.ticket_id).state is TicketState.ACTIONABLE
    page.setFocus()
    qtbot.waitUntil(lambda: page.opened.row.state is TicketState.DRAFT)
    assert queries.drafts() == []


def test_the_key_that_delegates_says_what_is_missing_and_goes_there(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T11")
    said: list[Toast] = []
    sample_window.desk.toasted.connect(said.append)
    sample_window.trigger("tickets.delegate")
    qtbot.waitUntil(page.editing.widget("arithmetic").hasFocus)
    assert [one.text for one in said] == [page.head.why.text()]
    assert "Money" in page.head.why.text()
    assert not page.asking.isVisible()


def test_what_was_delegated_is_not_delegated_again_by_its_key(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T2")
    sample_window.trigger("tickets.delegate")
    QTest.mouseClick(page.asking.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.opened.row.state is TicketState.DELEGATED)
    assert page.head.primary.isEnabled()
    sample_window.trigger("tickets.delegate")
    assert not page.asking.isVisible()
    assert not page.allows("tickets.delegate")


def test_the_button_of_a_verdict_goes_to_the_field_that_mends_it(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T4")
    card = page.criteria.cards[Criterion.MONEY]
    assert card.mend.text() == "Write the arithmetic"
    QTest.mouseClick(card.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.editing.widget("arithmetic").hasFocus)


def test_another_owner_of_a_ticket_somebody_has_needs_a_reason(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T5")
    type_into(qtbot, page, "owner", "Tom Okafor")
    page.setFocus()
    passing = page.criteria.passing
    qtbot.waitUntil(passing.isVisible)
    assert not passing.go.isEnabled()
    assert page.opened.row.owner != "Tom Okafor"
    passing.reason.setFocus()
    QTest.keyClicks(passing.reason, "On leave until March")
    QTest.keyClick(passing.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.opened.row.owner == "Tom Okafor")
    assert page.opened.row.reassignments == 1
    assert not passing.isVisible()


def test_parking_asks_for_a_reason_in_place_and_bringing_back_is_one_button(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T5")
    park = next(one for one in page.head.menu.actions() if one.text() == "Park…")
    park.trigger()
    assert page.asking.isVisible()
    assert not page.asking.yes.isEnabled()
    QTest.keyClicks(page.asking.reason, "After the audit")
    QTest.keyClick(page.asking.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.opened.row.state is TicketState.PARKED)
    assert "After the audit" in page.head.why.text()
    QTest.mouseClick(page.head.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.opened.row.state is TicketState.ACTIONABLE)


def test_a_remark_that_holds_it_up_is_waved_off_with_a_reason(qtbot, sample_window):
    app = sample_window.desk.app
    app.tickets.edit("T5", TicketFields(seen_k="41"))
    page = open_page(qtbot, sample_window, "T5")
    assert not page.head.primary.isEnabled()
    assert "remark" in page.head.why.text()
    page.side.remarks.waved.emit("k_above_n", "Counted twice on purpose")
    qtbot.waitUntil(page.head.primary.isEnabled)


def test_keys_go_from_ticket_to_ticket_and_escape_goes_back_to_the_list(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T5")
    place = sample_window.places["tickets"]
    qtbot.waitUntil(lambda: place.browse.listing is not None)
    order = list(place.browse.listing.numbers)
    at = order.index(5)
    qtbot.waitUntil(page.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: page.opened.row.number == order[at + 1])
    QTest.keyClick(page, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.opened.row.number == 5)
    field = page.editing.widget("where")
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "jk")
    assert field.read().count("jk") == 1
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not place.on_page)
    qtbot.waitUntil(lambda: sample_window.desk.app.tickets.open("T5").row.where.count("jk") == 1)


def test_a_ticket_from_a_note_rests_on_it(qtbot, sample_window):
    note = next(one for one in sample_window.desk.app.observations.all() if one.capture_ids)
    page = open_page(qtbot, sample_window, f"new:{note.id}")
    qtbot.waitUntil(lambda: page.opened is not None)
    assert page.opened.row.observation_ids == (note.id,)
    assert page.opened.row.happened == note.text
    assert [one.capture_id for one in page.opened.row.pictures] == list(note.capture_ids)


def test_likely_reports_stand_beside_while_typing_and_take_no_focus(qtbot, empty_window):
    app = empty_window.desk.app
    reviewed_picture(app)
    note = app.observations.note("S1", ObservationFields(text="Agent copies the order number into the sheet by hand"))
    page = open_page(qtbot, empty_window, "new")
    type_into(qtbot, page, "title", "Agent copies the")
    assert not page.side.likely.isVisible()
    QTest.keyClicks(page.head.title, " order number into the sheet")
    qtbot.waitUntil(lambda: page.side.likely.isVisibleTo(page))
    assert page.head.title.hasFocus()
    qtbot.waitUntil(lambda: page.opened is not None)
    page.side.likely.linked.emit(note.id)
    qtbot.waitUntil(lambda: page.opened.row.observation_ids == (note.id,))
    qtbot.waitUntil(lambda: not page.side.likely.isVisibleTo(page))


def test_sending_out_writes_the_file_and_the_clipboard_holds_nothing_private(qtbot, sample_window, tmp_path):
    app = sample_window.desk.app
    app.tickets.edit("T5", TicketFields(fix="Call +49 30 901820 77 or write to lena.private@example.org"))
    page = open_page(qtbot, sample_window, "T5")
    qtbot.waitUntil(page.hasFocus)
    for ending, more in ((".pdf", 0), (".md", 2)):
        folder = tmp_path / ending.strip(".")
        folder.mkdir()
        page.setFocus()
        QTest.keyClick(page, Qt.Key.Key_S)
        qtbot.waitUntil(lambda: sample_window.findChild(LeavingSheet) is not None)
        sheet = sample_window.findChild(LeavingSheet)
        written = sheet.leaving.write
        path = _write(qtbot, sheet, written, Path(folder / f"T5{ending}"))
        assert path.read_bytes()
        assert len([one for one in folder.rglob("*") if one.is_file()]) == 1 + more
        sheet.close_up()
        qtbot.waitUntil(lambda: sample_window.findChild(LeavingSheet) is None)
    assert "901820" not in (tmp_path / "md" / "T5.md").read_text(encoding="utf-8")
    page.setFocus()
    QTest.mouseClick(page.head.copy_button, Qt.MouseButton.LeftButton)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: "Merchant number" in clipboard.text())
    markdown = bytes(clipboard.mimeData().data("text/markdown").data()).decode("utf-8")
    for text in (clipboard.text(), markdown):
        assert "901820" not in text
        assert "lena.private" not in text
    assert markdown.startswith("# T5")


def _write(qtbot, sheet, write, path):
    from gemba.ui.leaving.leaving import Outgoing

    done: list[object] = []
    sheet.desk.fetch(
        lambda job: write(Outgoing(path, "en", accept_unreviewed=False), job), owner=sheet, then=done.append
    )
    qtbot.waitUntil(lambda: bool(done))
    return done[0]


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_right_column_goes_below_where_there_is_no_room(qtbot, sample_window, width):
    sample_window.resize(width, 700)
    page = open_page(qtbot, sample_window, "T5")
    page.resize(width - 64, 600)
    narrow = page.width() < 1080
    assert page.right.isVisible() is not narrow
    assert page.middle.isAncestorOf(page.side) is narrow
    assert page.left.widget().minimumSizeHint().width() <= page.left.width()


def test_f8_goes_from_what_is_missing_to_what_is_missing_next(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T11")
    missing = [one.criterion for one in page.judge().criteria if not one.ok]
    assert missing == [Criterion.MONEY, Criterion.OWNER]
    for criterion in (*missing, missing[0]):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
        assert page.criteria.cards[criterion].isAncestorOf(QApplication.focusWidget())
        assert (
            page.middle.viewport()
            .rect()
            .intersects(
                QApplication.focusWidget()
                .rect()
                .translated(QApplication.focusWidget().mapTo(page.middle.viewport(), QPoint(0, 0)))
            )
        )


def test_f8_goes_on_to_the_remarks_that_hold_it_up_and_then_to_the_button(qtbot, sample_window):
    app = sample_window.desk.app
    page = open_page(qtbot, sample_window, "T1")
    app.tickets.edit("T1", TicketFields(teams_needed=()))
    qtbot.waitUntil(lambda: page.opened.row.teams_needed == ())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert page.side.teams.add.hasFocus()
    app.tickets.edit("T1", TicketFields(teams_needed=("Desk",)))
    qtbot.waitUntil(page.head.primary.isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert page.head.primary.hasFocus()
    QTest.keyClick(page.head.primary, Qt.Key.Key_Space)
    assert page.asking.yes.hasFocus()
    QTest.keyClick(page.asking.yes, Qt.Key.Key_Escape)
    assert page.hasFocus() and not page.asking.isVisible()


def test_the_currency_of_the_house_stands_beside_the_first_figure_and_can_be_changed(qtbot, sample_window):
    app = sample_window.desk.app
    number = app.tickets.new(TicketFields(title="A figure without a currency")).row.number
    page = open_page(qtbot, sample_window, f"T{number}")
    type_into(qtbot, page, "money_low", "800")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.opened.row.money.currency == app.ticket_list.house().currency)
    type_into(qtbot, page, "currency", "CNY")
    settled(qtbot, page)
    type_into(qtbot, page, "money_low", "900")
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.opened.row.money.range.low == "900")
    assert page.opened.row.money.currency == "CNY"


def test_what_nobody_has_begun_is_said_quietly(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "new")
    card = page.criteria.cards[Criterion.FIX]
    assert card.state.text() == "missing" and "muted" in card.state.property("role")
    type_into(qtbot, page, "title", "A title")
    type_into(qtbot, page, "where", "At the desk")
    qtbot.waitUntil(lambda: "attention" in page.criteria.cards[Criterion.PROBLEM].state.property("role"))
    assert "muted" in card.state.property("role")


def test_letters_in_a_choice_choose_and_do_nothing_else(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T11")
    per = page.editing.widget("per")
    per.setFocus()
    qtbot.waitUntil(per.hasFocus)
    for letter in "nspx":
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, letter)
    assert page.opened.row.number == 11 and per.hasFocus() and not page.picker.isVisible()
    assert not sample_window.findChildren(LeavingSheet)


def test_a_period_is_chosen_by_its_first_letter(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "T11")
    per = page.editing.widget("per")
    per.setFocus()
    for key, stored in ((Qt.Key.Key_M, "month"), (Qt.Key.Key_Y, "year")):
        QTest.keyClick(per, key)
        assert per.read() == stored
        qtbot.wait(QApplication.keyboardInputInterval() + 50)  # letters that follow each other at once are one word


def test_what_is_taken_off_a_list_leaves_the_keys_in_its_field_and_not_on_what_takes_off_more(qtbot, sample_window):
    tickets = sample_window.desk.app.tickets
    bodies = (ApprovalFacts("Head of Finance"), ApprovalFacts("Legal"))
    why = (CauseFacts("Nobody asked"), CauseFacts("Nobody was told"))
    fields = TicketFields(title="Signed twice", teams_needed=("Refunds",), approvals=bodies, causes=why)
    page = open_page(qtbot, sample_window, f"T{tickets.new(fields).row.number}")
    side = page.side
    for section, name, field in (
        (side.teams, "Take Refunds off", side.teams.add),
        (side.approvals, "Take Head of Finance off", side.approvals.who),
        (side.causes, "Take this cause off", side.causes.add),
    ):
        off = next(one for one in section.findChildren(QPushButton) if one.accessibleName() == name)
        off.setFocus()
        qtbot.waitUntil(off.hasFocus)
        QTest.keyClick(off, Qt.Key.Key_Space)
        qtbot.waitUntil(field.hasFocus)
    row = page.opened.row
    assert row.teams_needed == () and [one.body for one in row.approvals_needed] == ["Legal"]
    assert [one.text for one in row.causes] == ["Nobody was told"]


def test_a_cause_that_is_shown_by_evidence_and_a_body_that_moves_up_keep_the_keys(qtbot, sample_window):
    tickets = sample_window.desk.app.tickets
    bodies = (ApprovalFacts("Head of Finance"), ApprovalFacts("Legal"), ApprovalFacts("Works council"))
    fields = TicketFields(title="Signed twice", approvals=bodies, causes=(CauseFacts("Nobody asked"),))
    page = open_page(qtbot, sample_window, f"T{tickets.new(fields).row.number}")

    def pressed(section, name):
        one = next(one for one in section.findChildren(QPushButton) if name in (one.accessibleName(), one.text()))
        one.setFocus()
        qtbot.waitUntil(one.hasFocus)
        QTest.keyClick(one, Qt.Key.Key_Space)

    pressed(page.side.approvals, "Move Works council up")
    qtbot.waitUntil(lambda: [one.body for one in page.opened.row.approvals_needed][1] == "Works council")
    qtbot.waitUntil(lambda: QApplication.focusWidget().accessibleName() == "Move Works council up")
    pressed(page.side.causes, "claimed")
    qtbot.waitUntil(lambda: page.opened.row.causes[0].status is CauseStatus.EVIDENCED)
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "text", str)() == "evidenced")


def test_a_note_that_is_taken_off_leaves_the_keys_with_the_note_below_it(qtbot, sample_window):
    app = sample_window.desk.app
    notes = [one.id for one in app.library.queries.observations()[:3]]
    ticket = f"T{app.tickets.new(TicketFields(title='Typed twice')).row.number}"
    app.tickets.link(ticket, observations=tuple(notes))
    page = open_page(qtbot, sample_window, ticket)
    reports = page.side.reports

    def offs():
        return [one for one in reports.findChildren(IconButton) if one.isVisible()]

    qtbot.waitUntil(lambda: len(offs()) == 3)
    for left in (2, 1):
        off = offs()[0]
        below = row_of(offs()[1])
        off.setFocus()
        qtbot.waitUntil(off.hasFocus)
        QTest.keyClick(off, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda left=left: len(offs()) == left)
        qtbot.waitUntil(lambda: QApplication.focusWidget().accessibleName().startswith("Open the note"))
        assert row_of(QApplication.focusWidget()) == below
    offs()[0].setFocus()
    QTest.keyClick(offs()[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not offs())
    assert QApplication.focusWidget() is reports and reports.accessibleName() == "Reports of the problem"
