"""A library of an older gemba in the real window: it answers meanwhile, and stopped before the end all is as it was."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.model import backup, migrate
from gemba.model.connection import connect
from gemba.ui.starting.beginning import Beginning
from gemba.ui.starting.start_window import StartWindow

DATABASES = Path(__file__).parents[2] / "databases"
pytestmark = pytest.mark.library_file_opener


@pytest.fixture(params=range(1, migrate.HEAD))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A private copy of the library that an older gemba wrote."""
    folder = tmp_path / "visits.gemba"
    shutil.copytree(DATABASES / f"schema_{request.param:04d}.gemba", folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


@pytest.fixture
def beginning(qapp: QApplication) -> Iterator[Beginning]:
    begun = Beginning(qapp, language="en", appearance="light")
    yield begun
    begun.close()


class Gate:
    """Holds an upgrade once its backup is made, until the test lets it go on; it can be stopped there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        self._make = backup.make
        monkeypatch.setattr(backup, "make", self._held)

    def _held(self, folder: Path, *, progress: backup.Progress) -> backup.Backup:
        made = self._make(folder, progress=progress)
        # Held on the window's thread the test would hang: that must be a failure with a name.
        assert threading.current_thread() is not threading.main_thread(), "the upgrade is on the window's thread"
        self.reached.set()
        while not self.open.wait(0.01):
            progress(0, 0)
        return made


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open.set()


def schema_of(folder: Path) -> int:
    with closing(connect(folder / "library.db", writable=True)) as raw:
        return migrate.schema_number(raw)


def upgrading(qtbot: QtBot, beginning: Beginning, folder: Path, gate: Gate) -> StartWindow:
    """Open a library, and return the window that stands while its upgrade is held."""
    beginning.try_open(folder)
    qtbot.waitUntil(gate.reached.is_set)
    window = beginning.problem
    assert isinstance(window, StartWindow)
    qtbot.waitUntil(lambda: window.work.text() == "Making a backup")
    return window


def stands(beginning: Beginning) -> bool:
    return beginning.application is not None and any(window.places for window in beginning.application.windows)


def test_the_window_answers_while_the_library_is_brought_to_the_new_form(qtbot, beginning, old, gate):
    before = schema_of(old)
    window = upgrading(qtbot, beginning, old, gate)
    assert window.title.text() == "Bringing the library to the new form"
    assert window.isVisible() and window.bar.isVisible() and window.cancel.isVisible()
    assert not any(button.isVisible() for button in window.choices)
    assert 0 < window.bar.value() < window.bar.maximum()
    ticks: list[int] = []
    timer = QTimer(window, interval=1)
    timer.timeout.connect(lambda: ticks.append(window.bar.value()))
    timer.start()
    qtbot.waitUntil(lambda: len(ticks) > 20)
    assert not gate.open.is_set() and schema_of(old) == before
    gate.open.set()
    qtbot.waitUntil(lambda: stands(beginning))
    assert beginning.problem is None
    assert schema_of(old) == migrate.HEAD
    assert len(backup.backups_in(old / "backups")) == 1
    assert len(beginning.application.app.library.queries.tickets()) == 1


def test_cancelled_it_is_as_it_was_and_can_be_begun_again(qtbot, beginning, old, gate):
    before = schema_of(old)
    window = upgrading(qtbot, beginning, old, gate)
    window.activateWindow()
    qtbot.waitUntil(window.cancel.hasFocus)
    QTest.keyClick(window.cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.choices[0].isVisible() and not window.jobs.busy)
    assert schema_of(old) == before
    assert beginning.application is None and not window.problem.isVisible()
    assert [button.text() for button in window.choices] == ["Try again", "Open another library…"]
    gate.open.set()
    QTest.mouseClick(window.choices[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stands(beginning))
    assert schema_of(old) == migrate.HEAD


def test_a_window_that_is_closed_takes_the_upgrade_back(qtbot, beginning, old, gate):
    before = schema_of(old)
    window = upgrading(qtbot, beginning, old, gate)
    window.close()
    assert not window.isVisible()
    assert schema_of(old) == before
    QApplication.processEvents()
    assert beginning.application is None
    beginning.try_open(old)
    gate.open.set()
    qtbot.waitUntil(lambda: stands(beginning))
    assert schema_of(old) == migrate.HEAD


def test_damage_is_said_as_any_refusal_to_open(qtbot, beginning, old):
    before = schema_of(old)
    with closing(connect(old / "library.db", writable=True)) as raw:
        raw.execute("UPDATE observation SET text = 'changed by nobody'")
    beginning.try_open(old)
    qtbot.waitUntil(lambda: beginning.problem is not None and not beginning.problem.jobs.busy)
    window = beginning.problem
    qtbot.waitUntil(lambda: window.title.text() == "This library is damaged")
    assert "have changed since" in window.sentence.text()
    assert window.choices[0].text() == "Bring back the last good backup"
    qtbot.waitUntil(lambda: window.choices[0].isVisible() and not window.bar.isVisible())
    assert schema_of(old) == before
    assert beginning.application is None


def test_a_library_of_today_has_no_such_window(qtbot, beginning, empty_folder):
    beginning.try_open(empty_folder)
    qtbot.waitUntil(lambda: stands(beginning))
    assert beginning.problem is None
