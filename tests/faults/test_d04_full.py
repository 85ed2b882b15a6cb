"""D-04: a disk that is really full; what was not acknowledged is still in memory and is stored once there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.errors import DiskFull, EnvironmentProblem, GembaError
from gemba.model import disk
from gemba.model.disk import WARN_BELOW_BYTES, space_warning
from gemba.model.library import Library
from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.rig import Actor, Run, acknowledged

pytestmark = pytest.mark.library_file_opener


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount 32 MB of memory as a disk; needs root."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk; the test with a file size limit stands in")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m,mode=0700", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_and_go_on(library: Library, ballast: Path, seed: int) -> tuple[list[recipe.Kept], list[Exception]]:
    """Store until the disk is full, try the same picture five times more, make room, and store it and ten others."""
    session = recipe.begin(library)
    promised: list[recipe.Kept] = []
    told: list[Exception] = []
    number = 0
    while not told:
        try:
            promised.append(recipe.store_one(library, session, seed, number))
            number += 1
        except Exception as problem:
            told.append(problem)
    for _ in range(5):
        try:
            promised.append(recipe.store_one(library, session, seed, number))
            number += 1
        except Exception as problem:
            told.append(problem)
    ballast.unlink()
    promised += [recipe.store_one(library, session, seed, more) for more in range(number, number + 11)]
    return promised, told


def test_d04_full_disk(small_disk: Path, seed: int) -> None:
    folder, ballast = small_disk / "visit.gemba", small_disk / "ballast"
    Library.create(folder).close()
    ballast.write_bytes(bytes(30_000_000))
    with Library.open(folder) as library:
        promised, told = fill_and_go_on(library, ballast, seed)
    verdict = recipe.judge(folder, promised)
    print(f"\nD-04 seed {seed}: {len(promised)} acks, {len(told)} times told that the disk is full, {verdict}")
    assert verdict.is_good
    assert all(isinstance(problem, DiskFull) and problem.mend is not None for problem in told), told
    assert space_warning(folder) is not None
    assert space_warning(folder, free=WARN_BELOW_BYTES) is None


def test_d04_control_unmapped_errors_go_red(small_disk: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, ballast = small_disk / "visit.gemba", small_disk / "ballast"
    Library.create(folder).close()
    ballast.write_bytes(bytes(30_000_000))
    monkeypatch.setattr(disk, "as_environment_problem", lambda problem, *, doing: None)
    with Library.open(folder) as library:
        _, told = fill_and_go_on(library, ballast, seed)
    assert not all(isinstance(problem, GembaError) for problem in told)


def test_d04_no_file_may_grow(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:
    library = copy_of(template, tmp_path / "visit.gemba")
    size = (library / "library.db").stat().st_size
    args = {"folder": str(library), "seed": seed, "count": 30, "most_bytes": size + 40_000}
    acks, errors = tmp_path / "acks", tmp_path / "errors"
    assert actor.run(Run("limited_capture", tmp_path / "none", acks, errors=errors, args=args)) == 0, errors.read_text()
    promised = recipe.kept_lines(acknowledged(acks))
    assert len(promised) == 30
    assert recipe.judge(library, promised).is_good
    assert "BUG" not in errors.read_text()


def test_d04_a_full_disk_cannot_be_a_new_library(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(33_000_000 - 32 * 4096)[:33_000_000])
    with pytest.raises(EnvironmentProblem):
        Library.create(small_disk / "visit.gemba")
    assert not (small_disk / "visit.gemba").exists()
