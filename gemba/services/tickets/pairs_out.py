"""Before and after, or label and truth, leave as one picture: both Renditions beside each other, what is said above.

Made of reviewed pictures only, masked, cut to what the window shows of them, never to more than was reviewed. Must not
know clipboards, drags or how pixels are put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused
from gemba.message import say
from gemba.model.disk import environment_problems
from gemba.model.library import Library
from gemba.model.rows.review import Region
from gemba.services.leaving.files import slug
from gemba.services.leaving.privacy import Privacy, not_to_be_quoted
from gemba.services.pictures.captures import Captures
from gemba.services.pictures.copies import PictureCopy, TakenAlong, copy_of
from gemba.services.tickets.pairs import same_region

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition


@dataclass(frozen=True, slots=True)
class Both:
    """Two pictures that belong together, and what each is called there: fixed words and a code, nobody's own text.

    ``regions`` are left, top, right, bottom of each in pixels of its frame, None for all of it; without any, before
    and after are cut to what both show. ``name`` is what a file of them is called, ``note`` the note that says that
    they belong together.
    """

    capture_ids: tuple[str, str]
    said: tuple[str, str]
    name: str
    regions: tuple[Region | None, Region | None] | None = None
    note: str = ""


def both_copied(library: Library, both: Both) -> PictureCopy:
    """Return them as one picture to take along.

    Raises Refused where nobody has reviewed one of them, or the note that names them must not be quoted.
    """
    return copy_of(_rendition(library, both))


def both_taken(library: Library, both: Both, folder: Path) -> TakenAlong:
    """Write them as one file into a new folder that only this person can read. Raises as ``both_copied`` does."""
    from gemba.imaging.export import export_picture

    made = _rendition(library, both)
    with environment_problems(say("The pictures could not be prepared for other programs.")):
        folder.mkdir(mode=0o700, parents=True)
        target = folder / f"{slug(both.name, fallback='pictures')}-{made.flat.sha256[:8]}.png"
        export_picture(made, target)
    return TakenAlong((target,), copy_of(made))


def _rendition(library: Library, both: Both) -> Rendition:
    from gemba.imaging.beside import beside
    from gemba.imaging.rects import IntRect

    if both.note and both.note in not_to_be_quoted(library.queries):
        raise Refused(
            say("A customer refused to have this note quoted."), mend=say("Copy its pictures one by one instead.")
        )
    captures, words = Captures(library), Privacy(library).masker().for_paper
    rows = [captures.one(key) for key in both.capture_ids]
    common = same_region(rows) if both.regions is None else None
    regions = [None if one is None else IntRect(*one) for one in both.regions or (common, common)]
    first, second = (
        captures.renditions([row.id], words=words, regions={} if part is None else {row.id: part})[row.id]
        for row, part in zip(rows, regions, strict=True)
    )
    said = [f"{code}\n{words(row.caption or row.what)}".strip() for code, row in zip(both.said, rows, strict=True)]
    return beside(first, second, captions=(said[0], said[1]))
