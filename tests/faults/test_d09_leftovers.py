"""D-09: clean-ups at random among everything that can happen to pictures; nothing that is referred to is touched."""

from __future__ import annotations

import random
import shutil
import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from gemba.model import backup, leftovers
from gemba.model.blobs import BlobStore
from gemba.model.connection import connect
from gemba.model.format import DATABASE_NAME, VAULT_NAME
from gemba.model.references import References, needed_by_rows
from tests.faults.conftest import copy_of

pytestmark = pytest.mark.library_file_opener


@dataclass(slots=True)
class World:
    """A library and the days of its life."""

    library: Path
    rng: random.Random
    raw: sqlite3.Connection
    vault: BlobStore
    today: date = date(2026, 11, 21)
    number: int = 0
    waiting: list[str] = field(default_factory=list)
    touched: int = 0
    collected: int = 0

    def add_file(self) -> None:
        """Store a picture whose row may come later, or never."""
        self.number += 1
        self.waiting.append(self.vault.put(f"picture {self.number}".encode()))

    def add_row(self) -> None:
        """Refer to a stored picture, or to one from the quarantine that is stored anew."""
        if self.waiting and self.vault.exists(self.waiting[-1]):
            self._insert(self.waiting.pop())

    def delete_row(self) -> None:
        """Delete a row; its history may be gone too."""
        row = self.raw.execute("SELECT id, original FROM capture ORDER BY random() LIMIT 1").fetchone()
        if row is not None:
            self.raw.execute("DELETE FROM rendering WHERE capture_id = ?", (row[0],))
            self.raw.execute("DELETE FROM observation_capture WHERE capture_id = ?", (row[0],))
            self.raw.execute("DELETE FROM capture WHERE id = ?", (row[0],))
            if self.rng.random() < 0.5:
                before = f'{{"original":"{row[1]}"}}'
                self.raw.execute(
                    "INSERT INTO change (operation_seq, table_name, entity_id, before) VALUES (1, 'capture', ?, ?)",
                    (row[0], before),
                )

    def forget_history(self) -> None:
        """Drop the history, as a purge may."""
        self.raw.execute("DELETE FROM change")

    def back_up(self) -> None:
        """Make a backup on the day that it is; never more than four, so that a run stays short."""
        if len(backup.backups_in(self.library / "backups")) >= 4:
            backup.backups_in(self.library / "backups")[-1].path.unlink()
        noon = f"{self.today.isoformat()}T12:00:00+00:00"
        backup.make(self.library, now=lambda: datetime.fromisoformat(noon))

    def sleep(self) -> None:
        """Let days go by, or the clock jump."""
        jump = self.rng.choice([1, 1, 1, 2, 7, 31, 3650, -3650])
        self.today += timedelta(jump if date(1990, 1, 1) < self.today < date(2090, 1, 1) else 0)

    def clean_up(self) -> None:
        """Collect, and look whether every file that is needed stands there, whole."""
        self.collected += leftovers.collect(self.library, today=self.today).quarantined
        needed = leftovers._everything_needed(self.library).vault & frozenset(self.vault.names())
        self.touched += len(self.must_be_there() - frozenset(self.vault.names()))
        for name in needed:
            self.vault.get(name)

    def must_be_there(self) -> frozenset[str]:
        """Return what rows and kept backups need, worked out without the code under test."""
        rows = {row[0] for row in self.raw.execute("SELECT original FROM capture WHERE original <> ''")}
        for one in backup.backups_in(self.library / "backups"):
            at_rest = sqlite3.connect(f"file:{one.path}?mode=ro&immutable=1", uri=True)
            rows |= {row[0] for row in at_rest.execute("SELECT original FROM capture WHERE original <> ''")}
            at_rest.close()
        for (text,) in self.raw.execute("SELECT before FROM change WHERE before IS NOT NULL"):
            rows.add(text[len('{"original":"') : -2])
        return frozenset(row for row in rows if row)

    def _insert(self, name: str) -> None:
        key = f"{self.number:032x}"
        columns = {row[1]: row for row in self.raw.execute("PRAGMA table_info(capture)")}
        fill = {"TEXT": "x", "INTEGER": 0, "REAL": 0.0}
        values = {column: fill[row[2]] for column, row in columns.items() if row[3]}
        values |= {"id": key, "original": name, "frame": "", "original_purged": 0}
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.raw.execute(f"INSERT OR IGNORE INTO capture ({names}) VALUES ({marks})", list(values.values()))


def live(template: Path, fast: Path, *, clean_ups: int, seed: int) -> tuple[int, int]:
    """Let things happen at random, 50 clean-ups a library; return files put aside and referenced ones touched."""
    touched = collected = 0
    for part in range(clean_ups // 50):
        world = _one_library(copy_of(template, fast / f"{part}.gemba"), seed + part)
        touched, collected = touched + world.touched, collected + world.collected
        shutil.rmtree(world.library)
    return collected, touched


def _one_library(library: Path, seed: int) -> World:
    raw = connect(library / DATABASE_NAME, writable=True)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("DELETE FROM change")
    world = World(library, random.Random(seed), raw, BlobStore(library / VAULT_NAME, key=backup.vault_key(raw)))
    steps = [World.add_file] * 6 + [World.add_row] * 4 + [World.delete_row] * 3 + [World.sleep] * 8
    steps += [World.back_up, World.forget_history]
    try:
        for _ in range(50):
            for _ in range(world.rng.randrange(1, 6)):
                world.rng.choice(steps)(world)
            world.clean_up()
    finally:
        raw.close()
    return world


def test_d09_500_clean_ups(template: Path, fast: Path, seed: int) -> None:
    collected, touched = live(template, fast, clean_ups=500, seed=seed)
    print(f"\nD-09 seed {seed}: 500 clean-ups, {collected} files put aside, {touched} referenced ones touched")
    assert touched == 0
    assert collected > 50


def test_d09_control_rows_only_goes_red(template: Path, fast: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def rows_only(library: Path) -> References:
        raw = connect(library / DATABASE_NAME, writable=False)
        try:
            return needed_by_rows(raw)
        finally:
            raw.close()

    monkeypatch.setattr(leftovers, "_everything_needed", rows_only)
    _, touched = live(template, fast, clean_ups=100, seed=seed)
    print(f"\nD-09 control: {touched} referenced files touched")
    assert touched > 0


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_d09_10000_clean_ups(template: Path, fast: Path, seed: int) -> None:
    collected, touched = live(template, fast, clean_ups=10_000, seed=seed)
    print(f"\nD-09 seed {seed}: 10,000 clean-ups, {collected} files put aside, {touched} referenced ones touched")
    assert touched == 0
