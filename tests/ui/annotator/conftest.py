"""One annotator on a picture without marks, in a library of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gemba import paths
from gemba.app import create_library, open_app
from gemba.ui.annotator.window import open_annotator
from gemba.ui.application import Application
from tests.sample_library import copy_of
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
    application = start(copy_of(three_pictures, tmp_path / "three.gemba"))
    pictures = [row.id for row in application.app.captures.all()]
    desk = application.open_window().desk
    window = open_annotator(desk, pictures[0], series=pictures)
    window.resize(1400, 900)
    return Hands(qtbot, application.app, window, pictures).opened()
