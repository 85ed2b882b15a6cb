"""Reports beside the narrative, on the same engine: one visit, one ticket, the list of problems of a period.

Values come in redacted like those of `document`. No budget, no line numbers; the foot says page n of m and the
checksum. Must not know the store or services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from gemba.model.values import NarrativeLanguage
from gemba.report.appendix import evidence_table
from gemba.report.blocks import SourceLines, Span, Spans, Table
from gemba.report.document import (
    Document,
    EvidenceEntry,
    Front,
    MethodSheet,
    PaperSize,
    SessionEntry,
    SheetPicture,
    TicketSheet,
)
from gemba.report.facts import FactBook
from gemba.report.frontpage import title_strips
from gemba.report.ink import Strip
from gemba.report.layout import sheet_layout
from gemba.report.numbers import day_words
from gemba.report.one_page import fitting_pictures
from gemba.report.paint import Pictures
from gemba.report.pdf import Progress, paint_pages
from gemba.report.setting import text_strips
from gemba.report.sheet_pictures import LEGEND_LINES, legend_of, picture_strip
from gemba.report.sheets import field_strips, ticket_parts, ticket_strips
from gemba.report.sightings import live_words
from gemba.report.styles import Styles, styles_of
from gemba.report.tables import simple_table, table_strips
from gemba.report.words import Words, words_in

_NOWHERE = SourceLines(0, 0)
_SPARE_PT = 6.0


@dataclass(frozen=True, slots=True)
class SessionReport:
    """One visit on paper: what it was to answer, how much was seen live, what was seen in the order of time.

    ``debated`` says how many minutes went into debates about format (M3), nothing where none did.
    """

    session: SessionEntry
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH
    observations: tuple[EvidenceEntry, ...] = ()
    pictures: tuple[SheetPicture, ...] = ()
    promises: tuple[str, ...] = ()
    debated: str = ""
    confidentiality: str = ""
    page: PaperSize = PaperSize.A4


@dataclass(frozen=True, slots=True)
class TicketReport:
    """One ticket on its own sheet, to be handed over."""

    ticket: TicketSheet
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH
    day: date | None = None
    house_currency: str = "EUR"
    confidentiality: str = ""
    page: PaperSize = PaperSize.A4


@dataclass(frozen=True, slots=True)
class PictureReport:
    """Pictures with what is written under and on them: groups of (heading, pictures), a heading may be empty."""

    groups: tuple[tuple[str, tuple[SheetPicture, ...]], ...]
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH
    day: date | None = None
    confidentiality: str = ""
    page: PaperSize = PaperSize.A4


class Standing(StrEnum):
    """Where a problem stands in a period (M22)."""

    NEW = "new"
    STILL_OPEN = "still open"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem of the list: how long it is open and whom it waits for."""

    number: int
    title: str
    standing: Standing
    days_open: int | None = None
    waiting_for: str = ""
    reports: int = 0
    customers: int = 0


@dataclass(frozen=True, slots=True)
class ProblemList:
    """The list of a period, by product or team; the same lines give the same bytes."""

    title: str
    first_day: date
    last_day: date
    groups: tuple[tuple[str, tuple[ProblemLine, ...]], ...]
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH
    confidentiality: str = ""
    page: PaperSize = PaperSize.A4
    notes: tuple[str, ...] = field(default=())


def write_session_report(report: SessionReport, progress: Progress | None = None) -> bytes:
    """Return the PDF of one visit; raise EnvironmentProblem where a font or picture cannot be used."""
    session, words = report.session, words_in(report.language)
    styles = styles_of(report.language, report.page)
    front = Front(
        title=f"S{session.number}  {session.team}",
        language=report.language,
        day=session.day,
        round_name=session.department,
        draft=0,
        confidentiality=report.confidentiality,
    )
    strips = [*_title(front, styles, words), *_session_fields(report, styles, words)]
    if report.observations:
        strips += [*_heading(words("What was seen"), styles)]
        strips += evidence_table(list(report.observations), styles, words)
    if report.pictures:
        strips += _heading(words("Pictures"), styles)
        strips += [picture_strip(one, styles, words) for one in report.pictures]
    return _painted(front, strips, styles, report.pictures, progress)


def write_ticket_sheet(report: TicketReport, progress: Progress | None = None) -> bytes:
    """Return the PDF of one ticket; raise EnvironmentProblem where a font or picture cannot be used."""
    styles = styles_of(report.language, report.page)
    front = Front(
        title=f"T{report.ticket.number}  {report.ticket.title}",
        language=report.language,
        day=report.day,
        draft=0,
        confidentiality=report.confidentiality,
    )
    around = Document("", FactBook(), method=MethodSheet(house_currency=report.house_currency))
    return _painted(front, _ticket_page(report, around, styles), styles, report.ticket.pictures, progress)


