"""A reviewer's marks without a mouse, moved with it, and words written where they stand, half typed ones too."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from gemba.model.annotation import MarkKind
from gemba.services.reviews.elsewhere import Review
from gemba.ui.reviewing.tool_row import ToolRow
from tests.faults.rig import ROOT
from tests.ui.reviewing.conftest import opened, shut
from tests.ui.reviewing.test_review_window import drag

Key = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def marks(window):
    return [one.mark for one in window.review.marks(window.here.id)]


def spot(window, x, y):
    """Return where a place of the picture is shown."""
    scale, corner = window.canvas.scale_and_corner()
    return QPoint(round(corner.x() + x * scale), round(corner.y() + y * scale))


def use(window, verb):
    window.actions_by_id[f"reviewing.{verb}"].trigger()


@pytest.mark.parametrize("verb", ["box", "arrow"])
def test_a_mark_is_put_down_moved_and_sized_by_keys_alone(qtbot, window, verb):
    use(window, verb)
    qtbot.keyClick(window.canvas, Key.Key_Return)
    (mark,) = marks(window)
    assert mark.kind.value == verb and window.canvas.tool == "select" and window.canvas.hasFocus()
    before = len(window.review._versions)
    for key, modifier in ((Key.Key_Right, SHIFT), (Key.Key_Down, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(window.canvas, key, modifier)
    qtbot.waitUntil(lambda: marks(window) != [mark])
    (moved,) = marks(window)
    assert [(b[0] - a[0], b[1] - a[1]) for a, b in zip(mark.points, moved.points, strict=True)] == [(10, 1), (10, 1)]
    assert len(window.review._versions) == before + 1, "a run of keys is one change"
    qtbot.keyClick(window.canvas, Key.Key_Right, SHIFT | ALT)
    use(window, "undo")
    assert marks(window) == [moved], "what the keys did last is what is taken back"


def test_the_mouse_takes_hold_of_a_mark_and_moves_it(qtbot, window):
    use(window, "box")
    drag(qtbot, window.canvas, (0.2, 0.2), (0.6, 0.6))
    (mark,) = marks(window)
    left, top, _, _ = mark.box()
    canvas = window.canvas
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=spot(window, left + 20, top + 20))
    for step in (30, 60):
        qtbot.mouseMove(canvas, spot(window, left + 20 + step, top + 20 + step))
    assert marks(window) == [mark], "nothing is kept while the button is down"
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=spot(window, left + 80, top + 80))
    (moved,) = marks(window)
    scale, _ = window.canvas.scale_and_corner()
    assert abs(moved.box()[0] - left - 60) <= 2 / scale, "as far as the mouse went, to a pixel of the window"
    assert moved.box()[2] - moved.box()[0] == pytest.approx(mark.box()[2] - left)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot(window, 5, 5))
    assert window.side.current() == ""
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot(window, left + 90, top + 90))
    assert window.side.current() != ""


def test_a_text_is_written_where_it_stands_and_again_later(qtbot, window):
    use(window, "text")
    qtbot.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=spot(window, 300, 200))
    assert window.field.isVisible() and window.field.hasFocus()
    qtbot.keyClicks(window.field, "Typed twice")
    qtbot.keyClick(window.field, Key.Key_Escape)
    (mark,) = marks(window)
    assert (mark.kind, mark.text, abs(mark.points[0][0] - 300) < 3) == (MarkKind.TEXT, "Typed twice", True)
    assert not window.field.isVisible() and window.canvas.hasFocus()
    qtbot.mouseDClick(window.canvas, Qt.MouseButton.LeftButton, pos=spot(window, 310, 210))
    assert window.field.isVisible()
    qtbot.keyClicks(window.field, "Typed thrice")
    use(window, "select")
    assert [mark.text for mark in marks(window)] == ["Typed thrice"]
    use(window, "write")
    window.field.clear()
    use(window, "select")
    assert marks(window) == [], "a text without words is none"
    use(window, "undo")
    assert [mark.text for mark in marks(window)] == ["Typed thrice"]


@pytest.mark.parametrize("said", ["复制三次", "Chép ba lần"])
def test_an_input_method_writes_in_the_field_on_the_picture(qtbot, window, said):
    use(window, "text")
    qtbot.keyClick(window.canvas, Key.Key_Return)
    assert window.field.hasFocus(), "without a mouse it stands in the middle"
    QApplication.sendEvent(window.field, QInputMethodEvent("fuzhi", []))
    done = QInputMethodEvent()
    done.setCommitString(said)
    QApplication.sendEvent(window.field, done)
    qtbot.keyClick(window.field, Key.Key_Escape)
    assert [mark.text for mark in marks(window)] == [said]


def test_a_region_is_put_down_moved_and_spoken_of_by_keys_alone(qtbot, window):
    use(window, "region")
    canvas = window.canvas
    qtbot.keyClick(canvas, Key.Key_Return)
    left, top, right, bottom = window.about
    qtbot.keyClick(canvas, Key.Key_Left, SHIFT)
    qtbot.keyClick(canvas, Key.Key_Down, SHIFT | ALT)
    assert window.about == (left - 10, top, right - 10, bottom + 10)
    qtbot.keyClick(canvas, Key.Key_Return)
    assert window.side.line.hasFocus()
    qtbot.keyClicks(window.side.line, "This part")
    qtbot.keyClick(window.side.line, Key.Key_Return)
    assert window.review.comments(window.here.id)[-1].region_px == (left - 10, top, right - 10, bottom + 10)


# -- half typed --------------------------------------------------------------------------------------------------

_CHILD = """
import sys, time
from pathlib import Path
from gemba.services.reviews.elsewhere import Review
from gemba.ui.application import qt_application
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.reviewing.window import ReviewWindow
from PySide6.QtTest import QTest
qt = qt_application()
path, what = Path(sys.argv[1]), sys.argv[2]
window = ReviewWindow(Review.open(path), Theme(qt, appearance="light"), Words("en"), name=path.name)
window.show()
while window.canvas._image.isNull():
    qt.processEvents()
