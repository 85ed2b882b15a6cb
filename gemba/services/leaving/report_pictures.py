"""The pictures of a report that leaves, and the files it becomes: pictures first, then the text that names them.

Must not know what the report is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused
from gemba.message import say
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, TicketPictureRow
from gemba.model.values import CaptureState
from gemba.services.leaving.files import slug, write_bytes
from gemba.services.leaving.masking import Masker

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.services.pictures.captures import Progress
    from gemba.services.tickets.labels import Detail, LabelsOut


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, the files beside it, and the pictures left out because nobody reviewed them."""

    file: Path
    pictures: tuple[Path, ...] = ()
    unreviewed: tuple[str, ...] = ()


class ReportPictures:
    """The pictures of one report: reviewed ones as Renditions with their file names, the others by name only."""

    def __init__(
        self,
        library: Library,
        masker: Masker,
        captures: Sequence[CaptureRow],
        *,
        accept_unreviewed: bool,
        progress: Progress | None = None,
        links: Sequence[TicketPictureRow] = (),
    ) -> None:
        """Make the Renditions; raises Refused, naming them, where some are not reviewed and that is not accepted."""
        from gemba.services.narratives.narratives import UNREVIEWED_MEND, unreviewed_sentence
        from gemba.services.pictures.captures import Captures
        from gemba.services.tickets.pairs import renditions_together

        left_out = [one for one in captures if one.state is not CaptureState.REVIEWED]
        self.unreviewed = tuple(masker.for_paper(one.source_id or one.file_name) for one in left_out)
        if self.unreviewed and not accept_unreviewed:
            raise Refused(unreviewed_sentence(self.unreviewed), mend=UNREVIEWED_MEND)
        shown = [one for one in captures if one.state is CaptureState.REVIEWED]
        ids = [one.id for one in shown]
        out, rows = Captures(library), {one.id: one for one in shown}
        self.renditions = out.renditions(ids, words=masker.for_paper, progress=progress)
        # Before and after show one region, so that nobody has to look for what changed.
        self.renditions |= renditions_together(out, links, rows, words=masker.for_paper)
        self._rows = rows
        self.files = {one.id: picture_name(one, self.renditions[one.id], masker) for one in shown}
        self._details: dict[str, Rendition] = {}

    def details(self, labels: LabelsOut, masker: Masker) -> dict[Detail, str]:
        """Return the file names of the regions that are a label or a truth; they are written with the pictures."""
        names = {key: picture_name(self._rows[key[0]], made, masker) for key, made in labels.cut.items()}
        self._details = {names[key]: made for key, made in labels.cut.items()}
        return names

    def paper(self, to: Path, data: bytes) -> Written:
        """Write a PDF, which holds its pictures."""
        file = write_bytes(to, data, doing=say("The report could not be written."))
        return Written(file, (), self.unreviewed)

    def markdown(self, to: Path, text: str) -> Written:
        """Write pictures first, then the text: a report that names a picture is never there without it."""
        failed = say("A picture could not be written.")
        made = {name: self.renditions[key] for key, name in self.files.items()} | self._details
        pictures = tuple(write_bytes(to.parent / name, one.flat.data, doing=failed) for name, one in made.items())
        file = write_bytes(to, text.encode("utf-8"), doing=say("The report could not be written."))
        return Written(file, pictures, self.unreviewed)


def picture_name(capture: CaptureRow, rendition: Rendition, masker: Masker) -> str:
    """Return the file name of an exported picture: a cleaned name and a piece of its own hash (H-12).

    Two pictures have one name only where their bytes are one too; then one file stands for both.
    """
    name = slug(masker.for_paper(capture.source_id), fallback="picture")
    suffix = "jpg" if rendition.flat.format == "jpeg" else "png"
    return f"{name}-{rendition.flat.sha256[:8]}.{suffix}"
