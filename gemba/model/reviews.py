"""Remember what went to reviewers: one row a bundle, beside the history (schema_tables.py says why).

Must not know the file that went out.
"""

from __future__ import annotations

import json
import sqlite3

from gemba.model.connection import in_transaction
from gemba.model.rows.review import SentRow
from gemba.model.stored import moment_to_text


def note_sent(connection: sqlite3.Connection, sent: SentRow) -> None:
    """Write down that a bundle went out, durably; the same one again keeps its first time."""
    places = {key: [place.left, place.top, place.scale] for key, place in sorted(sent.places.items())}
    with in_transaction(connection):
        connection.execute(
            "INSERT INTO review_sent (bundle_id, at, places) VALUES (?, ?, ?) ON CONFLICT (bundle_id) DO NOTHING",
            (sent.bundle_id, moment_to_text(sent.at), json.dumps(places, separators=(",", ":"))),
        )
