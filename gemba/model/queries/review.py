"""Questions about reviews: comments, what was sent, what came back. Must not write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gemba.model import rows as frozen
from gemba.model.connection import Reader, columns
from gemba.model.stored import moment_from_text, rect_or_none

if TYPE_CHECKING:
    from gemba.model.rows import CommentRow, SentRow


class ReviewQueries:
    """What was said about pictures."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def comments(self, *, capture_ids: Iterable[str] | None = None) -> list[CommentRow]:
        """Return comments in the order of their ids, all or those of some pictures; answers are among them."""
        if capture_ids is None:
            return [_comment(row) for row in self.reader.all("SELECT * FROM comment ORDER BY id")]
        rows = self.reader.among("SELECT * FROM comment WHERE capture_id IN {ids}", capture_ids)
        return sorted((_comment(row) for row in rows), key=lambda row: row.id)

    def comment(self, comment_id: str) -> CommentRow | None:
        """Return one comment or None."""
        row = self.reader.one("SELECT * FROM comment WHERE id = ?", (comment_id,))
        return None if row is None else _comment(row)

    def comment_counts(self) -> dict[str, int]:
        """Return how many open comments each picture has, answers not counted; pictures without one are left out."""
        sql = "SELECT capture_id, count(*) FROM comment WHERE resolved = 0 AND parent_id IS NULL GROUP BY capture_id"
        return {str(row[0]): int(row[1]) for row in self.reader.all(sql)}

    def review_sent(self, bundle_id: str) -> SentRow | None:
        """Return what is known of a bundle that went out from here, None where none of that id did."""
        row = self.reader.one("SELECT * FROM review_sent WHERE bundle_id = ?", (bundle_id,))
        return None if row is None else _sent(row)

    def reviews_sent(self) -> list[SentRow]:
        """Return every bundle that went out, newest first."""
        return [_sent(row) for row in self.reader.all("SELECT * FROM review_sent ORDER BY at DESC, bundle_id")]


def _comment(row: sqlite3.Row) -> CommentRow:
    same = ("id", "capture_id", "parent_id", "text", "author", "bundle_id", "beside_id")
    return frozen.CommentRow(
        **columns(row, *same),
        at=moment_from_text(row["at"]),
        region_px=rect_or_none(row["region_px"]),
        resolved=bool(row["resolved"]),
    )


def _sent(row: sqlite3.Row) -> SentRow:
    places = {key: frozen.PlaceRow(*place) for key, place in json.loads(row["places"]).items()}
    return frozen.SentRow(row["bundle_id"], moment_from_text(row["at"]), places)
