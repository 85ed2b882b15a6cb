"""Text on pictures is read behind the window: with progress, stopped, asked for again, and quiet without the extra."""

from pathlib import Path

import pytest

from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.imaging.recognising import Recogniser
from gemba.services.pictures.recognition import Recognition
from gemba.ui.picture_reading import PictureReading
from tests.recognisers import blocks

BLOCKS = Path(blocks.__file__)
#: reads two pictures at once, and the others as soon as there is a certain file
HELD = """
from pathlib import Path
import time
number, go = 0, Path({go!r})
say({{"engine": "held"}})
while (one := asked()) is not None:
    number += 1
    while number > 2 and not go.exists():
        time.sleep(0.01)
    say({{"ok": True, "lines": read(*one)}})
"""


def png(text: str) -> bytes:
    return encode_png(Frame(400, 40, blocks.drawn(400, 40, [(8, 16, text)])))


@pytest.fixture
def go(tmp_path: Path) -> Path:
    """The file for which the reader of the block script waits before its third picture."""
    return tmp_path / "go"


@pytest.fixture
def reader_program(tmp_path: Path, go: Path) -> Path:
    """A reader of the block script that can be held up."""
    file = tmp_path / "reader.py"
    known = BLOCKS.read_text(encoding="utf-8").split("def main()")[0]
    file.write_text(known + HELD.format(go=str(go)), encoding="utf-8")
    return file


@pytest.fixture
def application(qtbot, start, empty_folder, reader_program):
    """A program whose library reads the block script, soon after a picture came."""
    one = start(empty_folder)
    one.app.__dict__["recognition"] = Recognition(one.app.library, make=lambda: Recogniser(program=reader_program))
    window = one.open_window()
    qtbot.waitUntil(lambda: bool(window.places) and one._behind is not None)
    one._behind.reading._soon.setInterval(50)
    return one


@pytest.fixture
def window(application):
    return application.windows[0]


@pytest.fixture
def reading(application):
    return application._behind.reading


def found(window, text):
    return [hit.id for hit in window.desk.app.search.find(text) if hit.kind == "capture"]


def test_a_picture_that_comes_in_is_read_and_found(qtbot, window, reading):
    row = window.desk.app.captures.add_bytes(png("invoice of ana@example.com"), name="one.png")
    qtbot.waitUntil(lambda: found(window, "invoice") == [row.id])
    assert [one.kind.value for one in window.desk.app.captures.one(row.id).proposals] == ["email"]
    qtbot.waitUntil(lambda: not reading.is_reading)


def test_it_shows_progress_can_be_stopped_and_asked_for_again(qtbot, window, reading, go):
    app = window.desk.app
    with qtbot.waitSignal(window.desk.jobs.started):
        for number in range(12):
            app.captures.add_bytes(png(f"page {number}"), name=f"{number}.png")
    qtbot.waitUntil(lambda: window.status.work.text() == "Reading text on pictures" and window.status.bar.value() > 0)
    assert window.status.bar.maximum() > 0 and window.status.cancel.isVisible()
    window.status.cancel.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    left = app.recognition.counts().waiting
    assert 0 < left < 12
    go.touch()
    reading.go_on()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    assert app.recognition.counts().waiting == left, "what was stopped is left alone"
    row = app.captures.add_bytes(png("newcomer"), name="new.png")
    qtbot.waitUntil(lambda: found(window, "newcomer") == [row.id])
    assert app.recognition.counts().waiting == left
    window.trigger("library.read_pictures")
    qtbot.waitUntil(lambda: app.recognition.counts().waiting == 0)


def test_a_name_that_is_listed_is_proposed_on_what_was_read(qtbot, window, reading):
    app = window.desk.app
    row = app.captures.add_bytes(png("Lena Hartwig asked"), name="one.png")
    qtbot.waitUntil(lambda: app.recognition.counts().read == 1)
    assert app.captures.one(row.id).proposals == ()
    app.preferences.set("recognise.names", "Lena Hartwig")
    qtbot.waitUntil(lambda: [one.text for one in app.captures.one(row.id).proposals] == ["Lena Hartwig"])


def test_it_keeps_still_where_the_setting_says_so(qtbot, window, reading):
    app = window.desk.app
    app.preferences.set("recognise", "off")
    window.desk.settings_changed.emit("recognise")
    app.captures.add_bytes(png("kept still"), name="one.png")
    reading.go_on()
    assert not reading.is_reading and found(window, "still") == []
    app.preferences.set("recognise", "on")
    window.desk.settings_changed.emit("recognise")
    qtbot.waitUntil(lambda: found(window, "still") != [])


def test_a_reader_that_cannot_start_is_told_once(qtbot, window, reading, reader_program):
    reader_program.write_text("raise SystemExit(1)", encoding="utf-8")
    window.desk.app.captures.add_bytes(png("one"), name="one.png")
    qtbot.waitUntil(lambda: bool(window.toasts.cards))
    assert "cannot be started" in window.toasts.cards[0].toast.text
    reading.go_on()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    assert len(window.toasts.cards) == 1


def test_without_the_extra_nothing_is_said_until_somebody_asks(qtbot, empty_window):
    desk = empty_window.desk
    assert not desk.app.recognition.is_installed()
    desk.app.captures.add_bytes(png("one"), name="one.png")
    reading = PictureReading(desk.app, desk.jobs, desk.words, failed=desk.problem, soon_ms=0)
    reading.go_on()
    assert not reading.is_reading and empty_window.toasts.cards == []
    reading.close()
    reading.deleteLater()
    empty_window.trigger("library.read_pictures")
    (card,) = empty_window.toasts.cards
    assert card.toast.text == "Reading text on pictures is not installed."
    card.toast.action()
    qtbot.waitUntil(lambda: "settings" in empty_window.places)
    page = empty_window.places["settings"]
    assert page.sections.currentItem().text() == "Text on pictures"
    panel = page.text_on_pictures
    assert panel.said.text() == 'Not installed on this computer. Add it with pip install "gemba[recognise]"'


def test_the_settings_say_how_far_it_is(qtbot, window, reading):
    app = window.desk.app
    app.captures.add_bytes(png("one"), name="one.png")
    qtbot.waitUntil(lambda: app.recognition.counts().read == 1)
    window.go("settings", "recognise")
    qtbot.waitUntil(lambda: window.places["settings"].text_on_pictures is not None)
    panel = window.places["settings"].text_on_pictures
    qtbot.waitUntil(lambda: panel.said.text() == "1 picture read")
    assert panel.read.isHidden() and panel.copy.isHidden()
