"""Run commands as a person or another program would, in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gemba.cli import main
from tests.sample_library import copy_of_demo, demo_folder


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return what was printed as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str | Path, library: Path | None = None) -> Ran:
        named = [] if library is None else ["--library", str(library)]
        code = main([*named, *map(str, arguments)])
        done = capsys.readouterr()
        return Ran(code, done.out, done.err)

    return call


@pytest.fixture
def run_apart() -> Run:
    """Run a command in a process of its own, under whatever the environment says."""

    def call(*arguments: str | Path, library: Path | None = None, **environment: str) -> Ran:
        named = [] if library is None else ["--library", str(library)]
        done = subprocess.run(
            [sys.executable, "-m", "gemba", *named, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def demo(shared: Path) -> Path:
    """The demo's library; tests only read it."""
    return demo_folder(shared) / "library.gemba"


@pytest.fixture
def demo_copy(shared: Path, tmp_path: Path) -> Path:
    """A copy of the demo's library."""
    return copy_of_demo(shared, tmp_path)
