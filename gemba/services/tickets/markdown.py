"""One ticket as Markdown for another tracker, or as plain text: every text masked, and escaped where it is Markdown.

Pictures are files beside it, or only named where none go along.

Must not write files and must not know paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gemba.imaging.rects import IntRect
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, TicketRow
from gemba.model.rows.review import Region
from gemba.model.values import CaptureState, NarrativeLanguage
from gemba.rules.ranges import period_of
from gemba.services.leaving.markdown import inline
from gemba.services.leaving.masking import Masker
from gemba.services.leaving.privacy import owner_shown
from gemba.services.narratives.drafting import sentences
from gemba.services.pictures.legend import legend_of
from gemba.services.tickets.labels import Detail, LabelPair, placed
from gemba.services.tickets.pairs import same_region, together
from gemba.services.tickets.shown_verdicts import shown_remarks, shown_verdicts
from gemba.services.tickets.tickets import TicketView


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: what is done to words of people, and how headings and labels look."""

    words: Callable[[str], str]
    title: str
    heading: str
    label: str
    point: str
    note: str
    between: str


BEFORE, AFTER = "Before", "After"
LABEL, TRUTH = "Label", "Truth"
MARKDOWN = TextStyle(
    inline, "# {text}", "## {text}", "- **{label}:** {text}", "- {text}", "**{number}** {text}", "\n\n"
)
PLAIN = TextStyle(
    lambda text: " ".join(text.split()), "{text}", "{text}", "{label}: {text}", "- {text}", "  {number} {text}", "\n"
)


def ticket_text(
    library: Library,
    view: TicketView,
    masker: Masker,
    captures: Sequence[CaptureRow],
    files: Mapping[str, str] | None,
    labels: Sequence[LabelPair] = (),
    details: Mapping[Detail, str] | None = None,
    *,
    style: TextStyle = MARKDOWN,
) -> str:
    """Return the text; ``files`` names each reviewed capture's picture file by its id, None where none go along.

    ``details`` names those of the regions that are a label or a truth.
    """
    row = view.row
    fields = [
        style.label.format(label=label, text=style.words(masker.for_paper(text)))
        for label, text in _fields(library, view, masker)
        if text
    ]
    parts = [
        style.title.format(text=f"T{row.number} {style.words(masker.for_paper(row.title))}"),
        "\n".join(fields),
        *_gate(view, masker, style),
        *_Told(row, masker, captures, files, details or {}, style).pictures(labels),
    ]
    return style.between.join(parts) + "\n"


def _fields(library: Library, view: TicketView, masker: Masker) -> list[tuple[str, str]]:
    row, money, effort = view.row, view.row.money, view.row.effort
    unknown = sentences(NarrativeLanguage.ENGLISH)["words"]["owner_named"]
    owner = owner_shown(row, library.queries.people(), masker, unknown=unknown)
    seen = row.frequency
    counted = "" if seen.seen_k is None or seen.looked_at_n is None else f"{seen.seen_k} of {seen.looked_at_n}"
    spread = " / ".join(part for part in (money.range.low, money.range.likely, money.range.high) if part)
    return [
        ("State", row.state.value.replace("_", " ")),
        ("Where", row.where),
        ("Expected", row.expected),
        ("Happened", row.happened),
        ("Fix", row.fix),
        ("Money (low / likely / high)", " ".join(part for part in (spread, money.currency, _per(money.per)) if part)),
        ("Arithmetic", money.arithmetic),
        ("Person-days (low / likely / high)", " / ".join(p for p in (effort.low, effort.likely, effort.high) if p)),
        ("Owner", ", ".join(part for part in (owner, row.owner_team) if part)),
        ("Causes", "; ".join(f"{one.text} ({one.status.value})" for one in row.causes)),
        ("Teams needed", "; ".join(row.teams_needed)),
        ("Approvals", "; ".join(one.body for one in row.approvals_needed)),
        ("Seen in", " – ".join(part for part in (counted, seen.frame_words) if part)),
    ]


def _per(text: str) -> str:
    """Return "a year" or "once" for what stands in the field, and the field as it is where it means neither."""
    period = period_of(text)
    return text if period is None else period if period == "once" else f"a {period}"


