"""Tables beside the entities: history, replica, digests, drafts, and what is derived and can be made again.

Derived (never in the history): ``verdict`` and ``gate_revision`` (kept by the triggers of gate_triggers.py and the
services), ``rendering`` (previews and renditions), ``recognised`` (text read from pictures), ``search_entry``
(search.py), ``digest`` (digest.py). They are read and written with plain SQL; this module only says what they look
like.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from gemba.model.entities import Entity

_STRICT: dict[str, Any] = {"sqlite_strict": True}
METADATA = Entity.metadata


def _text(name: str, *, default: str = "", key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.TEXT, nullable=False, primary_key=key, server_default=None if key else default)


OPERATION = sa.Table(
    "operation",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    _text("name"),
    _text("name_values", default="{}"),
    _text("at"),
    _text("initiator"),
    _text("coalesce_key"),
    _text("kind", default="do"),  # do, undo, redo
    sa.Column("target_seq", sa.Integer),  # what an undo or redo is about
    _text("state", default="done"),  # of a "do": done, undone, dropped
    sa.Column("schema_version", sa.Integer, nullable=False),
    sa.Index(None, "kind", "state", "seq"),
    **_STRICT,
    sqlite_autoincrement=True,
)

CHANGE = sa.Table(
    "change",
    METADATA,
    # The counter of the (replica, counter) dot: never used twice, also not after rows were deleted.
    sa.Column("counter", sa.Integer, primary_key=True, autoincrement=True),
    _text("replica_id"),
    sa.Column("operation_seq", sa.Integer, nullable=False),
    _text("table_name"),
    _text("entity_id"),
    sa.Column("before", sa.TEXT),
    sa.Column("after", sa.TEXT),
    sa.Index(None, "operation_seq", "counter"),
    sa.Index(None, "entity_id", "counter"),
    **_STRICT,
    sqlite_autoincrement=True,
)

REPLICA = sa.Table(
    "replica",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    _text("id"),
    _text("started"),
    _text("place"),
    **_STRICT,
    sqlite_autoincrement=True,
)

LIBRARY_FACT = sa.Table("library_fact", METADATA, _text("key", key=True), _text("value"), **_STRICT)

DIGEST = sa.Table(
    "digest",
    METADATA,
    _text("bucket", key=True),
    sa.Column("rows", sa.Integer, nullable=False),
    _text("sum"),
    **_STRICT,
)

NUMBER_COUNTER = sa.Table(
    "number_counter",
    METADATA,
    _text("table_name", key=True),
    sa.Column("last", sa.Integer, nullable=False),
    **_STRICT,
)

DRAFT = sa.Table("draft", METADATA, _text("key", key=True), _text("text"), _text("at"), **_STRICT)

GATE_REVISION = sa.Table(
    "gate_revision",
    METADATA,
    _text("ticket_id", key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    # 0 from the moment an input changed until all six verdicts are written again; a way to find them, not a right.
    sa.Column("judged", sa.Integer, nullable=False, server_default="0"),
    sa.Index("ix_gate_revision_unjudged", "ticket_id", sqlite_where=sa.text("judged = 0")),
    **_STRICT,
)

VERDICT = sa.Table(
    "verdict",
    METADATA,
    _text("ticket_id", key=True),
    _text("criterion", key=True),
    sa.Column("ok", sa.Integer, nullable=False),
    _text("reason"),
    _text("mend"),
    sa.Column("revision", sa.Integer, nullable=False),
    **_STRICT,
)

RENDERING = sa.Table(
    "rendering",
    METADATA,
    _text("capture_id", key=True),
    _text("product", key=True),  # preview, thumbnail, base, flat
    _text("blob"),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Index(None, "blob"),
    **_STRICT,
)

# What was read from a picture: ``frame`` is the vault's name of what was read, so that a purged picture, whose frame is
# another, is read anew. ``problem`` says in a word why nothing could be read.
RECOGNISED = sa.Table(
    "recognised",
    METADATA,
    _text("capture_id", key=True),
    _text("frame"),
    _text("engine"),
    _text("at"),
    _text("lines", default="[]"),
    _text("problem"),
    **_STRICT,
)

SEARCH_ENTRY = sa.Table(
    "search_entry",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _text("kind"),
    _text("entity_id"),
    _text("body"),
    sa.UniqueConstraint("entity_id", "kind"),
    **_STRICT,
)

# What was sent to a reviewer. Not in the history: what has left cannot be unsent, and an undo must not make the
# library deny a bundle that comes home.
REVIEW_SENT = sa.Table(
    "review_sent",
    METADATA,
    _text("bundle_id", key=True),
    _text("at"),
    _text("places", default="{}"),  # capture id -> where its Rendition lies in the picture
    **_STRICT,
)

BESIDE_ENTITIES = frozenset(
    table.name
    for table in (
        OPERATION,
        CHANGE,
        REPLICA,
        LIBRARY_FACT,
        DIGEST,
        NUMBER_COUNTER,
        DRAFT,
        GATE_REVISION,
        VERDICT,
        RENDERING,
        RECOGNISED,
        SEARCH_ENTRY,
        REVIEW_SENT,
    )
)
