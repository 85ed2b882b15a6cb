"""Start real library code in a process that may be killed or starved at any call, and hear what it acknowledged.

One warm process per test session (`actor.py`) has everything imported and forks a child per run, so that a run
costs its own work and not an interpreter's start. The shim of shim.c is compiled once and preloaded into it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

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


class Actor:
    """The warm process and its children."""

    def __init__(self, shim: Path) -> None:
        environment = os.environ | {"LD_PRELOAD": str(shim), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.actor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=ROOT,
            text=True,
        )

    def __enter__(self) -> Actor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)

    def start(self, run: Run) -> int:
        """Fork a child for the run; return its process id."""
        return int(self._ask(f"start {run.as_json()}"))

    def wait(self, pid: int) -> int:
        """Wait for a child; return its exit code, or minus the signal that ended it."""
        return int(self._ask(f"wait {pid}"))

    def kill(self, pid: int) -> int:
        """Kill a child as the power button would kill a process; return what ``wait`` returns."""
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid)

    def run(self, run: Run) -> int:
        """Start and wait."""
        return self.wait(self.start(run))

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the actor has died"
        return answer.strip()


def acknowledged(path: Path) -> list[dict[str, Any]]:
    """Return what a child acknowledged; a line cut off by the kill was not."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1] if line]
