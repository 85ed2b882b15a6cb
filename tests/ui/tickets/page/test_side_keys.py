"""Where the keys stand in the right column once what had them went: on no button that would do the same to another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gemba.model.ticket_facts import ApprovalFacts, CauseFacts
from gemba.services.tickets.fields import TicketFields
from gemba.ui.tickets.page.fields import LineField
from tests.ui.tickets.page.pages import open_page


def _offs(section, begins):
    found = section.findChildren(QPushButton)
    return [one for one in found if one.accessibleName().startswith(begins) and one.isVisible()]


def _press(qtbot, button):
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Space)


@pytest.mark.parametrize("taken", [0, 1])
def test_of_two_that_are_alike_taking_one_off_does_not_put_the_keys_on_the_other(qtbot, sample_window, taken):
    tickets = sample_window.desk.app.tickets
    bodies = (ApprovalFacts("Legal", "counsel"), ApprovalFacts("Legal", "clerk"))
    fields = TicketFields(title="Signed twice", approvals=bodies, causes=(CauseFacts("Nobody asked"),) * 2)
    page = open_page(qtbot, sample_window, f"T{tickets.new(fields).row.number}")
    side = page.side
    for section, begins, field in (
        (side.approvals, "Take Legal off", side.approvals.who),
        (side.causes, "Take this cause off", side.causes.add),
    ):
        qtbot.waitUntil(lambda section=section, begins=begins: len(_offs(section, begins)) == 2)
        _press(qtbot, _offs(section, begins)[taken])
        qtbot.waitUntil(lambda section=section, begins=begins: len(_offs(section, begins)) == 1)
        qtbot.waitUntil(lambda: not page.desk.saving)
        assert QApplication.focusWidget() is field
    left = page.opened.row.approvals_needed
    assert left == (bodies[1 - taken],) and len(page.opened.row.causes) == 1


def test_a_body_that_came_to_the_top_does_not_put_the_keys_on_what_takes_it_off(qtbot, sample_window):
    tickets = sample_window.desk.app.tickets
    bodies = (ApprovalFacts("Head of Finance"), ApprovalFacts("Legal"))
    page = open_page(qtbot, sample_window, f"T{tickets.new(TicketFields(approvals=bodies, title='S')).row.number}")
    _press(qtbot, _offs(page.side.approvals, "Move Legal up")[0])
    qtbot.waitUntil(lambda: page.opened.row.approvals_needed == bodies[::-1] and not page.desk.saving)
    qtbot.waitUntil(lambda: bool(_offs(page.side.approvals, "Move Head of Finance up")))
    assert QApplication.focusWidget() is page.side.approvals.who


def test_a_remark_that_goes_with_the_keys_leaves_them_with_the_column(qtbot, sample_window):
    app = sample_window.desk.app
    app.tickets.edit("T5", TicketFields(seen_k="41"))
    page = open_page(qtbot, sample_window, "T5")
    remarks = page.side.remarks
    qtbot.waitUntil(lambda: len(_offs(remarks, "Wave off")) == 1)
    off = _offs(remarks, "Wave off")[0]
    off.setFocus()
    qtbot.waitUntil(off.hasFocus)
    app.tickets.edit("T5", TicketFields(seen_k="5"))
    qtbot.waitUntil(lambda: not remarks.isVisible())
    assert QApplication.focusWidget() is page.side


def test_after_a_remark_was_waved_off_the_keys_are_on_the_next_one(qtbot, sample_window):
    app = sample_window.desk.app
    app.tickets.edit("T5", TicketFields(seen_k="1", of_n="0"))
    page = open_page(qtbot, sample_window, "T5")
    remarks = page.side.remarks
    qtbot.waitUntil(lambda: len(_offs(remarks, "Wave off")) >= 2)
    many, after = len(_offs(remarks, "Wave off")), _offs(remarks, "Wave off")[1].accessibleName()
    _press(qtbot, _offs(remarks, "Wave off")[0])
    reason = next(one for one in remarks.findChildren(LineField) if one.isVisible())
    qtbot.waitUntil(reason.hasFocus)
    QTest.keyClicks(reason, "Counted on paper")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget().accessibleName() == after)
    qtbot.waitUntil(lambda: len(_offs(remarks, "Wave off")) == many - 1)
