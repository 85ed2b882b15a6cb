"""How long a change between light and dark takes in the real window on the demo, places visited one after another.

Prints the median of what was computed, painting included: a busy machine lengthens the clock. Asserts nothing. Runs on
the offscreen platform unless QT_QPA_PLATFORM says otherwise.

    python bench/bench_look.py [LIBRARY]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.places import PLACES

AIM_MS = 150
CHANGES = 8
_QUIET_S = 0.5


def settle(application: Application) -> None:
    """Handle events until nothing is read or computed any more."""
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _QUIET_S:
        QCoreApplication.processEvents()
        if application.jobs.busy:
            quiet_since = time.monotonic()


def change(application: Application) -> float:
    """Return the median of what so many changes of the look computed, in milliseconds."""
    taken = []
    for number in range(CHANGES):
        before = time.process_time()
        application.theme.wear(("dark", "light")[number % 2])
        QCoreApplication.processEvents()
        taken.append((time.process_time() - before) * 1000)
        settle(application)
    return statistics.median(taken)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as scratch:
        library = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch) / "library.gemba"
        if len(sys.argv) < 2:
            subprocess.run([sys.executable, "-m", "gemba", "demo", scratch], check=True, capture_output=True)
        application = Application(open_app(library), appearance="light")
        try:
            window = application.open_window("today")
            settle(application)
            for place in PLACES:
                window.go(place.name)
                settle(application)
                widgets = len(QApplication.allWidgets())
                print(
                    f"look changed at {place.name}, {widgets} widgets, computed: {change(application):.0f} ms"
                    f" (<= {AIM_MS})",
                    flush=True,
                )
        finally:
            application.close()


if __name__ == "__main__":
    main()
