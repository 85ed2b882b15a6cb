"""D-10 for rows: SQLite's own checks do not see a changed amount; the digests do."""

from __future__ import annotations

import random

import pytest

from gemba.model import digest
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.schema_tables import BESIDE_ENTITIES
from tests import factory


def fill(op: Operation) -> str:
    visit = factory.a_session(op)
    for _ in range(5):
        factory.an_observation(op, session_id=visit.id)
        factory.a_ticket(op, seen_k=3, looked_at_n=30)
        factory.an_annotation(op)
        factory.a_proposal(op)
        factory.a_question(op, weight=2)
        factory.a_sighting(op, minutes_per_week=90)
    return visit.id


def test_rows_as_written_fit(library: Library) -> None:
    library.run("Fill", fill)
    assert library.maintain(digest.verify) == []
    assert digest.verify(library.queries.reader.connection) == []


def test_each_of_100_changed_values_is_noticed_where_sqlite_sees_none(library: Library) -> None:
    library.run("Fill", fill)
    choose = random.Random(20261110)
    raw = library.queries.reader.connection
    places = [
        (table, row[1], row[2])
        for table in digest.entity_tables(raw)
        for row in raw.execute(f"PRAGMA table_info({table})")
        if row[1] != "id" and not row[1].endswith("_id") and raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    ]
    for table, column, kind in choose.choices(places, k=100):
        other = (
            "'changed'"
            if kind == "TEXT"
            else "1e3 + coalesce({c}, 0)"
            if kind == "REAL"
            else "100000 + coalesce({c}, 0)"
        )

        def damage(connection, table=table, column=column, other=other):  # type: ignore[no-untyped-def]
            connection.execute("BEGIN")
            key = connection.execute(f"SELECT id FROM {table} ORDER BY random() LIMIT 1").fetchone()[0]
            sql = f"UPDATE {table} SET {column} = {other.format(c=column)} WHERE id = ?"
            if table == "ticket" and column == "state":
                sql = "UPDATE ticket SET state = 'parked' WHERE id = ?"
            connection.execute(sql, (key,))
            found = digest.verify(connection)
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            connection.execute("ROLLBACK")
            return found, whole

        found, whole = library.maintain(damage)
        assert len(found) == 1, (table, column)
        assert whole, "SQLite itself sees nothing wrong"
        assert found[0].rows_expected == found[0].rows_found
    assert library.maintain(digest.verify) == []


def test_lost_and_added_rows_are_noticed_and_named(library: Library) -> None:
    visit = library.run("Fill", fill)
    library.maintain(lambda raw: raw.execute("DELETE FROM observation WHERE rowid = 2"))
    assert [m.bucket for m in library.maintain(digest.verify)] == [f"session:{visit}"]
    library.maintain(lambda raw: raw.execute("INSERT INTO tag VALUES ('x', 'planted')"))
    assert [m.bucket for m in library.maintain(digest.verify)] == [f"session:{visit}", "table:tag"]
    library.maintain(digest.rebuild)
    assert library.maintain(digest.verify) == []


def test_entity_tables_are_all_tables_of_the_schema_but_those_beside(library: Library) -> None:
    from gemba.model.entities import Entity

    named = set(digest.entity_tables(library.queries.reader.connection))
    assert named == {mapper.class_.__tablename__ for mapper in Entity.registry.mappers}
    assert not named & BESIDE_ENTITIES


@pytest.mark.parametrize(
    ("one", "other"), [({"a": "1"}, {"a": 1}), ({"a": "x", "b": ""}, {"a": "", "b": "x"}), ({"a": None}, {"a": ""})]
)
def test_rows_that_only_look_alike_have_other_hashes(one: dict[str, object], other: dict[str, object]) -> None:
    assert digest.row_hash("t", one) != digest.row_hash("t", other)
    assert digest.row_hash("t", one) != digest.row_hash("u", one)
