"""The window's stable scenes look as their goldens do; and a moved part or another colour would not.

`python -m tools.shots --goldens` renews the goldens after a change that was meant; look at them before committing.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from gemba.services.demo import LIBRARY
from tests.sample_library import demo_folder
from tools.shots import goldens

ROOT = Path(__file__).resolve().parents[2]
KEPT = sorted(goldens.GOLDENS.glob("*.png"))
HANG_S = 600


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same scenes photographed now, in a process of its own."""
    folder = tmp_path_factory.mktemp("snapshots")
    demo = demo_folder(tmp_path_factory.getbasetemp().parent) / LIBRARY
    command = [sys.executable, "-m", "tools.shots", "--into", str(folder), "--one", "goldens", "--demo", str(demo)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=HANG_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_there_are_goldens_and_they_are_small(taken: Path) -> None:
    assert {one.name for one in KEPT} == {one.name for one in taken.glob("*.png")}
    assert all(one.stat().st_size <= goldens.MOST_BYTES for one in KEPT)
    assert sum(one.stat().st_size for one in KEPT) <= goldens.MOST_BYTES_TOGETHER


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.stem)
def test_a_scene_looks_as_it_did(taken: Path, kept: Path) -> None:
    with Image.open(kept) as before, Image.open(taken / kept.name) as now:
        apart = goldens.apart(before, now)
    assert not apart.seen, f"{kept.stem} looks different ({apart}); renew it if that was meant"


def _golden(name: str) -> Image.Image:
    with Image.open(goldens.GOLDENS / f"{name}.png") as kept:
        return kept.convert("RGB")


def test_a_moved_button_is_seen() -> None:
    before = _golden("tickets")
    button = (412, 30, 474, 50)
    after = before.copy()
    after.paste(before.getpixel((404, 40)), button)
    after.paste(before.crop(button), (button[0] - 20, button[1]))
    assert goldens.apart(before, after).seen


def test_a_word_that_is_gone_is_seen() -> None:
    before = _golden("settings-5")
    after = before.copy()
    after.paste((255, 255, 255), (160, 66, 206, 76))
    assert goldens.apart(before, after).seen


def test_another_accent_is_seen() -> None:
    before = _golden("tickets-empty")
    red, green, blue = before.split()
    after = Image.merge("RGB", (blue, green, red))
    assert ImageChops.difference(before, after).getbbox() is not None
    assert goldens.apart(before, after).seen


def test_smoothing_of_edges_is_not() -> None:
    before = _golden("tickets")
    width, height = before.size
    softer = before.resize((width * 3, height * 3), Image.Resampling.BICUBIC).resize(
        (width, height), Image.Resampling.BOX
    )
    assert ImageChops.difference(before, softer).getbbox() is not None
    assert not goldens.apart(before, softer).seen


def test_another_size_is_seen() -> None:
    before = _golden("welcome")
    assert goldens.apart(before, before.crop((0, 0, 100, 100))).seen
