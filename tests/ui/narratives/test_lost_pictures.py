"""A narrative of a library that has lost a picture's file: it says so, and its button looks what else is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gemba.ui.narratives.place import NarrativesPlace
from gemba.ui.narratives.writing import Writing
from tests.ui.narratives.conftest import LONG_MS


def test_a_check_that_cannot_be_made_says_why_instead_of_checking_for_ever(
    qtbot: QtBot, place: NarrativesPlace, open_desk: Callable[[str], Writing], sample_folder: Path
) -> None:
    for stored in ("vault", "blobs"):
        for file in [one for one in (sample_folder / stored).rglob("*") if one.is_file()]:
            file.unlink()
    page = open_desk("en").page
    qtbot.waitUntil(lambda: page.remarks_button.text() == "1 remark", timeout=LONG_MS)
    assert page.remarks.remarks[0].kind == "stopped" and "missing" in page.remarks.remarks[0].sentence
    page.editor.insertPlainText("[[What is it?]] ")
    qtbot.waitUntil(lambda: page.remarks_button.text() == "2 remarks", timeout=LONG_MS)
    assert [one.kind for one in page.remarks.remarks] == ["stopped", "gap"], "the text is checked all the same"
    commands: list[str] = []
    place.desk.command.connect(commands.append)
    page.show_remarks(True)
    page.remarks.step(1)
    assert page.remarks.mend.text() == "Examine the library"
    QTest.mouseClick(page.remarks.mend, Qt.MouseButton.LeftButton)
    assert commands == ["library.check"]
    said: list[str] = []
    place.desk.toasted.connect(lambda toast: said.append(toast.button))
    place.desk.trigger("narratives.export")
    qtbot.waitUntil(lambda: "Examine the library" in said, timeout=LONG_MS)
