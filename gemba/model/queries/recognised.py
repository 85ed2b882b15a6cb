"""Questions about text that was read from pictures.

Must not write, nor know how text is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.model import rows as frozen
from gemba.model.connection import Reader

if TYPE_CHECKING:
    from gemba.model.rows import RecognisedCounts, RecognisedRow

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
        from gemba.model.recognised import lines_from_json

        row = self.reader.one(
            "SELECT r.* FROM recognised r JOIN capture c ON c.id = r.capture_id AND c.frame = r.frame WHERE c.id = ?",
            (capture_id,),
        )
        if row is None:
            return None
        return frozen.RecognisedRow(row["capture_id"], row["engine"], lines_from_json(row["lines"]), row["problem"])

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
        return frozen.RecognisedCounts(read, failed, int(self.reader.value(f"SELECT count(*) {_WAITING}") or 0))
