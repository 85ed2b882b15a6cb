"""D-18, monitors: one is pulled out; window and mini bar come back to where a person sees them.

On a real X server whose monitors RandR divides, without a window manager, so that nobody else moves anything. What
cannot be had here: two monitors of different scale (this server has one pixel density for all), and a monitor that
becomes smaller.
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
from tests.faults.typing_kills import visit

pytestmark = [
    pytest.mark.library_file_opener,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed"),
]
LEFT = (0, 0, 960, 1080)
HANG_S = 300


@pytest.fixture
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    yield name
    server.terminate()
    server.wait(30)


def told(display: str, folder: Path, *, brings_back: bool) -> dict[str, Any]:
    library, session = visit(folder)
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "tests.faults.screens_actor",
        str(library),
        session,
        "yes" if brings_back else "no",
    ]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=HANG_S
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["what"] for line in lines] == ["both", "one pulled out"]
    return {line["what"]: line for line in lines}


def inside(box: list[int], room: tuple[int, int, int, int]) -> bool:
    left, top, width, height = box
    return (
        left >= room[0] and top >= room[1] and left + width <= room[0] + room[2] and top + height <= room[1] + room[3]
    )


def test_window_and_mini_bar_come_back_when_a_screen_goes_away(display: str, tmp_path: Path) -> None:
    lines = told(display, tmp_path, brings_back=True)
    assert not inside(lines["both"]["window"], LEFT) and not inside(lines["both"]["mini"], LEFT)
    for part in ("window", "mini"):
        assert inside(lines["one pulled out"][part], LEFT), lines


def test_control_without_it_both_stay_where_nobody_sees_them(display: str, tmp_path: Path) -> None:
    lines = told(display, tmp_path, brings_back=False)
    assert not inside(lines["one pulled out"]["window"], LEFT)
    assert not inside(lines["one pulled out"]["mini"], LEFT)
