"""Libraries for the tests of services: an empty one, and the demo's."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.app import App
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from tests.redaction import export_pairs
from tests.sample_library import copy_of, copy_of_demo, demo_folder, new_app, opened


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """An empty library."""
    with new_app(tmp_path) as one:
        yield one


@pytest.fixture
def demo(shared: Path) -> Path:
    """The folder of the finished demo; tests only read in it."""
    return demo_folder(shared)


@pytest.fixture
def demo_app(shared: Path, tmp_path: Path) -> Iterator[App]:
    """A copy of the demo's library, open for writing."""
    with opened(copy_of_demo(shared, tmp_path)) as one:
        yield one


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with one visit, one reviewed picture, one ticket and one narrative."""
    return export_pairs.build(tmp_path_factory.mktemp("template") / "one.gemba")


@pytest.fixture
def small_app(template: Path, tmp_path: Path) -> Iterator[App]:
    """A copy of the small library with secrets in every text."""
    with export_pairs.opened(copy_of(template, tmp_path / "small.gemba")) as one:
        export_pairs.fill(one, export_pairs.PLACEHOLDERS, export_pairs.secrets(random.Random(7)), picture=True)
        yield one


@pytest.fixture
def picture() -> bytes:
    """A small picture that is not blank."""
    return encode_png(Frame(64, 48, bytes((x * 7 + y) % 256 for y in range(48) for x in range(64) for _ in range(3))))
