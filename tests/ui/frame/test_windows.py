"""Several windows on one library, remembered places, states that last, and nothing that flashes as a window."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.app import open_app
from gemba.errors import LibraryDamaged, LocationProblem, UserError
from gemba.message import say
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.frame.window_state import WindowState, read_states, write_states
from gemba.ui.language.words import Words
from gemba.ui.places import PLACES
from gemba.ui.starting.start_window import StartWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_two_windows_hear_each_others_changes_and_the_last_one_ends_it(qtbot, start, empty_folder):
    application = start(empty_folder)
    first = application.open_window()
    qtbot.waitUntil(lambda: first.place is not None and first.isActiveWindow())
    QTest.keyClick(first, Qt.Key.Key_N, CONTROL | SHIFT)
    assert len(application.windows) == 2
    second = application.windows[1]
    heard: list[object] = []
    second.desk.changed.connect(heard.append)
    first.desk.do(lambda: application.app.preferences.set("paper.line", "x"), owner=first)
    qtbot.waitUntil(lambda: bool(heard))
    second.close()
    assert application.windows == [first]
    assert first.isVisible()


@pytest.mark.parametrize("closed", [False, True])
def test_a_change_on_its_way_when_a_window_closes_is_told_to_nobody(qtbot, start, empty_folder, closed):
    application = start(empty_folder)
    application.open_window()
    window = application.open_window()
    qtbot.waitUntil(lambda: window.place is not None)
    heard: list[object] = []
    window.desk.changed.connect(heard.append)
    # Durable here and now; the window hears of it a turn later.
    application.app.preferences.set("paper.line", "x")
    assert heard == []
    if closed:
        window.close()
        assert len(application.windows) == 1
    QApplication.processEvents()
    assert bool(heard) is not closed


def test_how_a_window_stood_is_remembered(qtbot, start, empty_folder):
    application = start(empty_folder)
    window = application.open_window()
    qtbot.waitUntil(lambda: window.place is not None)
    window.resize(1000, 700)
    window.go("structure")
    window.commands.toggle_inspector()
    application.close()
    state = read_states()[0]
    assert (state.width_px, state.height_px, state.place, state.inspector) == (1000, 700, "structure", False)


@pytest.mark.parametrize(
    ("text", "found"), [("", 0), ("{", 0), ('{"a": 1}', 0), ('[{"width_px": "wide"}]', 1), ("[1, 2]", 0)]
)
def test_a_broken_memory_counts_as_none(tmp_path, text, found):
    file = tmp_path / "windows.json"
    file.write_text(text, encoding="utf-8")
    assert read_states(file) == (WindowState(),) * found
    write_states((WindowState(place="tickets"),), file)
    assert read_states(file) == (WindowState(place="tickets"),)


def test_no_part_of_a_window_flashes_as_a_window_of_its_own(qtbot, sample_window):
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        for place in PLACES:
            sample_window.go(place.name)
            qtbot.wait(1)
        sample_window.desk.toast("Moved", button="Undo", action=lambda: None, kind="good")
        sample_window.trigger("keys.show")
        sample_window.trigger("palette.open")
        sample_window.trigger("about.show")
        sample_window.trigger("history.show")
    finally:
        QApplication.instance().removeEventFilter(watch)
    assert [one for one in shown if not isinstance(one, MainWindow)] == []


def test_another_writer_is_said_and_trying_again_mends_it(qtbot, start, empty_folder):
    with open_app(empty_folder, writes=True):
        application = start(empty_folder)
        window = application.open_window()
        qtbot.waitUntil(lambda: "held" in window.banners.shown)
        assert window.desk.read_only
        assert "open in another gemba" in window.banners.shown["held"].sentence.text()
        assert window.status.saved.text() == "Open for reading only"
        second = application.open_window()
        qtbot.waitUntil(lambda: "held" in second.banners.shown)
        assert second.desk.read_only
    QTest.mouseClick(window.banners.shown["held"].button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "held" not in window.banners.shown)
    assert not window.desk.read_only
    assert not second.desk.read_only


def test_a_library_of_a_newer_gemba_is_read_only_and_says_why(qtbot, start, empty_folder):
    application = start(empty_folder)
    library = application.app.library
    library.newer = library.read_only = True
    window = application.open_window()
    qtbot.waitUntil(lambda: "read-only" in window.banners.shown)
    assert "newer gemba" in window.banners.shown["read-only"].sentence.text()
    assert window.banners.shown["read-only"].button.isVisible()


@pytest.mark.parametrize(
    ("problem", "title", "first"),
    [
        (UserError(say("Nothing.")), "This is no library", "Open another library…"),
        (LocationProblem(say("On a network disk.")), "This library lies in a risky place", "Open it anyway"),
        (LibraryDamaged(say("Damaged.")), "This library is damaged", "Bring back the last good backup"),
    ],
)
def test_what_stands_in_the_way_is_one_sentence_and_a_button(
    qtbot, start, empty_folder, tmp_path, problem, title, first
):
    theme = start(empty_folder).theme
    window = StartWindow(theme, Words("en"), tmp_path / "none.gemba", problem)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    assert window.title.text() == title
    assert window.choices[0].text() == first
    qtbot.waitUntil(window.choices[0].hasFocus)
    asked: list[object] = []
    window.open_here_wanted.connect(asked.append)
    if isinstance(problem, LocationProblem):
        QTest.mouseClick(window.choices[0], Qt.MouseButton.LeftButton)
        assert asked == [tmp_path / "none.gemba"]
    window.close_for_good()


def test_a_failure_there_is_said_there(qtbot, start, empty_folder):
    window = StartWindow(start(empty_folder).theme, Words("en"), empty_folder, LibraryDamaged(say("Damaged.")))
    qtbot.addWidget(window)
    window.show()
    QTest.mouseClick(window.choices[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.problem.isVisible)
    assert "no backup" in window.problem.text()
    window.close_for_good()


def test_a_window_closed_before_it_is_painted_leaves_nobody_listening(qapp, start, empty_folder):
    application = start(empty_folder)
    application.open_window().close()
    for _ in range(20):
        qapp.processEvents()
    application._listen()
    assert application.listening is None
