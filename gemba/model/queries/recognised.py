"""Questions about text that was read from pictures.

Must not write, nor know how text is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.model.connection import Reader
from gemba.model.recognised import RecognisedLine, lines_from_json


@dataclass(frozen=True, slots=True)
class RecognisedRow:
    """What was read from one picture, by which engine; ``problem`` is a word where nothing could be read."""

    capture_id: str
    engine: str
    lines: tuple[RecognisedLine, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class RecognisedCounts:
    """How many pictures were read, how many could not be, and how many wait."""

    read: int
    failed: int
    waiting: int


_WAITING = """
FROM capture c LEFT JOIN recognised r ON r.capture_id = c.id AND r.frame = c.frame
WHERE c.frame <> '' AND c.blank = 0 AND r.capture_id IS NULL
"""


class RecognisedQueries:
    """What was read, and what was not yet."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def recognised(self, capture_id: str) -> RecognisedRow | None:
        """Return what was read from a picture as it is now, covered words too, or None."""
        row = self.reader.one(
            "SELECT r.* FROM recognised r JOIN capture c ON c.id = r.capture_id AND c.frame = r.frame WHERE c.id = ?",
            (capture_id,),
        )
        if row is None:
            return None
        return RecognisedRow(row["capture_id"], row["engine"], lines_from_json(row["lines"]), row["problem"])

    def not_recognised(self) -> list[str]:
        """Return the pictures that nobody has tried to read as they are now, the newest first."""
        return [str(row[0]) for row in self.reader.all(f"SELECT c.id {_WAITING} ORDER BY c.id DESC")]

    def recognised_counts(self) -> RecognisedCounts:
        """Return how far reading is."""
        row = self.reader.one(
            "SELECT count(*) FILTER (WHERE r.problem = ''), count(*) FILTER (WHERE r.problem <> '')"
            " FROM recognised r JOIN capture c ON c.id = r.capture_id AND c.frame = r.frame"
        )
        read, failed = (0, 0) if row is None else (int(row[0]), int(row[1]))
        return RecognisedCounts(read, failed, int(self.reader.value(f"SELECT count(*) {_WAITING}") or 0))
