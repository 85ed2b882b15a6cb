"""Chosen pictures leave as files in a folder: reviewed ones only, marks painted, everything masked.

All are made before the first is written, and the folder gets its name last: it is there whole or not at all. Must not
know how a picture is baked or a file made durable.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model.disk import environment_problems
from gemba.model.library import Library
from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState
from gemba.services.captures import Captures
from gemba.services.exporting import Written, picture_name
from gemba.services.outgoing import write_bytes
from gemba.services.privacy import Privacy
from gemba.services.reckoning import Reckoned, reckon

if TYPE_CHECKING:
    from gemba.services.captures import Progress


class PicturesOut:
    """The way out for pictures of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def reckon(self, ids: Sequence[str]) -> Reckoned:
        """Say what would leave of these pictures: how many, which stay, what is masked in the texts of marks."""
        captures = self._rows(ids)
        texts = [mark.text for one in captures for mark in one.annotation.pointing]
        return reckon(Privacy(self._library).masker(), texts, captures)

    def write(
        self, ids: Sequence[str], folder: Path, *, accept_unreviewed: bool = False, progress: Progress | None = None
    ) -> Written:
        """Write the reviewed ones into a new folder as flat pictures; return it and what is in it.

        Raises Refused where one is not reviewed and ``accept_unreviewed`` was not given, and where none is left;
        UserError where something of that name is there already.
        """
        captures = self._rows(ids)
        masker = Privacy(self._library).masker()
        left_out = tuple(masker.for_paper(one.source_id or one.file_name) for one in captures if not _is_reviewed(one))
        shown = [one for one in captures if _is_reviewed(one)]
        if left_out and not accept_unreviewed:
            raise Refused(
                say("{picture} has not been reviewed.", picture=left_out[0]),
                mend=say("Look at it in the redaction step and mark it reviewed."),
            )
        if not shown:
            raise Refused(say("None of these pictures has been reviewed."), mend=say("Review them first."))
        if folder.exists():
            raise UserError(say("“{name}” is there already.", name=folder.name), mend=say("Choose another name."))
        made = Captures(self._library).renditions([one.id for one in shown], words=masker.for_paper, progress=progress)
        files = {picture_name(one, made[one.id], masker): made[one.id].flat.data for one in shown}
        return Written(folder, _written(folder, files), left_out)

    def _rows(self, ids: Sequence[str]) -> list[CaptureRow]:
        wanted = list(dict.fromkeys(ids))
        found = {one.id: one for one in self._library.queries.captures(ids=wanted)}
        return [found[one] for one in wanted if one in found]


def _is_reviewed(row: CaptureRow) -> bool:
    return row.state is CaptureState.REVIEWED


def _written(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    """Write all files beside the folder's place under another name, then give it its own."""
    failed = say("The pictures could not be written.")
    staging = folder.parent / f".{secrets.token_hex(8)}.gemba.tmp"
    with environment_problems(failed):
        staging.mkdir()
        try:
            for name, data in files.items():
                write_bytes(staging / name, data, doing=failed)
            staging.rename(folder)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    return tuple(folder / name for name in files)
