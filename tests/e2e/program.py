"""The program as a person starts it, and its library as somebody else reads it. Must not know what stands in a window."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from gemba.app import App, open_app
from tests.e2e.screen import Screen, wait_for
from tests.faults.rig import ROOT


class Program:
    """`gemba gui`, in a process of its own on a screen."""

    def __init__(self, screen: Screen, library: Path, log: Path) -> None:
        """Name the library; nothing is started yet."""
        self.screen, self.library = screen, library
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it by its real entry point."""
        environment = self.screen.environment | {"GEMBA_LIBRARY": str(self.library), "PYTHONPATH": str(ROOT)}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gemba", "gui"], env=environment, cwd=ROOT, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it as a power cut for the process would."""
        assert self._process is not None and self.runs, self.said()
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)

    @property
    def runs(self) -> bool:
        """Say whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def end(self) -> int:
        """Wait until it has ended by itself; return its exit code."""
        assert self._process is not None
        process = self._process
        wait_for(lambda: process.poll() is not None, "the program ends")
        return process.returncode

    def stop(self) -> None:
        """Make sure that nothing is left, whatever happened."""
        if self._process is not None and self.runs:
            self._process.kill()
            self._process.wait(30)

    def said(self) -> str:
        """Return what it wrote on its standard streams."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def reader(self) -> App:
        """Open its library for reading, as a second process would; readers never take the lock."""
        return open_app(self.library)
