"""What an import says when it is done: every row is stored, unchanged or refused, with reasons in words.

The shape of ``to_json`` is fixed (keys may be added, never renamed); docs/manual/cli.md describes it. Must not know
how anything was stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gemba.exchange.pack import Oddity, Refusal
from gemba.message import say


@dataclass(slots=True)
class ImportReport:
    """Counts and sentences of one import; read = stored + unchanged + refused, unless it was ``stopped`` on its way."""

    files: int = 0
    rows_read: int = 0
    rows_stored: int = 0
    rows_unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[Oddity] = field(default_factory=list)
    skipped_files: tuple[str, ...] = ()
    stopped: bool = False

    def to_json(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the report as JSON data, its sentences in the language of ``translate``."""
        return {
            "files": self.files,
            "rows_read": self.rows_read,
            "rows_stored": self.rows_stored,
            "rows_unchanged": self.rows_unchanged,
            "refused": [
                {"file": one.file, "line": one.line, "reason": one.reason.said(translate)} for one in self.refused
            ],
            "remarks": [place_and_sentence(one, translate) for one in self.remarks],
            "skipped_files": list(self.skipped_files),
        }


def place_and_sentence(odd: Oddity, translate: Callable[[str], str] = str) -> str:
    """Return "tickets.csv, line 3: sentence" for one remark."""
    where = say("{file}, line {line}", file=odd.file, line=odd.line or 0).said(translate)
    place = odd.file if odd.line is None else where
    return f"{place}: {odd.sentence.said(translate)}" if place else odd.sentence.said(translate)
