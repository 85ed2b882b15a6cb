"""The first visit of each place in the real window, its modules loaded with it, until it stands painted with its rows.

Every place in a process of its own, from another place that is in front; once soon after the start, once as a window
stands that was left alone for a quarter of a minute (gemba/ui/starting/ahead.py). Prints ``name: value (aim)``: by the clock,
and what the process computed, worker threads with it; a busy machine adds the rest. Asserts nothing.

    python bench/bench_places.py [LIBRARY] [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from bench_start import demo_library, told

PLACES = ("today", "sessions", "evidence", "tickets", "structure", "narratives", "settings")
ROUNDS = 5
AIM_MS = 200

_VISIT = """
import json, sys, time
from pathlib import Path
from gemba.ui.starting import quick_qt
quick_qt.load()
from PySide6.QtCore import QCoreApplication, QEventLoop
from gemba.app import open_app
from gemba.ui.application import Application
folder, wanted, rested = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "rested"
def quiet():
    until = time.monotonic() + 0.7
    while time.monotonic() < until or application.jobs.busy:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
application = Application(open_app(folder), appearance="light")
window = application.open_window("tickets" if wanted == "today" else "today")
quiet()
if rested:
    from importlib import import_module
    from gemba.ui.starting.ahead import AHEAD
    for module in AHEAD:
        import_module(module)
begun, computed = time.perf_counter(), time.process_time()
window.go(wanted)
gone = time.perf_counter()
while application.jobs.busy:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 2)
window.repaint()
taken = (time.perf_counter() - begun) * 1000, (time.process_time() - computed) * 1000, (gone - begun) * 1000
pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
print(json.dumps([*taken, pages * 4096 / 1e6]), flush=True)
application.close()
"""


def visit(library: Path, place: str, when: str) -> list[float]:
    """Return what one first visit took in ms: by the clock, computed, until the place stood; and resident MB then."""
    return told(_VISIT, str(library), place, when)


def main() -> None:
    """Measure and print."""
    library = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_library()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    for place in PLACES:
        taken: dict[str, list[list[float]]] = {"soon": [], "rested": []}
        for _ in range(rounds):
            for when, visits in taken.items():
                visits.append(visit(library, place, when))
        for when, visits in taken.items():
            clock, computed, stood, memory = (statistics.median(column) for column in zip(*visits, strict=True))
            print(
                f"first visit of {place}, {when}: {clock:.0f} ms (aim <= {AIM_MS}); computed {computed:.0f} ms,"
                f" the window at rest for {stood:.0f}; {memory:.0f} MB then",
                flush=True,
            )


if __name__ == "__main__":
    main()