window.list.setCurrentRow(1)
while window.canvas._image.isNull():
    qt.processEvents()
field = window.side.line
if what == "mark":
    window.actions_by_id["reviewing.text"].trigger()
    window.hands.enter()
    field = window.field
field.setFocus()
QTest.keyClicks(field, "half a sentence")
until = time.monotonic() + 1.0
while time.monotonic() < until:
    qt.processEvents()
    time.sleep(0.01)
window.jobs._pool("commands").submit(lambda: None)
print("typed", flush=True)
while True:
    qt.processEvents()
    time.sleep(0.01)
"""


def whole(typed):
    """Say whether all that was typed is kept."""
    return typed is not None and "half a sentence" in (typed.line, typed.mark and typed.mark.text)


@pytest.mark.parametrize("what", ["line", "mark"])
def test_words_half_typed_survive_a_killed_process(qtbot, qapp, file, tmp_path, monkeypatch, what):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-c", _CHILD, str(file), what]
    child = subprocess.Popen(line, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "typed"
    with Review.open(file) as looking:
        # What was kept first may be the beginning of it, on a machine that was busy while it was typed.
        qtbot.waitUntil(lambda: whole(looking.typed()))
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    window = opened(qtbot, qapp, file)
    try:
        assert window.list.currentRow() == 1
        if what == "line":
            assert window.side.line.text() == "half a sentence"
            qtbot.keyClick(window.side.line, Key.Key_Return)
        else:
            qtbot.waitUntil(window.field.isVisible)
            assert window.field.toPlainText() == "half a sentence"
            qtbot.keyClick(window.field, Key.Key_Escape)
            window.half_typed.keep()
        qtbot.waitUntil(lambda: window.review.typed() is None)
        said = [row.text for row in window.review.comments(window.here.id)] + [mark.text for mark in marks(window)]
        assert "half a sentence" in said
    finally:
        shut(qtbot, window)


def test_what_was_typed_about_another_review_or_is_no_such_thing_is_left_alone(file, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with Review.open(file) as review:
        folder = tmp_path / "data" / "gemba" / "reviews"
        folder.mkdir(parents=True)
        draft = folder / f"{review._bundle.manifest.bundle}-typed.json"
        for text in ("{}", "no JSON", '{"about": [1], "item": "", "line": "a", "mark": null, "picture": "x"}'):
            draft.write_text(text)
            assert review.typed() is None


def test_words_that_became_a_mark_are_not_half_typed_any_more(qtbot, window):
    use(window, "text")
    qtbot.keyClick(window.canvas, Key.Key_Return)
    qtbot.keyClicks(window.field, "Typed twice")
    window.half_typed.keep()
    qtbot.waitUntil(lambda: window.review.typed() is not None)
    qtbot.keyClick(window.field, Key.Key_Escape)
    qtbot.waitUntil(lambda: window.review.typed() is None)
    assert [mark.text for mark in marks(window)] == ["Typed twice"]


def test_what_is_done_with_keys_alone_has_no_button(window):
    shown = {button.defaultAction() for button in window.tools.buttons}
    alone = {name for name, action in window.actions_by_id.items() if action not in shown}
    assert alone == {
        f"reviewing.{verb}" for verb in ("previous", "next", "remove", "keys", "write", "picture", "close")
    }
    rest = {name: action for name, action in window.actions_by_id.items() if name not in alone}
    assert len(ToolRow(rest, window.words).buttons) == len(rest), "none is made to be thrown away"


def test_a_narrow_window_shows_whole_icons_instead_of_cut_words(window):
    styles = set()
    for width in (1280, 800):
        window.resize(width, 600)
        window.layout().activate()
        styles.add(window.tools.buttons[0].toolButtonStyle())
        assert all(button.width() >= button.sizeHint().width() for button in window.tools.buttons)
    assert len(styles) == 2
