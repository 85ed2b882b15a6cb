"""What the children of the fault harnesses do to a real library, and how a disk is judged afterwards.

One picture with an observation is one acknowledgement: vault, blob, then the rows in one operation, as the
services do it. Everything follows from a seed, so that the judge knows what must be there. `Control` breaks one rule
on purpose; the harness must notice, or the harness is broken.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gemba.errors import EnvironmentProblem
from gemba.message import N_
from gemba.model import connection, digest, durable
from gemba.model.blobs import BlobStore
from gemba.model.entities import Capture, GembaSession, Observation, ObservationCapture, Round, Team
from gemba.model.format import BLOBS_NAME, DATABASE_NAME, VAULT_NAME
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.references import needed_by_rows, read_only
from gemba.model.values import ObservationKind

CONTROLS = ("synchronous NORMAL", "no fsync of blobs", "no fsync of folders", "row before blob")


@dataclass(frozen=True, slots=True)
class Kept:
    """What one acknowledgement promised."""

    observation: str
    text: str
    capture: str
    vault: str
    blob: str
    picture: str

    def as_line(self) -> bytes:
        """Return the line that is the acknowledgement."""
        words = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(words).encode() + b"\n"


def picture_of(seed: int, number: int) -> bytes:
    """Return the bytes of the picture with that number: about one to nine kilobytes that do not compress."""
    rng = random.Random(seed * 1_000_003 + number)
    return rng.randbytes(rng.randrange(1_000, 9_000))


def acknowledge(line: bytes) -> None:
    """Say that something is stored: one write, so that a kill leaves a whole line or none."""
    os.write(1, line)


@contextmanager
def broken_by(control: str | None) -> Iterator[None]:
    """Break one rule of the store for as long as the block lasts."""
    before = durable.sync_file, durable.sync_folder, dict(connection.WAL_PRAGMAS)
    if control == "synchronous NORMAL":
        connection.WAL_PRAGMAS["synchronous"] = 1
    elif control == "no fsync of blobs":
        durable.sync_file = _sync_folders_only
    elif control == "fsync errors ignored":
        durable.sync_file = _sync_without_looking
    elif control == "no fsync of folders":
        durable.sync_folder = lambda folder: None
    try:
        yield
    finally:
        durable.sync_file, durable.sync_folder = before[:2]
        connection.WAL_PRAGMAS.update(before[2])


def _sync_folders_only(descriptor: int) -> None:
    import stat

    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.fsync(descriptor)


def _sync_without_looking(descriptor: int) -> None:
    with suppress(OSError):
        os.fsync(descriptor)


def begin(library: Library) -> str:
    """Add the round, the team and the session that everything hangs on; return the session's id."""

    def body(op: Operation) -> str:
        existing = op.all(GembaSession)
        if existing:
            return existing[0].id
        visit_round = op.add(Round(name="November"))
        team = op.add(Team(name="Refunds"))
        op.flush()
        return op.add(GembaSession(number=1, round_id=visit_round.id, team_id=team.id)).id

    return library.run(N_("Add session"), body)


def store_one(library: Library, session: str, seed: int, number: int, *, row_first: bool = False) -> Kept:
    """Store one picture with one observation; when this returns it is acknowledged."""
    data, text = picture_of(seed, number), f"note {seed}-{number}"
    # Far apart on purpose where the control asks for it: the row's fsync, then the file's.
    small = data[: len(data) // 3]
    if row_first:
        vault, blob = library.vault.name_of(data), library.blobs.name_of(small)
    else:
        vault, blob = library.vault.put(data), library.blobs.put(small)

    def body(op: Operation) -> tuple[str, str]:
        capture = op.add(Capture(original=vault, frame=vault, width=9, height=9, session_id=session))
        note = op.add(Observation(session_id=session, kind=ObservationKind.FACT, text=text, at=op.now()))
        op.flush()
        op.add(ObservationCapture(observation_id=note.id, capture_id=capture.id, reference="1"))
        op.flush()
        op.write_rendering(capture.id, "preview", blob, width=9, height=9)
        return note.id, capture.id

    note_id, capture_id = library.run(N_("Add observation"), body)
    if row_first:
        library.vault.put(data)
        library.blobs.put(small)
    return Kept(note_id, text, capture_id, vault, blob, hashlib.sha256(data).hexdigest())


def kept_lines(lines: list[dict[str, Any]] | list[bytes]) -> list[Kept]:
    """Read acknowledgements back."""
    return [Kept(**(line if isinstance(line, dict) else json.loads(line))) for line in lines]


@dataclass(slots=True)
class Verdict:
    """What is wrong with one disk; all zero is good."""

    lost: int = 0
    dangling: int = 0
    damaged: int = 0
    changed_again: int = 0
    left_over: int = 0
    words: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether nothing is wrong."""
        return not (self.lost or self.dangling or self.damaged or self.changed_again or self.left_over)


def judge(folder: Path, promised: list[Kept], *, twice: bool = True, derived: bool = True) -> Verdict:
    """Open a library as the program does, recovery included, and look for every promise and every dangling row.

    ``derived=False`` leaves out what is made anew from an original.
    """
    verdict = Verdict()
    if not folder.exists():
        verdict.lost = len(promised)
        return verdict
    try:
        recover(folder)
        verdict.left_over = sum(1 for _ in folder.rglob("*.tmp"))
        _look(folder, promised, verdict, derived)
        if twice:
            before = signature(folder)
            recover(folder)
            verdict.changed_again = int(signature(folder) != before)
    except Exception as problem:  # any error at all is a damaged library; the words say which
        verdict.damaged += 1
        verdict.words = f"{type(problem).__name__}: {problem}"
    return verdict


def recover(folder: Path) -> None:
    """Open for writing, which checks, clears and registers what has to be, and close."""
    with Library.open(folder) as library:
        library.maintain(lambda raw: raw.execute("SELECT 1").fetchone())


def _look(folder: Path, promised: list[Kept], verdict: Verdict, derived: bool) -> None:
    raw = read_only(folder / DATABASE_NAME)
    try:
        if raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)] or digest.verify(raw):
            verdict.damaged += 1
        notes = dict(raw.execute("SELECT id, text FROM observation").fetchall())
        pictures = dict(raw.execute("SELECT id, original FROM capture").fetchall())
        key = bytes.fromhex(raw.execute("SELECT value FROM library_fact WHERE key = 'vault_key'").fetchone()[0])
        vault, blobs = BlobStore(folder / VAULT_NAME, key=key), BlobStore(folder / BLOBS_NAME)
        found: dict[str, str] = {}
        for store, name in needed_by_rows(raw).by_store():
            try:
                data = (vault if store == VAULT_NAME else blobs).get(name)
            except EnvironmentProblem:
                verdict.dangling += 1
            else:
                found[name] = hashlib.sha256(data).hexdigest() if store == VAULT_NAME else ""
    finally:
        raw.close()
    for kept in promised:
        good = notes.get(kept.observation) == kept.text and pictures.get(kept.capture) == kept.vault
        verdict.lost += not (good and found.get(kept.vault) == kept.picture and (kept.blob in found or not derived))


def signature(folder: Path) -> str:
    """Return a hash of every row and every file's name, to see whether anything has changed."""
    told = hashlib.sha256()
    raw = read_only(folder / DATABASE_NAME)
    try:
        for line in raw.iterdump():
            told.update(line.encode())
    finally:
        raw.close()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith((DATABASE_NAME, "lock")):
            told.update(f"{path.relative_to(folder)} {path.stat().st_size}".encode())
    return told.hexdigest()
