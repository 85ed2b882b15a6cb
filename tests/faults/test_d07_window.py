"""D-07 through the window: killed at random moments while it takes pictures of a real screen, or they are pasted.

The acknowledgement is what a person sees or a command hears: the caption line opens, the wall has it, the code is printed. Whatever was
acknowledged is there afterwards, picture and row, with the very pixels; what the kill caught in between is a left-over
and never a row without its picture.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gemba.app import create_library, open_app
from tests.e2e.screen import Screen, missing, screen_with
from tests.faults.rig import ROOT

pytestmark = [
    pytest.mark.library_file_opener,
    pytest.mark.skipif(sys.platform != "linux", reason="it needs an X server of its own"),
]
HANG_S = 180.0
SIZE = (1440, 900)
#: what the taker is told: pictures of the screen one after the other, or pictures from the clipboard
HOW = ("many", "pastes")


@dataclass
class Count:
    """What came of many kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    dangling: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def screen():
    lacking = missing()
    if lacking:
        pytest.skip(f"not on this machine: {', '.join(lacking)}")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    with screen_with({key: value for key, value in os.environ.items() if key not in hidden}) as running:
        yield running


def take_until_killed(
    screen: Screen, library: Path, home: Path, rng: random.Random, how: str, broken: str
) -> list[str]:
    """Have the window take (or paste) one picture after the other, kill it at some moment, and return what it acknowledged."""
    environment = screen.environment | {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(home)}
    with (home / "errors").open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.capture.taker", str(library), *([broken] if broken else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            cwd=ROOT,
            text=True,
        )
    assert process.stdin is not None and process.stdout is not None
    acknowledged: list[str] = []
    begun, some = threading.Event(), threading.Event()

    def listen() -> None:
        for line in process.stdout:  # type: ignore[union-attr]
            if not line.endswith("\n"):
                break
            told = json.loads(line)
            if told["what"] == "ready":
                begun.set()
            elif told["what"] == "kept":
                acknowledged.append(told["id"])
                some.set()

    thread = threading.Thread(target=listen)
    thread.start()
    assert begun.wait(HANG_S), (home / "errors").read_text()
    process.stdin.write(json.dumps({"do": how}) + "\n")
    process.stdin.flush()
    assert some.wait(HANG_S), (home / "errors").read_text()
    time.sleep(rng.uniform(0.0, 1.2))
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    thread.join()
    process.stdin.close()
    process.stdout.close()
    return acknowledged


def kill_while_taking(
    screen: Screen, folder: Path, *, times: int, seed: int, how: str = "many", broken: str = ""
) -> Count:
    """Kill the window ``times`` times and look each time what is there."""
    library = create_library(folder / "one.gemba")
    rng, count = random.Random(seed), Count()
    for _ in range(times):
        acknowledged = take_until_killed(screen, library, folder, rng, how, broken)
        count.kills += 1
        count.acknowledged += len(acknowledged)
        with open_app(library) as app:
            there = {row.id: row for row in app.captures.all()}
            for one in acknowledged:
                if one not in there or app.captures.preview(one).picture.size != SIZE:
                    count.lost.append(one)
            vault, queries = app.library.vault, app.library.queries
            count.dangling += [one for one in there if not vault.exists(queries.frame_of(one))]
    return count


def say(count: Count, seed: int, how: str) -> None:
    print(
        f"\nD-07 window ({how}), seed {seed}: {count.kills} kills, {count.acknowledged} pictures acknowledged,"
        f" {len(count.lost)} lost, {len(count.dangling)} rows without a picture"
    )


@pytest.mark.parametrize("how", HOW)
def test_d07_window_killed_while_pictures_come(screen: Screen, tmp_path: Path, seed: int, how: str) -> None:
    count = kill_while_taking(screen, tmp_path, times=4, seed=seed, how=how)
    say(count, seed, how)
    assert (count.lost, count.dangling) == ([], [])
    assert count.acknowledged >= count.kills


@pytest.mark.nightly
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("how", HOW)
def test_d07_window_killed_60_times(screen: Screen, tmp_path: Path, seed: int, how: str) -> None:
    count = kill_while_taking(screen, tmp_path, times=60, seed=seed, how=how)
    say(count, seed, how)
    assert (count.lost, count.dangling) == ([], [])


@pytest.mark.parametrize("how", HOW)
def test_d07_window_control_that_acknowledges_first_goes_red(
    screen: Screen, tmp_path: Path, seed: int, how: str
) -> None:
    count = kill_while_taking(screen, tmp_path, times=2, seed=seed, how=how, broken="acknowledges_first")
    assert count.lost, "a window that tells before the picture is on the disk passed: the harness is broken"
