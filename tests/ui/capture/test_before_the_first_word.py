"""Between a window's first complete paint and all that begins behind it: nothing that is asked for then is lost.

That moment lasts a tenth of a second and longer; here it never ends.
"""

from __future__ import annotations

import threading

import pytest

import gemba.ui.application
from gemba.app import create_library, open_app
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from tests.ui.capture.conftest import Told, picture, same
from tests.ui.capture.painted import LEFT, TOP, painted
from tests.ui.capture.test_command import command

__all__ = ["command"]

pytestmark = pytest.mark.library_file_opener


@pytest.fixture
def resting(gemba) -> Told:
    return gemba(TAKER_RESTS="1")


def test_a_command_for_a_region_shows_the_veil(command, resting: Told) -> None:
    done = []
    thread = threading.Thread(target=lambda: done.append(command(resting.library, "capture", "--region")))
    thread.start()
    resting.hear("veil")
    resting.screen.drag((LEFT + 10, TOP + 10), (LEFT + 59, TOP + 39))
    kept = resting.hear("kept")
    thread.join()
    assert (done[0].returncode, done[0].stdout.strip()) == (0, kept["id"][-6:])
    assert same(picture(resting, kept["id"]), painted().crop((10, 10, 60, 40)))


def test_a_key_takes_a_picture(resting: Told) -> None:
    resting.tell("trigger", action="capture.screen")
    assert resting.hear("kept")["id"]


def test_a_privacy_pause_is_heeded(command, visit, gemba, tmp_path) -> None:
    library = create_library(tmp_path / "visit.gemba")
    session = visit(library, "agreed")
    told = gemba(library, TAKER_RESTS="1")
    told.tell("live", session=session)
    told.hear("live")
    told.tell("pause")
    told.hear("paused")
    done = command(library, "capture", "--screen")
    assert (done.returncode, "Privacy pause" in done.stderr) == (1, True)


def test_the_end_of_a_visit_is_backed_up(qtbot, start, empty_folder, monkeypatch) -> None:
    monkeypatch.setattr(gemba.ui.application, "_FIRST_WORD_MS", 24 * 3_600_000)
    with open_app(empty_folder, writes=True) as app:
        visit = app.live.begin("Refunds", SessionFields(charter="Why?", consent="agreed"), (PersonThere("agent"),)).id
    application = start(empty_folder)
    window = application.open_window()
    with qtbot.waitSignal(application.complete):
        pass
    assert (application._capturing, application._behind) == (None, None), "it rests"
    window.go("sessions", f"live:{visit}")
    place = window.places["sessions"]
    qtbot.waitUntil(lambda: place.live is not None and place.live.isVisible())
    place.live.end()
    qtbot.waitUntil(lambda: len(application.app.backups.all()) == 1)


def test_reading_that_is_asked_for_begins(qtbot, start, empty_folder, monkeypatch) -> None:
    monkeypatch.setattr(gemba.ui.application, "_FIRST_WORD_MS", 24 * 3_600_000)
    application = start(empty_folder)
    window = application.open_window()
    with qtbot.waitSignal(application.complete):
        pass
    begun = []
    application.jobs.started.connect(lambda job: begun.append(job.title))
    window.desk.reading_wanted.emit()
    assert "Reading text on pictures" in begun
