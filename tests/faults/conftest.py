"""The shim and the warm process, once per run of the folder; a fast disk for rebuilt ones; a template library."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.model.library import Library
from tests.faults import recipe
from tests.faults.rig import Actor, build_shim

# The shim is made for Linux; the store's own tests run everywhere.
collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]


@pytest.fixture(scope="session")
def actor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Actor]:
    with Actor(build_shim(tmp_path_factory.mktemp("shim"))) as running:
        yield running


@pytest.fixture
def fast(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: rebuilt disks are many, and their fsyncs prove nothing."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="gemba-faults-", dir=memory))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed library with three stored pictures; copy it, never write it."""
    folder = tmp_path_factory.mktemp("template") / "visit.gemba"
    Library.create(folder).close()
    with Library.open(folder) as library:
        session = recipe.begin(library)
        for number in range(3):
            recipe.store_one(library, session, 0, number)
    return folder


def copy_of(template: Path, target: Path) -> Path:
    """Return a private copy of the template."""
    shutil.copytree(template, target)
    target.chmod(0o700)
    return target


@pytest.fixture
def seed() -> int:
    """Give this run's seed: the same every time, another one every time under `nightly` (GEMBA_SEED repeats it)."""
    told = os.environ.get("GEMBA_SEED")
    if told:
        return int(told)
    return random.SystemRandom().randrange(1 << 30) if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 20261121
