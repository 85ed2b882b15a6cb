"""H-07: hostile text in every field of a library, and every place of the real window opened on it.

Nothing is read as mark-up, nothing is opened, nobody is asked, and what is shown is what was typed.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QToolTip

from gemba.model.text import normalise
from gemba.ui.places import PLACES
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip, typed_text
from tests.ui.hostile.filling import LONG, payloads
from tests.ui.hostile.looking import TIMEOUT_MS, look, settled, shown
from tests.ui.hostile.traps import read_as_markup, shows_marker


def test_every_place_shows_it_as_text(qtbot, hostile_window, trap):
    for place in PLACES:
        hostile_window.go(place.name)
        settled(qtbot, hostile_window)
        look(hostile_window, trap, place.name)


def test_every_ticket_shows_what_was_typed(qtbot, hostile_window, trap):
    app = hostile_window.desk.app
    for view in app.tickets.views():
        hostile_window.go("tickets", view.row.id)
        page = hostile_window.places["tickets"].page
        qtbot.waitUntil(
            lambda page=page, key=view.row.id: page.opened and page.opened.row.id == key, timeout=TIMEOUT_MS
        )
        settled(qtbot, hostile_window)
        row, said = app.tickets.view(view.row.id).row, shown(page)
        for text in (row.title, row.expected, row.happened):
            assert " ".join(text.split()) in " ".join(said.split())
        look(hostile_window, trap, f"T{row.number}")


def test_every_visit_and_its_notes_show_what_was_typed(qtbot, hostile_window, trap):
    app = hostile_window.desk.app
    for row in app.sessions.all():
        hostile_window.go("sessions", row.id)
        place = hostile_window.places["sessions"]
        qtbot.waitUntil(lambda place=place, key=row.id: place.current_row() == key, timeout=TIMEOUT_MS)
        qtbot.waitUntil(lambda place=place, key=row.id: place.page.page and place.page.page.row.id == key)
        settled(qtbot, hostile_window)
        assert row.charter.strip() in shown(place)
        for _ in range(place.page.stack.count()):
            look(hostile_window, trap, f"S{row.number}")
            place.page.turn(1)
            settled(qtbot, hostile_window)


def test_pictures_palette_history_and_narratives_show_it_as_text(qtbot, hostile_window, trap):
    app = hostile_window.desk.app
    for picture in app.captures.all()[:6]:
        hostile_window.go("evidence", picture.id)
        settled(qtbot, hostile_window)
        look(hostile_window, trap, picture.id)
    for row in app.narratives.all():
        hostile_window.go("narratives", row.id)
        settled(qtbot, hostile_window)
        look(hostile_window, trap, row.id)
    hostile_window.desk.trigger("palette.open")
    palette = hostile_window.commands.palette
    for text in ("<img", "customer", "![x]", '"a" NEAR "b" *'):
        palette.field.setText(text)
        qtbot.waitUntil(lambda palette=palette, text=text: palette._found_for == text, timeout=TIMEOUT_MS)
        look(hostile_window, trap, text)


@pytest.mark.parametrize("name", [name for name in payloads() if name not in LONG])
def test_a_tool_tip_and_a_pasted_text_stay_text(qtbot, empty_window, trap, name):
    text = normalise(trap.baited(payloads()[name]))
    QToolTip.showText(empty_window.mapToGlobal(empty_window.rect().center()), plain_tip(text), empty_window)
    tips = [
        one for one in QApplication.topLevelWidgets() if type(one).__name__ == "QTipLabel" or one.inherits("QTipLabel")
    ]
    for tip in tips:
        assert not shows_marker(tip)
    QToolTip.hideText()
    mime = QMimeData()
    mime.setHtml(text)
    mime.setText(text)
    field = QPlainTextEdit(empty_window)
    field.insertFromMimeData(mime)
    assert typed_text(field) == text
    assert trap.sprung() == []


def test_negative_control_a_label_that_guesses_springs_every_trap(qtbot, trap):
    label = QLabel(f'<img src="{trap.picture}">')
    qtbot.addWidget(label)
    label.setToolTip("hello <b>bold")
    label.show()
    assert shows_marker(label)
    assert trap.sprung() == ["the picture was opened"]
    assert len(read_as_markup(label)) == 2


def test_negative_control_a_plain_label_springs_none(qtbot, trap):
    text = f'<img src="{trap.picture}">'
    label = PlainLabel(text)
    qtbot.addWidget(label)
    label.setToolTip(plain_tip(text))
    label.show()
    assert not shows_marker(label)
    assert trap.sprung() == []
    assert read_as_markup(label) == []
