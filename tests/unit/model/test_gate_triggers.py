"""The gate cannot be got past with SQL: every way a raw connection has is tried (SETTLED §9, M10)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.errors import Refused
from gemba.model import gate_triggers
from gemba.model.connection import connect
from gemba.model.entities import Cause, Ticket, TicketApproval, TicketObservation, TicketPicture, TicketTeam
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.schema import statements
from gemba.model.values import Criterion, TicketState
from tests.factory import (
    Clock,
    a_capture,
    a_proposal,
    a_ticket,
    a_ticket_picture,
    an_annotation,
    an_observation,
    verdicts,
)

GUARDED = gate_triggers.GUARDED_STATES


def passing_ticket(op: Operation) -> str:
    ticket, capture = a_ticket(op), a_capture(op)
    an_annotation(op, capture_id=capture.id)
    a_proposal(op, capture_id=capture.id)
    a_ticket_picture(op, ticket, capture_id=capture.id)
    op.add(TicketTeam(ticket_id=ticket.id, name="Refunds"))
    op.add(TicketApproval(ticket_id=ticket.id, position=1, body="Finance"))
    op.add(Cause(ticket_id=ticket.id, position=1, text="Nobody owns the form"))
    op.add(TicketObservation(ticket_id=ticket.id, reference="T1-0907", observation_id=an_observation(op).id))
    op.write_verdicts(ticket.id, verdicts())
    return ticket.id


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A library with one ticket that passes; the raw tests take back what they did."""
    with Library.create(tmp_path_factory.mktemp("gate") / "a.gemba") as library:
        ticket_id = library.run("Add a ticket", passing_ticket)
    yield library.folder, ticket_id


@pytest.fixture
def ticket_id(shared: tuple[Path, str]) -> str:
    return shared[1]


@pytest.fixture
def raw(shared: tuple[Path, str]) -> Iterator[sqlite3.Connection]:
    connection = connect(shared[0] / "library.db", writable=True)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.rollback()
    connection.close()


@pytest.fixture
def own_ticket(library: Library) -> str:
    return library.run("Add a ticket", passing_ticket)


def state(raw: sqlite3.Connection, ticket_id: str) -> str:
    return str(raw.execute("SELECT state FROM ticket WHERE id = ?", (ticket_id,)).fetchone()[0])


def delegate(raw: sqlite3.Connection, ticket_id: str, to: str = "delegated") -> None:
    raw.execute("UPDATE ticket SET state = ? WHERE id = ?", (to, ticket_id))


def test_six_true_current_verdicts_let_a_ticket_pass(raw: sqlite3.Connection, ticket_id: str) -> None:
    delegate(raw, ticket_id)
    assert state(raw, ticket_id) == "delegated"


@pytest.mark.parametrize("wanted", GUARDED)
@pytest.mark.parametrize("criterion", list(Criterion))
def test_one_missing_or_failing_verdict_refuses_every_guarded_state(
    raw: sqlite3.Connection, ticket_id: str, wanted: str, criterion: Criterion
) -> None:
    raw.execute("UPDATE verdict SET ok = 0 WHERE ticket_id = ? AND criterion = ?", (ticket_id, criterion.value))
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        delegate(raw, ticket_id, wanted)
    raw.execute("DELETE FROM verdict WHERE ticket_id = ? AND criterion = ?", (ticket_id, criterion.value))
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        delegate(raw, ticket_id, wanted)
    assert state(raw, ticket_id) == "draft"


@pytest.mark.parametrize("start", ["draft", "actionable", "parked", "rejected"])
@pytest.mark.parametrize("wanted", GUARDED)
def test_no_way_round_through_another_state(raw: sqlite3.Connection, ticket_id: str, start: str, wanted: str) -> None:
    raw.execute("DELETE FROM verdict WHERE ticket_id = ?", (ticket_id,))
    delegate(raw, ticket_id, start)
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        delegate(raw, ticket_id, wanted)


def test_work_that_has_begun_goes_on_but_is_not_handed_over_again(raw: sqlite3.Connection, ticket_id: str) -> None:
    delegate(raw, ticket_id)
    raw.execute("UPDATE ticket SET owner = 'TBD' WHERE id = ?", (ticket_id,))
    for later in ("in_progress", "done", "verified", "in_progress"):
        delegate(raw, ticket_id, later)
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        delegate(raw, ticket_id)


