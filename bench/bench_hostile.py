"""How long each place takes to open where every text is hostile: 100,000 "<b>", 200,000 "x", 3,000 signs without width.

Prints what the window's thread computed until the place stands, the worst of some visits, and the longest single
stretch in which it handled nothing else (H-07: 200 ms a window). Asserts nothing.

    python bench/bench_hostile.py [--rested] [NAME …]

``--rested`` begins as a window stands that was left alone for a quarter of a minute (gemba/ui/starting/ahead.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEventLoop

from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.starting.ahead import AHEAD
from tests.ui.hostile.filling import fill
from tests.ui.hostile.traps import Trap

AIM_MS = 200
VISITS = 2
_QUIET_S = 0.4
#: a place that never rests is measured so long
_GIVE_UP_S = 30.0


def settle(application: Application) -> tuple[float, float]:
    """Handle events until nothing is asked for; return what was computed in all and the longest stretch, in ms."""
    total = longest = 0.0
    begun = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _QUIET_S and time.monotonic() - begun < _GIVE_UP_S:
        before = time.thread_time()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        taken = (time.thread_time() - before) * 1000
        total, longest = total + taken, max(longest, taken)
        if application.jobs.busy or taken > 1:
            quiet_since = time.monotonic()
        time.sleep(0.002)
    return total, longest


def opened(application: Application, window: MainWindow, place: str, row: str) -> tuple[float, float]:
    """Go there and return what the window's thread computed until it rests, and its longest stretch, in ms."""
    before = time.thread_time()
    window.go(place, row)
    going = (time.thread_time() - before) * 1000
    total, longest = settle(application)
    return going + total, max(going, longest)


def main() -> None:
    """Fill a copy of the demo, open everything, print."""
    names = [one for one in sys.argv[1:] if one != "--rested"]
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as scratch:
        subprocess.run([sys.executable, "-m", "gemba", "demo", scratch], check=True, capture_output=True)
        library, trap = Path(scratch) / "library.gemba", Trap(Path(scratch) / "bait")
        with open_app(library, writes=True) as app:
            print(f"hostile texts written: {fill(app, trap)}", flush=True)
        application = Application(open_app(library), appearance="light")
        try:
            window = application.open_window("today")
            window.resize(1400, 900)
            settle(application)
            for module in AHEAD if "--rested" in sys.argv[1:] else ():
                import_module(module)
            app = application.app
            rows = {
                "a visit": ("sessions", app.sessions.all()[0].id),
                "a picture": ("evidence", app.captures.all()[0].id),
                "a ticket": ("tickets", app.tickets.views()[0].row.id),
                "a narrative": ("narratives", app.narratives.all()[0].id),
            }
            lists = {
                name: (name, "") for name in ("today", "sessions", "evidence", "tickets", "structure", "narratives")
            }
            for name, (place, row) in {**lists, **rows}.items():
                if names and name not in names:
                    continue
                seen = []
                for _ in range(VISITS):
                    window.go("settings")
                    settle(application)
                    seen.append(opened(application, window, place, row))
                worst, longest = max(total for total, _ in seen), max(stretch for _, stretch in seen)
                print(
                    f"hostile {name} opened, computed: {worst:.0f} ms, at one stretch: {longest:.0f} ms (<= {AIM_MS})",
                    flush=True,
                )
        finally:
            application.close()
            trap.close()


if __name__ == "__main__":
    main()
