"""Start real library code in a process that may be killed or starved at any call, and hear what it acknowledged.

One warm process per test session (`warm.py`) has everything imported and forks a child per run: `actor.py` for the
library, with the shim of shim.c compiled once and preloaded into it, `window_typist.py` for the window.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
ALL_KINDS = "owtsrulmd"
EIO, ENOSPC = errno.EIO, errno.ENOSPC
KILL = -9  # as an error: the process is killed instead of the call being made


@dataclass(frozen=True, slots=True)
class Fault:
    """Let the ``at``-th changing call fail with ``error``: once, or from then on (``sticky``)."""

    at: int
    sticky: bool = False
    error: int = EIO
    kinds: str = ALL_KINDS


@dataclass(frozen=True, slots=True)
class Run:
    """One job for a forked child. ``root`` is the watched folder; the other paths lie outside of it."""

    job: str
    root: Path
    acks: Path
    log: Path | None = None
    errors: Path | None = None
    fault: Fault | None = None
    args: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the run as the line that the actor reads."""
        told = asdict(self)
        return json.dumps({key: str(v) if isinstance(v, Path) else v for key, v in told.items()})


def build_shim(folder: Path) -> Path:
    """Compile shim.c; a machine without a compiler fails here, loudly."""
    target = folder / "shim.so"
    compiler = shutil.which("gcc") or shutil.which("cc")
    assert compiler, "the fault harnesses need a C compiler"
    source = Path(__file__).with_name("shim.c")
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Werror"]
    subprocess.run([compiler, *flags, "-o", str(target), str(source), "-ldl", "-lpthread"], check=True)
    return target


class Warm:
    """A warm process (warm.py) and its children, for one harness with as many threads as it likes."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        """Start a module that serves, and wait until it has imported everything."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
            cwd=ROOT,
            text=True,
        )
        self._one = threading.Lock()
        assert self._answer() == "ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)

    def fork(self, run: str) -> int:
        """Fork a child for a run, said as JSON, and return its process id."""
        return int(self._ask(f"start {run}"))

    def wait(self, pid: int) -> int:
        """Wait for a child; return its exit code, or minus the signal that ended it."""
        return int(self._ask(f"wait {pid}"))

    def kill(self, pid: int) -> int:
        """Kill a child as the power button would kill a process; return what ``wait`` returns."""
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid)

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        with self._one:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        assert answer, "the actor has died"
        return answer.strip()


class Actor(Warm):
    """The warm process under the shim, whose children do the jobs of jobs.py."""

    def __init__(self, shim: Path) -> None:
        super().__init__("tests.faults.actor", {"LD_PRELOAD": str(shim), "PYTHONDONTWRITEBYTECODE": "1"})

    def start(self, run: Run) -> int:
        """Fork a child for the run; return its process id."""
        return self.fork(run.as_json())

    def run(self, run: Run) -> int:
        """Start and wait."""
        return self.wait(self.start(run))


def acknowledged(path: Path) -> list[dict[str, Any]]:
    """Return what a child acknowledged or told, a JSON line each; a line cut off by the kill was not."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1] if line]
