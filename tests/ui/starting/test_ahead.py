"""What the places need is loaded while the window rests: in small pieces, all of it, and nothing heavy."""

import os
import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject
from PySide6.QtWidgets import QLineEdit

from gemba.ui.starting.ahead import AHEAD, Ahead
from tests.ui.new_program import in_a_new_program

MOST_AT_ONCE = 6
HEAVY = {"PIL.Image", "babel", "sqlalchemy", "reportlab", "rapidfuzz", "numpy", "asyncio", "_hashlib"}
#: a narrative's page loads the paper with it, which is more than all the rest
ROOMS = tuple(f"gemba.ui.{place}" for place in ("tickets", "sessions", "evidence", "structure", "settings"))


def load_and_visit(folder: Path) -> None:
    """Load all of it piece by piece behind a real window, then visit every place; runs in a program of its own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gemba.app import open_app
    from gemba.ui.application import Application

    application = Application(open_app(folder), appearance="light")

    def rest() -> None:
        for _ in range(50):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        while application.jobs.busy:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    window = application.open_window("today")
    while window.place_name != "today":
        rest()
    _ = application.behind
    rest()
    for name in AHEAD:
        before = set(sys.modules)
        import_module(name)
        came = {one for one in set(sys.modules) - before if one.startswith("gemba.")}
        assert len(came) <= MOST_AT_ONCE, f"{name} loads {sorted(came)}: name one of them before it"
    assert not HEAVY & set(sys.modules)
    before, app = set(sys.modules), application.app
    visit, ticket = app.sessions.all()[0].id, app.tickets.views()[0].row.id
    for place, row in (("sessions", ""), ("sessions", visit), ("tickets", ""), ("tickets", ticket), ("evidence", "")):
        window.go(place, row)
        rest()
    for place in ("structure", "settings"):
        window.go(place)
        rest()
    missed = sorted(one for one in set(sys.modules) - before if one.startswith(ROOMS))
    application.close()
    assert missed == [], "a first visit loads what could have been there"


def test_pieces_are_small_and_leave_a_first_visit_nothing_to_load(sample_folder):
    in_a_new_program(__name__, f"load_and_visit(Path({str(sample_folder)!r}))")


def made(folder: Path, monkeypatch, *names: str) -> tuple[str, ...]:
    """Write modules that do nothing and can be loaded while the test lasts."""
    monkeypatch.syspath_prepend(folder)
    for name in names:
        (folder / f"{name}.py").write_text("", encoding="utf-8")
    return names


def test_nothing_is_loaded_while_somebody_waits(qtbot, qapp, tmp_path, monkeypatch):
    names = made(tmp_path, monkeypatch, "ahead_one", "ahead_two")
    parent, asked, busy = QObject(), [], [True]

    def waits() -> bool:
        asked.append(sys.modules.keys() & set(names))
        return busy[0]

    ahead = Ahead(parent, busy=waits, names=names, begin_ms=1)
    try:
        qtbot.waitUntil(lambda: len(asked) > 1)
        assert asked == [set()] * len(asked)
        with qtbot.waitSignal(ahead.done):
            busy[0] = False
        assert set(names) <= sys.modules.keys()
        assert {"ahead_one"} in asked
    finally:
        ahead.stop()
        for name in names:
            sys.modules.pop(name, None)


def test_nothing_is_loaded_once_the_program_ends(qtbot, qapp, tmp_path, monkeypatch):
    (name,) = made(tmp_path, monkeypatch, "ahead_late")
    parent, asked = QObject(), iter((True, False))
    ahead = Ahead(parent, busy=lambda: False, names=(name,), begin_ms=1)
    ahead.stop()
    other = Ahead(parent, busy=lambda: next(asked, False), names=(), begin_ms=1)
    with qtbot.waitSignal(other.done):
        pass
    assert name not in sys.modules


def test_a_field_that_has_the_keys_may_be_typed_in(qtbot, start, sample_folder):
    application = start(sample_folder)
    window = application.open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    window.activateWindow()
    behind = application.behind
    qtbot.waitUntil(lambda: not behind._in_use())
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert behind._in_use()
    field.clearFocus()
    qtbot.waitUntil(lambda: not behind._in_use())
