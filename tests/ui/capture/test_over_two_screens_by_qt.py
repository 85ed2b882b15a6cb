"""One gesture over two veils where Qt tells of the screens: as Windows lays them out, and as macOS does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gemba.app import create_library
from tests.ui.capture.two_screens_by_qt import COLOURS

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.library_file_opener


def drawn(
    tmp_path: Path, screens: list[dict[str, Any]], begin: str, end: str, kind: str, **more: str
) -> dict[str, Any]:
    library, told = create_library(tmp_path / "one.gemba"), tmp_path / "screens.json"
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    told.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": [usual | one for one in screens]}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={told}", "PYTHONPATH": str(ROOT), **more}
    line = [sys.executable, "-m", "tests.ui.capture.two_screens_by_qt", str(library), begin, end, kind]
    done = subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(("left", "right"), [(1.0, 1.0), (1.5, 1.25), (1.25, 2.0), (2.0, 1.0)])
def test_as_windows_lays_screens_out(tmp_path: Path, left: float, right: float) -> None:
    screens = [
        {"name": "LEFT", "x": 0, "y": 0, "width": 900, "height": 600},
        {"name": "RIGHT", "x": 900, "y": 30, "width": 720, "height": 540},
    ]
    begin, end = (round(860 / left), round(100 / left)), (round(960 / left), round(220 / left))
    factors = f"LEFT={left};RIGHT={right}"
    told = drawn(
        tmp_path, screens, f"{begin[0]},{begin[1]}", f"{end[0]},{end[1]}", "pixels", QT_SCREEN_SCALE_FACTORS=factors
    )
    assert told["places"] == [[0, 0, 900, 600], [900, 30, 720, 540]]
    x, y = int(begin[0] * left), int(begin[1] * left)
    width, height = int(end[0] * left) - x + 1, int(end[1] * left) - y + 1
    assert told["rect"] == [x, y, width, height]
    assert (told["scale"], told["screen"]) == (max(left, right), "LEFT + RIGHT")
    assert told["of each"] == [900 - x, x + width - 900] and told["in order"]
    assert told["clear"] == [True, True], "both veils show what is framed"


@pytest.mark.parametrize(("left", "right"), [(2, 1), (1, 2), (2, 2)])
def test_as_macos_lays_screens_out(tmp_path: Path, left: int, right: int) -> None:
    screens = [
        {"name": "LEFT", "x": 0, "y": 0, "width": 450, "height": 300, "dpr": left},
        {"name": "RIGHT", "x": 450, "y": 15, "width": 360, "height": 270, "dpr": right},
    ]
    told = drawn(tmp_path, screens, "430,50", "480,110", "points")
    assert told["places"] == [[0, 0, 900, 600], [900, 30, 720, 540]]
    assert told["rect"] == [860, 100, 101, 121]
    assert (told["scale"], told["screen"]) == (2, "LEFT + RIGHT")
    assert told["of each"] == [40, 61] and told["in order"], COLOURS
    assert told["clear"] == [True, True], "both veils show what is framed"