@pytest.mark.parametrize("start", GUARDED)
@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"])
def test_no_ticket_begins_in_a_guarded_state(raw: sqlite3.Connection, ticket_id: str, start: str, verb: str) -> None:
    columns = [row[1] for row in raw.execute("PRAGMA table_info(ticket)")]
    chosen = {"id": "'0' || substr(id, 2)", "number": "number + 1000", "state": f"'{start}'"}
    for same_key in (False, True):
        values = ", ".join(name if same_key and name != "state" else chosen.get(name, name) for name in columns)
        with pytest.raises(sqlite3.IntegrityError, match="gate"):
            raw.execute(
                f"{verb} INTO ticket ({', '.join(columns)}) SELECT {values} FROM ticket WHERE id = ?", (ticket_id,)
            )
    assert raw.execute("SELECT count(*) FROM ticket").fetchone() == (1,)
    assert state(raw, ticket_id) == "draft"


def test_an_upsert_and_update_or_replace_are_refused_too(raw: sqlite3.Connection, ticket_id: str) -> None:
    raw.execute("DELETE FROM verdict")
    columns = [row[1] for row in raw.execute("PRAGMA table_info(ticket)")]
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        raw.execute(
            f"INSERT INTO ticket ({', '.join(columns)}) SELECT * FROM ticket WHERE id = ?"
            " ON CONFLICT (id) DO UPDATE SET state = 'delegated'",
            (ticket_id,),
        )
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        raw.execute("UPDATE OR REPLACE ticket SET state = 'delegated' WHERE id = ?", (ticket_id,))


