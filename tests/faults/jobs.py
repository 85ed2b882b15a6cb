"""The jobs that actor.py runs in a forked child; each returns its exit code.

A job calls ``ARM()`` where faults are to begin. Errors of gemba are what a person would be told: they are written
to fd 2 as one line and the job goes on, as a person would.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from gemba.errors import GembaError
from gemba.model.library import Library
from tests.faults import recipe

ARM: Callable[[], None] = lambda: None  # noqa: E731 - replaced by the actor
COUNT: Callable[[], int] = lambda: 0  # noqa: E731


def tell(problem: BaseException) -> None:
    """Write what a person would see; the class says whether it was meant for them."""
    words = str(problem) if isinstance(problem, GembaError) else "BUG"
    os.write(2, f"{type(problem).__name__}: {words}\n".encode())


def warm_up(folder: Path) -> None:
    """Fill every cache that a child would otherwise fill anew: mappers and compiled statements."""
    Library.create(folder).close()
    with Library.open(folder) as library:
        session = recipe.begin(library)
        recipe.store_one(library, session, 0, 0)
    with Library.open(folder) as library:
        recipe.begin(library)


def capture(folder: str, seed: int, first: int = 0, count: int = 1_000_000, control: str | None = None) -> int:
    """Store pictures with notes, one after the other, and acknowledge each."""
    with recipe.broken_by(control), Library.open(Path(folder)) as library:
        session = recipe.begin(library)
        ARM()
        for number in range(first, first + count):
            try:
                kept = recipe.store_one(library, session, seed, number, row_first=control == "row before blob")
            except GembaError as problem:
                tell(problem)
                continue
            recipe.acknowledge(kept.as_line())
    return 0


def create_and_capture(folder: str, seed: int, count: int, control: str | None = None) -> int:
    """Make a new library and store a few things in it: the whole life under one record."""
    with recipe.broken_by(control):
        Library.create(Path(folder)).close()
    return capture(folder, seed, count=count, control=control)


def counted_capture(folder: str, seed: int, count: int) -> int:
    """Run ``capture`` and write how many calls could have failed."""
    capture(folder, seed, count=count)
    os.write(2, f"{COUNT()}\n".encode())
    return 0


def hold(folder: str, wait_s: float, work_s: float) -> int:
    """Write like a command of the command line: wait for the lock, work, leave; say "in" and "out"."""
    try:
        library = Library.open(Path(folder), wait_s=wait_s)
        with library:
            library.take_lock()
            recipe.acknowledge(f'{{"in": {os.getpid()}}}\n'.encode())
            time.sleep(work_s)
            recipe.acknowledge(f'{{"out": {os.getpid()}}}\n'.encode())
    except GembaError as problem:
        tell(problem)
        return 3
    return 0
