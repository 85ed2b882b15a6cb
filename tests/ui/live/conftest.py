"""A running visit in the real window, on a real library, under a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gemba.app import create_library, open_app
from gemba.model.rows import Moment
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from gemba.ui.application import Application
from gemba.ui.live.page import LivePage
from gemba.ui.live.sitting import Sitting
from gemba.ui.live.visit_clock import VisitClock
from tests.factory import START


class FakeTime:
    """Wall clock, steady clock and the clock that runs through sleep, each moved by hand."""

    def __init__(self) -> None:
        self.wall_s = 0.0
        self.steady_s = 1000.0
        self.through_s = 5000.0
        self.offset_minutes = 60

    def wall(self) -> Moment:
        return Moment(START + timedelta(seconds=self.wall_s), self.offset_minutes)

    def passes(self, seconds: float) -> None:
        self.wall_s += seconds
        self.steady_s += seconds
        self.through_s += seconds

    def sleeps(self, seconds: float) -> None:
        self.wall_s += seconds
        self.through_s += seconds

    def is_set(self, seconds: float) -> None:
        self.wall_s += seconds

    def clock(self, *, sleep_known: bool = True, ran_s: float = 0.0) -> VisitClock:
        return VisitClock(
            self.wall,
            ran_s=ran_s,
            steady=lambda: self.steady_s,
            through_sleep=(lambda: self.through_s) if sleep_known else (lambda: self.steady_s),
            sleep_known=sleep_known,
        )


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one running visit."""
    folder = create_library(tmp_path / "visit.gemba")
    with open_app(folder, writes=True) as app:
        fields = SessionFields(charter="Why do refunds take nine days?", minutes=45, consent="agreed")
        app.live.begin("Refunds desk", fields, (PersonThere("agent"), PersonThere("team lead", "Jonas Weber")))
    return folder


@pytest.fixture
def live(qtbot, start: Callable[..., Application], library: Path, fake_time: FakeTime) -> Iterator[LivePage]:
    """The page of the running visit, in front of a window of its own."""
    application = start(library)
    window = application.open_window("today")
    qtbot.waitUntil(lambda: window.place is not None)
    desk = window.desk
    session = desk.app.sessions.all()[0].id
    page = LivePage(desk, session, sitting=Sitting(desk, session, clock=fake_time.clock()))
    page.resize(1280, 720)
    page.show()
    qtbot.waitExposed(page)
    page.enter()
    page.activateWindow()
    page.entry.edit.setFocus()
    qtbot.waitUntil(lambda: page.entry.edit.hasFocus())
    yield page
    page.leave()
    page.mini.close()
    page.close()
    page.deleteLater()
    QApplication.processEvents()
