"""Fill the sheets of a narrative on paper from rows: tickets, evidence, visits, problems, decisions, structure, method.

Every text passes the masker on its way (SETTLED §7); numbers stay raw and get their words on paper. Pictures come in as
Renditions. Must not know pages, Markdown or the store's writing side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gemba.imaging.picture import Rendition
from gemba.model.rows import CaptureRow, ObservationRow, PersonRow, ProblemRow, SessionRow, TicketPictureRow, TicketRow
from gemba.report.document import (
    DecisionEntry,
    Estimate,
    EvidenceEntry,
    GateLine,
    PrevalenceLine,
    ProblemEntry,
    QuestionEntry,
    SessionEntry,
    SheetPicture,
    Sighting,
    TicketSheet,
)
from gemba.rules.coordination import NO_ROLE
from gemba.rules.ranges import Range, currency_of, period_of, range_of, yearly_money
from gemba.services.keeping.house import House
from gemba.services.leaving.masking import Masker
from gemba.services.leaving.privacy import owner_shown, person_shown
from gemba.services.tickets import ranking
from gemba.services.tickets.decisions import DecisionView
from gemba.services.tickets.labels import LabelsOut, placed
from gemba.services.tickets.shown_verdicts import shown_remarks, shown_verdicts
from gemba.services.tickets.tickets import TicketView

NO_LABELS = LabelsOut()


@dataclass(frozen=True)
class SheetMaker:
    """Hold what every sheet needs: the masks, the people, the house, and how a Message is said."""

    masker: Masker
    people: tuple[PersonRow, ...]
    house: House
    owner_unknown: str
    rehearsed: frozenset[int]
    translate: Callable[[str], str] = str

    def paper(self, text: str) -> str:
        """Return a text as it may leave."""
        return self.masker.for_paper(text)

    def body(self, body: str) -> str:
        """Return an approval body as it may leave; words in the language where nobody wrote a person's role."""
        return self.translate(NO_ROLE) if body == NO_ROLE else self.paper(body)

    def ticket(
        self,
        view: TicketView,
        *,
        captures: Mapping[str, CaptureRow],
        renditions: Mapping[str, Rendition],
        notes: Iterable[ObservationRow],
        facilitators: Mapping[int, str],
        top_n: int,
        labels: LabelsOut = NO_LABELS,
    ) -> TicketSheet:
        """Return the sheet of one ticket."""
        row, rank = view.row, view.rank
        return replace(
            self._problem_and_money(view),
            owner=owner_shown(row, self.people, self.masker, unknown=self.owner_unknown),
            owner_team=self.paper(row.owner_team),
            causes=tuple(replace(cause, text=self.paper(cause.text)) for cause in row.causes),
            teams_needed=tuple(self.paper(team) for team in row.teams_needed),
            approvals_needed=tuple(
                replace(one, body=self.paper(one.body), role=self.paper(one.role)) for one in row.approvals_needed
            ),
            approvals_asked=row.approvals_asked,
            load=view.load.total,
            smell=view.load.smell,
            prevalence=self._prevalence(view),
            sightings=tuple(self._sighting(note, facilitators) for note in notes),
            gate=tuple(
                GateLine(one.criterion, one.ok, one.reason, one.mend)
                for one in shown_verdicts(row, view.facts, self.masker, self.translate)
            ),
            remarks=shown_remarks(row, view.facts, self.masker, self.translate),
            value_per_effort=None if rank is None else Estimate(rank.low, rank.likely, rank.high),
            top_n_probability=None if rank is None else rank.top_n_probability,
            top_n=top_n,
            rank=None if rank is None else rank.position,
            unranked="" if view.unranked is None else self.paper(view.unranked.said(self.translate)),
            pictures=tuple(self._pictures(row, captures, renditions, labels)),
        )

    def _problem_and_money(self, view: TicketView) -> TicketSheet:
        """Return the upper half of a sheet: what is wrong, what it costs, what mending takes, how often it was seen."""
        row, money, effort = view.row, view.row.money, view.row.effort
        return TicketSheet(
            number=row.number,
            title=self.paper(row.title),
            state=row.state,
            source_id=self.paper(row.source_id),
            where=self.paper(row.where),
            expected=self.paper(row.expected),
            happened=self.paper(row.happened),
            fix=self.paper(row.fix),
            money=_estimate(range_of(money.range)),
            money_words=self.paper(_as_given(money.range.low, money.range.likely, money.range.high)),
            currency=self.paper(money.currency),
            per=period_of(money.per) or self.paper(money.per),
            arithmetic=self.paper(money.arithmetic),
            house_money=self._house_money(view),
            effort=_estimate(range_of(effort)),
            effort_words=self.paper(_as_given(effort.low, effort.likely, effort.high)),
            frequency=replace(row.frequency, frame_words=self.paper(row.frequency.frame_words)),
        )

    def _prevalence(self, view: TicketView) -> str:
        line = ranking.prevalence_line(view.facts, simulated=view.row.number in self.rehearsed)
        return line.sentence.said(self.translate) if line.n is not None else ""

    def _house_money(self, view: TicketView) -> Estimate | None:
        money, code = yearly_money(view.facts.money), currency_of(view.facts.money.currency)
        if money is None or code is None:
            return None
        rate = Decimal(1) if code == self.house.currency else self.house.rates.get(code)
        return None if rate is None else _estimate(money.times(rate))

    def _sighting(self, note: ObservationRow, facilitators: Mapping[int, str]) -> Sighting:
        role = self.paper(note.speaker) or facilitators.get(note.session_number, "")
        return Sighting(note.session_number, role, note.at, note.seen_as, self.paper(note.text))

    def _pictures(
        self,
        row: TicketRow,
        captures: Mapping[str, CaptureRow],
        renditions: Mapping[str, Rendition],
        labels: LabelsOut,
    ) -> Iterator[SheetPicture]:
        """Yield every picture of a ticket, label and truth before the picture of the label."""
        where = placed(row.pictures, labels.pairs)
        codes = {one.capture_id: f"T{row.number}.{one.position}" for one in row.pictures}
        for link in row.pictures:
            for part in (part for pair in where.before.get(link.capture_id or "", ()) for part in pair.parts):
                capture = captures.get(part.capture_id)
                code, cut = codes[part.capture_id], labels.rendition(part, renditions)
                if capture is None:
                    yield SheetPicture(code, "", missing=True, part=part.part.value)
                else:
                    caption = self.paper(capture.caption or capture.what)
                    yield SheetPicture(code, self.picture_name(capture), caption, cut, part=part.part.value)
            if link.capture_id not in where.shown:
                yield self._picture(row, link, captures, renditions)

    def _picture(
        self,
        row: TicketRow,
        link: TicketPictureRow,
        captures: Mapping[str, CaptureRow],
        renditions: Mapping[str, Rendition],
    ) -> SheetPicture:
        code = f"T{row.number}.{link.position}"
        capture = captures.get(link.capture_id or "")
        if capture is None:
            return SheetPicture(code, self.paper(link.reference), missing=True)
        caption = self.paper(capture.caption or capture.what)
        before = {one.capture_id: f"T{row.number}.{one.position}" for one in row.pictures}
        after_of = "" if link.after_of is None else before.get(link.after_of, "")
        return SheetPicture(code, self.picture_name(capture), caption, renditions.get(capture.id), after_of=after_of)

    def picture_name(self, capture: CaptureRow) -> str:
        """Return how a picture is called on paper."""
        return self.paper(capture.source_id or capture.file_name)

    def session(self, row: SessionRow) -> SessionEntry:
        """Return one visit."""
        return SessionEntry(
            number=row.number,
            team=self.paper(row.team),
            department=self.paper(row.department),
            day=day_of(row.date),
            minutes=row.planned_minutes,
            facilitator=self.facilitator(row),
            charter=self.paper(row.charter),
            observations=row.observations,
            stated=row.seen_stated,
            live=row.seen_live,
        )

    def facilitator(self, row: SessionRow) -> str:
        """Return who sat with the team: names with consent, else roles."""
        known = {person.id: person for person in self.people}
        shown = [person_shown(known[one], self.masker) for one in row.facilitator_ids if one in known]
        return ", ".join(dict.fromkeys(text for text in shown if text))

    def evidence(self, note: ObservationRow, *, pictures: tuple[str, ...], tickets: tuple[str, ...]) -> EvidenceEntry:
        """Return one observation of appendix B."""
        return EvidenceEntry(
            session_number=note.session_number,
            at=note.at,
            kind=note.kind,
            text=self.paper(note.text),
            seen_as=note.seen_as,
            elicitation=note.elicitation,
            source_id=note.source_id,
            pictures=pictures,
            tickets=tickets,
        )

    def problem(self, row: ProblemRow, tickets: tuple[str, ...]) -> ProblemEntry:
        """Return one problem with its counts."""
        return ProblemEntry(
            number=row.number,
            title=self.paper(row.title),
            reports=len(row.observation_ids),
            sessions=row.sessions,
            customers=row.customers,
            tickets=tickets,
            symptom=self.paper(row.symptom),
        )

    def decision(self, view: DecisionView) -> DecisionEntry:
        """Return one decision with its questions."""
        row = view.row
        return DecisionEntry(
            number=row.number,
            title=self.paper(row.title),
            door=row.door,
            owner=self.paper(row.owner),
            due=row.due,
            information=view.information,
            questions=tuple(
                QuestionEntry(self.paper(one.text), self.paper(one.answer), one.answered, one.weight)
                for one in row.questions
            ),
        )

    def prevalence(self, line: ranking.PrevalenceLine) -> PrevalenceLine | None:
        """Return one line of the method sheet; None where nothing was counted."""
        if line.k is None or line.n is None:
            return None
        return PrevalenceLine(
            code=f"T{line.number}",
            title=self.paper(line.title),
            k=line.k,
            n=line.n,
            frame=line.frame,
            frame_words=self.paper(line.frame_words),
            mean=line.mean,
            low=line.low,
            high=line.high,
            sentence=line.sentence.said(self.translate),
        )


def day_of(text: str) -> date | None:
    """Return the day that an ISO date names, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _as_given(*parts: str) -> str:
    """Return what stands in the three fields of a range, a dash for an empty one; nothing where all are empty."""
    return " / ".join(part.strip() or "–" for part in parts) if any(part.strip() for part in parts) else ""


def _estimate(found: Range | None) -> Estimate | None:
    return None if found is None else Estimate(float(found.low), float(found.likely), float(found.high))
