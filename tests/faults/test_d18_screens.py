"""D-18, monitors: one is pulled out, shrinks, or has another scale; window and mini bar are where a person sees them.

On a real X server whose monitors RandR divides, without a window manager, so that nobody else moves anything. The
server has one pixel density; that one monitor is at 200 % is told to Qt by the monitor's name, as a person may.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.rig import ROOT
from tests.faults.screens_actor import LEFT, SCENES, SERVER, SMALL, WHOLE
from tests.faults.typing_kills import visit

pytestmark = [
    pytest.mark.library_file_opener,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed"),
]
HANG_S = 300
#: by scene what has happened then, and the room in which everything has to stand
AFTER = {"pulled out": ("pulled out", LEFT), "shrinks": ("shrinks", SMALL), "other scale": ("pulled out", WHOLE)}


@pytest.fixture
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    size = ("-screen", "0", f"{SERVER[2]}x{SERVER[3]}x24")
    command = ["Xvfb", "-displayfd", str(writing), *size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    yield name
    server.terminate()
    server.wait(30)


def told(display: str, folder: Path, scene: str, *, brings_back: bool) -> dict[str, Any]:
    """Return by what happened where everything stood then."""
    library, session = visit(folder)
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    if scene == "other scale":
        environment["QT_SCREEN_SCALE_FACTORS"] = "left=1;right=2"
    named = [str(library), session, scene, "yes" if brings_back else "no"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.screens_actor", *named],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_S,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["what"] for line in lines] == ["begin", *(what for what, _, _ in SCENES[scene].happens)]
    return {line["what"]: line for line in lines}


def inside(box: list[int], room: tuple[int, int, int, int]) -> bool:
    left, top, width, height = box
    return (
        left >= room[0] and top >= room[1] and left + width <= room[0] + room[2] and top + height <= room[1] + room[3]
    )


@pytest.mark.parametrize("scene", ["pulled out", "shrinks", "other scale"])
def test_window_and_mini_bar_stand_where_they_are_seen(display: str, tmp_path: Path, scene: str) -> None:
    lines = told(display, tmp_path, scene, brings_back=True)
    what, room = AFTER[scene]
    for part in ("window", "mini"):
        assert not inside(lines["begin"][part], room), lines
        assert inside(lines[what][part], room), lines


def test_a_window_that_changes_to_another_scale_keeps_its_size_and_is_drawn_sharp(display: str, tmp_path: Path) -> None:
    lines = told(display, tmp_path, "other scale", brings_back=True)
    assert [lines[what]["scale"] for what in ("begin", "pulled out", "there again")] == [2, 1, 1]
    assert all(line["grabbed"] == line["scale"] for line in lines.values())
    assert lines["begin"]["window"][2:] == lines["pulled out"]["window"][2:] == lines["there again"]["window"][2:]
    assert lines["there again"]["window"] == lines["pulled out"]["window"], "nobody moves a window that is seen"


@pytest.mark.parametrize("scene", ["pulled out", "shrinks", "other scale"])
def test_control_without_it_both_stay_where_nobody_sees_them(display: str, tmp_path: Path, scene: str) -> None:
    lines = told(display, tmp_path, scene, brings_back=False)
    what, room = AFTER[scene]
    assert not inside(lines[what]["window"], room)
    assert not inside(lines[what]["mini"], room)
