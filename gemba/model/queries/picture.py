"""Questions about pictures: captures with their marks and proposals, and what was made from them.

Names of files in the vault are given out only by ``frame_of`` and ``original_of``. Must not write or decode.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gemba.model import rows as frozen
from gemba.model.connection import Reader
from gemba.model.queries.recognised import RecognisedQueries
from gemba.model.stored import moment_or_none, rect_from_text
from gemba.model.values import CaptureState, EvidenceSource, PrivateKind, ProposalState

if TYPE_CHECKING:
    from gemba.model.annotation import Annotation
    from gemba.model.rows import CaptureListRow, CaptureRow, PictureUseRow, ProposalRow, RenderingRow

_LIST = """
SELECT c.id, c.source_id, c.session_id, s.number AS session_number, c.file_name, c.caption, c.window_title, c.taken,
  c.width, c.height, c.state, coalesce(p.open, 0) AS proposals, coalesce(m.marks, 0) AS marks,
  coalesce(m.texts, '') AS mark_texts
FROM capture c LEFT JOIN session s ON s.id = c.session_id
LEFT JOIN (SELECT capture_id, count(*) AS open FROM proposal WHERE state = 'proposed' GROUP BY capture_id) p
  ON p.capture_id = c.id
LEFT JOIN (
  SELECT a.capture_id, sum(j.value ->> 'kind' NOT IN ('crop', 'redaction')) AS marks,
    group_concat(CASE WHEN j.value ->> 'kind' <> 'redaction' THEN j.value ->> 'text' END, ' ') AS texts
  FROM annotation a, json_each(a.marks) j GROUP BY a.capture_id
) m ON m.capture_id = c.id
ORDER BY c.id
"""
_STATES = {one.value: one for one in CaptureState}
_CAPTURES = """
SELECT c.*, s.number AS session_number, a.marks
FROM capture c LEFT JOIN session s ON s.id = c.session_id LEFT JOIN annotation a ON a.capture_id = c.id
"""


class PictureQueries(RecognisedQueries):
    """What was captured."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def captures(
        self,
        *,
        session_id: str | None = None,
        state: CaptureState | None = None,
        ids: Iterable[str] | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> list[CaptureRow]:
        """Return captures, oldest first; the next page begins ``after`` the id of the last one."""
        with self.reader.snapshot():
            if ids is not None:
                rows = sorted(
                    self.reader.among(f"{_CAPTURES} WHERE c.id IN {{ids}}", ids), key=lambda row: str(row["id"])
                )
                return self._captures(rows)
            wanted = {"c.session_id = ?": session_id, "c.state = ?": state, "c.id > ?": after}
            chosen = {condition: str(value) for condition, value in wanted.items() if value is not None}
            where = f"WHERE {' AND '.join(chosen)}" if chosen else ""
            values = [*chosen.values(), -1 if limit is None else limit]
            return self._captures(self.reader.all(f"{_CAPTURES} {where} ORDER BY c.id LIMIT ?", values))

    def count_to_review(self) -> int:
        """Return how many captures no person has reviewed yet."""
        found = self.reader.value("SELECT count(*) FROM capture WHERE state = ?", (CaptureState.UNREVIEWED.value,))
        return int(found or 0)

    def capture_list(self) -> list[CaptureListRow]:
        """Return what a wall of all pictures needs, oldest first."""
        return [_listed(tuple(row)) for row in self.reader.all(_LIST)]

    def capture(self, capture_id: str) -> CaptureRow | None:
        """Return one capture or None."""
        rows = self.captures(ids=[capture_id])
        return rows[0] if rows else None

    def proposals(self, *, capture_id: str | None = None) -> list[ProposalRow]:
        """Return every proposed redaction, or those of one capture."""
        where, values = ("", ()) if capture_id is None else ("WHERE capture_id = ?", (capture_id,))
        return [_proposal(row) for row in self.reader.all(f"SELECT * FROM proposal {where} ORDER BY id", values)]

    def frame_of(self, capture_id: str) -> str:
        """Return the vault's name of the decoded, upright frame; empty where there is none any more."""
        return str(self.reader.value("SELECT frame FROM capture WHERE id = ?", (capture_id,)) or "")

    def frames_of(self, capture_ids: Iterable[str]) -> dict[str, str]:
        """Return the same of several pictures that have a frame, by their ids."""
        rows = self.reader.among("SELECT id, frame FROM capture WHERE frame <> '' AND id IN {ids}", capture_ids)
        return {str(row["id"]): str(row["frame"]) for row in rows}

    def original_of(self, capture_id: str) -> str:
        """Return the vault's name of the bytes as they came; empty where there are none any more."""
        return str(self.reader.value("SELECT original FROM capture WHERE id = ?", (capture_id,)) or "")

    def renderings(self, capture_id: str) -> dict[str, RenderingRow]:
        """Return what was made from a picture and is still true, by product: preview, thumbnail, base, flat."""
        rows = self.reader.all("SELECT * FROM rendering WHERE capture_id = ?", (capture_id,))
        return {
            row["product"]: frozen.RenderingRow(
                row["capture_id"], row["product"], row["blob"], row["width"], row["height"]
            )
            for row in rows
        }

    def picture_uses(self, capture_id: str) -> list[PictureUseRow]:
        """Return the tickets that show a picture, by number."""
        rows = self.reader.all(
            "SELECT t.id, t.number, t.title, p.position FROM ticket_picture p JOIN ticket t ON t.id = p.ticket_id"
            " WHERE p.capture_id = ? ORDER BY t.number, p.position",
            (capture_id,),
        )
        return [frozen.PictureUseRow(row["id"], row["number"], row["title"], row["position"]) for row in rows]

    def marked_by(self, annotation_ids: Iterable[str]) -> frozenset[str]:
        """Return the captures whose marks are these rows; word of a change names the rows that changed."""
        rows = self.reader.among("SELECT capture_id FROM annotation WHERE id IN {ids}", annotation_ids)
        return frozenset(str(row["capture_id"]) for row in rows)

    def _captures(self, rows: list[sqlite3.Row]) -> list[CaptureRow]:
        proposals: dict[str, list[ProposalRow]] = {}
        for row in self.reader.among(
            "SELECT * FROM proposal WHERE capture_id IN {ids} ORDER BY id", [row["id"] for row in rows]
        ):
            proposals.setdefault(row["capture_id"], []).append(_proposal(row))
        return [_capture(row, proposals.get(row["id"], [])) for row in rows]


