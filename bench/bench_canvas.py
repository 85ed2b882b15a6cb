"""The annotator's canvas on a 4K picture: how long it takes to open, and what a frame and an edit cost.

Frames are painted as the window paints them, into an image of a window's size; edits are what a person waits for until
the picture shows them (the library's own time stands beside it). Prints the 95th percentile. Asserts nothing.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gemba.app import create_library, open_app
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.canvas import Canvas
from gemba.ui.annotator.handles import FREELY
from gemba.ui.annotator.layers import Layers, image_of
from gemba.ui.annotator.scene import Scene
from gemba.ui.annotator.tools import ToolMemory
from gemba.ui.annotator.work import Work
from gemba.ui.application import Application
from gemba.ui.desk import Desk
from gemba.ui.widgets.halves import halves_of

SIZE = (3840, 2160)
VIEW = (1500, 850)
ROUNDS = 60
REST_S = 1.5
SMOOTH = Qt.TransformationMode.SmoothTransformation
FRAME_AIM_MS, EDIT_AIM_MS, OPEN_AIM_MS = 4, 30, 200
KINDS = (MarkKind.ARROW, MarkKind.BOX, MarkKind.ELLIPSE, MarkKind.NUMBER, MarkKind.TEXT, MarkKind.LINE)


def screen() -> Frame:
    """Return a picture with the look of a screen: rows of dark specks on a light ground."""
    rng = random.Random(7)
    plain = b"\xf4\xf4\xf2" * SIZE[0]
    rows = []
    for y in range(SIZE[1]):
        if y % 24 < 14:
            row = bytearray(plain)
            for _ in range(400):
                x = rng.randrange(SIZE[0]) * 3
                row[x : x + 3] = b"\x30\x30\x38"
            rows.append(bytes(row))
        else:
            rows.append(plain)
    return Frame(*SIZE, b"".join(rows))


def marks(count: int) -> Annotation:
    """Return so many marks of six kinds, spread over the picture."""
    rng = random.Random(count)
    out = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        x, y = rng.uniform(0, SIZE[0] - 200), rng.uniform(0, SIZE[1] - 120)
        single = kind in (MarkKind.NUMBER, MarkKind.TEXT)
        points = ((x, y),) if single else ((x, y), (x + rng.uniform(40, 200), y + rng.uniform(30, 120)))
        figure = number + 1 if kind is MarkKind.NUMBER else None
        out.append(Mark(new_id(), kind, points, text="typed twice" if kind is MarkKind.TEXT else "", number=figure))
    return Annotation(tuple(out))


@dataclass(frozen=True, slots=True)
class Taken:
    """How many seconds something took: by the clock, of the processor, which is what a busy machine leaves true, and of
    the window's own thread: the writer's goes on beside it.
    """

    clock: float
    processor: float
    window: float

    def said(self) -> str:
        """Return all three in milliseconds."""
        computed = (
            f"{self.processor * 1000:.1f} of the processor, {self.window * 1000:.1f} of them in the window's thread"
        )
        return f"{self.clock * 1000:.1f} ms, {computed}"


def p95(times: list[Taken]) -> str:
    """Return the 95th percentiles in words."""
    columns = ([one.clock for one in times], [one.processor for one in times], [one.window for one in times])
    return Taken(*(statistics.quantiles(column, n=20)[-1] for column in columns)).said()


def timed(work: Callable[[], object]) -> Taken:
    """Return how long a call takes."""
    clock, processor, window = time.perf_counter(), time.process_time(), time.thread_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor, time.thread_time() - window)


def until(condition: Callable[[], bool]) -> None:
    """Run the event loop until something is true; asleep between events, so that waiting costs nothing."""
    wake = QTimer(interval=2)
    wake.start()
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    wake.stop()


def settle(desk: Desk) -> None:
    """Let the main window do what it has to, so that its work is not counted with the annotator's."""
    begun = time.perf_counter()
    until(lambda: not desk.jobs.busy and time.perf_counter() - begun > REST_S)


def frames(canvas: Canvas, change: Callable[[int], None], *, until: Callable[[], bool] | None = None) -> list[Taken]:
    """Return what a frame takes after each of many small changes; with ``until`` as many as there is time for."""
    shown = QImage(*VIEW, QImage.Format.Format_RGB32)
    times: list[Taken] = []
    while len(times) < ROUNDS or (until is not None and not until()):

        def one(step: int = len(times)) -> None:
            change(step)
            painter = QPainter(shown)
            painter.fillRect(shown.rect(), canvas.desk.theme.colour("pressed"))
            canvas.paint_frame(painter, 1.0)
            painter.end()

        times.append(timed(one))
        if until is not None:
            QApplication.processEvents()
    return times


def _panning(board: Board) -> Callable[[int], None]:
    return lambda n: board.set_view(board.view.panned(9 if n % 2 else -11, 4))


