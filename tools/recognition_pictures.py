"""Take the manual's pictures of text that was read, by the real extra: `python -m tools.recognition_pictures`.

Needs what `python3 dev.py recognise` puts aside. Must not know how text is read.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from devtools.environment import RECOGNISE_FOLDER
from tools.shots.manual import PICTURES, shrink

NAMES = "Lena Hartwig, Tom Okafor, Sofia Lindqvist, 陈伟杰, 周晓敏"
_LONGEST_S = 300.0


def main() -> int:
    """Read two pictures of the sample, and keep how that looks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.append(str(RECOGNISE_FOLDER))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = os.environ["GEMBA_CONFIG"] = str(folder / "config")
        _take(folder)
    return 0


def _take(folder: Path) -> None:
    from gemba import paths
    from gemba.app import create_library, open_app
    from gemba.ui.annotator.window import open_annotator
    from gemba.ui.application import Application

    screens = paths.sample() / "teams" / "T3" / "screens"
    app = open_app(create_library(folder / "Visits.gemba"))
    application = Application(app, appearance="light")
    try:
        app.preferences.set("recognise.names", NAMES)
        chat = app.captures.add_file(screens / "03.png", caption="Group chat")
        app.captures.add_file(screens / "07.png", caption="Queue")
        window = application.open_window("settings")
        window.resize(1200, 720)
        _until(lambda: bool(window.places))
        window.go("settings", "recognise")
        _until(lambda: app.recognition.counts().waiting == 1)
        _keep(folder, "recognition-settings", window.grab)
        _until(lambda: app.recognition.counts().waiting == 0)
        open_annotator(window.desk, chat.id, series=[chat.id])
        annotator = next(one for one in application.qt.topLevelWidgets() if type(one).__name__ == "AnnotatorWindow")
        annotator.resize(1280, 820)
        board = annotator.board  # type: ignore[attr-defined]
        _until(lambda: bool(board.work.open_proposals))
        board.selection.choose_proposal(board.work.open_proposals[4].id)
        _keep(folder, "recognition-proposals", annotator.grab)
    finally:
        application.close()


def _keep(folder: Path, name: str, grab: Callable[[], object]) -> None:
    _wait(1.0)
    file = folder / f"{name}.png"
    grab().save(str(file))  # type: ignore[attr-defined]
    shrink(file, PICTURES / f"{name}.png")


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONGEST_S
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the pictures could not be taken")
        _wait(0.05)


def _wait(seconds: float) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
