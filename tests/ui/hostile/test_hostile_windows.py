"""H-07 beyond the places: settings, the live page and its mini bar, the annotator, the caption line, the palette, the first start.

Each with everything it can do where that is a table of actions, and each with a control: a part that reads mark-up,
planted there, is found.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gemba.app import open_app
from gemba.message import say
from gemba.model.text import normalise
from gemba.services.visits.live import PersonThere
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.annotator.actions import ACTIONS as ANNOTATOR_ACTIONS
from gemba.ui.annotator.window import open_annotator
from gemba.ui.capture.caption_line import CaptionLine
from gemba.ui.first_start.welcome import Welcome
from gemba.ui.keys.actions import place_actions
from gemba.ui.language.words import Words
from gemba.ui.live.actions import ACTIONS as LIVE_ACTIONS
from gemba.ui.look.theme import Theme
from tests.ui.hostile.conftest import opened
from tests.ui.hostile.filling import LONG, payloads
from tests.ui.hostile.looking import look, look_everywhere, settled, shown
from tests.ui.hostile.traps import read_as_markup, shows_marker
from tests.ui.hostile.walking import do_everything, put_away

pytestmark = [
    pytest.mark.library_file_opener,  # a closed library is copied
    pytest.mark.timeout(900),
    pytest.mark.usefixtures("nothing_is_asked_of_the_desktop", "menus"),
]
#: ends the visit, or waits for a file that nobody names
LAST = ("live.end",)


def baits(trap) -> list[str]:
    return [trap.baited(text) for name, text in payloads().items() if name not in LONG]


def line(text: str) -> str:
    """Return a text as a field of one line has it."""
    return " ".join(normalise(text).split())


def plant(window, trap) -> None:
    """Put a label that guesses on top of a window; with it the window must not pass."""
    label = QLabel(f'<img src="{trap.picture}">', window)
    label.setGeometry(QRect(0, 0, 64, 64))
    label.show()
    label.raise_()
    assert read_as_markup(window)
    assert shows_marker(window)
    assert trap.sprung()
    label.setParent(None)
    label.deleteLater()


@pytest.fixture
def visit(own_folder, trap) -> str:
    """A running visit of which everything that can be said is hostile."""
    texts = iter(baits(trap) * 3)
    with open_app(own_folder, writes=True) as app:
        fields = SessionFields(charter=next(texts), minutes=45, consent=next(texts), place=next(texts))
        row = app.live.begin(next(texts), fields, (PersonThere(next(texts)),))
        for text in islice(texts, 24):
            app.observations.note(row.id, ObservationFields(text=text))
    return row.id


@pytest.fixture
def live(qtbot, start, own_folder, visit):
    """That visit in the real window."""
    window = opened(qtbot, start(own_folder))
    window.go("sessions", f"live:{visit}")
    place = window.places["sessions"]
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live)
    settled(qtbot, window)
    return window


def test_every_section_of_the_settings(qtbot, hostile_window, trap):
    hostile_window.go("settings")
    sections = hostile_window.place.sections
    assert sections.count() >= 6
    for number in range(sections.count()):
        sections.setCurrentRow(number)
        settled(qtbot, hostile_window)
        look_everywhere(trap, f"settings {number}")
    plant(hostile_window.place, trap)


def test_every_action_of_a_running_visit(qtbot, live, visit, trap):
    page = live.places["sessions"].live
    charter = next(row.charter for row in live.desk.app.sessions.all() if row.id == visit)
    assert line(charter) in line(shown(page))
    actions = [one for one in (*LIVE_ACTIONS, *place_actions("sessions")) if one.id not in LAST]
    done, opened_something = do_everything(qtbot, live, trap, actions, lambda: live.go("sessions", f"live:{visit}"))
    print(f"\nH-07 live page: {done} actions done, {opened_something} opened something over the window")
    assert done >= 8
    live.go("sessions", f"live:{visit}")
    settled(qtbot, live)
    plant(live.places["sessions"].live, trap)
    live.trigger("live.end")
    settled(qtbot, live)
    assert look_everywhere(trap, "the end of a visit")


def test_each_hostile_line_is_typed_and_kept_as_typed(qtbot, live, visit, trap):
    edit = live.places["sessions"].live.entry.edit
    for text in [line(one) for one in baits(trap)]:
        if not text or text.startswith(("/", "@")):
            continue
        edit.insert(text)
        look_everywhere(trap, f"typed: {text[:40]}")
        QTest.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not edit.text())
    settled(qtbot, live)
    look(live, trap, "the lines that were typed")


def test_the_mini_bar_shows_a_hostile_visit_as_text(qtbot, live, trap):
    mini = live.places["sessions"].live.mini
    mini.appear()
    qtbot.waitUntil(mini.isActiveWindow)
    for text in [line(one) for one in baits(trap)]:
        mini.entry.edit.insert(text)
        look(mini, trap, f"mini bar: {text[:40]}")
        mini.entry.edit.clear()
    look_everywhere(trap, "mini bar")
    plant(mini, trap)
    mini.go_back()


def test_every_action_of_the_annotator(qtbot, own_window, trap):
    window, done = own_window, 0
    ids = [row.id for row in window.desk.app.captures.all()][:3]
    for action in ANNOTATOR_ACTIONS:
        annotator = open_annotator(window.desk, ids[0], series=ids)
        qtbot.waitUntil(lambda annotator=annotator: annotator.work.row is not None)
        settled(qtbot, window)
        made = annotator.bindings.made[action.id]
        if made.isEnabled():
            made.trigger()
            settled(qtbot, window)
            look_everywhere(trap, action.id)
            done += 1
        put_away(window)
        settled(qtbot, window)
    print(f"\nH-07 annotator: {done} of {len(ANNOTATOR_ACTIONS)} actions done")
    assert done >= 20
    annotator = open_annotator(window.desk, ids[0], series=ids)
    qtbot.waitUntil(lambda: annotator.work.row is not None)
    settled(qtbot, window)
    plant(annotator, trap)
    put_away(window)


def test_the_annotator_on_each_hostile_picture(qtbot, hostile_window, trap):
    rows = [row for row in hostile_window.desk.app.captures.all() if row.annotation.marks][:6]
    for row in rows:
        annotator = open_annotator(hostile_window.desk, row.id)
        qtbot.waitUntil(lambda annotator=annotator, key=row.id: annotator.work.row and annotator.work.row.id == key)
        settled(qtbot, hostile_window)
        look_everywhere(trap, f"annotator of {row.id}")
        put_away(hostile_window)
    assert len(rows) == 6


def test_the_line_beside_a_picture_that_was_just_kept(qtbot, hostile_window, trap):
    row = hostile_window.desk.app.captures.all()[0]
    for text in baits(trap):
        hostile = replace(row, caption=text, window_title=text, app=text, page_address=text)
        beside = CaptionLine(hostile_window.desk, hostile, where=text)
        beside.appear(QRect(100, 100, 200, 100), asks=True)
        qtbot.waitUntil(beside.isVisible)
        look(beside, trap, f"caption line: {text[:40]}")
        beside._soon.stop()
        beside._kept = (beside.caption.text().strip(), beside.address.text().strip())
        if text is baits(trap)[0]:
            plant(beside, trap)
        beside.close()
    settled(qtbot, hostile_window)


def test_the_palette_takes_every_text_as_typed(qtbot, hostile_window, trap):
    hostile_window.desk.trigger("palette.open")
    palette = hostile_window.commands.palette
    for text in [line(one) for one in baits(trap)]:
        palette.field.setText(text)
        wanted = palette.field.text()
        qtbot.waitUntil(lambda wanted=wanted: palette._found_for == wanted or not wanted.strip())
        settled(qtbot, hostile_window)
        look(hostile_window, trap, f"palette: {text[:40]}")
    plant(palette, trap)


def test_the_first_start(qtbot, qapp, trap, tmp_path):
    theme = Theme(qapp, appearance="light")
    for text in baits(trap):
        named = tmp_path / "".join(one for one in line(text) if one not in "/\0")[:60].strip()
        missed = say("There is no library at {path}.", path=text)
        window = Welcome(theme, Words("en"), named / "library.gemba", missed=missed)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(window.isVisible)
        look(window, trap, f"first start: {text[:40]}")
        window.begin.click()
        window.new.name.setText(line(text))
        window.new.place.setText(line(text))
        QApplication.processEvents()
        look(window, trap, f"a new library: {text[:40]}")
        if text is baits(trap)[0]:
            plant(window, trap)
        window.close()
