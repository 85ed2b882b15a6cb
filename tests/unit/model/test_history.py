"""Operations, undo and redo, over restarts too; nobody writes an inverse by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gemba.errors import Refused, UserError
from gemba.message import N_, say
from gemba.model import digest, search
from gemba.model.annotation import Annotation
from gemba.model.changed import Changed
from gemba.model.changes import Touched
from gemba.model.entities import (
    Capture,
    CaptureAnnotation,
    GembaSession,
    Observation,
    ObservationTag,
    Person,
    Round,
    SessionPerson,
    Team,
    Ticket,
)
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.values import Criterion, TicketState
from tests.factory import (
    Clock,
    a_capture,
    a_person,
    a_proposal,
    a_round,
    a_session,
    a_tag,
    a_team,
    a_ticket,
    a_ticket_picture,
    an_annotation,
    an_observation,
    moment,
    verdicts,
)


def dump(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Return every entity row of the library."""
    reader = library.queries.reader
    tables = digest.entity_tables(reader.connection)
    return {t: sorted((tuple(row) for row in reader.all(f"SELECT * FROM {t}")), key=repr) for t in tables}


def assert_in_order(library: Library) -> None:
    assert library.maintain(digest.verify) == []
    assert library.maintain(search.verify) == []


def test_undo_and_redo_of_add_change_and_delete(library: Library) -> None:
    states = [dump(library)]
    note = library.run(N_("Add note"), lambda op: an_observation(op, text="first").id)
    states.append(dump(library))
    library.run(N_("Change note"), lambda op: setattr(op.get(Observation, note), "text", "second"))
    states.append(dump(library))
    library.run(N_("Delete note"), lambda op: op.delete(op.get(Observation, note)))
    states.append(dump(library))
    for step, name in [(2, "Delete note"), (1, "Change note"), (0, "Add note")]:
        assert library.undo() == name
        assert dump(library) == states[step]
        assert_in_order(library)
    assert library.undo() is None
    for step in (1, 2, 3):
        library.redo()
        assert dump(library) == states[step]
        assert_in_order(library)
    assert library.redo() is None