def test_a_ticket_cannot_take_over_the_verdicts_of_another(raw: sqlite3.Connection, ticket_id: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        raw.execute("UPDATE ticket SET id = 'ffffffffffffffffffffffffffffffff' WHERE id = ?", (ticket_id,))


def test_a_verdict_for_another_revision_is_refused(raw: sqlite3.Connection, ticket_id: str) -> None:
    revision = raw.execute("SELECT revision FROM gate_revision WHERE ticket_id = ?", (ticket_id,)).fetchone()[0]
    raw.execute("UPDATE ticket SET fix = 'another' WHERE id = ?", (ticket_id,))
    for stale in (revision, revision + 2):
        with pytest.raises(sqlite3.IntegrityError, match="another revision"):
            raw.execute("INSERT INTO verdict VALUES (?, 'picture', 1, '', '', ?)", (ticket_id, stale))


def test_a_blocking_remark_refuses_until_it_is_waved_off(raw: sqlite3.Connection, ticket_id: str) -> None:
    raw.execute("INSERT INTO remark VALUES ('r', ?, 'k_over_n', '31 of 30', 1, '', 0)", (ticket_id,))
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        delegate(raw, ticket_id)
    raw.execute("UPDATE remark SET waved_off = 'counted twice on purpose'")
    delegate(raw, ticket_id)


LINKED = "(SELECT capture_id FROM ticket_picture WHERE ticket_id = :t)"
CHANGES = {
    **{f"ticket.{name}": f"UPDATE ticket SET {name} = {name} WHERE id = :t" for name in gate_triggers.JUDGED_COLUMNS},
    **{
        f"{t} changed": f"UPDATE {t} SET ticket_id = ticket_id WHERE ticket_id = :t" for t in gate_triggers.JUDGED_PARTS
    },
    **{f"{t} deleted": f"DELETE FROM {t} WHERE ticket_id = :t" for t in gate_triggers.JUDGED_PARTS},
    "picture added": "INSERT INTO ticket_picture VALUES ('p', :t, 9, 'T9/09', NULL)",
    "capture no longer reviewed": f"UPDATE capture SET state = 'unreviewed' WHERE id = {LINKED}",
    "capture found blank": f"UPDATE capture SET blank = 1 WHERE id = {LINKED}",
    "marks changed": f"UPDATE annotation SET marks = '[]' WHERE capture_id = {LINKED}",
    "marks deleted": f"DELETE FROM annotation WHERE capture_id = {LINKED}",
    "proposal opened": f"UPDATE proposal SET state = 'proposed' WHERE capture_id = {LINKED}",
    "proposal deleted": f"DELETE FROM proposal WHERE capture_id = {LINKED}",
    "proposal added": (
        f"INSERT INTO proposal SELECT 'x', capture_id, kind, rect_px, text, source, state FROM proposal"
        f" WHERE capture_id = {LINKED}"
    ),
}


@pytest.mark.parametrize("what", list(CHANGES))
def test_whatever_was_judged_clears_the_verdicts_when_it_changes(
    raw: sqlite3.Connection, ticket_id: str, what: str
) -> None:
    changed = raw.execute(CHANGES[what], {"t": ticket_id}).rowcount
    assert changed == 1, "the change must have hit a row"
    assert raw.execute("SELECT count(*) FROM verdict WHERE ticket_id = ?", (ticket_id,)).fetchone() == (0,)
    with pytest.raises(sqlite3.IntegrityError, match="gate"):
        delegate(raw, ticket_id)


@pytest.mark.parametrize("column", ["state_reason", "changed", "fix_kind", "why_missed", "problem_id", "round_id"])
def test_what_is_not_judged_leaves_the_verdicts(raw: sqlite3.Connection, ticket_id: str, column: str) -> None:
    raw.execute(f"UPDATE ticket SET {column} = {column} WHERE id = ?", (ticket_id,))
    assert raw.execute("SELECT count(*) FROM verdict WHERE ticket_id = ?", (ticket_id,)).fetchone() == (6,)


def test_every_column_of_a_ticket_is_judged_or_known_not_to_be() -> None:
    known = {"id", "number", "created", "changed", "source_id", "round_id", "problem_id", "state", "state_reason"}
    known |= {"fix_kind", "why_missed", "reassignments"}
    assert {column.name for column in Ticket.__table__.columns} == known | set(gate_triggers.JUDGED_COLUMNS)


def test_the_services_hear_it_as_a_sentence(library: Library, own_ticket: str) -> None:
    def force(op: Operation) -> None:
        ticket = op.get(Ticket, own_ticket)
        ticket.fix = "something else"
        op.flush()
        ticket.state = TicketState.DELEGATED

    with pytest.raises(Refused, match="has not passed the gate"):
        library.run("Delegate", force)
    assert library.queries.ticket(own_ticket).fix != "something else"  # type: ignore[union-attr]


def test_unjudged_tickets_are_found_and_deleted_ones_forgotten(library: Library, own_ticket: str) -> None:
    assert library.queries.unjudged_tickets() == []
    library.run("Change", lambda op: setattr(op.get(Ticket, own_ticket), "fix", "x"))
    assert library.queries.unjudged_tickets() == [own_ticket]
    library.run("Delete", lambda op: op.delete(op.get(Ticket, own_ticket)))
    assert library.queries.unjudged_tickets() == []
    library.undo()
    assert library.queries.unjudged_tickets() == [own_ticket]


def test_a_rendition_needs_a_reviewed_picture_and_goes_when_marks_change(library: Library, clock: Clock) -> None:
    capture_id = library.run("Add", lambda op: a_capture(op).id)
    library.run("Render", lambda op: op.write_rendering(capture_id, "flat", "f" * 64, width=1, height=1))
    assert set(library.queries.renderings(capture_id)) == {"flat"}
    library.run("Mark", lambda op: an_annotation(op, capture_id=capture_id))
    assert library.queries.renderings(capture_id) == {}
    unseen = library.run("Add", lambda op: a_capture(op, state="unreviewed").id)
    with pytest.raises(sqlite3.IntegrityError, match="only a reviewed picture"):
        library.run("Render", lambda op: op.write_rendering(unseen, "base", "f" * 64, width=1, height=1))


def test_control_without_its_triggers_a_database_lets_everything_through(tmp_path: Path) -> None:
    """If the triggers were lost, the tests above would go red: here is a database without them."""
    bare = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    for statement in statements():
        if not statement.startswith("CREATE TRIGGER gate_"):
            bare.execute(statement)
    columns = [(row[1], row[2]) for row in bare.execute("PRAGMA table_info(ticket)")]
    values = ["'delegated'" if name == "state" else "1" if kind == "INTEGER" else "'x'" for name, kind in columns]
    bare.execute(f"INSERT INTO ticket VALUES ({', '.join(values)})")
    assert bare.execute("SELECT state FROM ticket").fetchone() == ("delegated",)
    bare.close()


def test_the_picture_is_named_twice_and_both_tickets_are_judged_again(library: Library) -> None:
    def two(op: Operation) -> tuple[str, list[str]]:
        capture = a_capture(op)
        tickets = [a_ticket(op) for _ in range(2)]
        for ticket in tickets:
            a_ticket_picture(op, ticket, capture_id=capture.id)
            op.write_verdicts(ticket.id, verdicts())
        return capture.id, sorted(ticket.id for ticket in tickets)

    capture_id, ids = library.run("Add", two)
    library.run("Mark", lambda op: an_annotation(op, capture_id=capture_id))
    assert sorted(library.queries.unjudged_tickets()) == ids


def test_moving_a_picture_to_another_ticket_clears_both(library: Library, own_ticket: str) -> None:
    other = library.run("Add", passing_ticket)

    def move(op: Operation) -> None:
        op.all(TicketPicture, ticket_id=own_ticket)[0].ticket_id = other

    library.run("Move", move)
    assert sorted(library.queries.unjudged_tickets()) == sorted([own_ticket, other])
