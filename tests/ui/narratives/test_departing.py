"""The keys while a narrative is on its way out: they wait on the button, and come back where nothing is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gemba.errors import UserError
from gemba.message import say
from gemba.ui.desk import Toast
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.jobs import Job
from gemba.ui.leaving.sheet import LeavingSheet
from gemba.ui.narratives import sending
from gemba.ui.narratives.writing import Writing

LONG_MS = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What paper the printer was asked for; the person thinks better of it each time."""
    papers: list[str] = []
    monkeypatch.setattr(sending, "ask_printer", lambda desk, owner, paper: papers.append(paper))
    return papers


@pytest.fixture
def window(qtbot: QtBot, sample_window: MainWindow, writing: Writing, asked: list[str]) -> MainWindow:
    """The window, its keys in the text."""
    writing.page.editor.go_to_line(20)
    qtbot.waitUntil(writing.page.editor.hasFocus)
    return sample_window


def press(window: MainWindow, letter: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget(), letter, CONTROL)


def sheets(window: MainWindow) -> list[LeavingSheet]:
    return window.findChildren(LeavingSheet)


def quiet(qtbot: QtBot, writing: Writing) -> None:
    qtbot.waitUntil(lambda: not writing.departing and not writing._desk.jobs.busy, timeout=LONG_MS)


def test_the_keys_come_back_where_one_of_two_texts_is_to_be_chosen_first(
    qtbot: QtBot, window: MainWindow, writing: Writing
) -> None:
    page, row = writing.page, writing.row
    assert row is not None
    QTest.keyClicks(page.editor, " mine")
    theirs = row.source + "\nTheirs.\n"
    writing._desk.app.narratives.write(row.id, theirs, based_on=row.source, sitting="another window")
    qtbot.waitUntil(lambda: page.banner.isVisible() and not page.banner.first.isHidden(), timeout=LONG_MS)
    assert page.editor.hasFocus()
    press(window, Qt.Key.Key_E)
    assert page.editor.hasFocus() and not writing.departing


def test_the_keys_come_back_where_no_draft_can_be_made(qtbot: QtBot, window: MainWindow, writing: Writing) -> None:
    editor = writing.page.editor
    editor.go_to_line(3, words="language")
    QTest.keyClicks(editor, "zunge zunge")
    press(window, Qt.Key.Key_E)
    assert window.focusWidget() is writing.page.export
    qtbot.waitUntil(editor.hasFocus, timeout=LONG_MS)
    assert not writing.departing and not sheets(window)


