"""H-07: hostile text in every field of a library, and every place of the real window opened on it.

Nothing is read as mark-up, nothing is opened, nobody is asked, and what is shown is what was typed.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QToolTip, QWidget

from gemba.app import App, open_app
from gemba.errors import GembaError
from gemba.model.text import normalise
from gemba.services.observations import ObservationFields
from gemba.services.sessions import SessionFields
from gemba.services.ticket_fields import TicketFields
from gemba.ui.places import PLACES
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip, typed_text
from tests.sample_library import copy_of_demo
from tests.ui.hostile.traps import Trap, button_words, read_as_markup, shows_marker

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LONG = ("zero-width", "long-word", "many-tags", "many-brackets")
TIMEOUT_MS = 60_000


def payloads() -> dict[str, str]:
    data = json.loads((FIXTURES / "payloads.json").read_text("utf-8"))
    out = dict(data["plain"])
    out.update({name: "".join(text * times for text, times in parts) for name, parts in data["repeat"].items()})
    out.update({name: "".join(map(chr, codes)) for name, codes in data["surrogate"].items()})
    return out


def fill(app: App, trap: Trap) -> int:
    """Write a payload into every text there is, and return how many were taken; a refusal must be a sentence."""
    known = payloads()
    short = itertools.cycle([trap.baited(text) for name, text in known.items() if name not in LONG])
    long = [trap.baited(known[name]) for name in LONG]
    taken = 0
    for write in _writes(app, short, long):
        try:
            write()
        except GembaError:
            continue
        taken += 1
    return taken


def _writes(app: App, short: Iterator[str], long: list[str]) -> Iterator[Callable[[], object]]:
    for view in app.tickets.views():
        fields = {name: next(short) for name in ("title", "where", "expected", "happened", "fix", "arithmetic")}
        yield lambda view=view, fields=fields: app.tickets.edit(view.row.id, TicketFields(**fields))
        yield lambda view=view: app.tickets.edit(view.row.id, TicketFields(owner=next(short), frame_words=next(short)))
    for row in app.sessions.all():
        texts = {name: next(short) for name in ("charter", "place", "facilitator_role", "consent", "department")}
        for name, text in texts.items():
            yield lambda row=row, name=name, text=text: app.sessions.edit(row.id, SessionFields(**{name: text}))
        yield lambda row=row: app.sessions.add_person(row.id, role=next(short))
    notes = app.observations.all()
    for note, text in zip(notes, itertools.chain(long, short), strict=False):
        yield lambda note=note, text=text: app.observations.edit(note.id, ObservationFields(text=text))
    for picture in app.captures.all():
        yield lambda picture=picture: app.captures.edit(picture.id, caption=next(short))
    for _ in range(6):
        yield lambda: app.triage.new_problem(next(short), symptom=next(short))
        yield lambda: app.decisions.new(next(short), owner=next(short), questions=(next(short),))
    for plan in app.narratives.all():
        body = "\n\n".join(next(short) for _ in range(50))
        yield lambda plan=plan, body=body: app.narratives.edit(plan.id, body, based_on=plan.draft)
    yield lambda: app.narratives.new(title=next(short))


@pytest.fixture(scope="module")
def hostile_folder(qapp, tmp_path_factory) -> Iterator[tuple[Path, Trap]]:
    """The sample's library with hostile text in every field, and the trap that the texts name; read only by tests."""
    folder = tmp_path_factory.mktemp("hostile")
    made = Trap(folder / "bait")
    library = copy_of_demo(tmp_path_factory.getbasetemp().parent, folder)
    with open_app(library, writes=True) as app:
        assert fill(app, made) >= 60
    yield library, made
    made.close()


@pytest.fixture
def trap(hostile_folder):
    hostile_folder[1].sprung()
    return hostile_folder[1]


@pytest.fixture
def hostile_window(qtbot, start, hostile_folder, trap):
    """The window on that library."""
    window = start(hostile_folder[0]).open_window()
    window.resize(1400, 900)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and bool(window.places), timeout=TIMEOUT_MS)
    return window


def settled(qtbot, window) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=TIMEOUT_MS)
    QApplication.processEvents()


def look(window: QWidget, trap: Trap, where: str) -> None:
    assert read_as_markup(window) == [], where
    assert not shows_marker(window), where
    assert trap.sprung() == [], where


def shown(window: QWidget) -> str:
    """Return every text that stands in a window's labels and fields, and on its buttons."""
    texts = [one.text() for one in window.findChildren(QLabel)]
    texts += [one.text() for one in window.findChildren(QLineEdit)]
    texts += [one.toPlainText() for one in window.findChildren(QPlainTextEdit)]
    texts += [one.toPlainText() for one in window.findChildren(QTextEdit)]
    return "\n".join([*texts, *button_words(window)])


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
