"""The list of tickets in the real window at 100,000 tickets: open, scroll, filter, mark all. Asserts nothing.

Seeds a library as bench_scale.py does, or takes one that was seeded (``--library``, which is only read). Runs on the
offscreen platform unless QT_QPA_PLATFORM says otherwise; a scroll is measured from the wheel to the painted viewport.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from waiting import until

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication

from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.tickets.browse import Browse

WORDS = ("refund", "queue wait", "订单", "hoan tien", "settlement scan", "t4217", "zzz")
PAGES = 120
BESIDE = "settings"  # a place that reads little and computes nothing behind it, so that only the list is measured


Taken = list[tuple[float, float]]


class Watch:
    """Measures one step: what passed on the clock, and what of it this process computed; a busy machine adds the rest."""

    def __init__(self) -> None:
        self.started, self.computed = time.perf_counter(), time.process_time()

    def stop(self) -> tuple[float, float]:
        """Return milliseconds of clock and of computing."""
        return (time.perf_counter() - self.started) * 1000, (time.process_time() - self.computed) * 1000


def say(name: str, taken: Taken, aim: str) -> None:
    """Print the median and the 95th percentile, and the median of what was computed."""
    clock = [one[0] for one in taken]
    high = statistics.quantiles(clock, n=20)[-1] if len(clock) > 1 else clock[0]
    computed = statistics.median(one[1] for one in taken)
    print(
        f"{name}: p50 {statistics.median(clock):.1f} ms, p95 {high:.1f} ms (aim {aim}); computed {computed:.1f} ms",
        flush=True,
    )


def scroll(browse: Browse, *, step_px: int) -> Taken:
    """Scroll by pages and return what each took, painting included."""
    bar, viewport = browse.table.verticalScrollBar(), browse.table.viewport()
    taken: Taken = []
    for page in range(PAGES):
        watch = Watch()
        bar.setValue((page + 1) * step_px % max(1, bar.maximum()))
        viewport.repaint()
        taken.append(watch.stop())
    return taken


def filtering(browse: Browse) -> Taken:
    """Type each of the words letter by letter and return what each letter took until its answer was painted."""
    shown: list[str] = []
    browse.shown.connect(lambda: shown.append(browse.wanted.words))
    taken: Taken = []
    for word in WORDS:
        for end in range(1, len(word) + 1):
            shown.clear()
            watch = Watch()
            browse.head.field.setText(word[:end])
            until(lambda text=word[:end]: text in shown)
            browse.table.viewport().repaint()
            taken.append(watch.stop())
        shown.clear()
        browse.head.field.clear()
        until(lambda: "" in shown)
    return taken


def stalls(browse: Browse, work: Callable[[], object]) -> tuple[float, float]:
    """Return the longest time in which the window handled no event while ``work`` goes on, and what was computed in it.

    That is the window's thread and those beside it, which hold the interpreter: the rest of the time was another
    program's.
    """
    taken, done = list[tuple[float, float]](), list[int]()
    heard = browse.shown.connect(lambda: done.append(1))
    watch = Watch()
    work()
    while not done:
        QCoreApplication.processEvents()
        taken.append(watch.stop())
        watch = Watch()
        time.sleep(0.001)
    browse.shown.disconnect(heard)
    return max(taken)


def measure(library: Path) -> None:
    application = Application(open_app(library), appearance="light")
    try:
        window = application.open_window(BESIDE)
        until(lambda: window.place_name == BESIDE and not application.jobs.busy)
        watch = Watch()
        window.go("tickets")
        browse: Browse = window.places["tickets"].browse  # type: ignore[attr-defined]
        until(lambda: browse.table.tickets.rowCount() > 0)
        browse.table.viewport().repaint()
        opened = watch.stop()
        print(f"{browse.table.tickets.rowCount():,} tickets")
        say("view opens, first visit, modules loaded with it", [opened], "200 ms")
        until(lambda: browse.desk.app.ticket_list.has_names)
        again: Taken = []
        for _ in range(10):
            window.go(BESIDE)
            watch = Watch()
            browse.listing = None
            window.go("tickets")
            browse.refresh()
            until(lambda: browse.listing is not None)
            browse.table.viewport().repaint()
            again.append(watch.stop())
        say("view opens, read anew", again, "200 ms")
        page = browse.table.viewport().height()
        say("scroll by a page, new rows", scroll(browse, step_px=page), "16 ms")
        say("scroll by a wheel's notch", scroll(browse, step_px=60), "16 ms")
        say("scroll by dragging the bar", scroll(browse, step_px=page * 97 + 13), "16 ms")
        say("letter typed to answer shown", filtering(browse), "100 ms")
        say("longest stall while filtering", [stalls(browse, lambda: browse.head.field.setText("e"))], "50 ms")
        browse.clear_filter()
        until(lambda: browse.table.tickets.rowCount() > 1000)
        watch = Watch()
        browse.table.mark_all()
        browse.table.viewport().repaint()
        say("choose all", [watch.stop()], "50 ms")
        browse.table.clear_marks()
        say("longest stall while ordering by title", [stalls(browse, lambda: browse.order_by(_title()))], "50 ms")
    finally:
        application.close()
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _title() -> object:
    from gemba.services.tickets.list import TicketSort

    return TicketSort.TITLE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--library", type=Path, help="a library that bench_scale.py seeded")
    chosen = parser.parse_args()
    if chosen.library is not None:
        measure(chosen.library)
        return
    from bench_scale import seed

    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as folder:
        library = Path(folder) / "list.gemba"
        seed(library, chosen.tickets).close()
        measure(library)


if __name__ == "__main__":
    main()
