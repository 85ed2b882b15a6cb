"""One annotator on a picture without marks, in a library of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gemba import paths
from gemba.app import create_library, open_app
from gemba.ui.annotator.window import open_annotator
from gemba.ui.application import Application
from tests.ui.annotator.hands import Hands

SCREENS = paths.sample() / "teams" / "T1" / "screens"


@pytest.fixture(scope="session")
def three_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with three pictures without marks, made once."""
    folder = create_library(tmp_path_factory.mktemp("annotator") / "three.gemba")
    with open_app(folder, writes=True) as app:
        for number in (1, 2, 4):
            app.captures.add_file(SCREENS / f"0{number}.png")
    return folder


@pytest.fixture
def hands(start: Callable[..., Application], three_pictures: Path, tmp_path: Path, qtbot: QtBot) -> Hands:
    """The annotator on the first of three pictures, with hands that press its keys and its mouse."""
    folder = tmp_path / "three.gemba"
    # In a process of its own: this one may not open a database file by hand (D-15).
    program = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, str(three_pictures), str(folder)], check=True)
    application = start(folder)
    pictures = [row.id for row in application.app.captures.all()]
    desk = application.open_window().desk
    window = open_annotator(desk, pictures[0], series=pictures)
    window.resize(1400, 900)
    return Hands(qtbot, application.app, window, pictures).opened()
