"""An X server with its window manager, and a place for pictures of what was on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.screen import Screen, missing, screen_with


@pytest.fixture
def screen(own_home: Path) -> Iterator[Screen]:
    """A screen of this test alone; where a program for it is missing, the test fails and names it."""
    lacking = missing()
    assert not lacking, f"these tests need {', '.join(lacking)}"
    with screen_with(dict(os.environ)) as screen:
        yield screen


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where pictures of the stages go: a folder of the test, or the one that GEMBA_E2E_SHOTS names."""
    folder = Path(os.environ.get("GEMBA_E2E_SHOTS") or tmp_path / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