def refuse(writing: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise UserError(say("No such ticket."))

    monkeypatch.setattr(writing._desk.app.narratives, "leaving", refused)


def stop(writing: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(job: Job) -> None:
        if job.title == "Looking at what will leave":
            job.cancel()

    writing._desk.jobs.started.connect(started)


@pytest.mark.parametrize("hinder", [refuse, stop])
def test_the_keys_come_back_where_what_would_leave_is_not_reckoned(
    qtbot: QtBot,
    window: MainWindow,
    writing: Writing,
    monkeypatch: pytest.MonkeyPatch,
    hinder: Callable[[Writing, pytest.MonkeyPatch], None],
) -> None:
    hinder(writing, monkeypatch)
    press(window, Qt.Key.Key_E)
    assert window.focusWidget() is writing.page.export
    qtbot.waitUntil(writing.page.editor.hasFocus, timeout=LONG_MS)
    assert not writing.departing and not sheets(window)


def test_print_takes_the_place_of_export_and_the_keys_come_back(
    qtbot: QtBot, window: MainWindow, writing: Writing, asked: list[str]
) -> None:
    press(window, Qt.Key.Key_E)
    press(window, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: asked == ["A4"], timeout=LONG_MS)
    qtbot.waitUntil(writing.page.editor.hasFocus, timeout=LONG_MS)
    assert not sheets(window)


def test_export_takes_the_place_of_print(qtbot: QtBot, window: MainWindow, writing: Writing, asked: list[str]) -> None:
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_E)
    quiet(qtbot, writing)
    assert len(sheets(window)) == 1 and asked == []


def test_a_second_wish_while_the_text_is_being_kept_is_the_first_one(
    qtbot: QtBot, window: MainWindow, writing: Writing
) -> None:
    QTest.keyClicks(writing.page.editor, " Last word.")
    reckoned: list[Job] = []
    writing._desk.jobs.started.connect(
        lambda job: reckoned.append(job) if job.title == "Looking at what will leave" else None
    )
    press(window, Qt.Key.Key_E)
    assert not reckoned, "it is being kept"
    press(window, Qt.Key.Key_E)
    quiet(qtbot, writing)
    (sheet,) = sheets(window)
    assert len(reckoned) == 1
    QTest.keyClick(sheet.write_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(writing.page.editor.hasFocus)


def test_a_wish_after_one_that_was_stopped_is_a_new_one(qtbot: QtBot, window: MainWindow, writing: Writing) -> None:
    reckoned: list[Job] = []
    writing._desk.jobs.started.connect(
        lambda job: reckoned.append(job) if job.title == "Looking at what will leave" else None
    )
    press(window, Qt.Key.Key_E)
    reckoned[0].cancel()
    press(window, Qt.Key.Key_E)
    assert len(reckoned) == 2
    quiet(qtbot, writing)
    (sheet,) = sheets(window)
    QTest.keyClick(sheet.write_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(writing.page.editor.hasFocus)


def test_no_sheet_comes_for_a_narrative_that_left_the_desk_meanwhile(
    qtbot: QtBot, window: MainWindow, writing: Writing
) -> None:
    QTest.keyClicks(writing.page.editor, " Last word.")
    press(window, Qt.Key.Key_E)
    place = window.places["narratives"]
    other = next(one.id for one in writing._desk.app.narratives.all() if one.id != place.current_row())
    place.show_row(other)
    quiet(qtbot, writing)
    writing.keeping.commit()
    quiet(qtbot, writing)
    assert place.current_row() == other and not sheets(window)


def test_to_who_went_elsewhere_the_sheet_is_told_and_does_not_jump_up(
    qtbot: QtBot, window: MainWindow, writing: Writing
) -> None:
    told: list[Toast] = []
    writing._desk.toasted.connect(told.append)
    press(window, Qt.Key.Key_E)
    window.go("tickets")
    quiet(qtbot, writing)
    assert not sheets(window) and [one.button for one in told] == ["Show"]
    assert told[0].action is not None
    told[0].action()
    assert sheets(window) and writing.page.isVisible()


def test_ctrl_enter_for_a_sheet_that_is_not_there_yet_opens_no_ticket(
    qtbot: QtBot, window: MainWindow, writing: Writing
) -> None:
    editor = writing.page.editor
    place = editor.document().find("[T")
    place.setPosition(place.position())
    editor.setTextCursor(place)
    press(window, Qt.Key.Key_E)
    assert writing.departing
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert writing.page.isVisible()
    quiet(qtbot, writing)
    assert sheets(window)
    QTest.keyClick(sheets(window)[0].write_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert not writing.page.isVisible(), "else it is what opens the code"


@pytest.mark.parametrize("typed", ["", " Typedafter."])
def test_to_who_went_back_to_the_list_show_leads_to_what_stands_there_now(
    qtbot: QtBot, window: MainWindow, writing: Writing, typed: str
) -> None:
    told: list[Toast] = []
    writing._desk.toasted.connect(told.append)
    place = window.places["narratives"]
    narrative = place.current_row()
    reckoned: list[Job] = []
    writing._desk.jobs.started.connect(
        lambda job: reckoned.append(job) if job.title == "Looking at what will leave" else None
    )
    press(window, Qt.Key.Key_E)
    place.handlers()["narratives.list"]()
    quiet(qtbot, writing)
    assert not sheets(window) and told[-1].action is not None
    if typed:
        place.show_row(narrative)
        QTest.keyClicks(writing.page.editor, typed)
    told[-1].action()
    qtbot.waitUntil(lambda: bool(sheets(window)), timeout=20_000)
    assert place.current_row() == narrative and writing.page.isVisible()
    assert len(reckoned) == (2 if typed else 1), "what was typed since is kept and reckoned first"
    assert not typed or typed in writing._desk.app.narratives.one(narrative).source