def test_history_survives_a_restart(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as library:
        library.run("Add note", lambda op: an_observation(op, text="kept"))
        library.run("Add team {name}", lambda op: a_team(op), values={"name": "Refunds"})
        library.undo()
        before = dump(library)
    with Library.open(tmp_path / "a.gemba") as library:
        assert dump(library) == before
        assert (library.queries.can_undo(), library.queries.can_redo()) == ("Add note", "Add team Refunds")
        assert library.redo() == "Add team Refunds"
        assert [library.undo(), library.undo(), library.undo()] == ["Add team Refunds", "Add note", None]


def test_a_new_operation_drops_the_branch_but_keeps_its_log(library: Library) -> None:
    library.run("One", a_team)
    library.run("Two", a_team)
    library.undo()
    library.run("Three", a_team)
    assert library.redo() is None
    assert [(row.name, row.undone) for row in library.queries.history()] == [
        ("Three", False),
        ("Two", True),
        ("One", False),
    ]
    assert [library.undo(), library.undo(), library.undo()] == ["Three", "One", None]


def test_a_body_that_raises_leaves_nothing(library: Library) -> None:
    def body(op: Operation) -> None:
        an_observation(op)
        op.flush()
        raise UserError(say("No."))

    before = dump(library)
    with pytest.raises(UserError):
        library.run("Add note", body)
    assert dump(library) == before
    assert library.queries.history() == []
    assert_in_order(library)


def test_an_operation_that_changes_nothing_is_no_step(library: Library) -> None:
    team = library.run("Add team", lambda op: a_team(op, name="A").id)
    library.run("Same again", lambda op: setattr(op.get(Team, team), "name", "A"))
    assert [row.name for row in library.queries.history()] == ["Add team"]


def test_text_typed_in_one_field_is_one_step(library: Library) -> None:
    note = library.run("Add note", lambda op: an_observation(op, text="").id)
    for end in range(1, 6):
        text = "typed"[:end]
        library.run("Type", lambda op, text=text: setattr(op.get(Observation, note), "text", text), coalesce=note)
    changes = library.queries.reader.value("SELECT count(*) FROM change WHERE \"after\" LIKE '%typed%'")
    assert changes == 1, "what was typed on replaces what was typed before"
    library.undo()
    assert library.queries.observation(note).text == ""  # type: ignore[union-attr]
    library.redo()
    assert library.queries.observation(note).text == "typed"  # type: ignore[union-attr]
    assert_in_order(library)


def test_another_step_undo_or_restart_ends_the_joining(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as library:
        library.run("Type", a_team, coalesce="x")
        library.run("Type", a_team, coalesce="x")
        library.run("Type", a_team, coalesce="y")
        library.run("Type", a_team, coalesce="x")
        assert len(library.queries.history()) == 3
        library.undo()
        library.run("Type", a_team, coalesce="y")
        assert len(library.queries.history()) == 4, "after an undo nothing joins"
    with Library.open(tmp_path / "a.gemba") as library:
        library.run("Type", a_team, coalesce="y")
        assert len(library.queries.history()) == 5


def test_the_files_of_an_import_are_one_step(library: Library) -> None:
    empty = dump(library)
    for _ in range(3):
        library.run("Import pack", lambda op: [an_observation(op) for _ in range(3)], coalesce="import 1")
    assert len(library.queries.observations()) == 9
    assert library.undo() == "Import pack"
    assert dump(library) == empty
    library.redo()
    assert len(library.queries.observations()) == 9
    assert_in_order(library)


def test_deleting_takes_what_is_owned_and_empties_references(library: Library) -> None:
    def build(op: Operation) -> tuple[str, str, str]:
        note, capture = an_observation(op), a_capture(op)
        op.add(ObservationTag(observation_id=note.id, tag_id=a_tag(op).id))
        ticket = a_ticket(op)
        a_ticket_picture(op, ticket, capture_id=capture.id, reference="T1/03")
        an_annotation(op, capture_id=capture.id)
        return note.id, capture.id, ticket.id

    note, capture, ticket = library.run("Build", build)
    before = dump(library)

    def delete(op: Operation) -> None:
        op.delete(op.get(Observation, note))
        op.delete(op.get(Capture, capture))

    library.run("Delete", delete)
    row = library.queries.ticket(ticket)
    assert row is not None
    assert [(p.reference, p.capture_id) for p in row.pictures] == [("T1/03", None)]
    assert row.missing_references == ("T1/03",)
    assert library.queries.reader.value("SELECT count(*) FROM observation_tag") == 0
    assert library.queries.reader.value("SELECT count(*) FROM annotation") == 0
    assert library.queries.tags() != [], "a tag stands for itself"
    library.undo()
    assert dump(library) == before
    assert_in_order(library)


def test_a_person_goes_with_their_part_but_a_round_with_sessions_stays(library: Library) -> None:
    def build(op: Operation) -> tuple[str, str, str]:
        visit, person = a_session(op), a_person(op)
        op.add(SessionPerson(session_id=visit.id, person_id=person.id))
        return visit.id, person.id, visit.round_id

    visit, person, round_id = library.run("Build", build)
    library.run("Delete", lambda op: op.delete(op.get(Person, person)))
    assert library.queries.session(visit).people_ids == ()  # type: ignore[union-attr]
    with pytest.raises(Refused, match="while a session is about it"):
        library.run("Delete", lambda op: op.delete(op.get(Round, round_id)))


def test_numbers_are_never_given_twice(library: Library) -> None:
    numbers = [library.run("Add", lambda op: a_ticket(op).number) for _ in range(2)]
    library.undo()
    numbers.append(library.run("Add", lambda op: a_ticket(op).number))
    newest = library.run("Find", lambda op: op.find(Ticket, number=3))
    assert newest is not None
    library.run("Delete", lambda op: op.delete(op.get(Ticket, newest.id)))
    numbers.append(library.run("Add", lambda op: a_ticket(op).number))
    assert numbers == [1, 2, 3, 4]


def test_every_change_has_its_own_dot_and_undo_is_an_edit_of_its_own(library: Library) -> None:
    library.run("Add", a_team)
    library.run("Add", a_team)
    library.undo()
    library.redo()
    rows = library.queries.reader.all("SELECT counter, replica_id FROM change ORDER BY counter")
    assert len({row["counter"] for row in rows}) == len(rows) == 4
    assert {row["replica_id"] for row in rows} == {library.queries.replica_id()}


def test_listeners_hear_what_changed_and_who_did_it_also_of_undo(library: Library) -> None:
    heard: list[Changed] = []
    stop = library.subscribe(heard.append)
    team = library.run("Add", lambda op: a_team(op).id, initiator="list")
    library.undo(initiator="menu")
    stop()
    library.redo()
    assert heard == [
        Changed(frozenset({"team"}), frozenset({team}), "list"),
        Changed(frozenset({"team"}), frozenset({team}), "menu"),
    ]


def test_a_listener_that_fails_keeps_nobody_from_hearing(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Changed] = []

    def bad(_: Changed) -> None:
        raise ValueError("Lena Hartwig 4111")

    library.subscribe(bad)
    library.subscribe(heard.append)
    library.run("Add", a_team)
    assert len(heard) == 1
    assert "ValueError" in caplog.text and "Lena" not in caplog.text


def test_an_operation_cannot_start_another(library: Library) -> None:
    with pytest.raises(RuntimeError, match="cannot start another"):
        library.run("Outer", lambda op: library.run("Inner", a_team))


class Judge:
    """A stand-in for the services' hook: every ticket passes unless its fix is empty."""

    def __call__(self, op: Operation, touched: Touched) -> None:
        for key in op.queries.unjudged_tickets():
            ticket = op.get(Ticket, key)
            failing = () if ticket.fix else (Criterion.FIX,)
            op.write_verdicts(key, verdicts(failing=failing))
            if not op.replaying and failing and ticket.state is TicketState.DELEGATED:
                ticket.state = TicketState.DRAFT


def test_undo_brings_a_delegated_ticket_back_through_the_gate(library: Library) -> None:
    library.before_commit.append(Judge())
    ticket = library.run("Add", lambda op: a_ticket(op).id)
    library.run("Delegate", lambda op: setattr(op.get(Ticket, ticket), "state", TicketState.DELEGATED))
    library.run("Empty the fix", lambda op: setattr(op.get(Ticket, ticket), "fix", ""))

    def state() -> TicketState:
        row = library.queries.ticket(ticket)
        assert row is not None
        return row.state

    assert state() is TicketState.DRAFT
    library.undo()
    assert state() is TicketState.DELEGATED
    library.run("Delete", lambda op: op.delete(op.get(Ticket, ticket)))
    library.undo()
    assert state() is TicketState.DELEGATED
    assert_in_order(library)


def test_undo_is_refused_where_the_gate_says_no_now(library: Library) -> None:
    ticket = library.run("Add", lambda op: a_ticket(op).id)

    def delegate(op: Operation) -> None:
        op.write_verdicts(ticket, verdicts())
        op.get(Ticket, ticket).state = TicketState.DELEGATED

    library.run("Delegate", delegate)
    library.run("Delete", lambda op: op.delete(op.get(Ticket, ticket)))
    before = dump(library)
    with pytest.raises(UserError, match="“Delete” cannot be put back"):
        library.undo()
    assert dump(library) == before
    assert_in_order(library)


def test_a_hook_may_not_write_entities_while_history_is_replayed(library: Library) -> None:
    library.run("Add", a_team)
    library.before_commit.append(lambda op, touched: a_round(op) and None)
    with pytest.raises(RuntimeError, match="only derived rows"):
        library.undo()


def test_a_copied_library_gets_a_new_replica_id(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gemba") as library:
        library.run("Add", a_team)
        first = library.queries.replica_id()
    with Library.open(tmp_path / "a.gemba") as library:
        library.run("Add", a_team)
        assert library.queries.replica_id() == first
        library.maintain(lambda raw: raw.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),)))
    (tmp_path / "a.gemba" / "library.db").unlink()
    (tmp_path / "copy.db").rename(tmp_path / "a.gemba" / "library.db")
    (tmp_path / "a.gemba" / "library.db").chmod(0o600)
    with Library.open(tmp_path / "a.gemba") as library:
        library.run("Add", a_team)
        assert library.queries.replica_id() not in (None, first)


