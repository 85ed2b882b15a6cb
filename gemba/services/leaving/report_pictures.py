"""The pictures of a report that leaves, and the files it becomes: pictures first, then the text that names them.

A text has its pictures in a folder of its own beside it.

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
from gemba.services.leaving.picture_folder import PictureFolder

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.services.pictures.captures import Progress
    from gemba.services.tickets.labels import Detail, LabelsOut


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, the files of its pictures, and the pictures left out because nobody reviewed them."""

    file: Path
    pictures: tuple[Path, ...] = ()
    unreviewed: tuple[str, ...] = ()


class ReportPictures:
    """The pictures of one report: reviewed ones as Renditions, the others by name only.

    For a text, ``to``, ``files`` says how it names each of its pictures; paper holds them.
    """

    def __init__(
        self,
        library: Library,
        masker: Masker,
        captures: Sequence[CaptureRow],
        *,
        accept_unreviewed: bool,
        to: Path | None = None,
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
        self._folder = None if to is None else PictureFolder(to)
        self._made: dict[str, bytes] = {}
        folder = self._folder
        self.files = (
            {}
            if folder is None
            else {one.id: self._link(folder, one, self.renditions[one.id], masker) for one in shown}
        )

    def details(self, labels: LabelsOut, masker: Masker) -> dict[Detail, str]:
        """Return how the regions that are a label or a truth are named; they are written with the pictures."""
        folder = self._folder
        if folder is None:
            return {}
        return {key: self._link(folder, self._rows[key[0]], made, masker) for key, made in labels.cut.items()}

    def _link(self, folder: PictureFolder, capture: CaptureRow, rendition: Rendition, masker: Masker) -> str:
        data = rendition.flat.data
        name = folder.name(picture_name(capture, rendition, masker), data)
        self._made[name] = data
        return folder.link(name)

    def paper(self, to: Path, data: bytes) -> Written:
        """Write a PDF, which holds its pictures."""
        file = write_bytes(to, data, doing=say("The report could not be written."))
        return Written(file, (), self.unreviewed)

    def markdown(self, text: str) -> Written:
        """Write pictures first, then the text: a report that names a picture is never there without it."""
        folder = self._folder
        if folder is None:
            raise ValueError("it was made for paper")
        with folder.filled(self._made, doing=say("A picture could not be written.")) as pictures:
            file = write_bytes(folder.text, text.encode("utf-8"), doing=say("The report could not be written."))
        return Written(file, pictures, self.unreviewed)


def picture_name(capture: CaptureRow, rendition: Rendition, masker: Masker) -> str:
    """Return the file name of an exported picture: a cleaned name and a piece of its own hash (H-12).

    Two pictures have one name only where their bytes are one too; then one file stands for both.
    """
    name = slug(masker.for_paper(capture.source_id), fallback="picture")
    suffix = "jpg" if rendition.flat.format == "jpeg" else "png"
    return f"{name}-{rendition.flat.sha256[:8]}.{suffix}"
