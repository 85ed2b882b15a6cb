"""What a module imports stands above what only its types need: below it, a reader overlooks it and ruff says nothing."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.test_bans import OURS, ROOT

_ABOVE = "if TYPE_CHECKING:\n    import json\n"


def below_types(text: str) -> list[int]:
    """Return the lines of a module's imports that stand below its block for types."""
    body = ast.parse(text).body
    blocks = [one.lineno for one in body if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING"]
    imports = [one.lineno for one in body if isinstance(one, ast.Import | ast.ImportFrom)]
    return [line for line in imports if blocks and line > blocks[0]]


def test_no_import_stands_below_the_block_for_types() -> None:
    found: dict[Path, list[int]] = {file.relative_to(ROOT): below_types(file.read_text("utf-8")) for file in OURS}
    assert {str(file): lines for file, lines in found.items() if lines} == {}


def test_negative_control_an_import_below_the_block_is_seen() -> None:
    assert below_types(f"{_ABOVE}import sys\n") == [3]
    assert below_types(f"import sys\n{_ABOVE}") == []
