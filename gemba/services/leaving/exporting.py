"""What leaves besides the narrative: tickets as a table, one ticket, one visit. Redacted, with people as roles.

Every string passes Privacy.masker; every file is written whole or not at all. Must not know how a table is quoted or a
file made durable.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused, UserError
from gemba.message import say
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, SessionRow, TicketPictureRow
from gemba.model.values import CaptureState, NarrativeLanguage
from gemba.services.finding import codes as finding
from gemba.services.finding.words import word
from gemba.services.leaving.files import slug, write_bytes
from gemba.services.leaving.masking import Masker
from gemba.services.leaving.privacy import Privacy, not_to_be_quoted, owner_shown, person_shown
from gemba.services.leaving.reckoning import Reckoned, reckon
from gemba.services.tickets.shown_verdicts import shown_remarks, shown_verdicts

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.services.pictures.captures import Progress
    from gemba.services.tickets.labels import Detail, LabelsOut
    from gemba.services.tickets.tickets import TicketView

COLUMNS = (
    "number",
    "id",
    "title",
    "state",
    "where",
    "expected",
    "happened",
    "fix",
    "impact_low",
    "impact_likely",
    "impact_high",
    "currency",
    "per",
    "impact_arithmetic",
    "effort_low_days",
    "effort_likely_days",
    "effort_high_days",
    "owner",
    "owner_team",
    "teams_needed",
    "approvals_needed",
    "contacts_n",
    "seen_k",
    "sample_frame",
    "note_ids",
    "screenshot_ids",
    "criteria_held",
    "missing",
    "remarks",
    "value_per_effort",
    "value_currency",
)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, the files beside it, and the pictures left out because nobody reviewed them."""

    file: Path
    pictures: tuple[Path, ...] = ()
    unreviewed: tuple[str, ...] = ()


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
                for cell in _cells(view, owner_shown(view.row, people, masker, unknown=unknown), notes, masker)
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

    def session_pages(self, reference: str, *, language: str = "en", progress: Progress | None = None) -> int:
        """Return how many pages the PDF of a visit would have; it is laid out in full and thrown away."""
        from gemba.report.preview import page_count
        from gemba.services.leaving.reports import visit_pdf
        from gemba.services.pictures.captures import Captures

        visit = finding.session(self._library.queries, reference)
        captures = Captures(self._library).all(session=visit.id)
        masker = Privacy(self._library).masker()
        out = _Pictures(self._library, masker, captures, accept_unreviewed=True, progress=progress)
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
        """Write the report of one visit as a .pdf, or as .md with its reviewed pictures as files beside it.

        ``language`` is that of the PDF's fixed words. Refuses, naming them, while pictures of the visit are not
        reviewed, unless told to leave them out. ``progress`` is called with each picture made ready, before anything
        is written.
        """
        from gemba.services.pictures.captures import Captures

        spoken = _paper_language(to, language)
        visit = finding.session(self._library.queries, reference)
        masker = Privacy(self._library).masker()
        captures = Captures(self._library).all(session=visit.id)
        out = _Pictures(self._library, masker, captures, accept_unreviewed=accept_unreviewed, progress=progress)
        if spoken is not None:
            from gemba.services.leaving.reports import visit_pdf

            return out.paper(to, visit_pdf(self._library, visit, spoken, captures, out.renditions))
        return out.markdown(to, _report(self._library, visit, masker, captures, out.files))

    def ticket(self, reference: str, to: Path, *, language: str = "en", accept_unreviewed: bool = False) -> Written:
        """Write one ticket as a .pdf to hand over, or as .md with its reviewed pictures beside it; else as above."""
        from gemba.services.tickets.leaving import ticket_labels
        from gemba.services.tickets.tickets import Tickets

        spoken = _paper_language(to, language)
        view = Tickets(self._library).view(reference)
        masker = Privacy(self._library).masker()
        linked = list(dict.fromkeys(one.capture_id for one in view.row.pictures if one.capture_id))
        found = {one.id: one for one in self._library.queries.captures(ids=linked)}
        captures = [found[one] for one in linked if one in found]
        out = _Pictures(self._library, masker, captures, accept_unreviewed=accept_unreviewed, links=view.row.pictures)
        labels = ticket_labels(self._library, view.row, captures, masker)
        if spoken is not None:
            from gemba.services.leaving.reports import ticket_pdf

            return out.paper(to, ticket_pdf(self._library, view, spoken, captures, out.renditions, labels))
        from gemba.services.tickets.markdown import ticket_text

        details = out.details(labels, masker)
        return out.markdown(to, ticket_text(self._library, view, masker, captures, out.files, labels.pairs, details))


class _Pictures:
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


