"""What leaves besides the narrative: tickets as a table, one ticket, one visit. Redacted, with people as roles.

Every string passes Privacy.masker; every file is written whole or not at all. Must not know how a table is quoted or a
file made durable.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import UserError
from gemba.message import say
from gemba.model.library import Library
from gemba.model.values import NarrativeLanguage
from gemba.services.finding import codes as finding
from gemba.services.finding.words import word
from gemba.services.leaving.files import write_bytes
from gemba.services.leaving.privacy import Privacy, not_to_be_quoted, owner_shown, person_shown
from gemba.services.leaving.reckoning import Reckoned, reckon
from gemba.services.leaving.report_pictures import ReportPictures, Written
from gemba.services.leaving.ticket_table import COLUMNS, cells
from gemba.services.leaving.visit_text import visit_text

if TYPE_CHECKING:
    from gemba.services.pictures.captures import Progress


class Exporting:
    """Exports of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def tickets(self, to: Path, *, guard: bool = True, numbers: Collection[int] | None = None) -> Written:
        """Write tickets, those with these numbers or all, to a .csv or .md file.

        ``guard`` False lets formulas stand, by a person's choice only.
        """
        from gemba.exchange.tables import write_csv
        from gemba.services.leaving import markdown as markdown_out

        rows = self._ticket_rows(numbers)
        if to.suffix.lower() == ".csv":
            data = write_csv(COLUMNS, rows, guard=guard)
        elif to.suffix.lower() in (".md", ".markdown"):
            data = (markdown_out.table(list(COLUMNS), [list(row) for row in rows]) + "\n").encode("utf-8")
        else:
            raise _suffix(to, ".csv, .md")
        return Written(write_bytes(to, data, doing=say("The tickets could not be written.")))

    def _ticket_rows(self, numbers: Collection[int] | None) -> list[tuple[str, ...]]:
        from gemba.services.narratives.drafting import sentences
        from gemba.services.tickets.tickets import Tickets

        masker = Privacy(self._library).masker()
        queries = self._library.queries
        people = queries.people()
        notes = {row.id: row.source_id or row.id for row in queries.observations()}
        unknown = sentences(NarrativeLanguage.ENGLISH)["words"]["owner_named"]
        return [
            tuple(
                masker.for_paper(cell)
                for cell in cells(view, owner_shown(view.row, people, masker, unknown=unknown), notes, masker)
            )
            for view in Tickets(self._library).views()
            if numbers is None or view.row.number in numbers
        ]

    def reckon_tickets(self, numbers: Collection[int]) -> Reckoned:
        """Return what a table of these tickets would hold; nothing is written."""
        queries = self._library.queries
        masker = Privacy(self._library).masker()
        ids = [row.id for row in queries.ticket_list_rows(numbers)]
        rows = queries.tickets(ids=ids)
        texts = (
            text
            for row in rows
            for text in (row.title, row.where, row.expected, row.happened, row.fix, row.money.arithmetic)
        )
        owners = [(row.owner, "") for row in rows]
        return reckon(masker, texts, (), people=owners)

    def reckon_session(self, reference: str) -> Reckoned:
        """Return what the report of a visit would hold; nothing is written."""
        from gemba.services.pictures.captures import Captures

        queries = self._library.queries
        visit = finding.session(queries, reference)
        masker = Privacy(self._library).masker()
        captures = Captures(self._library).all(session=visit.id)
        seen, silent = queries.observations(session_id=visit.id), not_to_be_quoted(queries)
        notes = [one.text for one in seen if one.id not in silent]
        promises = [one.text for one in queries.promises(session_id=visit.id)]
        captions = [one.caption or one.what for one in captures]
        people = {one.id: one for one in queries.people()}
        header = [people[one] for one in visit.facilitator_ids if one in people]
        return reckon(
            masker,
            (visit.charter, *notes, *promises, *captions),
            captures,
            notes=len(notes),
            people=[(one.name, person_shown(one, masker)) for one in header],
        )

    def session_file_name(self, reference: str) -> str:
        """Return what the report of a visit is called at first: number, team and day, masked as in it."""
        visit = finding.session(self._library.queries, reference)
        return f"S{visit.number} {Privacy(self._library).masker().for_paper(visit.team)} {visit.date}"

    def session_pages(self, reference: str, *, language: str = "en", progress: Progress | None = None) -> int:
        """Return how many pages the PDF of a visit would have; it is laid out in full and thrown away."""
        from gemba.report.preview import page_count
        from gemba.services.leaving.reports import visit_pdf
        from gemba.services.pictures.captures import Captures

        visit = finding.session(self._library.queries, reference)
        captures = Captures(self._library).all(session=visit.id)
        masker = Privacy(self._library).masker()
        out = ReportPictures(self._library, masker, captures, accept_unreviewed=True, progress=progress)
        spoken = word(NarrativeLanguage, language)
        return page_count(visit_pdf(self._library, visit, spoken, captures, out.renditions))

    def session_report(
        self,
        reference: str,
        to: Path,
        *,
        language: str = "en",
        accept_unreviewed: bool = False,
        progress: Progress | None = None,
    ) -> Written:
        """Write the report of one visit as a .pdf, or as .md with its reviewed pictures in a folder of its own.

        ``language`` is that of the PDF's fixed words. Refuses, naming them, while pictures of the visit are not
        reviewed, unless told to leave them out. ``progress`` is called with each picture made ready, before anything
        is written.
        """
        from gemba.services.pictures.captures import Captures

        spoken = _paper_language(to, language)
        visit = finding.session(self._library.queries, reference)
        masker = Privacy(self._library).masker()
        captures = Captures(self._library).all(session=visit.id)
        out = ReportPictures(
            self._library,
            masker,
            captures,
            accept_unreviewed=accept_unreviewed,
            to=to if spoken is None else None,
            progress=progress,
        )
        if spoken is not None:
            from gemba.services.leaving.reports import visit_pdf

            return out.paper(to, visit_pdf(self._library, visit, spoken, captures, out.renditions))
        return out.markdown(visit_text(self._library, visit, masker, captures, out.files))

    def ticket(self, reference: str, to: Path, *, language: str = "en", accept_unreviewed: bool = False) -> Written:
        """Write one ticket as a .pdf to hand over, or as .md with its pictures in a folder; else as above."""
        from gemba.services.tickets.leaving import ticket_labels
        from gemba.services.tickets.tickets import Tickets

        spoken = _paper_language(to, language)
        view = Tickets(self._library).view(reference)
        masker = Privacy(self._library).masker()
        linked = list(dict.fromkeys(one.capture_id for one in view.row.pictures if one.capture_id))
        found = {one.id: one for one in self._library.queries.captures(ids=linked)}
        captures = [found[one] for one in linked if one in found]
        out = ReportPictures(
            self._library,
            masker,
            captures,
            accept_unreviewed=accept_unreviewed,
            to=to if spoken is None else None,
            links=view.row.pictures,
        )
        labels = ticket_labels(self._library, view.row, captures, masker)
        if spoken is not None:
            from gemba.services.leaving.reports import ticket_pdf

            return out.paper(to, ticket_pdf(self._library, view, spoken, captures, out.renditions, labels))
        from gemba.services.tickets.markdown import ticket_text

        details = out.details(labels, masker)
        return out.markdown(ticket_text(self._library, view, masker, captures, out.files, labels.pairs, details))


def _paper_language(to: Path, language: str) -> NarrativeLanguage | None:
    """Return the language of a PDF, None where ``to`` is Markdown; raise UserError for any other ending."""
    if to.suffix.lower() not in (".md", ".markdown", ".pdf"):
        raise _suffix(to, ".md, .pdf")
    return word(NarrativeLanguage, language) if to.suffix.lower() == ".pdf" else None


def _suffix(to: Path, known: str) -> UserError:
    return UserError(say("“{name}” has no known ending.", name=to.name), mend=say("Known are {known}.", known=known))
