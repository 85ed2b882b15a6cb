"""How long until a note is on disk: from the call to the acknowledged commit, p95, beside the floor of one fsync.

Prints, asserts nothing. Also: a changed ticket judged nowhere, an undo, a draft.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gemba.model.entities import GembaSession, Observation, Round, Team
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.values import ObservationKind

RUNS = 500


def percentiles(work: Callable[[int], object], runs: int = RUNS) -> tuple[float, float]:
    """Return median and 95th percentile in milliseconds."""
    taken = []
    for run in range(runs):
        started = time.perf_counter()
        work(run)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def begin(op: Operation) -> str:
    round_, team = op.add(Round(name="Round")), op.add(Team(name="Refunds"))
    number = op.next_number(GembaSession)
    return op.add(GembaSession(number=number, round_id=round_.id, team_id=team.id)).id


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as folder:
        with Library.create(Path(folder) / "a.gemba") as library:
            session_id = library.run("Begin", begin)

            def note(run: int) -> str:
                def add(op: Operation) -> str:
                    text = f"Agent copies order {run} 订单 into the sheet"
                    kind = ObservationKind.FACT
                    return op.add(Observation(session_id=session_id, kind=kind, text=text, at=op.now())).id

                return library.run("Add note", add)

            note(0)
            show("acknowledged note", percentiles(note), "10")
            first = library.queries.observations(limit=1)[0].id

            def typed(run: int) -> None:
                library.run("Type", lambda op: setattr(op.get(Observation, first), "text", f"t{run}"), coalesce="t")

            show("typed letter, joined to its step", percentiles(typed), "10")
            show("draft", percentiles(lambda run: library.save_draft("s", f"half a sentence {run}")), "10")
            show("undo of a note", percentiles(lambda _: library.undo(), 200), "10")
            show("redo of a note", percentiles(lambda _: library.redo(), 200), "10")
        show("floor: write and fsync 4 kB", percentiles(lambda run: plain(Path(folder) / "plain", run)), "-")


def plain(path: Path, run: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.pwrite(descriptor, b"x" * 4096, run * 4096)
    os.fsync(descriptor)
    os.close(descriptor)


def show(name: str, found: tuple[float, float], aim: str) -> None:
    print(f"{name}: p50 {found[0]:.2f} ms, p95 {found[1]:.2f} ms (aim {aim} ms)")


if __name__ == "__main__":
    main()
