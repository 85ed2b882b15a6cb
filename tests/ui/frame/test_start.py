"""The real program: it quits after the first complete paint, hands over, and says where there is no screen."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gemba.app import open_app
from gemba.cli import only_the_window
from gemba.ui.application import Application
from gemba.ui.starting.single_instance import Listener, address_of, hand_over
from tests.ui.conftest import give_back

HANG_S = 120


def gemba(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "gemba", "--library", str(folder), *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("arguments", [["gui"], []], ids=["gui", "bare"])
def test_it_quits_after_the_first_complete_paint(empty_folder, arguments):
    process = gemba(empty_folder, *arguments, GEMBA_EXIT_AFTER_PAINT="1")
    _, said = process.communicate(timeout=HANG_S)
    assert process.returncode == 0, said


def test_it_quits_after_painting_the_first_start(tmp_path):
    process = gemba(tmp_path / "none.gemba", "gui", GEMBA_EXIT_AFTER_PAINT="1")
    _, said = process.communicate(timeout=HANG_S)
    assert process.returncode == 0, said
    assert not (tmp_path / "none.gemba").exists()


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_hands_over_and_ends(qtbot, start, empty_folder):
    application = start(empty_folder)
    window = application.open_window()
    qtbot.waitUntil(lambda: application.listening is not None)
    window.showMinimized()
    told: list[object] = []
    application.listening.told.connect(told.append)
    second = gemba(empty_folder, "gui")
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=HANG_S * 1000)
    _, said = second.communicate()
    assert second.returncode == 0, said
    qtbot.waitUntil(lambda: told == [{"do": "front"}])
    assert not window.isMinimized()


def test_hand_over_carries_words_and_ends_with_the_listener(empty_folder):
    heard, came = [], threading.Event()

    def hear(told):
        heard.append(told)
        came.set()

    assert not hand_over(empty_folder, {"do": "front"}), "nobody listens yet"
    listener = Listener(empty_folder, hear)
    try:
        assert hand_over(empty_folder, {"do": "open", "place": "tickets"})
        assert came.wait(HANG_S)
        assert heard == [{"do": "open", "place": "tickets"}]
        with pytest.raises(OSError):
            Listener(empty_folder, hear)
    finally:
        listener.close()
    assert not hand_over(empty_folder, {"do": "front"})


def test_a_socket_left_by_a_killed_process_is_in_nobodys_way(empty_folder):
    script = (
        "import sys, os\nfrom pathlib import Path\nfrom gemba.ui.starting.single_instance import Listener\n"
        "Listener(Path(sys.argv[1]), print)\nprint('listens', flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(empty_folder)], check=False, timeout=HANG_S)
    assert Path(address_of(empty_folder)).exists()
    listener = Listener(empty_folder, lambda told: None)
    try:
        assert hand_over(empty_folder, {"do": "front"})
    finally:
        listener.close()


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes have no folder")
def test_nobody_else_can_reach_the_socket(empty_folder):
    listener = Listener(empty_folder, lambda told: None)
    try:
        folder = Path(address_of(empty_folder)).parent
        assert folder.stat().st_mode & 0o077 == 0
        folder.chmod(0o777)
        with pytest.raises(OSError):
            address_of(empty_folder)
        folder.chmod(0o700)
    finally:
        listener.close()


def test_without_a_screen_it_says_so(empty_folder):
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    del environment["QT_QPA_PLATFORM"]
    command = [sys.executable, "-m", "gemba", "--library", str(empty_folder)]
    named = subprocess.run(
        [*command, "gui"], env=environment, capture_output=True, text=True, timeout=HANG_S, check=False
    )
    assert (named.returncode, "no screen" in named.stderr) == (3, True)
    bare = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert bare.returncode == 0
    assert "usage" in bare.stdout


@pytest.mark.parametrize(
    ("arguments", "library"),
    [([], None), (["gui"], None), (["--library", "x", "gui"], "x"), (["gui", "--library=y"], "y")],
)
def test_the_window_alone_is_known_without_the_tree_of_commands(arguments, library):
    asked = only_the_window(arguments)
    assert asked is not None and asked.library == library


@pytest.mark.parametrize("arguments", [["--help"], ["tickets"], ["gui", "--help"], ["--library"], ["--json"]])
def test_anything_else_is_left_to_the_tree(arguments):
    assert only_the_window(arguments) is None


def test_the_frame_is_painted_before_the_library_is_loaded():
    script = (
        "import sys, json\nfrom gemba.ui.application import Application\n"
        "a = Application(None, name='x', opener=lambda: None)\n"
        "a.painted.connect(lambda: (print(json.dumps(sorted(sys.modules))), a.qt.quit()))\n"
        "w = a.open_window()\na.qt.exec()\na.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=HANG_S, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    heavy = {"gemba.app", "gemba.model.library", "gemba.model.rows", "sqlalchemy", "PIL", "reportlab", "babel"}
    assert loaded & heavy == set()


def test_a_key_before_the_library_is_open_is_done_once_it_is(qtbot, qapp, empty_folder):
    application = Application(None, name="x", opener=lambda: open_app(empty_folder))
    bugs: list[object] = []
    try:
        window = application.open_window("tickets")
        window.desk.bug.connect(bugs.append)
        assert not window.desk.is_open
        window.actions_by_id["go.narratives"].trigger()
        window.rail.buttons["structure"].click()
        qtbot.waitUntil(lambda: {"narratives", "structure"} <= set(window.places))
        qtbot.waitUntil(lambda: window.place_name == "structure")
        assert bugs == []
    finally:
        application.close()
        give_back()
