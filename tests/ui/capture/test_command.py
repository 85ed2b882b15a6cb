"""`gemba capture`: through the window that runs, alone where none does, and the refusals with their exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gemba.app import create_library, open_app
from gemba.cli.taking import only_a_picture
from gemba.model.waiting import waiting_ids
from gemba.ui.starting.single_instance import Listener, ask
from tests.e2e.screen import wait_for
from tests.faults.rig import ROOT
from tests.ui.capture.conftest import HANG_S, Told, picture, same
from tests.ui.capture.painted import LEFT, THERE, TITLE, TOP, painted

pytestmark = pytest.mark.library_file_opener


@pytest.fixture
def command(screen) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(library: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        environment = screen.environment | {"PYTHONPATH": str(ROOT), "GEMBA_LIBRARY": str(library), **more}
        line = [sys.executable, "-m", "gemba", *words]
        return subprocess.run(
            line, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=HANG_S, check=False
        )

    return run


def test_the_running_window_takes_it_and_the_code_is_printed(command, told: Told) -> None:
    done = command(told.library, "capture", "--screen")
    assert (done.returncode, done.stderr) == (0, "")
    kept = told.hear("kept")
    assert done.stdout.strip() == kept["id"][-6:]
    assert same(picture(told, kept["id"]).crop(THERE), painted())
    shown = command(told.library, "--json", "capture", "show", done.stdout.strip())
    assert json.loads(shown.stdout)["id"] == kept["id"]


def test_a_region_waits_for_the_person_and_esc_is_said(command, told: Told) -> None:
    done: list[subprocess.CompletedProcess[str]] = []
    thread = threading.Thread(target=lambda: done.append(command(told.library, "capture", "--region")))
    thread.start()
    told.hear("veil")
    told.screen.drag((LEFT + 10, TOP + 10), (LEFT + 59, TOP + 39))
    kept = told.hear("kept")
    thread.join()
    assert (done[0].returncode, done[0].stdout.strip()) == (0, kept["id"][-6:])
    assert same(picture(told, kept["id"]), painted().crop((10, 10, 60, 40)))
    again = threading.Thread(target=lambda: done.append(command(told.library, "capture", "--region")))
    again.start()
    told.hear("veil")
    told.screen.keys("Escape")
    again.join()
    assert done[1].returncode == 1
    assert "called off" in done[1].stderr


def test_json_says_what_is_known_of_it(command, told: Told) -> None:
    done = command(told.library, "capture", "--json", "--window")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["id"] == told.hear("kept")["id"]


@pytest.mark.parametrize("mode", ["screen", "window", "all"])
def test_without_a_window_it_takes_it_itself(command, screen, other, tmp_path, mode) -> None:
    library = create_library(tmp_path / "alone.gemba")
    screen.front(TITLE)  # the window of a test before may still stand, and have the keys
    done = command(library, "capture", f"--{mode}")
    assert done.returncode == 0, done.stderr
    shown = command(library, "--json", "capture", "show", done.stdout.strip())
    assert shown.returncode == 0, "whoever asks next finds it"
    with open_app(library) as app:
        (row,) = app.captures.all()
        assert row.id.endswith(done.stdout.strip())
        assert (row.width, row.height) == ((1100, 640) if mode == "window" else (1440, 900))
        assert row.window_title


def test_what_was_taken_without_a_window_is_there_once_one_opens(command, gemba, tmp_path) -> None:
    library = create_library(tmp_path / "alone.gemba")
    code = command(library, "capture", "--screen").stdout.strip()
    assert len(waiting_ids(library)) == 1
    told = gemba(library)
    wait_for(lambda: not waiting_ids(library), "the window takes it in")
    with told.reader() as app:
        assert [row.id[-6:] for row in app.captures.all()] == [code]


def test_without_a_window_a_region_is_refused_with_the_way_out(command, tmp_path) -> None:
    done = command(create_library(tmp_path / "alone.gemba"), "capture", "--region")
    assert done.returncode == 3
    assert "gemba gui" in done.stderr


def test_the_last_region_needs_one(command, tmp_path) -> None:
    done = command(create_library(tmp_path / "alone.gemba"), "capture", "--last", XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "last region" in done.stderr


def test_without_consent_the_command_hears_it_with_and_without_a_window(command, visit, gemba, tmp_path) -> None:
    library = create_library(tmp_path / "visit.gemba")
    session = visit(library, "")
    alone = command(library, "capture", "--screen")
    told = gemba(library)
    told.tell("live", session=session)
    told.hear("live")
    through = command(library, "capture", "--screen")
    assert (alone.returncode, through.returncode) == (1, 1)
    assert "Nobody agreed to pictures" in alone.stderr
    assert "Nobody agreed to pictures" in through.stderr
    with open_app(library) as app:
        assert app.captures.all() == ()


def test_without_a_screen_it_says_so(command, tmp_path) -> None:
    done = command(create_library(tmp_path / "alone.gemba"), "capture", "--screen", DISPLAY="")
    assert done.returncode == 3
    assert "X11" in done.stderr


@pytest.mark.parametrize(
    "words", ["capture", "capture --delay soon --screen", "capture --delay 61 --screen", "capture --nothing"]
)
def test_what_cannot_be_meant_is_refused(command, tmp_path, words) -> None:
    done = command(tmp_path / "none.gemba", *words.split())
    assert done.returncode in (1, 2)
    assert done.stderr and "Traceback" not in done.stderr


def test_the_short_way_takes_nothing_else_for_a_picture() -> None:
    assert only_a_picture(["capture", "--last", "--delay", "3"]).delay == "3"
    assert only_a_picture(["--library", "x", "capture", "--all"]).library == "x"
    for words in (
        "capture add a.png",
        "captures",
        "capture",
        "capture --help",
        "capture --json --screen",
        "note capture",
    ):
        assert only_a_picture(words.split()) is None, words


# -- the socket --------------------------------------------------------------------------------------------------


def test_who_asks_waits_and_others_are_heard_meanwhile(tmp_path) -> None:
    library = create_library(tmp_path / "one.gemba")
    asked, replies = threading.Event(), []

    def hear(told, reply) -> None:
        replies.append((told, reply))
        asked.set()

    assert ask(library, {"do": "capture"}) is None, "nobody listens yet"
    listener = Listener(library, lambda told: None, hear)
    try:
        answers: list[object] = []
        first = threading.Thread(target=lambda: answers.append(ask(library, {"do": "capture", "mode": "a"})))
        first.start()
        assert asked.wait(HANG_S)
        asked.clear()
        second = threading.Thread(target=lambda: answers.append(ask(library, {"do": "capture", "mode": "b"})))
        second.start()
        assert asked.wait(HANG_S)
        assert [told["mode"] for told, _ in replies] == ["a", "b"]
        replies[1][1]({"why": "b"})
        second.join()
        replies[0][1]({"why": "a"})
        first.join()
        assert answers == [{"why": "b"}, {"why": "a"}]
    finally:
        listener.close()


def test_a_listener_that_takes_no_questions_answers_nothing(tmp_path) -> None:
    library = create_library(tmp_path / "one.gemba")
    listener = Listener(library, lambda told: None)
    try:
        assert ask(library, {"do": "capture"}) == {}
    finally:
        listener.close()
