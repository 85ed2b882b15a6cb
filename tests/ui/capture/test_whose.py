"""Whose the next picture is, when the window that somebody sat at is gone."""

import gc
import weakref

import pytest
import shiboken6

from gemba.app import open_app
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields


@pytest.mark.parametrize("paused", [True, False])
def test_a_privacy_pause_outlives_the_window_it_was_begun_in(qtbot, start, empty_folder, paused):
    with open_app(empty_folder, writes=True) as app:
        visit = app.live.begin("Refunds", SessionFields(charter="Why?", consent="agreed"), (PersonThere("agent"),)).id
    application = start(empty_folder)
    stays = application.open_window()
    qtbot.waitUntil(lambda: bool(stays.places) and application.capturing is not None)
    whose = application.capturing.taking.whose
    ghosts = []

    def sit_and_go():
        window = application.open_window("sessions")
        qtbot.waitUntil(lambda: bool(window.places))
        window.go("sessions", f"live:{visit}")
        place = window.places["sessions"]
        qtbot.waitUntil(lambda: place.live is not None and place.live.isVisible())
        if paused:
            place.live.sitting.pause()
        ghosts.append(weakref.ref(place.live.sitting))
        window.close()
        qtbot.waitUntil(lambda: not shiboken6.isValid(window))

    sit_and_go()
    gc.collect()
    qtbot.waitUntil(lambda: ghosts[0]() is None)
    assert whose.session(stays.desk).id == visit
    assert ("Privacy pause" in whose.why_not(stays.desk)) is paused
