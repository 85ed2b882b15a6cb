"""The door of the rows: every name comes through it, from the module that is said to hold it, and only when asked for."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gemba.model import rows

ALL = sorted(set(rows.__all__) - {"Moment"})


@pytest.mark.parametrize("name", ALL)
def test_a_row_comes_through_the_door_frozen_and_from_its_own_module(name: str) -> None:
    row = getattr(rows, name)
    assert row.__module__ == f"gemba.model.rows.{rows._MODULE_OF[name]}"
    if dataclasses.is_dataclass(row):
        assert row.__dataclass_params__.frozen and hasattr(row, "__slots__")  # type: ignore[attr-defined]
    else:
        assert issubclass(row, tuple) and row._fields and row._fields == tuple(row.__annotations__), "a named tuple"
        # dataclasses.field() says nothing to a named tuple: what it returns would be the value itself.
        assert not [one for one in row._field_defaults.values() if isinstance(one, dataclasses.Field)]


def test_every_row_that_is_written_has_a_place_in_the_door() -> None:
    written = {
        name
        for file in Path(rows.__file__).parent.glob("*.py")
        for name in re.findall(r"(?m)^class (\w+)", file.read_text("utf-8"))
    }
    assert written == set(ALL) == set(rows._MODULE_OF)


@pytest.mark.parametrize("name", ["NoRow", "library_row"])
def test_another_name_is_none(name: str) -> None:
    with pytest.raises(AttributeError, match=f"no attribute '{name}'"):
        getattr(rows, name)


@pytest.mark.parametrize(("asked", "loaded"), [("", False), ("rows.CaptureRow", True)])
def test_nothing_is_loaded_before_it_is_asked_for(asked: str, loaded: bool) -> None:
    script = f"import sys\nfrom gemba.model import rows\n{asked}\nprint('gemba.model.rows.picture' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded)
