"""A library in a temporary folder, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.model.library import Library
from tests.factory import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.create(tmp_path / "visits.gemba", clock=clock) as opened:
        yield opened