def _paper_language(to: Path, language: str) -> NarrativeLanguage | None:
    """Return the language of a PDF, None where ``to`` is Markdown; raise UserError for any other ending."""
    if to.suffix.lower() not in (".md", ".markdown", ".pdf"):
        raise _suffix(to, ".md, .pdf")
    return word(NarrativeLanguage, language) if to.suffix.lower() == ".pdf" else None


def picture_name(capture: CaptureRow, rendition: Rendition, masker: Masker) -> str:
    """Return the file name of an exported picture: a cleaned name and a piece of its own hash (H-12).

    Two pictures have one name only where their bytes are one too; then one file stands for both.
    """
    name = slug(masker.for_paper(capture.source_id), fallback="picture")
    suffix = "jpg" if rendition.flat.format == "jpeg" else "png"
    return f"{name}-{rendition.flat.sha256[:8]}.{suffix}"


def _suffix(to: Path, known: str) -> UserError:
    return UserError(say("“{name}” has no known ending.", name=to.name), mend=say("Known are {known}.", known=known))


def _cells(view: TicketView, owner: str, notes: dict[str, str], masker: Masker) -> Sequence[str]:
    row, money, effort = view.row, view.row.money, view.row.effort
    counts = (row.frequency.looked_at_n, row.frequency.seen_k)
    return (
        str(row.number),
        row.source_id,
        row.title,
        row.state.value,
        row.where,
        row.expected,
        row.happened,
        row.fix,
        money.range.low,
        money.range.likely,
        money.range.high,
        money.currency,
        money.per,
        money.arithmetic,
        effort.low,
        effort.likely,
        effort.high,
        owner,
        row.owner_team,
        ";".join(row.teams_needed),
        ";".join(one.body for one in row.approvals_needed) or ("none" if row.approvals_asked else ""),
        *("" if one is None else str(one) for one in counts),
        row.frequency.frame_words,
        ";".join(notes.get(one, one) for one in row.observation_ids),
        ";".join(one.reference for one in row.pictures),
        str(sum(one.ok for one in row.verdicts)),
        " ".join(one.reason for one in shown_verdicts(row, view.facts, masker) if not one.ok),
        " ".join(shown_remarks(row, view.facts, masker)),
        "" if view.rank is None else f"{view.rank.likely:.0f}",
        view.currency,
    )


def _report(
    library: Library, visit: SessionRow, masker: Masker, captures: Sequence[CaptureRow], files: dict[str, str]
) -> str:
    """Return the report of a visit as Markdown, every text masked and escaped."""
    from gemba.services.leaving.markdown import inline
    from gemba.services.visits.note_details import minutes_debated

    queries = library.queries
    people = {one.id: one for one in queries.people()}
    who = [person_shown(people[one], masker) for one in visit.facilitator_ids if one in people]
    unstated = visit.observations - visit.seen_stated
    parts = [
        f"# {inline(masker.for_paper(visit.team))}",
        f"S{visit.number} · {visit.date} · {visit.planned_minutes or '–'} min · {inline(', '.join(who))}",
        inline(masker.for_paper(visit.charter)),
        f"Seen live: {visit.seen_live} of {visit.seen_stated} stated; {unstated} not stated.",
        *(f"Format debate: {one}." for one in minutes_debated(visit.debate_minutes)),
        "## Observations",
        _notes(library, visit, masker),
        "## Pictures",
        *_pictures(masker, captures, files),
    ]
    promises = queries.promises(session_id=visit.id)
    if promises:
        parts.append("## Promises")
        for one in promises:
            due = f" ({inline(one.due)})" if one.due else ""
            parts.append(f"- {inline(masker.for_paper(one.text))}{due}")
    return "\n\n".join(parts) + "\n"


def _notes(library: Library, visit: SessionRow, masker: Masker) -> str:
    """Return the observations as a table; those of a customer who refused to be quoted are left out."""
    from gemba.services.leaving.markdown import table
    from gemba.services.visits.live import Live
    from gemba.services.visits.note_details import details

    timeline = Live(library).timeline(visit.id)
    silent = not_to_be_quoted(library.queries)
    rows = [
        [
            one.at.local().strftime("%H:%M"),
            one.kind.value.replace("_", " "),
            one.seen_as.value.replace("_", " ") if one.seen_as else "not stated",
            masker.for_paper(" · ".join((one.text, *map(str, details(one.kind, timeline.parts[one.id]))))),
        ]
        for one in timeline.notes
        if one.id not in silent
    ]
    return table(["time", "kind", "seen as", "what happened"], rows)


def _pictures(masker: Masker, captures: Sequence[CaptureRow], files: dict[str, str]) -> list[str]:
    from gemba.services.leaving.markdown import inline

    out = []
    for one in captures:
        name = inline(masker.for_paper(one.source_id or one.file_name))
        words = inline(masker.for_paper(one.caption or one.what))
        out.append(f"![{name}]({files[one.id]})\n\n{name}: {words}" if one.id in files else f"{name}: not yet reviewed")
    return out
