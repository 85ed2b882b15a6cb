"""How a command opens its library: pictures that wait come in first, and whatever was opened is closed again."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from gemba.app import open_app
from gemba.model import durable
from gemba.model.library import Library
from gemba.model.shot import ScreenPixels, Shot
from gemba.model.values import EvidenceSource
from gemba.model.waiting import waiting_ids
from tests.unit.cli.conftest import Run

EDITOR = """
import sys
from pathlib import Path
file = Path(sys.argv[1])
file.write_text(file.read_text("utf-8") + "\\nOne more sentence.\\n", "utf-8")
"""


@pytest.fixture
def waiting(demo_copy: Path) -> str:
    """The key of a picture that waits in the copy of the demo."""
    pixels = ScreenPixels(20, 15, 80, bytes(range(240)) * 5)
    with open_app(demo_copy) as app:
        return app.shots.wait(Shot(pixels, EvidenceSource.REGION))


def test_what_waits_is_shown_by_a_command_that_only_reads(run: Run, demo_copy: Path, waiting: str) -> None:
    done = run("--json", "capture", "show", waiting, library=demo_copy)
    assert (done.code, json.loads(done.out)["id"]) == (0, waiting)
    assert waiting_ids(demo_copy) == []


def test_where_the_disk_is_full_that_is_said_and_the_command_goes_on(
    run: Run, demo_copy: Path, waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", full)
    done = run("--json", "capture", "show", "T1/01", library=demo_copy)
    assert (done.code, json.loads(done.out)["source_id"]) == (0, "T1/01")
    assert done.err.strip() and "Traceback" not in done.err
    assert waiting_ids(demo_copy) == [waiting]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no home of another person by name")
def test_the_home_of_nobody_is_a_library_that_is_not_there(run: Run) -> None:
    done = run("sessions", library=Path("~nobody-at-all/visits.gemba"))
    assert done.code == 1 and "“visits.gemba” is not a library of gemba." in done.err


def test_a_narrative_written_in_an_editor_leaves_the_library_properly_closed(demo_copy: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(EDITOR, encoding="utf-8")
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "gemba", "--library", str(demo_copy), "narrative", "edit"]
    try:
        done = subprocess.run(
            line,
            stdin=theirs,
            capture_output=True,
            text=True,
            env={**os.environ, "EDITOR": f"{sys.executable} {editor}", "VISUAL": ""},
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0, done.stderr
    with Library.open(demo_copy) as library:
        library.take_lock()
        assert library._lock.closed_properly
    with open_app(demo_copy) as app:
        assert sum(one.source.endswith("One more sentence.\n") for one in app.narratives.all()) == 1
