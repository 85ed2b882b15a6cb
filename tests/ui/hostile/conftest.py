"""The sample's library with hostile text in every field, the trap that the texts name, and a window on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog

from gemba.app import open_app
from tests.sample_library import copy_of_demo
from tests.ui.hostile.filling import fill
from tests.ui.hostile.traps import Trap, read_as_markup, shows_marker


@pytest.fixture(scope="session")
def hostile_folder(qapp, tmp_path_factory) -> Iterator[tuple[Path, Trap]]:
    """The filled library, read only by tests, and the trap that its texts name."""
    folder = tmp_path_factory.mktemp("hostile")
    made = Trap(folder / "bait")
    library = copy_of_demo(tmp_path_factory.getbasetemp().parent, folder)
    with open_app(library, writes=True) as app:
        assert fill(app, made) >= 60
    yield library, made
    made.close()


@pytest.fixture
def trap(hostile_folder) -> Trap:
    """The trap, with nothing in it."""
    hostile_folder[1].sprung()
    return hostile_folder[1]


@pytest.fixture
def own_folder(hostile_folder, tmp_path) -> Path:
    """A copy of the filled library for a test that writes."""
    copy = tmp_path / "own.gemba"
    shutil.copytree(hostile_folder[0], copy)
    copy.chmod(0o700)
    return copy


@pytest.fixture
def hostile_window(qtbot, start, hostile_folder, trap):
    """The window on that library."""
    return opened(qtbot, start(hostile_folder[0]))


@pytest.fixture
def own_window(qtbot, start, own_folder, trap):
    """A window on a copy, for tests that do things."""
    return opened(qtbot, start(own_folder))


def opened(qtbot, application):
    """Open a window and wait until its first place stands."""
    window = application.open_window()
    window.resize(1400, 900)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and bool(window.places))
    return window


@pytest.fixture
def nothing_is_asked_of_the_desktop(monkeypatch):
    """Let every question for a file or a printer be left without an answer."""
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(
            QFileDialog, name, staticmethod(lambda *words, _name=name: ([] if _name[-1] == "s" else "", ""))
        )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *words: ""))
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: QPrintDialog.DialogCode.Rejected)


@pytest.fixture
def menus(qapp, trap) -> Iterator[list[str]]:
    """Look at each menu that opens and close it: the button that opened it waits until then."""
    seen: list[str] = []

    def look_and_close() -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            seen.extend(read_as_markup(popup))
            seen.extend(["a menu shows the marker"] if shows_marker(popup) else [])
            popup.close()

    timer = QTimer(qapp, interval=50)
    timer.timeout.connect(look_and_close)
    timer.start()
    yield seen
    timer.stop()
    timer.deleteLater()
    assert seen == []
    assert trap.sprung() == []
