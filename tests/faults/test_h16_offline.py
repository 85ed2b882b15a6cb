"""H-16: the real window in a network namespace that has no interface at all; everything works, nobody is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.rig import ROOT
from tests.sample_library import copy_of_demo

pytestmark = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-r", "-n", "true"], check=False, capture_output=True).returncode != 0,
    reason="this machine lets nobody make a network namespace",
)
PROGRAM = Path(__file__).with_name("offline_actor.py")
WAIT_S = 300


def alone(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the actor where there is no network."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["unshare", "-r", "-n", sys.executable, str(PROGRAM), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT_S,
    )


def test_the_window_is_fully_usable_without_a_network_and_asks_nobody(tmp_path, tmp_path_factory):
    library = copy_of_demo(tmp_path_factory.getbasetemp().parent, tmp_path)
    done = alone("use", str(library), str(tmp_path / "report.pdf"))
    assert done.returncode == 0, done.stderr[-2000:]
    said = done.stdout.splitlines()
    for place in ("today", "sessions", "evidence", "tickets", "structure", "narratives", "settings"):
        assert f"PLACE {place}" in said
    assert "NOTED" in said and "FOUND" in said and "PRINTED" in said
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert [line for line in said if line.startswith(("REACHED", "SOCKET"))] == []


@pytest.mark.parametrize(("trick", "caught"), [("connect", "REACHED"), ("name", "REACHED"), ("listen", "SOCKET")])
def test_negative_control_what_reaches_for_the_network_is_caught(trick, caught):
    done = alone(trick)
    assert done.returncode == 0, done.stderr[-2000:]
    assert any(line.startswith(caught) for line in done.stdout.splitlines())
