"""Ten open 4K pictures: what they take of memory, in ten windows and one after the other in one window.

Resident memory of this process after everything has come to rest, beside that before the first picture; what one picture
costs awake (its window in front) and asleep (behind three others). Each way in a process of its own. Prints, asserts
nothing.

    python bench/bench_ten.py
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

COUNT = 10
AIM_MB = 300
REST_S = 2.5
GIVE_UP_S = 300.0


def resident_mb() -> float:
    """Return the resident memory of this process in MB."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def child(library: Path, way: str) -> None:
    """Open ten pictures in one of the two ways and print what it took."""
    from PySide6.QtWidgets import QApplication

    from gemba.app import open_app
    from gemba.ui.annotator.window import AnnotatorWindow, open_annotator
    from gemba.ui.application import Application

    application = Application(open_app(library), appearance="light")
    desk = application.open_window().desk
    pictures = [row.id for row in application.app.captures.all()]

    def rest(seconds: float = REST_S) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until or desk.jobs.busy:
            QApplication.processEvents()
            time.sleep(0.005)

    def opened(window: AnnotatorWindow, wanted: str) -> None:
        begun = time.perf_counter()
        while window.work.row is None or window.work.row.id != wanted or window.board.layers is None:
            QApplication.processEvents()
            if time.perf_counter() - begun > GIVE_UP_S:
                raise TimeoutError(wanted)

    rest()
    before, taken = resident_mb(), []
    if way == "strip":
        window = open_annotator(desk, pictures[0], series=pictures)
        for one in pictures:
            window.go(one)
            opened(window, one)
            rest(0.6)
            taken.append(resident_mb() - before)
    else:
        for one in pictures:
            opened(open_annotator(desk, one, series=[one]), one)
            rest(0.6)
            taken.append(resident_mb() - before)
    rest()
    name = "one after the other in one window" if way == "strip" else "in ten windows"
    print(f"{COUNT} pictures of 4K {name}: {resident_mb() - before:.0f} MB more than before (aim <= {AIM_MB} MB)")
    print(f"  after each: {', '.join(f'{mb:.0f}' for mb in taken)} MB; the program before that: {before:.0f} MB")
    application.close()
    sys.stdout.flush()


def main() -> None:
    """Make a library of ten pictures and measure both ways."""
    if len(sys.argv) > 2:
        child(Path(sys.argv[1]), sys.argv[2])
        return
    from gemba.app import create_library, open_app
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as folder:
        library = create_library(Path(folder) / "ten.gemba")
        # The same screen that bench_canvas.py measures on.
        first: Frame = runpy.run_path(str(Path(__file__).with_name("bench_canvas.py")))["screen"]()
        rgb = bytearray(first.rgb)
        with open_app(library, writes=True) as app:
            for number in range(COUNT):
                rgb[number * 3] ^= 0xFF
                app.captures.add_bytes(encode_png(Frame(first.width, first.height, bytes(rgb))), name=f"{number}.png")
        for way in ("windows", "strip"):
            subprocess.run([sys.executable, __file__, str(library), way], check=True)


if __name__ == "__main__":
    main()
