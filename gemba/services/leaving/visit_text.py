"""The report of a visit as Markdown, every text masked and escaped. Must not know files."""

from __future__ import annotations

from collections.abc import Sequence

from gemba.model.library import Library
from gemba.model.rows import CaptureRow, SessionRow
from gemba.services.leaving.masking import Masker
from gemba.services.leaving.privacy import not_to_be_quoted, person_shown


def visit_text(
    library: Library, visit: SessionRow, masker: Masker, captures: Sequence[CaptureRow], files: dict[str, str]
) -> str:
    """Return the report; ``files`` are the names of its pictures that were reviewed, by their ids."""
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