def _gate(view: TicketView, masker: Masker, style: TextStyle) -> list[str]:
    failing = [one for one in shown_verdicts(view.row, view.facts, masker) if not one.ok]
    said = [f"{one.criterion.value}: {' '.join(p for p in (one.reason, one.mend) if p)}" for one in failing]
    parts = [*_listed("Gate", said or ["All six criteria hold."], masker, style)]
    return [*parts, *_listed("Remarks", shown_remarks(view.row, view.facts, masker), masker, style)]


def _listed(heading: str, lines: Sequence[str], masker: Masker, style: TextStyle) -> list[str]:
    """Return a heading and its lines as one list, nothing where there are none."""
    points = [style.point.format(text=style.words(masker.for_paper(one))) for one in lines]
    return [style.heading.format(text=heading), "\n".join(points)] if points else []


@dataclass(frozen=True, slots=True)
class _Told:
    """The pictures of one ticket as text."""

    row: TicketRow
    masker: Masker
    captures: Sequence[CaptureRow]
    files: Mapping[str, str] | None
    details: Mapping[Detail, str]
    style: TextStyle

    def pictures(self, labels: Sequence[LabelPair]) -> list[str]:
        """Return every picture, those that belong together beside each other."""
        rows = {one.id: one for one in self.captures}
        where = placed(self.row.pictures, labels)
        out: list[str] = []
        for group in together(self.row.pictures):
            for pair in (pair for one in group.links for pair in where.before.get(one.capture_id or "", ())):
                parts = [(rows[one.capture_id], one.region_px) for one in pair.parts if one.capture_id in rows]
                out += self._beside((LABEL, TRUTH), [self._picture(row, region) for row, region in parts])
            shown = [rows[one.capture_id] for one in group.links if one.capture_id in rows]
            if group.afters or group.before.capture_id not in where.shown:
                words = (BEFORE, *[AFTER] * len(group.afters))
                within = same_region(_reviewed(shown)) if group.afters else None
                out += self._beside(words, [self._picture(one, within=within) for one in shown])
        return out

    def _beside(self, labels: Sequence[str], told: Sequence[str]) -> list[str]:
        """Return pictures as a table in Markdown, in lines as plain text; as they are where one is alone."""
        if len(told) < 2 or len(told) < len(labels):
            return list(told)
        if self.style is PLAIN:
            return [f"{label}: {text}" for label, text in zip(labels, told, strict=True)]
        # Pictures in one line and what is told of them in the next: a cell of a table holds no paragraphs.
        lines = zip_longest(*(text.split("\n\n") for text in told), fillvalue="")
        return ["\n".join(_line(one) for one in (labels, ["---"] * len(labels), *lines))]

    def _picture(self, capture: CaptureRow, region: Region | None = None, *, within: IntRect | None = None) -> str:
        row, files = self.row, self.files
        position = next(link.position for link in row.pictures if link.capture_id == capture.id)
        name = self.style.words(self.masker.for_paper(capture.source_id or capture.file_name))
        words = self.style.words(self.masker.for_paper(capture.caption or capture.what))
        legend = [] if region is not None else self._legend(capture, within)
        notes = "".join(f"{self.style.between}{one}" for one in legend)
        told = f"T{row.number}.{position} {name}: {words}{notes}"
        if files is None:
            return told
        if capture.id not in files:
            return f"T{row.number}.{position} {name}: not yet reviewed"
        file = files[capture.id] if region is None else self.details[capture.id, region]
        return f"![{name}]({file})\n\n{told}"

    def _legend(self, capture: CaptureRow, within: IntRect | None) -> list[str]:
        """Return the notes of the numbers on a reviewed picture: without them 1 and 2 say nothing to who gets it."""
        if capture.state is not CaptureState.REVIEWED:
            return []
        return [
            self.style.note.format(number=number, text=self.style.words(self.masker.for_paper(text)))
            for number, text in legend_of(capture, within=within)
        ]


def _reviewed(rows: Iterable[CaptureRow]) -> list[CaptureRow]:
    return [one for one in rows if one.state is CaptureState.REVIEWED]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
