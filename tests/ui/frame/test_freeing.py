"""A closed window is freed: its places, its inspectors, its desk. Otherwise a day with many windows fills the memory."""

import gc
import weakref

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from gemba.app import open_app
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from gemba.ui.places import PLACES, SETTINGS
from tests.ui.conftest import give_back

HANG_MS = 120_000


def walk(qtbot, application, window):
    """Go through every place, and into a visit and a ticket, as somebody does in a morning."""
    qtbot.waitUntil(lambda: bool(window.places), timeout=HANG_MS)
    for name in (*(place.name for place in PLACES), SETTINGS.name):
        window.go(name)
        qtbot.waitUntil(lambda: not application.jobs.busy, timeout=HANG_MS)
    for name, reference in (("sessions", "S1"), ("tickets", "T1")):
        window.go(name, reference)
        qtbot.waitUntil(lambda: not application.jobs.busy, timeout=HANG_MS)


def all_gone(freed):
    """Fail while one of these is still there: what runs just now may hold one for a moment."""
    give_back()
    assert [type(one()).__name__ for one in freed if one() is not None] == []


def other_widgets(window):
    """Return what stands on the screen or would, and does not belong to ``window``."""
    return [one for one in QApplication.allWidgets() if one is not window and not window.isAncestorOf(one)]


def test_a_closed_second_window_is_freed_with_everything_in_it(qtbot, start, sample_folder):
    application = start(sample_folder)
    first = application.open_window()
    qtbot.waitUntil(lambda: bool(first.places) and not application.jobs.busy, timeout=HANG_MS)
    give_back()
    before = len(other_widgets(first))
    second = application.open_window()
    walk(qtbot, application, second)
    assert len(other_widgets(first)) > before + 300, "or there is nothing to free"
    parts = [second, second.desk, *second.places.values()]
    freed = [weakref.ref(one) for one in parts]
    kept = list(parts)
    second.close()
    del second, parts
    qtbot.waitUntil(lambda: not any(shiboken6.isValid(one) for one in kept), timeout=HANG_MS)
    kept.clear()
    qtbot.waitUntil(lambda: all_gone(freed), timeout=HANG_MS)
    assert [type(one).__name__ for one in other_widgets(first)][before:] == []


def test_a_window_is_not_freed_before_what_it_writes_is_written(qtbot, start, empty_folder):
    application = start(empty_folder)
    first, second = application.open_window(), application.open_window()
    qtbot.waitUntil(lambda: bool(first.places) and bool(second.places))
    ended: list[object] = []
    second.desk.do(lambda: application.app.preferences.set("paper.line", "x"), owner=second.desk, then=ended.append)
    second.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert shiboken6.isValid(second)
    qtbot.waitUntil(lambda: not shiboken6.isValid(second))
    assert ended


def test_a_visit_that_was_left_is_freed(qtbot, start, empty_folder):
    with open_app(empty_folder, writes=True) as app:
        visit = app.live.begin("Refunds", SessionFields(charter="Why?", consent="agreed"), (PersonThere("agent"),)).id
    application = start(empty_folder)
    freed: list[object] = []

    def visit_and_leave():
        window = application.open_window("sessions")
        qtbot.waitUntil(lambda: bool(window.places), timeout=HANG_MS)
        window.go("sessions", f"live:{visit}")
        place = window.places["sessions"]
        qtbot.waitUntil(lambda: place.live is not None and place.live.isVisible(), timeout=HANG_MS)
        sitting = place.live.sitting
        freed.extend(weakref.ref(one) for one in (window, place.live, sitting, sitting.line, sitting.news))
        place.show_list()
        window.close()
        qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=HANG_MS)

    visit_and_leave()
    qtbot.waitUntil(lambda: all_gone(freed), timeout=HANG_MS)


def test_negative_control_a_window_that_something_keeps_is_seen(qtbot, start, empty_folder):
    application = start(empty_folder)
    application.open_window()
    qtbot.waitUntil(lambda: bool(application.windows[0].places), timeout=HANG_MS)
    keeper = [application.windows[0]]
    ghost = weakref.ref(keeper[0])
    application.close()
    give_back()
    assert ghost() is keeper[0]
    keeper.clear()
    gc.collect()
    assert ghost() is None
