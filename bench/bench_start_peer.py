"""gemba usable with 100,000 tickets in front, beside Anki usable with 100,000 notes, taking turns. Asserts nothing.

Usable: gemba's list of tickets has painted its first rows, went on by one row when a key told it to, and has painted
that; nothing is painted but what the window paints by itself. Anki's list of decks stands and its page has answered
(the page of its main window, which everything else waits for); it gets no key. Times run from the start of the process.
Anki is PyPI's ``aqt``, in an environment of its own (``--anki PYTHON``, or GEMBA_BENCH_ANKI, or made in .peers/anki
once, which needs the network); it begins with a profile that has nothing to ask. Needs a display.

    python bench/bench_start_peer.py [--anki PYTHON] [--library LIBRARY] [--rounds N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench_scale import seed

ROOT = Path(__file__).resolve().parent.parent
AQT = "aqt[qt6]==26.9.3"
TICKETS = 100_000
ROUNDS = 7
AIM = 0.25
_HANG_S = 180

_SEED_ANKI = """
import random, sys
from pathlib import Path
import anki.lang
from anki.collection import AddNoteRequest, Collection
from aqt.profiles import ProfileManager
base, many = Path(sys.argv[1]), int(sys.argv[2])
anki.lang.set_lang("en_US")
people = ProfileManager(base)
people.setupMeta()
people.meta.update(defaultLang="en_US", firstRun=False, updates=False, suppressUpdate=True)
people.create("User 1")
people.openProfile("User 1")
people.profile["autoSync"] = False
people.save()
people.db.close()
collection = Collection(people.collectionPath())
kind, deck = collection.models.by_name("Basic"), collection.decks.id("Tickets")
words, draw = "refund order agent copies sheet help desk queue".split(), random.Random(1)
for first in range(0, many, 5000):
    asked = []
    for number in range(first, min(many, first + 5000)):
        note = collection.new_note(kind)
        note.fields = [f"{number} " + " ".join(draw.choices(words, k=14)), " ".join(draw.choices(words, k=30))]
        asked.append(AddNoteRequest(note, deck))
    collection.add_notes(asked)
collection.close()
"""

_ANKI = """
import os, sys, time
import aqt
from aqt import gui_hooks
def drawn(*_):
    aqt.mw.deckBrowser.web.evalWithCallback("document.querySelectorAll('tr.deck').length", answered)
def answered(decks):
    if decks:
        print(f"usable {time.time()}", flush=True)
        os._exit(0)
gui_hooks.deck_browser_did_render.append(drawn)
aqt.run()
"""

_GEMBA = """
import os, sys, time
from gemba import cli
from tests.watched_start import when_made
def begin(application):
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    window = application.windows[0]
    class Watch(QObject):
        row = None
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and self.table.tickets.rowCount() == int(sys.argv[2]):
                QTimer.singleShot(0, self.painted)
            return False
        def arrived(self, name):
            self.table = window.places["tickets"].browse.table
            self.table.viewport().installEventFilter(self)
        def painted(self):
            if self.row is None:
                self.row = self.table.currentIndex().row()
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    key = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
                    application.qt.sendEvent(self.table, key)
                assert self.table.currentIndex().row() == self.row + 1, (self.row, self.table.currentIndex().row())
                return
            print(f"usable {time.time()} {time.process_time()}", flush=True)
            os._exit(0)
    application.watch = Watch(application)
    window.went.connect(application.watch.arrived)
when_made(lambda application: application.painted.connect(lambda: begin(application)))
cli.main(["--library", sys.argv[1], "gui"])
"""


def usable(command: Sequence[str], environment: dict[str, str]) -> float:
    """Return how many milliseconds a program took from its start to the line it prints when it is usable."""
    begun = time.time()
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=_HANG_S, env={**os.environ, **environment}, check=False
    )
    for line in done.stdout.splitlines():
        if line.startswith("usable "):
            return (float(line.split()[1]) - begun) * 1000
    raise RuntimeError(f"{command[0]} never became usable:\n{done.stderr[-2000:]}")


def anki_python(named: str) -> str:
    """Return a Python that has Anki, made where none is named; "" where that cannot be had."""
    chosen = named or os.environ.get("GEMBA_BENCH_ANKI", "")
    if chosen:
        return chosen if _has_anki(chosen) else ""
    home = ROOT / ".peers" / "anki"
    python = str(home / "bin" / "python")
    if not _has_anki(python):
        print(f"making {home} with {AQT}, once", flush=True)
        for command in ([sys.executable, "-m", "venv", str(home)], [python, "-m", "pip", "install", "--quiet", AQT]):
            if subprocess.run(command, check=False).returncode != 0:
                return ""
    return python if _has_anki(python) else ""


def _has_anki(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", "import aqt"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def gemba_command(library: Path, own: Path) -> tuple[list[str], dict[str, str]]:
    """Return how gemba begins with the tickets in front, as somebody left them."""
    (own / "config").mkdir(parents=True, exist_ok=True)
    left = [{"place": "tickets", "width_px": 1280, "height_px": 800, "left_px": 40, "top_px": 40}]
    (own / "config" / "windows.json").write_text(json.dumps(left), encoding="utf-8")
    folders = {f"GEMBA_{name}": str(own / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "LOG")}
    return [sys.executable, "-c", _GEMBA, str(library), str(TICKETS)], {
        **folders,
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


def anki_command(python: str, base: Path) -> tuple[list[str], dict[str, str]]:
    """Seed a collection and return how Anki begins with it; its browser engine refuses root unless it is told to."""
    subprocess.run([python, "-c", _SEED_ANKI, str(base), str(TICKETS)], check=True, capture_output=True)
    flags = {"QTWEBENGINE_DISABLE_SANDBOX": "1", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu"}
    return [python, "-c", _ANKI, "-b", str(base), "-p", "User 1"], {**flags, "LC_ALL": "C.UTF-8", "ANKI_NOHIGHDPI": ""}


def compare(python: str, library: Path, scratch: Path, rounds: int) -> None:
    """Start both by turns and print the medians and the median of the ratios."""
    base = scratch / "anki"
    base.mkdir()
    ours, theirs = gemba_command(library, scratch / "own"), anki_command(python, base)
    usable(*ours), usable(*theirs)
    pairs = [(usable(*ours), usable(*theirs)) for _ in range(rounds)]
    print(f"gemba usable with {TICKETS:,} tickets: {statistics.median(one for one, _ in pairs):.0f} ms")
    print(f"Anki ({AQT}) usable with {TICKETS:,} notes: {statistics.median(other for _, other in pairs):.0f} ms")
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"gemba usable with {TICKETS:,} tickets / Anki: {ratio:.2f} (<= {AIM}); {rounds} rounds by turns")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anki", default="", help="a Python that has aqt")
    parser.add_argument("--library", type=Path, help=f"a library of {TICKETS:,} tickets; only read")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        print("gemba usable / Anki: not measured, there is no display (Xvfb will do)")
        return
    python = anki_python(chosen.anki)
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as scratch:
        library = chosen.library or Path(scratch) / "tickets.gemba"
        if chosen.library is None:
            seed(library, TICKETS).close()
        if python:
            compare(python, library, Path(scratch), chosen.rounds)
            return
        ours = gemba_command(library, Path(scratch) / "own")
        times = [usable(*ours) for _ in range(chosen.rounds)]
        print(f"gemba usable with {TICKETS:,} tickets: {statistics.median(times):.0f} ms")
        print(f"gemba usable / Anki: not measured, Anki cannot be had here (pip install '{AQT}', then --anki PYTHON)")


if __name__ == "__main__":
    main()
