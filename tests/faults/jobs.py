"""The jobs that actor.py runs in a forked child; each returns its exit code.

A job calls ``ARM()`` where faults are to begin. Errors of gemba are what a person would be told: they are written
to fd 2 as one line and the job goes on, as a person would.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gemba.errors import GembaError
from gemba.model import backup, leftovers, migrate
from gemba.model.connection import connect
from gemba.model.format import DATABASE_NAME
from gemba.model.library import Library
from gemba.model.references import References
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


def hold(folder: str, wait_s: float, work_s: float, until: str = "") -> int:
    """Write like a command of the command line: wait for the lock, work, leave; say "in" and "out".

    Work lasts ``work_s``, and until there is a file of the name ``until``, where one is named.
    """
    try:
        library = Library.open(Path(folder), wait_s=wait_s)
        with library:
            library.take_lock()
            recipe.acknowledge(f'{{"in": {os.getpid()}}}\n'.encode())
            time.sleep(work_s)
            while until and not Path(until).exists():
                time.sleep(0.01)
            recipe.acknowledge(f'{{"out": {os.getpid()}}}\n'.encode())
    except GembaError as problem:
        tell(problem)
        return 3
    return 0


def type_draft(folder: str, characters: int, control: str | None = None) -> int:
    """Type one character after the other; a draft is stored every ten, which is one second of typing.

    The control "draft late" says that a draft is stored and stores it with the next one.
    """
    with Library.open(Path(folder)) as library:
        library.take_lock()
        typed = ""
        for number in range(characters):
            typed += chr(ord("a") + number % 26)
            if len(typed) % 10 == 0:
                library.save_draft("entry", typed[:-10] if control == "draft late" else typed)
                recipe.acknowledge(f'{{"typed": {len(typed)}}}\n'.encode())
            time.sleep(0.0005)
    return 0


def capture_first(folder: str, seed: int, control: str | None = None) -> int:
    """Take one picture as the hot key does: store it raw, give the shutter's feedback, and only then open the editor.

    The control "editor first" opens the editor before anything is stored.
    """
    with Library.open(Path(folder)) as library:
        session = recipe.begin(library)
        editor = Path(folder).with_name("editor")
        ARM()
        if control == "editor first":
            editor.touch()
        kept = recipe.store_one(library, session, seed, 0)
        recipe.acknowledge(kept.as_line())
        editor.touch()
    return 0


def migrate_to_next(folder: str, more: str, control: bool = False) -> int:
    """Bring a library to the schema that exists only in tests; ``control`` runs it as SQLAlchemy would by default."""
    place = Path(folder)
    connection = connect(place / DATABASE_NAME, writable=True)
    try:
        ARM()
        if control:
            connection.execute("PRAGMA foreign_keys=OFF")
            migrate._steps(connection, Path(more), migrate.HEAD + 1, lambda _: None)
        else:
            migrate.upgrade(
                connection, backup=lambda: backup.make(place), head=migrate.HEAD + 1, more_versions=Path(more)
            )
    finally:
        connection.close()
    recipe.acknowledge(f'{{"migrated": {migrate.HEAD + 1}}}\n'.encode())
    return 0


def backup_often(folder: str, second: str, seed: int, rounds: int, control: str | None = None) -> int:
    """Store a little and back up, here and in a second folder, again and again."""
    place = Path(folder)
    with Library.open(place) as library:
        session = recipe.begin(library)
        ARM()
        for number in range(rounds):
            recipe.store_one(library, session, seed, number)
            with recipe.broken_by(control):
                for made in (backup.make(place), backup.make(place, second=Path(second))):
                    recipe.acknowledge(f'{{"backup": "{made.path}"}}\n'.encode())
    return 0


def open_and_look(folder: str, uid: int) -> int:
    """Open a library as an unprivileged user, read it, try to write; say what a person would be told."""
    os.setgid(uid)
    os.setuid(uid)
    try:
        with Library.open(Path(folder), wait_s=0.0) as library:
            rows = library.queries.reader.value("SELECT count(*) FROM observation")
            recipe.acknowledge(f'{{"read_only": {str(library.read_only).lower()}, "notes": {rows}}}\n'.encode())
            blobs = library.queries.reader.all("SELECT blob FROM rendering ORDER BY blob")
            for row in blobs:
                try:
                    library.blobs.get(row[0])
                    recipe.acknowledge(b'{"blob": true}\n')
                except GembaError as problem:
                    tell(problem)
            recipe.begin(library)
            library.save_draft("entry", "typed")
            recipe.acknowledge(b'{"wrote": true}\n')
    except GembaError as problem:
        tell(problem)
        return 3
    return 0


def limited_capture(folder: str, seed: int, count: int, most_bytes: int) -> int:
    """Store pictures while no file may grow beyond a size, then without the limit; each is tried until it is stored."""
    with Library.open(Path(folder)) as library:
        session = recipe.begin(library)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
        for number in range(count):
            try:
                kept = recipe.store_one(library, session, seed, number)
            except GembaError as problem:
                tell(problem)
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
                kept = recipe.store_one(library, session, seed, number)
            recipe.acknowledge(kept.as_line())
    return 0


def recover(folder: str, control: str | None = None) -> int:
    """Open for writing and put unreferenced files aside, as a start and a check do."""
    if control == "needs nothing":
        leftovers._everything_needed = lambda library: References(frozenset(), frozenset())
    elif control == "without the journal":
        (Path(folder) / f"{DATABASE_NAME}-wal").unlink(missing_ok=True)
    ARM()
    try:
        recipe.recover(Path(folder))
        leftovers.collect(Path(folder), today=date(2026, 11, 21))
        leftovers.collect(Path(folder), today=date(2026, 11, 22))
    except GembaError as problem:
        tell(problem)
        return 3
    return 0


def open_library(folder: str) -> int:
    """Open a library, which brings an old one up to date."""
    ARM()
    Library.open(Path(folder)).close()
    recipe.acknowledge(b'{"opened": true}\n')
    return 0


def write_review(path: str, drafts: str, control: bool = False) -> int:
    """Add two comments to a review and save; each is acknowledged when its call has returned.

    The control writes over the file itself, as a program does that never heard of renaming.
    """
    from gemba.services.reviews import elsewhere as reviewing

    if control:
        setattr(reviewing, "write_outgoing", _straight)  # noqa: B010 - only the tests may
    with reviewing.Review.open(Path(path), drafts=Path(drafts)) as review:
        picture = review.pictures()[0].id
        ARM()
        for words in ("first", "second"):
            review.comment(picture, words)
            recipe.acknowledge(f'{{"said": "{words}"}}\n'.encode())
        review.save()
        recipe.acknowledge(b'{"saved": true}\n')
    return 0


def _straight(target: Path, make: Callable[[Path], None], **_: object) -> Path:
    beside = target.with_name("made")
    beside.touch()
    make(beside)
    data = beside.read_bytes()
    with target.open("wb", buffering=0) as file:
        for start in range(0, len(data), 512):
            file.write(data[start : start + 512])
    return target


def merge_review(folder: str, path: str, control: str | None = None) -> int:
    """Bring a review home."""
    from gemba.services.reviews.sending import Reviews

    with recipe.broken_by(control), Library.open(Path(folder)) as library:
        library.take_lock()
        ARM()
        Reviews(library).merge(Path(path))
        recipe.acknowledge(b'{"merged": true}\n')
    return 0


def purge_originals(folder: str, control: bool = False) -> int:
    """Purge every original; the control deletes the files before the rows have let go of them."""
    from gemba.services.pictures.purging import Purging

    with Library.open(Path(folder)) as library:
        library.take_lock()
        if control:
            _delete_first(library)
        ARM()
        Purging(library).purge()
        recipe.acknowledge(b'{"purged": true}\n')
    return 0


def say_of_pictures(folder: str, first: int, last: int, control: bool = False) -> int:
    """Say what belongs together and what does not; each is acknowledged when its call has returned."""
    from gemba.app import open_app
    from tests.faults import namings

    with open_app(Path(folder), writes=True) as app:
        steps = namings.steps(app, halves=control)
        ARM()
        for number, step in enumerate(steps[first:last], first + 1):
            step()
            recipe.acknowledge(f'{{"said": {number}}}\n'.encode())
    return 0


def _delete_first(library: Library) -> None:
    run = library.run

    def late(*args: object, **named: object) -> object:
        for row in library.queries.captures():
            if name := library.queries.original_of(row.id):
                library.vault.remove(name)
        return run(*args, **named)  # type: ignore[arg-type]

    library.run = late  # type: ignore[method-assign, assignment]
