"""The first opening of each place and page, each in a process of its own whose window stood alone for a while.

Once in the sample's library, once in one with hostile text in every field (tests/ui/hostile/filling.py). Prints
``name: value (aim)``: what the window's thread computed until nothing more was asked for, the longest single stretch in
which it handled nothing else, what the whole process computed, and the clock. Medians. Asserts nothing.

    python bench/bench_first_openings.py [--rounds N] [--soon] [--libraries SAMPLE HOSTILE] [NAME …]

``--soon`` leaves out what is loaded while a window rests (gemba/ui/starting/ahead.py).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_start import demo_library, told

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PLACES = ("today", "sessions", "evidence", "tickets", "structure", "narratives", "settings")
#: the live visit last: it is written down, and every other window says from then on that it runs
PAGES = ("a visit", "a ticket", "a narrative", "a picture", "the annotator", "a live visit")
ROUNDS = 3
AIM_MS = 200
STRETCH_AIM_MS = 50

OPEN = """
import json, sys, time
from pathlib import Path
from gemba.ui.starting import quick_qt
quick_qt.load()
from PySide6.QtCore import QCoreApplication, QEventLoop
from gemba.app import open_app
from gemba.ui.application import Application
folder, wanted, rested = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "rested"
CALM_S, GIVE_UP_S = 0.4, 30.0
def settle():
    total = longest = 0.0
    begun = stood = time.perf_counter()
    while (now := time.perf_counter()) - stood < CALM_S and now - begun < GIVE_UP_S:
        before = time.thread_time()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        taken = (time.thread_time() - before) * 1000
        total, longest = total + taken, max(longest, taken)
        if application.jobs.busy or taken > 1:
            stood = time.perf_counter()
        time.sleep(0.002)
    return total, longest, stood
def row_of(app):
    if wanted in ("a visit", "a live visit"):
        return app.sessions.all()[0].id
    if wanted in ("a picture", "the annotator"):
        return app.captures.all()[0].id
    if wanted == "a ticket":
        return app.tickets.views()[0].row.id
    return app.narratives.all()[0].id if wanted == "a narrative" else ""
places = {"a visit": "sessions", "a live visit": "sessions", "a ticket": "tickets", "a picture": "evidence",
          "a narrative": "narratives"}

with open_app(folder) as app:
    row = row_of(app)
application = Application(open_app(folder), appearance="light")
window = application.open_window("tickets" if wanted == "today" else "today")
window.resize(1400, 900)
settle()
settle()
if rested:
    from importlib import import_module
    from gemba.ui.starting.ahead import AHEAD
    for module in AHEAD:
        import_module(module)
    settle()
begun, computed, own = time.perf_counter(), time.process_time(), time.thread_time()
if wanted == "the annotator":
    from gemba.ui.annotator.window import open_annotator
    open_annotator(window.desk, row)
else:
    window.go(places.get(wanted, wanted), f"live:{row}" if wanted == "a live visit" else row)
going = (time.thread_time() - own) * 1000
total, longest, stood = settle()
print(json.dumps([going + total, max(going, longest), (time.process_time() - computed) * 1000, (stood - begun) * 1000]))
sys.stdout.flush()
application.close()
"""


def opening(library: Path, name: str, when: str) -> list[float]:
    """Return of one first opening in ms: computed on the window's thread, its longest stretch, in all, by the clock."""
    return told(OPEN, str(library), name, when)


def hostile_library(scratch: Path) -> Path:
    """Return a copy of the demo's library with hostile text in every field, below a folder of the caller's."""
    from gemba.app import open_app
    from tests.ui.hostile.filling import fill
    from tests.ui.hostile.traps import Trap

    subprocess.run([sys.executable, "-m", "gemba", "demo", str(scratch)], check=True, capture_output=True)
    library, trap = scratch / "library.gemba", Trap(scratch / "bait")
    try:
        with open_app(library, writes=True) as app:
            fill(app, trap)
    finally:
        trap.close()
    return library


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("names", nargs="*", metavar="NAME")
    wanted.add_argument("--rounds", type=int, default=ROUNDS)
    wanted.add_argument("--soon", action="store_true")
    wanted.add_argument("--libraries", nargs=2, type=Path, metavar=("SAMPLE", "HOSTILE"))
    asked = wanted.parse_args()
    when = "soon" if asked.soon else "rested"
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as scratch:
        sample, hostile = asked.libraries or (demo_library(), hostile_library(Path(scratch)))
        for kind, library in (("sample", sample), ("hostile", hostile)):
            for name in asked.names or PLACES + PAGES:
                taken = [opening(library, name, when) for _ in range(asked.rounds)]
                own, stretch, computed, clock = (statistics.median(column) for column in zip(*taken, strict=True))
                print(
                    f"{kind}: first opening of {name}, {when}: window's thread {own:.0f} ms (<= {AIM_MS}),"
                    f" longest stretch {stretch:.0f} ms (<= {STRETCH_AIM_MS}); whole process {computed:.0f} ms;"
                    f" by the clock {clock:.0f} ms",
                    flush=True,
                )


if __name__ == "__main__":
    main()