def _ticket_page(report: TicketReport, around: Document, styles: Styles) -> list[Strip]:
    """Return the sheet on one page where the pictures can be made to leave room, else as long as it is."""
    head, fields = ticket_parts(report.ticket, around, styles)
    taken = sum(strip.height + strip.space_before for strip in (*head, *fields))
    room = styles.sheet.depth - taken - _SPARE_PT
    pictures = fitting_pictures(report.ticket.pictures, styles, words_in(report.language), room_pt=room)
    return ticket_strips(report.ticket, around, styles) if pictures is None else [*head, *pictures, *fields]


def write_picture_report(report: PictureReport, progress: Progress | None = None) -> bytes:
    """Return the PDF of chosen pictures; raise EnvironmentProblem where a font or picture cannot be used."""
    styles, words = styles_of(report.language, report.page), words_in(report.language)
    front = Front(
        title=words("Pictures"),
        language=report.language,
        day=report.day,
        draft=0,
        confidentiality=report.confidentiality,
    )
    strips = _title(front, styles, words)
    for name, pictures in report.groups:
        strips += _heading(name, styles) if name else []
        for picture in pictures:
            strips += [picture_strip(picture, styles, words), *_further_notes(picture, styles), Strip(10)]
    shown = [picture for _, pictures in report.groups for picture in pictures]
    return _painted(front, strips, styles, shown, progress)


def _further_notes(picture: SheetPicture, styles: Styles) -> list[Strip]:
    """Return the notes of the numbers for which there is no room on the picture's own page."""
    width = styles.sheet.column - 12
    return [
        strip
        for entry in legend_of(picture)[LEGEND_LINES:]
        for strip in text_strips(entry, styles.small, styles, width=width, space_before=1, numbered=False)
    ]


def write_problem_list(report: ProblemList, progress: Progress | None = None) -> bytes:
    """Return the PDF of a list of problems."""
    styles, words = styles_of(report.language, report.page), words_in(report.language)
    period = f"{day_words(report.first_day, report.language)} – {day_words(report.last_day, report.language)}"
    front = Front(
        title=report.title,
        language=report.language,
        round_name=period,
        draft=0,
        confidentiality=report.confidentiality,
    )
    strips = _title(front, styles, words)
    for name, lines in report.groups:
        strips += [*_heading(name, styles), *_problem_table(lines, styles, words)]
    for note in report.notes:
        strips += _paragraph(note, styles)
    return _painted(front, strips, styles, (), progress)


def _painted(
    front: Front,
    strips: Sequence[Strip],
    styles: Styles,
    pictures: Sequence[SheetPicture],
    progress: Progress | None,
) -> bytes:
    made = sheet_layout(front, strips, styles, pictures=pictures)
    return paint_pages(made, Pictures.of_entries(pictures), progress=progress)


def _title(front: Front, styles: Styles, words: Words) -> list[Strip]:
    return title_strips(front, styles, words, minutes=0)


def _session_fields(report: SessionReport, styles: Styles, words: Words) -> list[Strip]:
    session = report.session
    planned = words("{n} minutes", n=session.minutes) if session.minutes else ""
    debated = f"{words('kind format_debate')} {report.debated}" if report.debated else ""
    rows: list[tuple[str, list[Spans]]] = [
        (words("Charter"), _lines(session.charter)),
        (words("Session"), _lines(" · ".join(part for part in (planned, session.facilitator, debated) if part))),
        (words("How seen"), _lines(live_words(session, words))),
        (words("kind promise").capitalize(), [(Span(text),) for text in report.promises]),
    ]
    return [strip for label, values in rows for strip in field_strips(label, values, styles)]


def _lines(text: str) -> list[Spans]:
    return [(Span(text),)] if text else []


def _heading(text: str, styles: Styles) -> list[Strip]:
    width = styles.sheet.column
    made = text_strips((Span(text),), styles.heading, styles, width=width, space_before=18, numbered=False)
    return [*(replace(strip, keep=True) for strip in made), Strip(4, keep=True)]


def _paragraph(text: str, styles: Styles) -> list[Strip]:
    width = styles.sheet.column
    return text_strips((Span(text),), styles.sheet_text, styles, width=width, space_before=8, numbered=False)


def _problem_table(lines: Sequence[ProblemLine], styles: Styles, words: Words) -> list[Strip]:
    head = ["", words("Problem"), words("State"), words("Waiting for"), words("Reports"), words("Customers")]
    rows: list[list[Spans | str]] = []
    for one in lines:
        state = words(one.standing.value)
        if one.standing is not Standing.SOLVED and one.days_open is not None:
            state += " · " + words("open for {n} days", n=one.days_open)
        rows.append([f"P{one.number}", one.title, state, one.waiting_for or "–", str(one.reports), str(one.customers)])
    return table_strips(Table(*simple_table(head, rows, right=(4, 5)), _NOWHERE), styles, width=styles.sheet.column)
