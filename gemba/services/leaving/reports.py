"""One visit, one ticket or chosen pictures on paper: report/session_report.py filled from rows, every text masked.

Pictures come in as Renditions of reviewed captures; the others stand as a box that says so. Must not write files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from gemba.imaging.picture import Rendition
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, ObservationRow, SessionRow
from gemba.model.values import NarrativeLanguage
from gemba.report.document import PaperSize, SheetPicture
from gemba.report.session_report import (
    PictureReport,
    SessionReport,
    TicketReport,
    write_picture_report,
    write_session_report,
    write_ticket_sheet,
)
from gemba.services.leaving.privacy import not_to_be_quoted
from gemba.services.narratives.paper import sheet_maker
from gemba.services.narratives.sheets import NO_LABELS, SheetMaker
from gemba.services.tickets.labels import LabelsOut
from gemba.services.tickets.tickets import TicketView
from gemba.services.visits.live import Live
from gemba.services.visits.note_details import details, minutes_debated
from gemba.services.visits.note_line import NoteLine


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
    timeline = Live(library).timeline(visit.id)
    silent = not_to_be_quoted(library.queries)
    report = SessionReport(
        session=maker.session(visit),
        language=language,
        observations=tuple(
            replace(
                maker.evidence(
                    note, pictures=tuple(codes[one] for one in note.capture_ids if one in codes), tickets=()
                ),
                text=note_on_paper(maker, note, timeline.parts[note.id]),
            )
            for note in timeline.notes
            if note.id not in silent
        ),
        pictures=tuple(_sheet_picture(maker, one, renditions) for one in captures),
        promises=promises,
        debated=" ".join(one.said(maker.translate) for one in minutes_debated(visit.debate_minutes)),
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
    labels: LabelsOut = NO_LABELS,
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
        labels=labels,
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


def pictures_pdf(
    library: Library,
    language: NarrativeLanguage,
    captures: Sequence[CaptureRow],
    renditions: Mapping[str, Rendition],
) -> bytes:
    """Return the PDF of pictures with captions and legends, under their visits in the order in which they come."""
    maker = sheet_maker(library, language)
    teams = {one.id: f"S{one.number}  {maker.paper(one.team)}" for one in library.queries.sessions()}
    groups = groupby(captures, key=lambda one: teams.get(one.session_id or "", ""))
    report = PictureReport(
        groups=tuple((name, tuple(_sheet_picture(maker, one, renditions) for one in rows)) for name, rows in groups),
        language=language,
        day=library.clock().local().date(),
        confidentiality=maker.house.confidentiality,
        page=_page(maker),
    )
    return write_picture_report(report)


def _sheet_picture(maker: SheetMaker, capture: CaptureRow, renditions: Mapping[str, Rendition]) -> SheetPicture:
    name = maker.picture_name(capture)
    return SheetPicture(name, name, maker.paper(capture.caption or capture.what), renditions.get(capture.id))


def spoken_notes(library: Library) -> list[ObservationRow]:
    """Return every note but those of a customer who refused to be quoted."""
    notes, silent = library.queries.observations(), not_to_be_quoted(library.queries)
    return [one for one in notes if one.id not in silent]


def note_on_paper(maker: SheetMaker, note: ObservationRow, carried: NoteLine) -> str:
    """Return a note's words with what its kind carries, as they may leave."""
    said = [maker.paper(one.said(maker.translate)) for one in details(note.kind, carried)]
    return " · ".join((maker.paper(note.text), *said))


def _page(maker: SheetMaker) -> PaperSize:
    return PaperSize.LETTER if maker.house.paper.lower() == "letter" else PaperSize.A4
