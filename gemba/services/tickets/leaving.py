"""One ticket on its way out: what would leave, how many pages, and as text for the clipboard. Masked like every export.

Files are written by exporting.py. Must not know the clipboard nor how a report is laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.model.library import Library
from gemba.model.rows import CaptureRow, TicketRow
from gemba.model.values import CaptureState, NarrativeLanguage
from gemba.services.finding.words import word
from gemba.services.leaving.masking import Masker
from gemba.services.leaving.privacy import Privacy, not_to_be_quoted, owner_shown
from gemba.services.leaving.reckoning import Reckoned, reckon
from gemba.services.pictures.legend import legend_of
from gemba.services.tickets.labels import LabelsOut, labels_of, labels_out
from gemba.services.tickets.tickets import TicketView

if TYPE_CHECKING:
    from gemba.services.pictures.copies import PictureCopy


@dataclass(frozen=True, slots=True)
class CopiedTicket:
    """A ticket as text, once as Markdown and once plain; ``pictures`` are named in it but are not part of it."""

    markdown: str
    plain: str
    pictures: int


class TicketLeaving:
    """What may leave of the tickets of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def reckon(self, reference: str) -> Reckoned:
        """Return what a ticket's sheet would hold; nothing is written."""
        view, captures = self._view(reference), self._captures(reference)
        masker = Privacy(self._library).masker()
        queries, row = self._library.queries, view.row
        notes = queries.observations(ids=row.observation_ids)
        texts = (row.title, row.where, row.expected, row.happened, row.fix, row.money.arithmetic)
        more = (
            [one.text for one in notes]
            + [one.text for one in row.causes]
            + [one.caption or one.what for one in captures]
            + [note for one in captures if one.state is CaptureState.REVIEWED for _, note in legend_of(one)]
        )
        shown = owner_shown(row, queries.people(), masker, unknown="-")
        people = [(row.owner, shown)] if row.owner else []
        return reckon(masker, (*texts, *more), captures, notes=len(notes), people=people)

    def file_name(self, reference: str) -> str:
        """Return what the file is called at first: number and title, masked, for who does not know the number."""
        row = self._view(reference).row
        return f"T{row.number} {Privacy(self._library).masker().for_paper(row.title)}"

    def pages(self, reference: str, *, language: str = "en") -> int:
        """Return how many pages the PDF would have; it is laid out in full and thrown away."""
        from gemba.report.preview import page_count
        from gemba.services.leaving.reports import ticket_pdf
        from gemba.services.pictures.captures import Captures
        from gemba.services.tickets.pairs import renditions_together

        captures, masker = self._captures(reference), Privacy(self._library).masker()
        reviewed = [one.id for one in captures if one.state is CaptureState.REVIEWED]
        view, out = self._view(reference), Captures(self._library)
        renditions = out.renditions(reviewed, words=masker.for_paper)
        rows = {one.id: one for one in captures if one.id in renditions}
        renditions |= renditions_together(out, view.row.pictures, rows, words=masker.for_paper)
        spoken = word(NarrativeLanguage, language)
        labels = ticket_labels(self._library, view.row, captures, masker)
        return page_count(ticket_pdf(self._library, view, spoken, captures, renditions, labels))

    def copied(self, reference: str) -> CopiedTicket:
        """Return a ticket as text: masked, people as roles, its pictures by name and caption only."""
        from gemba.services.tickets.markdown import PLAIN, ticket_text

        view, captures = self._view(reference), self._captures(reference)
        masker = Privacy(self._library).masker()
        labels = labels_of(self._library.queries, view.row, silent=not_to_be_quoted(self._library.queries))
        markdown = ticket_text(self._library, view, masker, captures, None, labels)
        plain = ticket_text(self._library, view, masker, captures, None, labels, style=PLAIN)
        return CopiedTicket(markdown, plain, len(captures))

    def flat_picture(self, reference: str) -> PictureCopy | None:
        """Return the first reviewed picture with its marks to take along, None where none is reviewed."""
        from gemba.services.pictures.copies import picture_copy

        reviewed = [one.id for one in self._captures(reference) if one.state is CaptureState.REVIEWED]
        return picture_copy(self._library, reviewed[0]) if reviewed else None

    def _view(self, reference: str) -> TicketView:
        from gemba.services.tickets.tickets import Tickets

        return Tickets(self._library).view(reference)

    def _captures(self, reference: str) -> list[CaptureRow]:
        from gemba.services.finding import codes as finding

        queries = self._library.queries
        row = finding.ticket(queries, reference)
        linked = list(dict.fromkeys(one.capture_id for one in row.pictures if one.capture_id))
        found = {one.id: one for one in queries.captures(ids=linked)}
        return [found[one] for one in linked if one in found]


def ticket_labels(library: Library, row: TicketRow, captures: Sequence[CaptureRow], masker: Masker) -> LabelsOut:
    """Return label and truth of a ticket as they may leave; those of a note that must not be quoted stay."""
    from gemba.services.pictures.captures import Captures

    pairs = labels_of(library.queries, row, silent=not_to_be_quoted(library.queries))
    return labels_out(Captures(library), pairs, {one.id: one for one in captures}, words=masker.for_paper)
