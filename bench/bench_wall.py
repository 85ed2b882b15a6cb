"""The wall of pictures with 10,000 rows: opening it and scrolling through it, every frame painted.

Prints ``name: value (aim)``: by the clock, and what the window's own thread computed in that time; a busy machine and
the threads behind the window add the rest. Everything twice: with small pictures still to be made, and with those that
were kept. Runs on the offscreen platform unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from waiting import rest, until

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from gemba.app import create_library, open_app
from gemba.model.entities import (
    Capture,
    CaptureAnnotation,
    Observation,
    ObservationCapture,
    ObservationTag,
    Tag,
    Ticket,
    TicketPicture,
)
from gemba.model.operation import Operation
from gemba.model.values import ObservationKind
from gemba.services.visits.sessions import SessionFields
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
        app.library.run("Links", _links)


def _links(op: Operation) -> None:
    """Give every tenth picture a note with a tag, and every twentieth a ticket."""
    visits: dict[str, list[str]] = {}
    tag = op.add(Tag(name="rework"))
    ticket = op.add(Ticket(number=1, title="Type it once", created=op.now(), changed=op.now()))
    for at, picture in enumerate(op.all(Capture)):
        if at % 10 or picture.session_id is None:
            continue
        visits.setdefault(picture.session_id, []).append(picture.id)
        if not at % 20:
            op.add(TicketPicture(ticket_id=ticket.id, position=at + 1, capture_id=picture.id))
    for visit, pictures in visits.items():
        note = op.add(Observation(session_id=visit, kind=ObservationKind.WASTE, text="Typed twice", at=op.now()))
        op.add(ObservationTag(observation_id=note.id, tag_id=tag.id))
        for position, picture_id in enumerate(pictures):
            op.add(ObservationCapture(observation_id=note.id, capture_id=picture_id, position=position))


def _picture() -> bytes:
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    return encode_png(Frame(640, 400, bytes(range(256)) * 3000))


Taken = list[tuple[float, float]]


def main() -> None:
    """Fill, open, scroll, print; then once more."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as room:
        folder = create_library(Path(room) / "wall.gemba")
        fill(folder)
        for name in ("small pictures to be made", "small pictures kept"):
            measure(folder, name)


def measure(folder: Path, name: str) -> None:
    """Open the wall in a window of its own and scroll through it."""
    application = Application(open_app(folder), appearance="light")
    window = application.open_window("today")
    while not window.place_name:
        QApplication.processEvents()
    begun, computed = time.perf_counter(), time.thread_time()
    window.go("evidence")
    place = window.places["evidence"]
    if not isinstance(place, EvidencePlace):
        raise TypeError("the place of the evidence is another one")
    until(lambda: len(place.wall.model.rows) >= PICTURES)
    place.wall.view.viewport().repaint()
    opened = (time.perf_counter() - begun) * 1000, (time.thread_time() - computed) * 1000
    print(f"wall of {PICTURES}, {name}, opens: {opened[0]:.0f} ms (aim <= 400); computed {opened[1]:.0f} ms")
    tell(f"wall frame, {name}", scroll(place))
    filtered(place, name)
    application.close()


def filtered(place: EvidencePlace, name: str) -> None:
    """Narrow by words, by tag, by ticket; print how long the wall takes to show it, and its frames while it scrolls."""
    filters = place.wall.filters
    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("words", lambda: filters.field.setText("picture sheet")),
        ("a tag", lambda: filters.links.tag.setCurrentIndex(1)),
        ("no ticket", lambda: filters.links.ticket.setCurrentIndex(1)),
    )
    for said, narrow in ways:
        before = place.wall.model.groups
        begun, computed = time.perf_counter(), time.thread_time()
        narrow()
        until(lambda before=before: place.wall.model.groups is not before)
        place.wall.view.viewport().repaint()
        took = (time.perf_counter() - begun) * 1000, (time.thread_time() - computed) * 1000
        shown = len(place.wall.model.rows)
        print(f"narrow to {said} ({shown} shown), {name}: {took[0]:.0f} ms; computed {took[1]:.0f} ms")
    rest(500)
    tell(f"wall frame with filters, {name}", scroll(place))


def tell(name: str, frames: Taken) -> None:
    """Print what frames took."""
    clock, worked = ([one[which] for one in frames] for which in (0, 1))
    print(
        f"{name}, p95: {statistics.quantiles(clock, n=20)[-1]:.1f} ms (aim <= 16);"
        f" median {statistics.median(clock):.1f}, max {max(clock):.1f};"
        f" computed p95 {statistics.quantiles(worked, n=20)[-1]:.1f}, median {statistics.median(worked):.1f}",
        flush=True,
    )


def scroll(place: EvidencePlace) -> Taken:
    """Scroll by a row at a time and then in leaps; return what each frame took in ms, events in between left out."""
    view = place.wall.view
    bar = view.verticalScrollBar()
    frames: Taken = []
    for number in range(FRAMES):
        target = number * 120 if number < FRAMES * 4 // 5 else (number * 7919 * 37) % bar.maximum()
        begun, computed = time.perf_counter(), time.thread_time()
        bar.setValue(target)
        QApplication.processEvents()  # paints what came into sight, and takes what the threads made meanwhile
        frames.append(((time.perf_counter() - begun) * 1000, (time.thread_time() - computed) * 1000))
        rest(20)
    return frames


if __name__ == "__main__":
    main()
