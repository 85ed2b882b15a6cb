"""Chosen pictures leave: as files in a folder or a zip file, or as one PDF with captions and legends.

Reviewed ones only, marks painted, everything masked. All are made before the first is written, and folder or file gets
its name last: it is there whole or not at all. Must not know how a picture is baked or a file made durable.
"""

from __future__ import annotations

import io
import secrets
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model.disk import environment_problems
from gemba.model.library import Library
from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState, NarrativeLanguage
from gemba.services.finding.words import word
from gemba.services.leaving.files import write_bytes
from gemba.services.leaving.privacy import Privacy
from gemba.services.leaving.reckoning import Reckoned, reckon
from gemba.services.leaving.report_pictures import Written, picture_name
from gemba.services.pictures.captures import Captures

if TYPE_CHECKING:
    from gemba.services.pictures.captures import Progress


ZIP, PDF = ".zip", ".pdf"
_FAILED = say("The pictures could not be written.")
_UNIX = 3


class PicturesOut:
    """The way out for pictures of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def reckon(self, ids: Sequence[str]) -> Reckoned:
        """Say what would leave of these pictures: how many, which stay, what is masked in captions and marks."""
        captures = self._rows(ids)
        texts = [mark.text for one in captures for mark in one.annotation.pointing]
        texts += [one.caption or one.what for one in captures]
        return reckon(Privacy(self._library).masker(), texts, captures)

    def write(
        self,
        ids: Sequence[str],
        target: Path,
        *,
        language: str = "en",
        accept_unreviewed: bool = False,
        progress: Progress | None = None,
    ) -> Written:
        """Write the reviewed ones as flat pictures into a new folder, as a .zip of the same, or as a .pdf.

        Photographs are JPEG, all others PNG; ``language`` is that of the PDF's fixed words. Raises Refused where one
        is not reviewed and ``accept_unreviewed`` was not given, and where none is left; UserError where a folder of
        that name is there already. A file that is there is replaced.
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
        is_file = target.suffix.lower() in (ZIP, PDF)
        if target.exists() and not is_file:
            raise UserError(say("“{name}” is there already.", name=target.name), mend=say("Choose another name."))
        made = Captures(self._library).renditions([one.id for one in shown], words=masker.for_paper, progress=progress)
        if target.suffix.lower() == PDF:
            from gemba.services.leaving.reports import pictures_pdf

            data = pictures_pdf(self._library, word(NarrativeLanguage, language), shown, made)
            return Written(write_bytes(target, data, doing=_FAILED), (), left_out)
        files = {picture_name(one, made[one.id], masker): made[one.id].flat.data for one in shown}
        if is_file:
            return Written(write_bytes(target, zipped(files), doing=_FAILED), (), left_out)
        return Written(target, _written(target, files), left_out)

    def _rows(self, ids: Sequence[str]) -> list[CaptureRow]:
        wanted = list(dict.fromkeys(ids))
        found = {one.id: one for one in self._library.queries.captures(ids=wanted)}
        return [found[one] for one in wanted if one in found]


def _is_reviewed(row: CaptureRow) -> bool:
    return row.state is CaptureState.REVIEWED


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file of these, whose bytes depend on nothing else: no times, no system, nothing compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            file.writestr(entry, files[name])
    return out.getvalue()


def _written(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    """Write all files beside the folder's place under another name, then give it its own."""
    staging = folder.parent / f".{secrets.token_hex(8)}.gemba.tmp"
    with environment_problems(_FAILED):
        staging.mkdir()
        try:
            for name, data in files.items():
                write_bytes(staging / name, data, doing=_FAILED)
            staging.rename(folder)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    return tuple(folder / name for name in files)
