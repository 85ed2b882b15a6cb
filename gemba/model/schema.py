"""The whole schema as SQL: entity tables, tables beside them, search index, triggers.

``statements()`` is the newest schema; migrations/ holds how older libraries get there, and a test compares the two.
Must not open files or decide when it runs.
"""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from gemba.model.gate_triggers import trigger_statements
from gemba.model.schema_tables import METADATA

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_entry', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', columnsize=0, prefix='3 4 5 6')"
)


def statements() -> list[str]:
    """Return every statement that makes an empty library of the newest schema, in an order that works."""
    dialect = sqlite.dialect()
    out: list[str] = []
    for table in METADATA.sorted_tables:
        out.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        out += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return [*out, SEARCH_INDEX, *trigger_statements()]
