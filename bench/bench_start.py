"""How long the window takes to stand: frame painted, first place complete, beside an empty PySide6 window.

Every start is a process of its own; gemba and the empty window take turns, so that a busy machine slows both. Times
run from the start of the process. Prints the medians and resident memory two seconds after the first paint and once the
window has rested (docs/adr/0037: more is loaded then), asserts nothing. ``anki`` times another program on the same clock (see its docstring). Needs a display, or runs offscreen.

    python bench/bench_start.py [LIBRARY] [ROUNDS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 9
PAINTED_AIM = 1.2
ANKI_AIM = 0.25
MEMORY_AIM_MB = 90
WEIGHED_MS, RESTED_MS = 2_000, 30_000

_EMPTY = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
def painted():
    print(json.dumps({"painted": time.time(), "computed": time.process_time()}), flush=True)
    application.exit()
application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

_GEMBA = """
import json, sys, time
from pathlib import Path
from gemba import cli
from tests.watched_start import when_made
folder, stays_ms = sys.argv[1], int(sys.argv[2])
times = {}
def made(application):
    from PySide6.QtCore import QTimer
    def painted():
        times["painted"] = time.time()
        times["computed"] = time.process_time()
        if stays_ms:
            QTimer.singleShot(stays_ms, application.qt, weigh)
    def weigh():
        pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
        times["resident_mb"] = pages * 4096 / 1e6
        application.qt.exit()
    def complete():
        times["complete"] = time.time()
        if not stays_ms:
            application.qt.exit()
    application.painted.connect(painted)
    application.complete.connect(complete)
when_made(made)
code = cli.main(["--library", folder, "gui"])
print(json.dumps(times), flush=True)
sys.exit(code)
"""


def start(script: str, *arguments: str) -> dict[str, float]:
    """Run a script in a fresh process; return what it said, moments as milliseconds since the process began."""
    begun = time.time()
    said: dict[str, float] = json.loads(_last_line(script, *arguments))
    moments: dict[str, float] = {name: (said[name] - begun) * 1000 for name in ("painted", "complete") if name in said}
    computed = {"computed": said["computed"] * 1000}
    return {**moments, **computed, **{name: said[name] for name in ("resident_mb",) if name in said}}


def environment() -> dict[str, str]:
    """Return an environment with a settings folder of its own; offscreen where there is no display."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    plugin = {} if shown else {"QT_QPA_PLATFORM": "offscreen"}
    own = {f"GEMBA_{name}": str(_OWN / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "LOG")}
    root = str(Path(__file__).resolve().parent.parent)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **plugin, **own, "PYTHONPATH": root, "LC_ALL": "C.UTF-8"}


def told(program: str, *words: str) -> list[float]:
    """Run a program's text in a process of its own and return the numbers of its last line, a list as JSON."""
    numbers: list[float] = json.loads(_last_line(program, *words))
    return numbers


def _last_line(program: str, *words: str) -> str:
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return done.stdout.splitlines()[-1]


_OWN = Path(tempfile.mkdtemp(prefix="gemba-bench-start-"))


def anki(command: Sequence[str], *, rounds: int = ROUNDS) -> float:
    """Return the median time in milliseconds until a command prints a line: its first list stands.

    Meant for Anki (PyPI ``aqt``) with a seeded collection, started by a script that prints once its deck list is
    drawn; gemba is then measured on a library of 100,000 tickets, by its ``complete``.
    """
    times = []
    for _ in range(rounds):
        begun = time.time()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            times.append((time.time() - begun) * 1000)
            process.terminate()
    return statistics.median(times)


def demo_library() -> Path:
    """Make the demo's library in a folder of its own and return it."""
    folder = _OWN / "demo"
    subprocess.run([sys.executable, "-m", "gemba", "demo", str(folder)], check=True, capture_output=True)
    return folder / "library.gemba"


def middle(runs: list[dict[str, float]], name: str) -> float:
    """Return the median of one figure."""
    return statistics.median(one[name] for one in runs)


def ratio(ours: list[dict[str, float]], others: list[dict[str, float]], name: str) -> float:
    """Return the median of the ratios of neighbours in time."""
    return statistics.median(one[name] / other[name] for one, other in zip(ours, others, strict=True))


def main() -> None:
    """Measure and print."""
    library = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_library()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    start(_EMPTY), start(_GEMBA, str(library), "0")
    empty, ours = [], []
    for _ in range(rounds):
        empty.append(start(_EMPTY))
        ours.append(start(_GEMBA, str(library), "0"))
    print(f"empty PySide6 window painted: {middle(empty, 'painted'):.0f} ms (floor)")
    print(f"gemba painted: {middle(ours, 'painted'):.0f} ms")
    print(f"gemba painted / empty window: {ratio(ours, empty, 'painted'):.2f} (<= {PAINTED_AIM})")
    print(f"the same in computed time: {ratio(ours, empty, 'computed'):.2f} (<= {PAINTED_AIM})")
    print(f"gemba complete: {middle(ours, 'complete'):.0f} ms")
    memory, rested = (start(_GEMBA, str(library), str(after))["resident_mb"] for after in (WEIGHED_MS, RESTED_MS))
    print(f"gemba resident 2 s after the first paint: {memory:.0f} MB (<= {MEMORY_AIM_MB})")
    print(f"gemba resident {RESTED_MS // 1000} s after it, nobody having touched it: {rested:.0f} MB (no aim)")


if __name__ == "__main__":
    main()
