"""What a step of the history was about, in a few words of the people: the first text that it wrote, changed or deleted.

The steps' own changes tell it, so that it is as cheap as the list and true for what is gone since; a step that changed
something else of a thing is told by what the thing says now. Must not know what a step is called, and must not load
SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Sequence

from gemba.model.changes import Values, values_from_json
from gemba.model.connection import Reader

MOST_LETTERS = 80
#: which column of a table says what a row is about
_TELLS = {
    "observation": "text",
    "ticket": "title",
    "capture": "caption",
    "comment": "text",
    "promise": "text",
    "question": "text",
    "problem": "title",
    "narrative": "title",
    "session": "charter",
}
#: one change is looked up for each step: an import has made thousands; its name says already what it was about
#: ``kind || ''`` keeps the index of kinds out: by it all steps that there are would be put in order for the newest few
_FIRST = f"""
SELECT o.seq AS seq, c.table_name AS kind, c.entity_id AS id, c."before" AS was, c."after" AS became
FROM (
    SELECT seq FROM operation WHERE kind || '' = 'do' AND name_values = '{{}}' ORDER BY seq DESC LIMIT ?
) o JOIN change c ON c.counter = (
    SELECT counter FROM change WHERE operation_seq = o.seq
    AND table_name IN ({", ".join(f"'{one}'" for one in _TELLS)}) ORDER BY counter LIMIT 1
)
"""


def words_of_steps(reader: Reader, *, limit: int) -> dict[int, str]:
    """Return a few words by the number of a step, for the newest ``limit`` that have any."""
    rows = reader.all(_FIRST, (limit,))
    found = {int(row["seq"]): _words(str(row["kind"]), (row["became"], row["was"])) for row in rows}
    untold: dict[str, dict[int, str]] = {}
    for row in rows:
        if not found[int(row["seq"])]:
            untold.setdefault(str(row["kind"]), {})[int(row["seq"])] = str(row["id"])
    for kind, ids in untold.items():
        now = _words_now(reader, kind, set(ids.values()))
        found.update({seq: now.get(one, "") for seq, one in ids.items()})
    return {seq: words for seq, words in found.items() if words}


def _words_now(reader: Reader, kind: str, ids: set[str]) -> dict[str, str]:
    """Return what rows of a table say now, by their ids; what is gone says nothing."""
    asked = f"SELECT id, {_TELLS[kind]} AS words FROM {kind} WHERE id IN ({', '.join('?' * len(ids))})"
    return {str(row["id"]): _shortened(str(row["words"] or "")) for row in reader.all(asked, tuple(ids))}


def _words(kind: str, states: Sequence[str | None]) -> str:
    for state in states:
        values: Values = values_from_json(state) or {}
        text = _shortened(str(values.get(_TELLS[kind]) or ""))
        if text:
            return text
    return ""


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()}…"
