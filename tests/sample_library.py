"""The demo's library, built once for a state of the code and copied for each test that changes it.

Under xdist the workers share it: the first one builds, the others wait for it. A run without workers finds what an
earlier run built, as long as neither the program nor its sample have changed since.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from gemba.app import App, _judge, open_app
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from gemba.model.try_lock import try_lock
from gemba.services.demo import LIBRARY, run_demo
from tests.factory import Clock

ROOT = Path(__file__).resolve().parent.parent
WAIT_S = 800.0  # against hanging only: on a busy machine the demo was seen to take four minutes


def demo_folder(shared: Path) -> Path:
    """Return the folder that ``gemba demo`` filled, made on first use."""
    name = f"demo-{_state_of_the_code()}"
    folder, mark = shared / name, shared / f"{name}.done"
    if not mark.exists():
        with _alone(shared / f"{name}.lock"):
            # One that failed or was killed leaves no mark: whoever comes next tries again, and says the true reason.
            if not mark.exists():
                shutil.rmtree(folder, ignore_errors=True)
                run_demo(folder)
                mark.touch()
    return folder


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock that the system gives back however its holder ends."""
    with lock.open("w") as file:
        deadline = time.monotonic() + WAIT_S
        while not try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise TimeoutError("another worker did not finish the demo")
            time.sleep(0.2)
        yield


@functools.cache
def _state_of_the_code() -> str:
    """Return a short name for the files that the demo is made by and from, as they stand."""
    files = sorted(
        [*(ROOT / "gemba").rglob("*.py"), *(one for one in (ROOT / "resources").rglob("*") if one.is_file())]
    )
    seen = [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def copy_of_demo(shared: Path, to: Path) -> Path:
    """Return a copy of the demo's library that a test may change."""
    return copy_of(demo_folder(shared) / LIBRARY, to / LIBRARY)


def copy_of(source: Path, target: Path) -> Path:
    """Copy a closed library to a folder that is not there yet, and return it."""
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