def annotation_of(marks: str | None) -> Annotation:
    """Return the marks of a stored text; None is a picture that nobody marked. Loaded with the first picture read."""
    from gemba.model.annotation import Annotation
    from gemba.model.marks_text import marks_of

    return Annotation() if marks is None else marks_of(marks)


def _proposal(row: sqlite3.Row) -> ProposalRow:
    return frozen.ProposalRow(
        id=row["id"],
        capture_id=row["capture_id"],
        kind=PrivateKind(row["kind"]),
        text=row["text"],
        rect_px=rect_from_text(row["rect_px"]),
        source=row["source"],
        state=ProposalState(row["state"]),
    )


def _listed(row: tuple[Any, ...]) -> CaptureListRow:
    """Return a row of ``_LIST``, its columns in the order of the fields: by name, 10,000 take thrice as long."""
    key, code, session, number, name, caption, title, taken, width, height, state, proposals, marks, texts = row
    moment, known = moment_or_none(taken), _STATES[state]
    return frozen.CaptureListRow(
        key, code, session, number, name, caption, title, moment, width, height, known, proposals, marks, texts
    )


def _capture(row: sqlite3.Row, proposals: list[ProposalRow]) -> CaptureRow:
    return frozen.CaptureRow(
        id=row["id"],
        source_id=row["source_id"],
        session_id=row["session_id"],
        session_number=row["session_number"],
        file_name=row["file_name"],
        caption=row["caption"],
        source=EvidenceSource(row["source"]),
        app=row["app"],
        what=row["what"],
        window_title=row["window_title"],
        page_address=row["page_address"],
        taken=moment_or_none(row["taken"]),
        width=row["width"],
        height=row["height"],
        scale=row["scale"],
        lossy=bool(row["lossy"]),
        blank=bool(row["blank"]),
        state=CaptureState(row["state"]),
        reviewed_at=moment_or_none(row["reviewed_at"]),
        reviewed_by=row["reviewed_by"],
        original_purged=bool(row["original_purged"]),
        annotation=annotation_of(row["marks"]),
        proposals=tuple(proposals),
        media_type=row["media_type"],
    )
