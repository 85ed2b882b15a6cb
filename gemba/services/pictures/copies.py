"""Pictures to take along: one for the clipboard, one or several as files for dragging out of the window (R-15).

They are flat Renditions of reviewed pictures, masked, and nothing else: a copy is always PNG, a file is what an export
writes. Must not know clipboards.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.message import say
from gemba.model.disk import environment_problems
from gemba.model.library import Library
from gemba.services.leaving.privacy import Privacy
from gemba.services.pictures.captures import Captures

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """What may be taken along: a PNG of ours, and its size in pixels."""

    png: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """What a drag hands over: files, and the copy of the first picture."""

    files: tuple[Path, ...]
    copy: PictureCopy


def taken_along(library: Library, capture_ids: Sequence[str], folder: Path) -> TakenAlong:
    """Write the pictures as files into a new folder that only this person can read. Raises as ``picture_copy`` does."""
    from gemba.imaging.export import export_picture
    from gemba.services.leaving.report_pictures import picture_name

    masker = Privacy(library).masker()
    made = Captures(library).renditions(capture_ids, words=masker.for_paper)
    rows = {row.id: row for row in library.queries.captures(ids=made)}
    failed = say("The pictures could not be prepared for other programs.")
    with environment_problems(failed):
        folder.mkdir(mode=0o700, parents=True)
        files: dict[Path, None] = {}
        for capture_id, rendition in made.items():
            target = folder / picture_name(rows[capture_id], rendition, masker)
            export_picture(rendition, target)
            files[target] = None  # the same picture twice is one file
    return TakenAlong(tuple(files), copy_of(made[capture_ids[0]]))


def forget_files(folder: Path) -> None:
    """Delete the files of a drag; they may be gone already."""
    shutil.rmtree(folder, ignore_errors=True)


def picture_copy(library: Library, capture_id: str) -> PictureCopy:
    """Return a reviewed picture to take along. Raises Refused where nobody has reviewed it."""
    words = Privacy(library).masker().for_paper
    return copy_of(Captures(library).renditions([capture_id], words=words)[capture_id])


def copy_of(rendition: Rendition) -> PictureCopy:
    """Return the flat product of a Rendition as PNG; raises TypeError for anything that is no Rendition."""
    from gemba.imaging.export import chosen
    from gemba.imaging.png import encode_png
    from gemba.imaging.render import open_own

    flat = chosen(rendition, "flat")
    png = flat.data if flat.format == "png" else encode_png(open_own(flat))
    return PictureCopy(png, flat.width, flat.height)
