"""What would leave with a print of a narrative: its pages, its pictures, what is masked, what is not ready.

Said before anything leaves (UX, law 6). Must not print, nor know the window.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass

from gemba.model.library import Library
from gemba.model.rows import NarrativeRow
from gemba.model.values import CaptureState
from gemba.report.codes import unresolved
from gemba.report.document import Document, PaperSize
from gemba.report.layout import layout
from gemba.report.source import read_source
from gemba.rules.private import BLOCK
from gemba.services.leaving.files import slug
from gemba.services.narratives.paper import PaperBuilder, PaperChoice, Progress


@dataclass(frozen=True, slots=True)
class NarrativeLeaving:
    """Everything a person wants to know before a narrative leaves.

    ``roles`` and ``blocks`` count what is masked: people of the text printed as roles, and covered names and numbers.
    ``unreviewed`` are the pictures nobody has reviewed, as (capture id, name); a code that stands for nothing stops
    the print and is named in ``unresolved``.
    """

    title: str
    file_name: str
    body_pages: int
    budget: int
    over_lines: int
    appendix_pages: int
    pictures: int
    unreviewed: tuple[tuple[str, str], ...]
    roles: int
    blocks: int
    gaps: int
    unresolved: tuple[str, ...]
    paper: str
    confidentiality: str
    notes_cost_lines: int


def what_leaves(
    library: Library, row: NarrativeRow, choice: PaperChoice, *, progress: Progress | None = None
) -> NarrativeLeaving:
    """Lay the narrative out as it would be printed and say what would leave.

    With its pictures, because a picture takes more room than the box that stands for it; ``progress`` is called with
    pictures done and in all. Raises what rendering a picture raises: the print would stop there too.
    """
    builder = PaperBuilder(library)
    built = builder.build(row, choice, progress=progress)
    made = layout(built.document)
    maker = builder.maker(row)
    hidden = maker.masker.hidden(row.source)
    states = {
        one.id: (maker.picture_name(one), one.state) for one in library.queries.captures(ids=_linked(library, row))
    }
    parsed = read_source(built.document.source)
    return NarrativeLeaving(
        title=made.front.title,
        file_name=f"{slug(made.front.title, fallback='narrative')}.pdf",
        body_pages=made.body_pages,
        budget=made.budget,
        over_lines=made.over_lines,
        appendix_pages=len(made.pages) - made.body_pages,
        # By the picture and not by its name: two that were pasted within a second are called the same.
        pictures=sum(state is CaptureState.REVIEWED for _, state in states.values()),
        unreviewed=tuple(
            (key, name) for key, (name, state) in sorted(states.items()) if state is not CaptureState.REVIEWED
        ),
        roles=len({text for text, shown in hidden if shown != BLOCK}),
        blocks=_blocks(built.document),
        gaps=len(parsed.gaps),
        unresolved=tuple(one.words for one in unresolved(parsed, built.facts)),
        paper="Letter" if built.document.page is PaperSize.LETTER else "A4",
        confidentiality=made.front.confidentiality,
        notes_cost_lines=made.notes_cost_lines,
    )


def _linked(library: Library, row: NarrativeRow) -> list[str]:
    return sorted(
        {
            link.capture_id
            for ticket in library.queries.tickets()
            if ticket.round_id in (None, row.round_id)
            for link in ticket.pictures
            if link.capture_id
        }
    )


def _blocks(document: Document) -> int:
    """Return how many covered places stand in the texts of a document."""
    return sum(_covered(getattr(document, one.name)) for one in fields(document) if one.name != "facts")


def _covered(value: object) -> int:
    if isinstance(value, str):
        return value.count(BLOCK)
    if isinstance(value, tuple):
        return sum(_covered(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return sum(_covered(getattr(value, one.name)) for one in fields(value))
    return 0
