"""The demo's library, built once a test run and copied for each test that changes it.

Under xdist the workers share it: the first one builds, the others wait for its mark.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from gemba.app import App, _judge, open_app
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from gemba.services.demo import LIBRARY, run_demo
from tests.factory import Clock

WAIT_S = 240.0


def demo_folder(shared: Path) -> Path:
    """Return the folder that ``gemba demo`` filled, made on first use."""
    folder, mark = shared / "demo", shared / "demo.done"
    try:
        (shared / "demo.begun").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + WAIT_S
        while not mark.exists():
            if time.monotonic() > deadline:
                raise TimeoutError("another worker did not finish the demo") from None
            time.sleep(0.2)
        return folder
    run_demo(folder)
    mark.touch()
    return folder


def copy_of_demo(shared: Path, to: Path) -> Path:
    """Return a copy of the demo's library that a test may change."""
    source, target = demo_folder(shared) / LIBRARY, to / LIBRARY
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE_NAME}*"))
    # By SQLite itself: this process may not open a database file by hand (D-15).
    with (
        contextlib.closing(sqlite3.connect(source / DATABASE_NAME)) as read,
        contextlib.closing(sqlite3.connect(target / DATABASE_NAME)) as written,
    ):
        read.backup(written)
    (target / DATABASE_NAME).chmod(0o600)
    return target


@contextlib.contextmanager
def opened(library: Path) -> Iterator[App]:
    """Open a library for reading and writing."""
    with open_app(library, writes=True) as app:
        yield app


@contextlib.contextmanager
def new_app(folder: Path, clock: Clock | None = None) -> Iterator[App]:
    """Make an empty library under a clock that stands still, judged like every other."""
    library = Library.create(folder / "empty.gemba", clock=clock or Clock())
    library.before_commit.append(_judge)
    with App(library) as app:
        yield app
