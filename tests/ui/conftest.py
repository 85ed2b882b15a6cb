"""The real window on a real library, on whatever display the run has (offscreen, or an X server)."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.app import create_library, open_app
from gemba.services.pictures.recognition import Recognition
from gemba.ui.application import Application
from gemba.ui.frame import toasts
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.look.looks import LIGHT
from gemba.ui.look.style_sheet import style_sheet
from gemba.ui.look.theme import Theme
from tests.patience import HANG_GUARD_MS
from tests.sample_library import copy_of_demo

_loaded = [0]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """One application for all tests, in the sheet that it keeps: later themes dress their windows (docs/adr/0018)."""
    Theme(qapp, appearance="light")
    return qapp


@pytest.fixture(autouse=True)
def the_sheet_stays() -> Iterator[None]:
    """Fail the test that changes the application's sheet: behind windows that are gone Qt may crash at it."""
    yield
    application = QApplication.instance()
    assert not isinstance(application, QApplication) or application.styleSheet() == style_sheet(LIGHT)


@pytest.fixture
def sample_folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's library."""
    shared = tmp_path_factory.getbasetemp().parent
    return copy_of_demo(shared, tmp_path)


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    """A library in which nothing stands."""
    return create_library(tmp_path / "new.gemba")


@pytest.fixture(autouse=True)
def nothing_reads_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on whether the extra that reads text is here; one that brings its own reader has that."""
    monkeypatch.setattr(Recognition, "is_installed", lambda self: self._make is not None)


@pytest.fixture(autouse=True)
def toasts_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is said at the foot of a window stay until it is looked at, on a machine that is busy too."""
    for name in ("STAYS_MS", "STAYS_WITH_BUTTON_MS"):
        monkeypatch.setattr(toasts, name, HANG_GUARD_MS)


@pytest.fixture
def start(qapp: QApplication) -> Iterator[Callable[..., Application]]:
    """Open a library's program as `gemba gui` does, light and in English unless named; closed at the end."""
    started: list[Application] = []

    def begin(folder: Path, *, language: str = "en", appearance: str = "light") -> Application:
        application = Application(open_app(folder), language=language, appearance=appearance)
        started.append(application)
        return application

    yield begin
    while started:
        started.pop().close()
    give_back()
    _keep_what_was_loaded()
    # Without a screen Qt frees what was copied after the interpreter is gone, and dies if Python made it.
    QApplication.clipboard().clear()


def give_back() -> None:
    """Free what closed windows leave, or a run over many tests holds the windows of all of them."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def _keep_what_was_loaded() -> None:
    """Leave the modules that a test was the first to load out of every later search, as those of collecting are."""
    if len(sys.modules) > _loaded[0]:
        _loaded[0] = len(sys.modules)
        gc.freeze()


@pytest.fixture
def sample_window(qtbot: QtBot, start: Callable[..., Application], sample_folder: Path) -> MainWindow:
    """A window on a copy of the sample's library, with its first place in front."""
    return _ready(qtbot, start(sample_folder).open_window())


@pytest.fixture
def empty_window(qtbot: QtBot, start: Callable[..., Application], empty_folder: Path) -> MainWindow:
    """A window on an empty library, with its first place in front."""
    return _ready(qtbot, start(empty_folder).open_window())


def _ready(qtbot: QtBot, window: MainWindow) -> MainWindow:
    # The first place is made just after the frame was painted: a test that is quicker would be sent back to it.
    qtbot.waitUntil(lambda: bool(window.places))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    # What is pressed before its rows stand is done a turn after they do, not at once.
    qtbot.waitUntil(lambda: not window.keys_ahead.holds)
    return window


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of this test alone."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DBUS_")}
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()
