"""The watched folder: what comes into it is added once and whole, what lay there stays, consent holds there too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from gemba.app import open_app
from gemba.ui.capture.watched_folder import WatchedFolder, pictures_of


def picture(path: Path, colour: tuple[int, int, int] = (200, 30, 30)) -> Path:
    Image.new("RGB", (30, 20), colour).save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Bilder ä"
    made.mkdir()
    picture(made / "before.png")
    return made


def test_only_what_comes_afterwards_and_each_once(qtbot, folder) -> None:
    watched = WatchedFolder()
    came: list[Path] = []
    watched.came.connect(came.extend)
    assert watched.watch(str(folder))
    picture(folder / "one.png")
    qtbot.waitUntil(lambda: came == [folder / "one.png"])
    (folder / "notes.txt").write_text("no picture")
    (folder / ".hidden.png").write_bytes(b"x")
    picture(folder / "two.jpg")
    qtbot.waitUntil(lambda: came == [folder / "one.png", folder / "two.jpg"])
    watched.close()


@pytest.mark.parametrize("told", ["~nobody-at-all/Pictures", "/" + "x" * 300, "/no/such/place"])
def test_a_folder_that_cannot_be_is_said_not_to_be_there(qtbot, told: str) -> None:
    watched = WatchedFolder()
    assert not watched.watch(told) and watched.folder is None
    watched.close()


def test_a_file_that_still_grows_is_waited_for(qtbot, folder) -> None:
    sizes = iter([10, 20, 20, 20])
    there: list = [[("big.png", 0, 1)]]

    def look(_: Path):
        if there[0] and there[0][0][0] == "big.png" and began:
            there[0] = [("big.png", next(sizes), 1)]
        return there[0] if began else []

    began: list[bool] = []
    watched = WatchedFolder(look=look)
    came: list[Path] = []
    watched.came.connect(came.extend)
    watched.watch(str(folder))
    began.append(True)
    watched._changed("")
    qtbot.waitUntil(lambda: came == [folder / "big.png"])
    assert next(sizes) == 20, "it was looked at until its size stood still"
    watched.close()


def test_a_folder_that_is_not_there_is_said_and_none_is_none(tmp_path) -> None:
    watched = WatchedFolder()
    assert not watched.watch(str(tmp_path / "nowhere"))
    assert watched.watch("")
    assert pictures_of(tmp_path / "nowhere") == []


def test_the_program_adds_it_to_the_inbox_and_says_so(qtbot, start, empty_folder, folder) -> None:
    application = start(empty_folder)
    window = application.open_window("evidence")
    # It begins behind the first paint, and says then how this system gives keys.
    qtbot.waitUntil(lambda: "way" in window.desk.held_keys)
    said: list[str] = []
    window.desk.toasted.connect(lambda toast: said.append(toast.text))
    window.desk.app.preferences.set("capture.folder", str(folder))
    window.desk.settings_changed.emit("capture.folder")
    picture(folder / "new.png")
    with open_app(empty_folder) as reader:
        qtbot.waitUntil(lambda: len(reader.captures.all()) == 1)
        (row,) = reader.captures.all()
    assert (row.file_name, row.session_id) == ("new.png", None)
    qtbot.waitUntil(lambda: said == ["1 picture from the watched folder"])
    assert (folder / "new.png").exists(), "nothing in the folder is changed"
