"""Somebody is written down by role on the card of a running visit, while nobody is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.errors import DiskFull
from gemba.message import say


@pytest.fixture
def alone(qtbot, live):
    """The running visit once nobody is written down any more."""
    desk, session = live.desk, live.session_id
    assert not live.card.nobody.isVisible(), "two people are there"

    def take_all_off():
        for person in desk.app.live.state(session).row.people_ids:
            desk.app.sessions.remove_person(session, person)

    desk.do(take_all_off)
    qtbot.waitUntil(live.card.nobody.isVisible)
    return live


def test_who_is_there_is_written_down_where_it_is_missed(qtbot, alone):
    nobody, desk, session = alone.card.nobody, alone.desk, alone.session_id
    assert nobody.button.text() == "Add somebody by role"
    QTest.mouseClick(nobody.button, Qt.MouseButton.LeftButton)
    assert nobody.field.hasFocus()
    QTest.keyClicks(nobody.field, "age")
    QTest.keyClick(nobody.field, Qt.Key.Key_Escape)
    # The keys are the visit's again, and no letter is lost.
    assert alone.entry.edit.hasFocus()
    assert nobody.button.isVisible()
    nobody.button.click()
    QTest.keyClicks(nobody.field, "nt")
    QTest.keyClick(nobody.field, Qt.Key.Key_Return)
    assert alone.entry.edit.hasFocus()
    qtbot.waitUntil(lambda: alone.card.people.text() == "agent")
    assert not nobody.isVisible()
    (person,) = desk.app.live.state(session).row.people_ids
    assert [one.role for one in desk.app.sessions.people() if one.id == person] == ["agent"]
    assert not alone.rows.timeline.notes


def test_a_role_that_the_disk_refused_stands_in_its_line_again(qtbot, alone, monkeypatch):
    nobody = alone.card.nobody
    said: list[object] = []
    alone.desk.toasted.connect(said.append)

    def full(*_given, **_named):
        raise DiskFull(say("The disk is full."))

    monkeypatch.setattr(alone.desk.app.sessions, "add_person", full)
    nobody.button.click()
    QTest.keyClicks(nobody.field, "agent")
    QTest.keyClick(nobody.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    nobody.button.click()
    assert nobody.field.text() == "agent"
