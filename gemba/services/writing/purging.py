"""Body of the operation that lets go of originals; it runs on the writer's thread.

The frames that stay are in the vault before it runs. Must not delete files or rewrite history: purge.finish does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from gemba.imaging.forget import marks_that_stay
from gemba.model.entities import Capture, Proposal, Setting
from gemba.model.operation import Operation
from gemba.model.purge import note_pending
from gemba.services.leaving.privacy import MASKED
from gemba.services.writing.papers import set_setting
from gemba.services.writing.pictures import marks_of

LAST = "purge.last"


def let_go(
    op: Operation,
    frames: Mapping[str, str],
    *,
    gone: Collection[str],
    files: Collection[str],
    still_masked: Collection[str],
    words: Callable[[str], str],
) -> None:
    """Give each picture the frame that stays (id -> name in the vault), and forget what else came with its original.

    ``gone`` are pictures that only the history and old backups know, ``files`` further names to delete. What stood
    on the pictures and stands in notes too, ``still_masked``, goes on being masked. ``words`` masks a text.
    """
    named = set(files)
    for capture_id, frame in frames.items():
        capture = op.get(Capture, capture_id)
        named |= {capture.original, capture.frame} - {"", frame}
        marks = marks_of(op, capture)
        stay = marks_that_stay(marks.marks, (capture.width, capture.height), lossy=capture.lossy)
        if stay != marks.marks:
            marks.marks = stay
            marks.revision += 1
        capture.original, capture.frame, capture.original_purged = "", frame, True
        capture.window_title = capture.page_address = ""
        capture.file_name, capture.what = words(capture.file_name), words(capture.what)
        for proposal in op.all(Proposal, capture_id=capture_id):
            proposal.text = ""
    setting = op.find(Setting, key=MASKED)
    known = [] if setting is None else list(setting.value)
    if new := sorted(set(still_masked) - set(known)):
        set_setting(op, MASKED, [*known, *new])
    # Always a change, so that there is always a step which no undo goes past.
    set_setting(op, LAST, {"at": op.now().iso(), "pictures": len(frames) + len(gone)})
    op.flush()
    note_pending(op.connection, pictures={*frames, *gone}, files=named, step=op.name)
