"""What is typed into a ticket survives: a killed process loses less than a second, a library to read keeps its fields."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gemba.app import App
from gemba.message import say
from gemba.model.library import Library
from gemba.model.values import Criterion
from gemba.services.tickets.fields import TicketFields
from gemba.ui.application import Application
from gemba.ui.tickets.page import page as ticket_page
from tests.ui.tickets.page.pages import open_page, settled, type_into

TYPED = "Half a sentence about the template that nobody fin"
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.tickets.page import editing as page_editing

page_editing.PAUSE_MS = 10_000_000
application = Application(open_app(Path(sys.argv[1])), appearance="light")
window = application.open_window("tickets")


def kept():
    drafts = window.desk.app.library.queries.drafts()
    if any(one.text == sys.argv[3] for one in drafts):
        print("kept", flush=True)
    else:
        QTimer.singleShot(20, kept)


def type_it():
    window.go("tickets", sys.argv[2])
    page = window.places["tickets"].page
    field = page.head.title if sys.argv[2] == "new" else page.editing.widget("happened")
    field.setFocus()
    field.selectAll()
    # A person types: signals as for keys, without waiting for the focus of a window manager.
    field.insertPlainText(sys.argv[3])
    kept()


QTimer.singleShot(0, type_it)
application.qt.exec()
"""


def _type_and_die(library: Path, reference: str) -> None:
    """Type into a window of its own process and kill it without a word."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", PROGRAM, str(library), reference, TYPED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"kept\n"
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_half_typed_text_survives_a_killed_process_and_is_committed_when_the_field_is_left(qtbot, start, sample_folder):
    _type_and_die(sample_folder, "T4")
    window = start(sample_folder).open_window()
    page = open_page(qtbot, window, "T4")
    field = page.editing.widget("happened")
    assert field.read() == TYPED
    assert page.opened.row.happened != TYPED
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    page.setFocus()
    qtbot.waitUntil(lambda: page.opened.row.happened == TYPED)
    assert window.desk.app.library.queries.drafts() == []


def test_the_half_typed_title_of_a_new_ticket_survives_and_becomes_a_ticket(qtbot, start, empty_folder):
    _type_and_die(empty_folder, "new")
    window = start(empty_folder).open_window()
    assert window.desk.app.library.queries.tickets() == []
    page = open_page(qtbot, window, "new")
    assert page.head.title.read() == TYPED
    qtbot.waitUntil(page.head.title.hasFocus)
    QTest.keyClicks(page.head.title, "!")
    page.setFocus()
    page.editing.keep_drafts()  # as when the pause of the drafts ends while the ticket is being made
    qtbot.waitUntil(lambda: page.opened is not None and not window.desk.jobs.busy)
    assert window.desk.app.library.queries.drafts() == []


def test_an_empty_new_ticket_is_not_kept(qtbot, empty_window):
    page = open_page(qtbot, empty_window, "new")
    qtbot.waitUntil(page.head.title.hasFocus)
    QTest.keyClick(page.head.title, Qt.Key.Key_Escape)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not empty_window.places["tickets"].on_page)
    assert empty_window.desk.app.library.queries.tickets() == []


def test_a_library_to_read_says_so_once_and_takes_nothing(qtbot, qapp, sample_folder):
    application = Application(App(Library.open(sample_folder, read_only=True)), appearance="light")
    try:
        window = application.open_window()
        page = open_page(qtbot, window, "T5")
        qtbot.waitUntil(lambda: "read-only" in window.banners.shown)
        said = [one.text() for one in window.findChildren(QLabel) if one.isVisible() and "nothing can be" in one.text()]
        assert said == [window.banners.shown["read-only"].sentence.text()]
        field = page.editing.widget("where")
        before = field.read()
        field.setFocus()
        QTest.keyClicks(field, "x")
        assert field.read() == before
        assert not page.pictures.ways.isVisible()
        assert not page.side.teams.add.isVisible()
        assert not page.head.primary.isVisible()
        assert page.head.send_button.isVisible()
        assert not page.allows("tickets.delegate")
        assert page.allows("tickets.send")
        toasts: list[Any] = []
        window.desk.toasted.connect(toasts.append)
        window.go("tickets", "new")
        assert page.ticket_id and [one.kind for one in toasts] == ["attention"]
    finally:
        application.close()


def test_when_another_process_lets_go_the_page_can_be_written_on(qtbot, sample_window):
    desk = sample_window.desk
    desk.hold_elsewhere(say("Another gemba writes to this library."))
    page = open_page(qtbot, sample_window, "T5")
    place = sample_window.places["tickets"]
    assert not page.side.teams.add.isVisible() and not place.browse.head.new.isEnabled()
    desk.hold_elsewhere(None)
    assert place.page is not page and place.on_page and place.page.opened.row.number == 5
    qtbot.waitUntil(place.page.side.teams.add.isVisible)
    assert place.browse.head.new.isEnabled()
    type_into(qtbot, place.page, "where", "At the second desk")
    settled(qtbot, place.page)
    assert desk.app.tickets.open("T5").row.where == "At the second desk"


def test_tab_typed_at_once_after_the_last_letter_goes_to_a_field_and_not_to_a_button_that_is_about_to_go(
    qtbot, sample_window
):
    app = sample_window.desk.app
    number = app.tickets.new(TicketFields(title="Nobody owns it")).row.number
    page = open_page(qtbot, sample_window, f"T{number}")
    mend = page.criteria.cards[Criterion.OWNER].mend
    type_into(qtbot, page, "owner", "Priya Raman")
    settled(qtbot, page)
    assert mend.isVisible(), "or the next line proves nothing"
    type_into(qtbot, page, "owner_team", "Refunds desk")
    QTest.keyClick(page.editing.widget("owner_team"), Qt.Key.Key_Tab)
    assert not mend.isVisible()
    assert page.side.teams.add.hasFocus()


def test_what_has_arrived_in_the_library_counts_before_the_page_has_read_it_anew(qtbot, sample_window, monkeypatch):
    monkeypatch.setattr(ticket_page, "_TOGETHER_MS", 10_000_000)
    number = sample_window.desk.app.tickets.new(
        TicketFields(title="Nobody owns it", owner_team="Refunds desk")
    ).row.number
    page = open_page(qtbot, sample_window, f"T{number}")
    assert not page.judge().of(Criterion.OWNER).ok, "or the next lines prove nothing"
    type_into(qtbot, page, "owner", "Priya Raman")
    settled(qtbot, page)
    assert page.opened.facts.owner == "", "or the next line proves nothing"
    assert page.judge().of(Criterion.OWNER).ok
