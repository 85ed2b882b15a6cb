"""Every place and main state of the window, each opened by its own function, for walks that look at all of them.

Must not know what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from gemba.ui.application import Application
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.sessions.place import SessionsPlace
from gemba.ui.settings.place import SettingsPlace

LONG_MS = 60_000
_QUIET_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class State:
    """One state: ``open`` brings a window to it and returns what is to be looked at."""

    name: str
    open: Callable[[QtBot, MainWindow], QWidget]


def walk(
    qtbot: QtBot, application: Application, states: Sequence[State]
) -> Iterator[tuple[State, MainWindow, QWidget]]:
    """Yield each state in a window of its own, with what is to be looked at."""
    before: MainWindow | None = None
    for state in states:
        window = application.open_window()
        qtbot.waitUntil(lambda window=window: bool(window.places), timeout=LONG_MS)
        if before is not None:
            # Not earlier: without any window the program would end.
            before.close()
            before.deleteLater()
        before = window
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        root = state.open(qtbot, window)
        yield state, window, root
        if root is not window:
            root.close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is asked for any more, for a few rounds."""
    quiet = 0

    def rests() -> bool:
        nonlocal quiet
        quiet = 0 if window.desk.jobs.busy else quiet + 1
        return quiet >= _QUIET_ROUNDS

    qtbot.waitUntil(rests, timeout=LONG_MS)
    # What a timer of the last round changed is laid out too: a page that was just given a scroll bar was measured with
    # the width it had before.
    QCoreApplication.sendPostedEvents()


def _place(name: str, reference: Callable[[MainWindow], str] | None = None) -> Callable[[QtBot, MainWindow], QWidget]:
    def go(qtbot: QtBot, window: MainWindow) -> QWidget:
        window.go(name, "" if reference is None else reference(window))
        settle(qtbot, window)
        return window

    return go


def _then(before: Callable[[QtBot, MainWindow], QWidget], action: str) -> Callable[[QtBot, MainWindow], QWidget]:
    def go(qtbot: QtBot, window: MainWindow) -> QWidget:
        before(qtbot, window)
        window.trigger(action)
        settle(qtbot, window)
        return window

    return go


def _settings(section: int) -> Callable[[QtBot, MainWindow], QWidget]:
    def go(qtbot: QtBot, window: MainWindow) -> QWidget:
        window.go("settings")
        place = window.place
        assert isinstance(place, SettingsPlace)
        place.sections.setCurrentRow(section)
        settle(qtbot, window)
        return window

    return go


def _live(qtbot: QtBot, window: MainWindow) -> QWidget:
    app = window.desk.app
    fields = SessionFields(
        charter="Why does a customer wait nine days for a refund that is typed in eleven minutes?",
        minutes=45,
        consent="agreed",
    )
    row = app.live.begin("Refunds & Chargebacks", fields, (PersonThere("agent"),))
    window.go("sessions", f"live:{row.id}")
    settle(qtbot, window)
    return window


def _visit_tab(number: int) -> Callable[[QtBot, MainWindow], QWidget]:
    def go(qtbot: QtBot, window: MainWindow) -> QWidget:
        _place("sessions", _session)(qtbot, window)
        place = window.place
        assert isinstance(place, SessionsPlace)
        place.page.tabs.setCurrentIndex(number)
        settle(qtbot, window)
        return window

    return go


def _annotator(qtbot: QtBot, window: MainWindow) -> QWidget:
    from gemba.ui.annotator.window import open_annotator

    annotator: QWidget = open_annotator(window.desk, window.desk.app.captures.all()[0].id)
    settle(qtbot, window)
    return annotator


def _ticket(window: MainWindow) -> str:
    return window.desk.app.tickets.views()[0].row.id


def _session(window: MainWindow) -> str:
    return window.desk.app.sessions.all()[0].id


def _capture(window: MainWindow) -> str:
    return window.desk.app.captures.all()[0].id


def _narrative(window: MainWindow) -> str:
    return window.desk.app.narratives.all()[0].id


PLACES = tuple(
    State(name, _place(name)) for name in ("today", "sessions", "evidence", "tickets", "structure", "narratives")
)
SETTINGS = tuple(State(f"settings-{number}", _settings(number)) for number in range(10))
SAMPLE = (
    *PLACES,
    State("visit", _place("sessions", _session)),
    *(State(f"visit-tab-{number}", _visit_tab(number)) for number in range(1, 8)),
    State("new-visit", _then(_place("sessions"), "sessions.new")),
    State("live", _live),
    State("picture", _place("evidence", _capture)),
    State("matrix", _then(_place("tickets"), "tickets.matrix")),
    State("ticket", _place("tickets", _ticket)),
    State("ticket-leaving", _then(_place("tickets", _ticket), "tickets.send")),
    State("narrative", _place("narratives", _narrative)),
    State("narrative-leaving", _then(_place("narratives", _narrative), "narratives.export")),
    *SETTINGS,
    State("palette", _then(_place("today"), "palette.open")),
    State("keys", _then(_place("today"), "keys.show")),
    State("history", _then(_place("today"), "history.show")),
    State("about", _then(_place("today"), "about.show")),
    State("annotator", _annotator),
)
EMPTY = (
    *PLACES,
    State("new-visit", _then(_place("sessions"), "sessions.new")),
    *SETTINGS,
    State("palette", _then(_place("today"), "palette.open")),
    State("keys", _then(_place("today"), "keys.show")),
    State("history", _then(_place("today"), "history.show")),
)
