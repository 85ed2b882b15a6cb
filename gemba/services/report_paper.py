"""One visit or one ticket on paper: the values of report/session_report.py filled from rows, every text masked.

Pictures come in as Renditions of reviewed captures; the others stand as a box that says so. Must not write files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gemba.imaging.picture import Rendition
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, ObservationRow, SessionRow
from gemba.model.values import NarrativeLanguage
from gemba.report.document import PaperSize, SheetPicture
from gemba.report.session_report import SessionReport, TicketReport, write_session_report, write_ticket_sheet
from gemba.services.paper import sheet_maker
from gemba.services.paper_sheets import SheetMaker
from gemba.services.tickets import TicketView


def visit_pdf(
    library: Library,
    visit: SessionRow,
    language: NarrativeLanguage,
    captures: Sequence[CaptureRow],
    renditions: Mapping[str, Rendition],
) -> bytes:
    """Return the PDF of one visit; a customer who refused to be quoted is left out."""
    maker = sheet_maker(library, language)
    queries = library.queries
    codes = {one.id: maker.picture_name(one) for one in captures}
    promises = tuple(
        maker.paper(f"{one.text} ({one.due})" if one.due else one.text) for one in queries.promises(session_id=visit.id)
    )
    report = SessionReport(
        session=maker.session(visit),
        language=language,
        observations=tuple(
            maker.evidence(note, pictures=tuple(codes[one] for one in note.capture_ids if one in codes), tickets=())
            for note in spoken_notes(library)
            if note.session_id == visit.id
        ),
        pictures=tuple(
            SheetPicture(codes[one.id], codes[one.id], maker.paper(one.caption or one.what), renditions.get(one.id))
            for one in captures
        ),
        promises=promises,
        confidentiality=maker.house.confidentiality,
        page=_page(maker),
    )
    return write_session_report(report)


def ticket_pdf(
    library: Library,
    view: TicketView,
    language: NarrativeLanguage,
    captures: Sequence[CaptureRow],
    renditions: Mapping[str, Rendition],
) -> bytes:
    """Return the PDF of one ticket's sheet: one page wherever its texts leave room for the pictures."""
    maker = sheet_maker(library, language)
    notes = {note.id: note for note in spoken_notes(library)}
    sheet = maker.ticket(
        view,
        captures={one.id: one for one in captures},
        renditions=renditions,
        notes=[notes[one] for one in view.row.observation_ids if one in notes],
        facilitators={one.number: maker.facilitator(one) for one in library.queries.sessions()},
        top_n=view.top_n,
    )
    report = TicketReport(
        ticket=sheet,
        language=language,
        day=library.clock().local().date(),
        house_currency=maker.house.currency,
        confidentiality=maker.house.confidentiality,
        page=_page(maker),
    )
    return write_ticket_sheet(report)


def spoken_notes(library: Library) -> list[ObservationRow]:
    """Return every note but those of a customer who refused to be quoted."""
    silent = {one.observation_id for one in library.queries.calls() if not one.words_allowed}
    return [one for one in library.queries.observations() if one.id not in silent]


def _page(maker: SheetMaker) -> PaperSize:
    return PaperSize.LETTER if maker.house.paper.lower() == "letter" else PaperSize.A4