def test_what_an_older_gemba_did_cannot_be_taken_back(library: Library) -> None:
    library.run("Add", a_team)
    library.maintain(lambda raw: raw.execute("UPDATE operation SET schema_version = 0"))
    with pytest.raises(UserError, match="older gemba"):
        library.undo()


def test_marks_change_as_a_whole_and_come_back(library: Library) -> None:
    key = library.run("Mark", lambda op: an_annotation(op).id)
    library.run("Wipe", lambda op: setattr(op.get(CaptureAnnotation, key), "marks", Annotation()))
    library.undo()
    capture = library.queries.captures()[0]
    assert len(capture.annotation.marks) == 1


def test_clock_and_order_do_not_depend_on_each_other(library: Library, clock: Clock) -> None:
    for minutes in (0.0, -5_256_000.0, 5_256_000.0, 1.0):
        clock.minutes = minutes
        library.run(f"Step {minutes}", a_team)
    names = [row.name for row in library.queries.history()]
    assert names == ["Step 1.0", "Step 5256000.0", "Step -5256000.0", "Step 0.0"]
    assert library.undo() == "Step 1.0"


def test_a_reference_to_nothing_is_refused_at_commit(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        library.run("Add", lambda op: an_observation(op, session_id="0" * 32))
    assert library.queries.observations() == []


def test_dangling_sessions_are_impossible(library: Library) -> None:
    visit = library.run("Add", lambda op: a_session(op, started=moment()).id)
    library.run("Delete", lambda op: op.delete(op.get(GembaSession, visit)))
    assert library.queries.sessions() == []


def test_what_is_found_on_a_picture_joins_the_step_that_brought_it(library: Library) -> None:
    picture = library.run(N_("Add picture"), lambda op: a_capture(op).id)
    note = library.run(N_("Add note"), lambda op: an_observation(op, text="typed").id)
    before = dump(library)
    library.undo()

    library.run(N_("Find"), lambda op: a_proposal(op, capture_id=picture).id, found_on=picture)
    assert (library.queries.can_undo(), library.queries.can_redo()) == ("Add picture", "Add note")
    assert_in_order(library)
    assert library.redo() == "Add note"
    assert dump(library)["observation"] == before["observation"] and library.queries.observation(note) is not None

    assert [library.undo(), library.undo()] == ["Add note", "Add picture"]
    assert dump(library)["proposal"] == [] == dump(library)["capture"]
    assert_in_order(library)
    assert [library.redo(), library.redo()] == ["Add picture", "Add note"]
    assert len(dump(library)["proposal"]) == 1
    assert_in_order(library)


def test_what_changes_more_than_finds_is_a_step_of_its_own(library: Library) -> None:
    picture = library.run(N_("Add picture"), lambda op: a_capture(op).id)

    def more(op: Operation) -> None:
        a_proposal(op, capture_id=picture)
        an_observation(op, text="beside")

    library.run(N_("Find"), more, found_on=picture)
    assert library.queries.can_undo() == "Find"
    library.run(N_("Find elsewhere"), lambda op: a_proposal(op, capture_id=picture).id, found_on="nothing here")
    assert library.queries.can_undo() == "Find elsewhere"
