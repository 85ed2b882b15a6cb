"""The wall of pictures with 10,000 rows: opening it and scrolling through it, every frame painted.

Prints ``name: value (aim)``. Run with a screen or with QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gemba.app import create_library, open_app
from gemba.model.entities import Capture, CaptureAnnotation
from gemba.model.operation import Operation
from gemba.services.sessions import SessionFields
from gemba.ui.application import Application
from gemba.ui.evidence.place import EvidencePlace

PICTURES = 10_000
VISITS = 20
FRAMES = 300


def fill(folder: Path) -> None:
    """Make a library of that many rows; they share one small picture."""
    with open_app(folder, writes=True) as app:
        for number in range(VISITS):
            app.sessions.new(f"Team {number}", SessionFields(charter="Why?", date="2026-11-10"))
        visits = [one.id for one in app.sessions.all()]
        shown = app.captures.add_bytes(_picture(), name="one.png")
        vault = app.library.queries.frame_of(shown.id)

        def body(op: Operation) -> None:
            for number in range(PICTURES - 1):
                row = Capture(
                    session_id=visits[number % VISITS],
                    file_name=f"{number}.png",
                    caption=f"Picture {number} of the sheet that is typed a second time",
                    frame=vault,
                    original=vault,
                    width=640,
                    height=400,
                    taken=op.now(),
                )
                op.add(row)
                op.add(CaptureAnnotation(capture_id=row.id))

        app.library.run("Fill", body)


def _picture() -> bytes:
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    return encode_png(Frame(640, 400, bytes(range(256)) * 3000))


def main() -> None:
    """Fill, open, scroll, print."""
    with tempfile.TemporaryDirectory() as room:
        folder = create_library(Path(room) / "wall.gemba")
        fill(folder)
        application = Application(open_app(folder), appearance="light")
        window = application.open_window("today")
        QApplication.processEvents()
        begun = time.perf_counter()
        window.go("evidence")
        place = window.places["evidence"]
        if not isinstance(place, EvidencePlace):
            raise TypeError("the place of the evidence is another one")
        while len(place.wall.model.rows) < PICTURES:
            QApplication.processEvents()
            time.sleep(0.001)
        place.wall.view.viewport().repaint()
        opened = time.perf_counter() - begun
        frames = scroll(place)
        print(f"wall of {PICTURES} opens: {opened * 1000:.0f} ms (aim <= 400)")
        print(f"wall frame median: {statistics.median(frames):.1f} ms")
        print(f"wall frame p95: {statistics.quantiles(frames, n=20)[-1]:.1f} ms (aim <= 16)")
        print(f"wall frame max: {max(frames):.1f} ms")
        application.close()


def scroll(place: EvidencePlace) -> list[float]:
    """Scroll by a row at a time and then in leaps; return what each frame took in ms, events in between left out."""
    view = place.wall.view
    bar = view.verticalScrollBar()
    frames = []
    for number in range(FRAMES):
        target = number * 120 if number < FRAMES * 4 // 5 else (number * 7919 * 37) % bar.maximum()
        begun = time.perf_counter()
        bar.setValue(target)
        QApplication.processEvents()
        frames.append((time.perf_counter() - begun) * 1000)
        until = time.perf_counter() + 0.02
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.002)
    return frames


if __name__ == "__main__":
    main()
