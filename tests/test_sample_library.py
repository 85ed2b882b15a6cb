"""The demo that tests share is built by one of them at a time, and a build that was killed is in nobody's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import sample_library

ROOT = Path(__file__).resolve().parent.parent
BUILDER = """
import sys
from pathlib import Path
from tests import sample_library

def half(folder):
    folder.mkdir()
    (folder / "half").touch()
    print("building", flush=True)
    sys.stdin.read()

sample_library.run_demo = half
sample_library.demo_folder(Path(sys.argv[1]))
"""


def test_a_build_that_was_killed_is_begun_anew_and_one_under_way_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(folder: Path) -> None:
        folder.mkdir()
        (folder / "whole").touch()

    monkeypatch.setattr(sample_library, "run_demo", whole)
    monkeypatch.setattr(sample_library, "WAIT_S", 0.0)
    command, pipe = [sys.executable, "-c", BUILDER, str(tmp_path)], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "building\n"
        with pytest.raises(TimeoutError):
            sample_library.demo_folder(tmp_path)
        builder.kill()
    built = sample_library.demo_folder(tmp_path)
    assert [one.name for one in built.iterdir()] == ["whole"]
    monkeypatch.setattr(sample_library, "run_demo", lambda folder: pytest.fail("it is built once"))
    assert sample_library.demo_folder(tmp_path) == built
