"""A text stands in the faces of its own language, whatever the window's: its 。 stands low, or in the middle."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout

from tests.ui.states import settle

STOP = "。"
SIMPLIFIED, TRADITIONAL = "Noto Sans SC", "Noto Sans TC"
LONG_MS = 60_000
SOURCE = "---\nlanguage: zh-Hant\n---\n\n# 標題\n\n我們看到三件事。\n"


def face_at(layout: QTextLayout, at: int) -> str:
    """Return the face that the sign at a place of a line is drawn in."""
    (run, *_) = layout.glyphRuns(at, 1)
    return run.rawFont().familyName()


def face_on(editor) -> str:
    block = editor.document().begin()
    while STOP not in block.text():
        block = block.next()
        assert block.isValid(), "a text without a full stop proves nothing"
    return face_at(block.layout(), block.text().index(STOP))


def face_of_window(window) -> str:
    layout = QTextLayout(STOP, window.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return face_at(layout, 0)


def editor_of(qtbot, window, language: str):
    app = window.desk.app
    found = next((one for one in app.narratives.all() if one.language.value == language), None)
    if found is None:
        found = app.narratives.new(language=language, source=SOURCE)
    window.go("narratives", found.id)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.place.writing is not None and window.place.writing.row is not None, timeout=LONG_MS)
    return window.place.writing.page.editor


@pytest.mark.qt_log_ignore("This plugin does not support raise")
@pytest.mark.parametrize(
    ("windows", "documents", "face"),
    [
        ("zh-Hant", "zh-Hans", SIMPLIFIED),
        ("zh-Hans", "zh-Hant", TRADITIONAL),
        ("en", "zh-Hant", TRADITIONAL),
        ("en", "zh-Hans", SIMPLIFIED),
    ],
)
def test_the_language_of_a_narrative_decides_its_faces(qtbot, start, sample_folder, windows, documents, face):
    window = start(sample_folder, language=windows).open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    of_window = face_of_window(window)
    assert of_window == (TRADITIONAL if windows == "zh-Hant" else SIMPLIFIED), "the control"
    editor = editor_of(qtbot, window, documents)
    assert face_on(editor) == face
    window.desk.theme.wear("dark")
    settle(qtbot, window)
    assert face_on(editor) == face, "another look leaves it its faces"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_another_language_in_the_text_itself_changes_them(qtbot, start, sample_folder):
    window = start(sample_folder).open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    editor = editor_of(qtbot, window, "zh-Hant")
    assert face_on(editor) == TRADITIONAL
    cursor = editor.document().find("zh-Hant")
    cursor.insertText("zh-Hans")
    window.place.writing.keeping.commit()
    qtbot.waitUntil(lambda: face_on(editor) == SIMPLIFIED, timeout=LONG_MS)
