"""The tickets' head shaken: chips come and go under a running layout, the look changes, windows close over a fetch.

A RuntimeError ("already deleted") in the head's drawing was seen twice and never again. After every step each thing
that Python keeps of Qt must live, and nothing may have been raised inside a call from Qt.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu

from gemba.model.values import TicketState
from gemba.ui.application import Application
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.tickets.head import TicketsHead
from gemba.ui.tickets.place import TicketsPlace
from gemba.ui.widgets.flow import FlowLayout
from tests.ui.conftest import give_back

pytestmark = pytest.mark.timeout(7200)
LOOKS = ("light", "dark", "system")


def dead(head: TicketsHead) -> list[str]:
    """Return the names of what the head keeps and Qt has let go."""
    kept = {name: value for name, value in vars(head).items() if isinstance(value, QObject)}
    kept |= {f"chip {state}": chip for state, chip in head.chips.items()}
    kept |= {f"switch {name}": button for name, button in head.switches.items()}
    found = [name for name, value in kept.items() if not shiboken6.isValid(value)]
    for flow in head.findChildren(FlowLayout):
        found += [f"item {at}" for at, item in enumerate(flow._items) if not shiboken6.isValid(item)]
    return found


class Shaker:
    """One window on its tickets and everything that is done to it."""

    def __init__(self, application: Application, window: MainWindow, *, seed: int) -> None:
        self.rng, self.application, self.window = random.Random(seed), application, window
        self.steps: tuple[Callable[[], object], ...] = (
            *(self.wear, self.count, self.resize, self.menu, self.filter) * 4,
            *(self.collect, self.look_elsewhere, self.close_over_a_fetch) * 1,
        )

    @property
    def head(self) -> TicketsHead:
        place = self.window.places["tickets"]
        assert isinstance(place, TicketsPlace)
        return place.browse.head

    def shake(self) -> None:
        """Do one thing, let Qt do what is due now and then, or let it pile up."""
        self.rng.choice(self.steps)()
        if self.rng.random() < 0.7:
            QApplication.processEvents()
        if self.rng.random() < 0.2:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def wear(self) -> None:
        self.window.desk.theme.wear(self.rng.choice(LOOKS))

    def count(self) -> None:
        counts = {state: self.rng.randrange(3) for state in TicketState}
        self.head.show_counts(counts, sum(counts.values()))

    def resize(self) -> None:
        self.window.resize(self.rng.randrange(560, 1500), self.rng.randrange(480, 900))

    def menu(self) -> None:
        self.head.set_menu(QMenu(self.head.views))

    def filter(self) -> None:
        self.head.begin_filter(self.rng.choice(("", "r", "refund")))
        self.head.field.clear()

    def collect(self) -> None:
        gc.collect()

    def look_elsewhere(self) -> None:
        self.window.go(self.rng.choice(("today", "structure")))
        QApplication.processEvents()
        self.window.go("tickets")

    def close_over_a_fetch(self) -> None:
        """Open a second window on the tickets, switch the look while it reads, and close it before it has read."""
        other = self.application.open_window("tickets")
        for _ in range(self.rng.randrange(4)):
            QApplication.processEvents()
        self.wear()
        other.close()
        other.deleteLater()
        self.wear()


@pytest.fixture
def shaker(qtbot, start, sample_folder) -> Shaker:
    application = start(sample_folder)
    window = application.open_window("tickets")
    qtbot.waitUntil(lambda: "tickets" in window.places and not window.desk.jobs.busy)
    return Shaker(application, window, seed=20261122)


def shaken(shaker: Shaker, times: int) -> None:
    for number in range(times):
        shaker.shake()
        found = dead(shaker.head)
        assert not found, f"step {number}: {found}"
    give_back()
    assert dead(shaker.head) == []


def test_forty_shakes_leave_everything_alive(shaker):
    shaken(shaker, 40)


@pytest.mark.nightly
def test_two_thousand_shakes_leave_everything_alive(shaker):
    shaken(shaker, 2000)
    print("\ntickets' head: 2000 shakes, nothing found dead, nothing raised")


def test_negative_control_a_lens_that_qt_let_go_is_noticed(shaker):
    shiboken6.delete(shaker.head._glass)
    assert dead(shaker.head) == ["_glass"]
    shaker.head._glass = shaker.head.sort.menu().actions()[0]
