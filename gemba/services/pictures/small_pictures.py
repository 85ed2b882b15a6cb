"""Small pictures for lists and walls: from what is kept where it still holds, else made from a Preview and kept.

A changed mark or a removed picture takes what was made of it off the disk: once before the operation is committed, and
once after, for what was being made meanwhile. Must not load imaging where everything is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from gemba.model.library import Library
from gemba.model.queries import Queries
from gemba.model.rows import CaptureRow
from gemba.model.small_pictures import EDGES_PX, key_of
from gemba.services.finding import codes as finding

if TYPE_CHECKING:
    from gemba.model.changed import Changed
    from gemba.model.changes import Touched
    from gemba.model.operation import Operation


def kept(library: Library, capture_id: str, *, edge_px: int) -> bytes | None:
    """Return a small picture that was made before and still holds, else None."""
    if edge_px not in EDGES_PX:
        return None
    row = finding.capture(library.queries, capture_id)
    return library.small_pictures.get(row.id, edge_px, _key(library.queries, row))


def made(library: Library, capture_id: str, *, edge_px: int) -> bytes:
    """Return a small picture as PNG or JPEG: the one that is kept, else made now, and kept where this may write."""
    row = finding.capture(library.queries, capture_id)
    key = _key(library.queries, row)
    known = library.small_pictures.get(row.id, edge_px, key) if edge_px in EDGES_PX else None
    if known is not None:
        return known
    from gemba.imaging.render import make_preview
    from gemba.services.pictures.frames import load_frame

    frame = load_frame(library.vault, library.queries.frame_of(row.id), lossy=row.lossy)
    data = make_preview(frame, row.annotation, max_px=edge_px).picture.data
    if library.holds_lock:
        library.small_pictures.put(row.id, edge_px, key, data)
        # Somebody may have covered something while it was made: then it must not stay.
        forget(library, library.queries, (row.id,))
    return data


def before_commit(op: Operation, touched: Touched, library: Library) -> None:
    """Take stale ones off the disk before what makes them stale is durable: a crash between leaves none."""
    queries = op.queries
    forget(library, queries, touched.ids("capture") | queries.marked_by(touched.ids("annotation")))


def after_commit(changed: Changed, library: Library) -> None:
    """Take off the disk what was made of the old marks while the new ones were written."""
    queries = library.queries
    forget(library, queries, changed.ids | queries.marked_by(changed.ids))


def forget(library: Library, queries: Queries, capture_ids: Collection[str]) -> None:
    """Remove what is kept of these captures and no longer holds."""
    having = library.small_pictures.having(capture_ids)
    if not having:
        return
    library.small_pictures.keep_only({**dict.fromkeys(having), **keys(queries, having)})


def keys(queries: Queries, capture_ids: Collection[str]) -> dict[str, str]:
    """Return what small pictures of these captures would be made of: it changes with the frame and with the marks."""
    with queries.reader.snapshot():
        frames, rows = queries.frames_of(capture_ids), queries.captures(ids=capture_ids)
    return {row.id: key_of(frames.get(row.id, ""), row.annotation, lossy=row.lossy) for row in rows}


def _key(queries: Queries, row: CaptureRow) -> str:
    return key_of(queries.frame_of(row.id), row.annotation, lossy=row.lossy)