def parts(desk: Desk, capture_id: str) -> None:
    """Print where the time of opening goes, one part after the other, each as the window does it."""
    app = desk.app
    row = app.captures.one(capture_id)
    size, count = (row.width, row.height), len(row.annotation.marks)
    pixels = app.captures.preview_pixels(row)
    image = image_of(pixels.rgb, pixels.width, pixels.height)
    scene = Scene(size, lossy=row.lossy)
    scene.show(row.annotation)
    steps: dict[str, Callable[[], object]] = {
        "row and marks read": lambda: app.captures.one(capture_id),
        "file read, decoded, covers burnt in": lambda: app.captures.preview_pixels(row),
        "pixels as the screen has them": lambda: image_of(pixels.rgb, pixels.width, pixels.height),
        "marks to shapes": lambda: Scene(size, lossy=row.lossy).show(row.annotation),
        "marks drawn": lambda: Layers(image, scene),
        "first frame": lambda: image.scaled(*VIEW, Qt.AspectRatioMode.KeepAspectRatio, SMOOTH),
    }
    for name, step in steps.items():
        print(f"  of that, {count} marks, {name}: {min((timed(step) for _ in range(3)), key=_computed).said()}")


def _computed(taken: Taken) -> float:
    return taken.processor


def measure(desk: Desk, capture_id: str, count: int) -> None:
    """Open, pan, zoom, drag and edit with so many marks, and print."""
    captures = desk.app.captures
    captures.annotate(capture_id, marks(count))
    settle(desk)
    owner = QObject()
    work = Work(desk, owner)
    board = Board(work, ToolMemory(), owner)
    board.set_view(board.view.resized(*VIEW))
    canvas = Canvas(desk, board)
    canvas.resize(*VIEW)

    def picture() -> None:
        work.open(capture_id)
        until(lambda: board.layers is not None)
        frames_once(canvas)

    print(f"open 4K, {count} marks, picture on the screen: {timed(picture).said()} (<= {OPEN_AIM_MS} ms)")
    meanwhile = [] if work.row is not None else frames(canvas, _panning(board), until=lambda: work.row is not None)
    waited = timed(lambda: until(lambda: work.row is not None))
    print(f"open 4K, {count} marks, marks there after further: {waited.said()} (no aim)")
    if meanwhile:
        print(f"pan frame p95 meanwhile: {p95(meanwhile)} (no aim)")
    layers = board.layers
    assert layers is not None
    layers.take_halves(halves_of(layers.whole), layers.version)
    fitted = board.view.fit()
    for name, zoom in (("fitted", fitted.zoom), ("100 %", 1.0), ("200 %", 2.0)):
        board.set_view(board.view.zoomed(zoom))
        canvas._still.start()
        pan = frames(canvas, _panning(board))
        print(f"pan frame p95, {name}, {count} marks: {p95(pan)} (<= {FRAME_AIM_MS} ms)")
    zoomed = frames(canvas, lambda n: board.set_view(fitted.zoomed(fitted.zoom * 1.05 ** (n % 40), x=400, y=300)))
    print(f"zoom frame p95, {count} marks: {p95(zoomed)} (<= {FRAME_AIM_MS} ms)")
    board.set_view(fitted)
    drag_and_edit(desk, canvas, count)
    parts(desk, capture_id)
    canvas.deleteLater()


def frames_once(canvas: Canvas) -> None:
    """Paint one frame."""
    shown = QImage(*VIEW, QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    canvas.paint_frame(painter, 1.0)
    painter.end()


def drag_and_edit(desk: Desk, canvas: Canvas, count: int) -> None:
    """Drag a mark, let go, and change others; until each shows, and until it is durable."""
    board = canvas.board
    mark = next(mark for mark in board.work.annotation.marks if mark.kind is MarkKind.BOX)
    board.selection.choose_mark(mark.id)
    board.begin(mark.points[0], reach=4)
    gesture = board.gesture
    assert gesture is not None
    drag = frames(canvas, lambda n: gesture.drag((mark.points[0][0] + n, mark.points[0][1] + n), FREELY, reach=4))
    print(f"drag frame p95, {count} marks: {p95(drag)} (<= {FRAME_AIM_MS} ms)")

    def let_go() -> None:
        board.finish()
        frames_once(canvas)

    shows: list[Taken] = [timed(let_go)]
    durable: list[Taken] = []
    until(lambda: not desk.saving)
    for other in board.work.annotation.marks[:20]:

        def change(mark: Mark = other) -> None:
            board.change(mark.moved(7, 5))
            frames_once(canvas)

        begun = timed(change)
        waited = timed(lambda: until(lambda: not desk.saving))
        shows.append(begun)
        durable.append(Taken(*(one + other for one, other in zip(astuple(begun), astuple(waited), strict=True))))
    print(f"edit shown p95, {count} marks: {p95(shows)} (<= {EDIT_AIM_MS} ms)")
    print(f"edit durable p95, {count} marks: {p95(durable)} (no aim)")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as folder:
        library = create_library(Path(folder) / "bench.gemba")
        with open_app(library, writes=True) as app:
            capture = app.captures.add_bytes(encode_png(screen()), name="4k.png").id
        application = Application(open_app(library), appearance="light")
        desk = application.open_window().desk
        try:
            settle(desk)
            first = timed(lambda: desk.app.captures.preview_pixels(capture))
            print(f"what a program loads before its first picture, that picture included: {first.said()} (no aim)")
            for count in (200, 5000):
                measure(desk, capture, count)
        finally:
            application.close()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
