"""The order in which the whole suite begins: folders of long tests first, and what is short fills the gaps at the end.

A test of half a minute that is begun last keeps one worker busy while the others are done. Within both parts the order
is whatever it was (pytest-randomly's). Must not know which tests are long: a folder is listed, or it is not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
LONG = tuple(TESTS / name for name in ("e2e", "faults", "redaction", "snapshots", "ui", "ui/hostile"))
"""Folders with tests of ten seconds and more among their own files (not those of folders inside)."""


def long_first(items: list[pytest.Item]) -> None:
    """Bring the tests of these folders to the front, in place."""
    items.sort(key=lambda item: item.path.parent not in LONG)
