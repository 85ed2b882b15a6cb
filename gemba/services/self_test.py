"""Try whether this installation works: database, store, pictures, fonts, paper, each in a folder of its own.

Touches no library of the person. Every step gives one answer and, where it fails, why. Must not stop at the first
failure. Nothing is sent anywhere.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gemba import paths
from gemba.errors import GembaError
from gemba.message import N_
from gemba.model import backup, scrub
from gemba.model.backup import Progress, no_progress
from gemba.model.library import Library

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c494441"
    "54789c63304898000001e40121ca6cd2320000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried; ``why`` says in words why it does not work."""

    name: str
    ok: bool
    why: str = ""


def run_self_test(*, progress: Progress = no_progress) -> tuple[Step, ...]:
    """Try everything once and return what came of it."""
    steps: list[Step] = []
    with tempfile.TemporaryDirectory(prefix="gemba-self-test-") as folder:
        for done, (name, attempt) in enumerate(_STEPS):
            progress(done, len(_STEPS))
            steps.append(_tried(name, attempt, Path(folder)))
    progress(len(_STEPS), len(_STEPS))
    return tuple(steps)


def _tried(name: str, attempt: Callable[[Path], str], folder: Path) -> Step:
    try:
        why = attempt(folder)
    except GembaError as problem:
        why = str(problem)
    except Exception as problem:  # a self-test reports whatever goes wrong
        why = type(problem).__name__
    return Step(name, not why, why)


def _database(_folder: Path) -> str:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return f"SQLite {sqlite3.sqlite_version} < {'.'.join(map(str, OLDEST_SQLITE))}"
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(text, content='kept', content_rowid='id')")
    except sqlite3.Error:
        return "SQLite without FTS5 or STRICT"
    finally:
        connection.close()
    return ""


def _store(folder: Path) -> str:
    """Create a library, write and undo, store a picture, back up, check, restore."""
    place = folder / "trial.gemba"
    with Library.create(place) as library:
        library.save_draft("trial", "gemba")
        name = library.blobs.put(b"gemba")
        if library.blobs.get(name) != b"gemba":
            return "blobs"
    made = backup.make(place)
    backup.restore(made.path, folder / "again.gemba", files=place, replica="0" * 32)
    with Library.open(folder / "again.gemba") as library:
        library.save_draft("trial", "")
    report = scrub.check(folder / "again.gemba")
    faults = [finding for finding in report.findings if finding.code != "room"]
    return str(faults[0].sentence) if faults else ""


def _pictures(_folder: Path) -> str:
    from gemba.imaging.decode import cool_down, decode_outside

    try:
        frame = decode_outside(_PNG, name="trial.png").frame
    finally:
        cool_down()
    return "" if (frame.width, frame.height) == (1, 1) else "size"


def _fonts(_folder: Path) -> str:
    from gemba.report import fonts

    missing = [one.name for one in sorted(paths.fonts().glob("*.ttf")) if not fonts.face(one.stem).widths_em]
    return ", ".join(missing)


_STEPS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    (N_("Database"), _database),
    (N_("Store, backup and restore"), _store),
    (N_("Reading pictures in a limited process"), _pictures),
    (N_("Fonts"), _fonts),
)
