"""What a step of the history was about, in a few words of the people: the first text that it wrote, changed or deleted.

The steps' own changes tell it, so that it is as cheap as the list and true for what is gone since. Must not know what a
step is called, and must not load SQLAlchemy.
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
_FIRST = f"""
SELECT o.seq AS seq, c.table_name AS kind, c."before" AS was, c."after" AS became
FROM operation o JOIN change c ON c.counter = (
    SELECT counter FROM change WHERE operation_seq = o.seq
    AND table_name IN ({", ".join(f"'{one}'" for one in _TELLS)}) ORDER BY counter LIMIT 1
)
WHERE o.kind = 'do' AND o.name_values = '{{}}' ORDER BY o.seq DESC LIMIT ?
"""


def words_of_steps(reader: Reader, *, limit: int) -> dict[int, str]:
    """Return a few words by the number of a step, for the newest ``limit`` that have any."""
    rows = reader.all(_FIRST, (limit,))
    found = {int(row["seq"]): _words(str(row["kind"]), (row["became"], row["was"])) for row in rows}
    return {seq: words for seq, words in found.items() if words}


def _words(kind: str, states: Sequence[str | None]) -> str:
    for state in states:
        values: Values = values_from_json(state) or {}
        text = " ".join(str(values.get(_TELLS[kind]) or "").split())
        if text:
            return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()}…"
    return ""
