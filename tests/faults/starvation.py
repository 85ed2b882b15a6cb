"""How long the machine let a process stand still, as its kernel counts it, so that a hang of ours is never excused.

A thread that sleeps, waits for a lock or computes is not starved; one that could run and has no processor is. Linux
counts that for every thread (/proc/PID/task/TID/schedstat, the second figure, in nanoseconds). Must not know gemba.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
#: under this name stands what the host took from the whole machine
STOLEN = "stolen"


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment of the steady clock, and how long each thread has waited for a processor until then, in seconds."""

    at_s: float
    waited_s: Mapping[str, float]


def waited_s(pid: int | None = None) -> dict[str, float]:
    """Return for each thread of a process (this one by default) how long it has waited for a processor so far."""
    tasks = Path(f"/proc/{os.getpid() if pid is None else pid}/task")
    found: dict[str, float] = {STOLEN: _stolen_s()}
    for task in tasks.iterdir():
        try:
            found[task.name] = int((task / "schedstat").read_bytes().split()[1]) / 1e9
        except OSError:
            continue  # the thread has ended since
    return found


def starved_s(samples: Sequence[Sample]) -> float:
    """Return for how long a process stood still between the first and the last sample through no fault of its own.

    Between two samples it is what all its threads waited, for one may wait for the other; never more than went by.
    """
    total = 0.0
    for before, after in zip(samples, samples[1:], strict=False):
        waited = sum(value - before.waited_s.get(name, 0.0) for name, value in after.waited_s.items())
        total += min(max(0.0, waited), after.at_s - before.at_s)
    return total


def _stolen_s() -> float:
    with Path("/proc/stat").open("rb") as told:
        return int(told.readline().split()[8]) * _TICK_S
