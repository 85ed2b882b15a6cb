"""A desk with the sample's English narrative on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from gemba.ui.frame.main_window import MainWindow
from gemba.ui.narratives.place import NarrativesPlace
from gemba.ui.narratives.writing import Writing

LONG_MS = 60_000


@pytest.fixture
def place(qtbot: QtBot, sample_window: MainWindow) -> NarrativesPlace:
    """The place, in front, with the list."""
    qtbot.waitExposed(sample_window)
    sample_window.activateWindow()
    sample_window.go("narratives")
    found = sample_window.places["narratives"]
    assert isinstance(found, NarrativesPlace)
    qtbot.waitUntil(lambda: len(found.list.rows()) == 3)
    return found


@pytest.fixture
def open_desk(qtbot: QtBot, place: NarrativesPlace) -> Callable[[str], Writing]:
    """Open the sample's narrative of a language and wait for its pages and facts."""

    def opened(language: str) -> Writing:
        row = next(one.row for one in place.list.rows() if one.row.language.value == language)
        place.open(row.id)
        writing = place.writing
        assert writing is not None
        qtbot.waitUntil(lambda: writing.page.pages.laid is not None and bool(writing.citable), timeout=LONG_MS)
        return writing

    return opened


def rested(qtbot: QtBot, writing: Writing) -> None:
    """Wait until pages are set for the last time: once what can be cited is known, and perhaps once it is checked."""
    quiet = 0

    def rests() -> bool:
        nonlocal quiet
        timers = (writing.page.pages._settle, writing.remarking.rest, writing._facts)
        moves = bool(writing._desk.jobs.busy) or any(one.isActive() for one in timers)
        quiet = 0 if moves else quiet + 1
        return quiet >= 3

    qtbot.waitUntil(rests, timeout=LONG_MS)


@pytest.fixture
def writing(open_desk: Callable[[str], Writing]) -> Writing:
    """The English narrative on the desk."""
    return open_desk("en")
