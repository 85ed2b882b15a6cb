"""Scenes of windows without a library: welcome, and what stands in the way. Must not draw or compare anything."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemba.errors import GembaError
from gemba.ui.first_start.welcome import Welcome
from gemba.ui.starting.start_window import StartWindow
from tools.shots.scene import Scene
from tools.shots.stage import Stage

_NOT_COPIED = shutil.ignore_patterns("lock", "*-wal", "*-shm", "backups")


def _shown(stage: Stage, window: StartWindow | Welcome) -> QWidget:
    stage.at_end(window.close_for_good)
    window.show()
    window.move(0, 0)
    window.activateWindow()
    stage.wait(window.isActiveWindow)
    return window


def _welcome(stage: Stage) -> QWidget:
    application, folder = stage.application, Path("/home/observer/gemba.gemba")
    window = Welcome(application.theme, application.words, folder, language=stage.language)
    # As it likes to stand: Qt's screen without a screen is smaller.
    window.resize(900, 600)
    return _shown(stage, window)


def _welcome_new(stage: Stage) -> QWidget:
    window = _welcome(stage)
    assert isinstance(window, Welcome)
    window._new()
    stage.settle()
    return window


def _damaged(stage: Stage) -> QWidget:
    """Break a copy of the library for good: the first page of its file is written over."""
    broken = stage.folder.parent / "broken.gemba"
    if not broken.exists():
        shutil.copytree(stage.folder, broken, ignore=_NOT_COPIED)
        with (broken / "library.db").open("r+b") as file:
            file.write(b"\x00" * 4096)
    application = stage.application
    return _shown(stage, StartWindow(application.theme, application.words, broken, stage.problem_of(broken)))


def _no_library(stage: Stage) -> QWidget:
    folder = stage.folder.parent / "letters"
    folder.mkdir(exist_ok=True)
    (folder / "letter.txt").write_text("Dear all\n", encoding="utf-8")
    application = stage.application
    return _shown(stage, StartWindow(application.theme, application.words, folder, stage.problem_of(folder)))


def _synced(stage: Stage) -> Path:
    """Copy the library into a folder that a sync program would watch."""
    synced = stage.folder.parent / "Dropbox" / "visits.gemba"
    if not synced.exists():
        shutil.copytree(stage.folder, synced, ignore=_NOT_COPIED)
    return synced


def problem_of_synced(stage: Stage) -> GembaError:
    """Return what gemba says of a library in such a folder."""
    return stage.problem_of(_synced(stage))


def _risky(stage: Stage) -> QWidget:
    application = stage.application
    synced = _synced(stage)
    return _shown(stage, StartWindow(application.theme, application.words, synced, stage.problem_of(synced)))


SCENES = (
    Scene("welcome", _welcome, manual=True, golden=True),
    Scene("welcome-new", _welcome_new),
    Scene("start-damaged", _damaged),
    Scene("start-no-library", _no_library),
    Scene("start-risky", _risky, golden=True),
)
