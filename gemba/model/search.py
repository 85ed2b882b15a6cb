"""Full-text search for any script, kept in step with the rows in the same transaction (ARCHITECTURE, "Search").

Maintained from Python, because ``trusted_schema=OFF`` forbids triggers on FTS5. User text is always literal: every
word becomes a quoted phrase (RELIABILITY H-15). Only the newest hits are ranked, and not by FTS5's own rank: that
counts every hit of every word first, which is linear in the library (PERFORMANCE, finding 5). Only SQLite knows FTS5:
nothing outside this module may use it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from gemba.model.changes import RowChange
from gemba.model.connection import Reader, in_transaction
from gemba.model.rows import SearchHit
from gemba.model.search_text import (
    CONCERNS,
    KINDS,
    all_texts,
    match_expression,
    segmented,
    snippet,
    texts,
    words_of,
)

RANKED_HITS = 500
_LONG = 200  # characters; in a longer text the same word counts for less
_ENOUGH = 5  # a word that stands oftener does not count for more


def find(reader: Reader, query: str, *, kinds: Sequence[str] = (), limit: int = 50) -> list[SearchHit]:
    """Return what holds every word of ``query``, best first among the newest hits; snippets are plain text."""
    with reader.snapshot():
        rows = _ranked(_newest(reader, query, kinds, max(RANKED_HITS, limit)), query)[:limit]
        found = {
            kind: texts(reader, kind, [row["entity_id"] for row in rows if row["kind"] == kind])
            for kind in {row["kind"] for row in rows}
        }
    hits = [(row["kind"], found[row["kind"]].get(row["entity_id"])) for row in rows]
    return [SearchHit(kind, text.id, text.source_id, snippet(text, query)) for kind, text in hits if text is not None]


def holding(reader: Reader, kind: str, word: str) -> frozenset[str]:
    """Return every thing of a kind of which ``word`` is searched, also where it is the beginning of a longer one."""
    expression = match_expression(word)
    if expression is None:
        return frozenset()
    sql = (
        "SELECT e.entity_id FROM search_index JOIN search_entry e ON e.id = search_index.rowid"
        " WHERE search_index MATCH ? AND e.kind = ?"
    )
    return frozenset(str(row[0]) for row in reader.all(sql, (expression, kind)))


def _newest(reader: Reader, query: str, kinds: Sequence[str], limit: int) -> list[sqlite3.Row]:
    """Return the newest hits; long words count as beginnings only where there are few hits without that."""
    quick, whole = match_expression(query, long_beginnings=False), match_expression(query)
    if quick is None:
        return []
    chosen = f" AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    sql = (
        "SELECT e.kind, e.entity_id, e.body FROM search_index JOIN search_entry e ON e.id = search_index.rowid"
        f" WHERE search_index MATCH ?{chosen} ORDER BY search_index.rowid DESC LIMIT ?"
    )
    rows = reader.all(sql, (quick, *kinds, limit))
    return rows if quick == whole or len(rows) >= limit else reader.all(sql, (whole, *kinds, limit))


def _ranked(rows: list[sqlite3.Row], query: str) -> list[sqlite3.Row]:
    """Return the rows with the most of the query's words for their length first; the newest first among equals."""
    words = [segmented(word).strip() for word in words_of(query)]

    def score(row: sqlite3.Row) -> float:
        body = str(row["body"])
        found = sum(min(body.count(word), _ENOUGH) for word in words)
        return found / float((1 + len(body) / _LONG) ** 0.5)

    return sorted(rows, key=score, reverse=True)


def maintain(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> None:
    """Bring the index in line with what an operation changed, inside its transaction."""
    for kind, ids in _concerned(Reader(connection), changes).items():
        _index(connection, kind, sorted(ids))


def renew(connection: sqlite3.Connection, kind: str, ids: Iterable[str]) -> None:
    """Bring the index in line for these things, whose derived texts changed, inside the caller's transaction."""
    _index(connection, kind, sorted(ids))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the whole index anew, in the caller's transaction or in one of its own."""
    with in_transaction(connection):
        _rebuild(connection)


def _rebuild(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    connection.execute("DELETE FROM search_entry")
    reader = Reader(connection)
    for kind in KINDS:
        connection.executemany(
            "INSERT INTO search_entry (kind, entity_id, body) VALUES (?, ?, ?)",
            ((kind, text.id, text.body()) for text in all_texts(reader, kind)),
        )
    connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")


def verify(connection: sqlite3.Connection) -> list[str]:
    """Return the kinds whose index does not say what the rows say; ``index`` where FTS5 finds itself damaged.

    Needs a connection that may write, and writes nothing.
    """
    out = []
    try:
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        out.append("index")
    reader = Reader(connection)
    for kind in KINDS:
        stored = {
            row[0]: row[1] for row in reader.all("SELECT entity_id, body FROM search_entry WHERE kind = ?", (kind,))
        }
        if stored != {text.id: text.body() for text in all_texts(reader, kind)}:
            out.append(kind)
    return out


def _concerned(reader: Reader, changes: Iterable[RowChange]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for change in changes:
        if change.table == "tag":
            tagged = reader.all("SELECT observation_id FROM observation_tag WHERE tag_id = ?", (change.id,))
            out.setdefault("observation", set()).update(row[0] for row in tagged)
        concern = CONCERNS.get(change.table)
        if concern is None:
            continue
        kind, column = concern
        out.setdefault(kind, set()).update([change.id] if column is None else _named(reader, change, column))
    return out


def _named(reader: Reader, change: RowChange, column: str) -> set[str]:
    """Return the things a part names, before and after the change."""
    named = {str(values[column]) for values in (change.before, change.after) if values and values.get(column)}
    if named or not change.is_update:
        return named
    found = reader.value(f"SELECT {column} FROM {change.table} WHERE id = ?", (change.id,))
    return set() if found is None else {str(found)}


def _index(connection: sqlite3.Connection, kind: str, ids: list[str]) -> None:
    reader = Reader(connection)
    new = {key: text.body() for key, text in texts(reader, kind, ids).items()}
    sql = f"SELECT entity_id, id, body FROM search_entry WHERE kind = '{kind}' AND entity_id IN {{ids}}"
    old = {row[0]: (int(row[1]), str(row[2])) for row in reader.among(sql, ids)}
    for key in ids:
        if key in old and old[key][1] == new.get(key):
            continue
        if key in old:
            # FTS5 with outside content must be told what it is to forget.
            connection.execute("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)", old[key])
        if key not in new:
            if key in old:
                connection.execute("DELETE FROM search_entry WHERE id = ?", (old[key][0],))
            continue
        row = connection.execute(
            "INSERT INTO search_entry (kind, entity_id, body) VALUES (?, ?, ?)"
            " ON CONFLICT (entity_id, kind) DO UPDATE SET body = excluded.body RETURNING id",
            (kind, key, new[key]),
        ).fetchone()
        connection.execute("INSERT INTO search_index (rowid, body) VALUES (?, ?)", (row[0], new[key]))
