"""The line that says what is being read: only where it takes longer than a moment, and until the newest job ends."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gemba.ui.jobs import Jobs
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.loading_line import LoadingLine


class Room(QWidget):
    """A window with a button, the line over it, and the jobs it watches."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.resize(400, 300)
        self.button = QPushButton("Behind")
        QVBoxLayout(self).addWidget(self.button)
        self.line = LoadingLine(self, theme, "Reading…")
        self.jobs = Jobs(failed=lambda problem: None)


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    """The window, shown."""
    window = Room(Theme(qapp, appearance="light"))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.jobs.close()


def test_it_stands_while_a_slow_job_runs_and_goes_with_it(qtbot, room):
    go_on = threading.Event()
    room.line.watch(room.jobs.compute(lambda job: go_on.wait(60)))
    assert not room.line.isVisible()
    qtbot.waitUntil(room.line.isVisible)
    room.resize(500, 360)
    qtbot.waitUntil(lambda: room.line.size() == room.size())
    go_on.set()
    qtbot.waitUntil(lambda: not room.line.isVisible())


def test_it_never_shows_for_what_is_read_in_a_moment(qtbot, room):
    job = room.jobs.compute(lambda job: None)
    room.line.watch(job)
    qtbot.waitUntil(lambda: job.done)
    assert not room.line._soon.isActive()
    assert not room.line.isVisible()


def test_a_job_whose_place_was_taken_does_not_take_the_line_away(qtbot, room):
    first, second = threading.Event(), threading.Event()
    old = room.jobs.compute(lambda job: first.wait(60), key="rows")
    room.line.watch(old)
    room.line.watch(room.jobs.compute(lambda job: second.wait(60), key="rows"))
    qtbot.waitUntil(room.line.isVisible)
    first.set()
    qtbot.waitUntil(lambda: old.done)
    assert room.line.isVisible()
    second.set()
    qtbot.waitUntil(lambda: not room.line.isVisible())


def test_what_lies_below_can_still_be_clicked(qtbot, room):
    go_on, clicked = threading.Event(), []
    room.button.clicked.connect(lambda: clicked.append(True))
    room.line.watch(room.jobs.compute(lambda job: go_on.wait(60)))
    qtbot.waitUntil(room.line.isVisible)
    QTest.mouseClick(room.windowHandle(), Qt.MouseButton.LeftButton, pos=room.button.geometry().center())
    go_on.set()
    qtbot.waitUntil(lambda: bool(clicked))
