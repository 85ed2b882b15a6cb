"""A running visit as the services keep it: who is there, parts of notes, the same note handed in twice."""

import pytest

from gemba.errors import UserError
from gemba.services.visits.live import PersonThere
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from tests.sample_library import new_app

FIELDS = SessionFields(charter="Why nine days?", minutes=45, consent="agreed")


def test_a_visit_begins_with_roles_and_names_nobody_without_consent(tmp_path):
    with new_app(tmp_path) as app:
        people = (PersonThere("agent"), PersonThere("agent"), PersonThere("team lead", "Jonas Weber"))
        row = app.live.begin("Refunds", FIELDS, people)
        state = app.live.state(row.id)
        assert row.started is not None
        assert row.ended is None
        assert state.roles == ("agent", "agent", "team lead")
        assert "Jonas" not in app.privacy.for_paper("Jonas Weber showed the sheet to an agent.")
        assert "agent" in app.privacy.for_paper("Jonas Weber showed the sheet to an agent.")


def test_a_person_without_a_role_is_refused(tmp_path):
    with new_app(tmp_path) as app, pytest.raises(UserError, match="no role"):
        app.live.begin("Refunds", FIELDS, (PersonThere("", "Jonas Weber"),))


def test_a_visit_ends_goes_on_and_is_taken_back_by_undo(tmp_path):
    with new_app(tmp_path) as app:
        row = app.live.begin("Refunds", FIELDS)
        assert [one.id for one in app.live.running()] == [row.id]
        assert app.live.end(row.id).ended is not None
        assert app.live.running() == ()
        assert app.live.go_on(row.id).ended is None
        app.history.undo()
        assert app.live.state(row.id).row.ended is not None


def test_the_same_note_handed_in_twice_is_kept_once(tmp_path):
    with new_app(tmp_path) as app:
        row = app.live.begin("Refunds", FIELDS)
        key = app.observations.new_key()
        fields = ObservationFields(text="once", key=key)
        assert app.observations.note(row.id, fields).id == key
        assert app.observations.note(row.id, fields).id == key
        assert len(app.observations.all()) == 1


def test_what_a_kind_carries_follows_the_line_and_the_kind(tmp_path):
    with new_app(tmp_path) as app:
        row = app.live.begin("Refunds", FIELDS)
        note = app.observations.note(row.id, ObservationFields(text="Sheet A | 30 | read by: nobody", kind="artifact"))
        assert app.live.line_of(note) == "Sheet A | 30 | read by: nobody"
        note = app.observations.edit(note.id, ObservationFields(text="Sheet B | purpose: for the lead"))
        (seen,) = app.artifacts.sightings()
        assert (seen.name, seen.purpose, seen.minutes_per_week) == ("Sheet B", "for the lead", 30)
        note = app.observations.edit(note.id, ObservationFields(text="a > b > c", kind="hand_off"))
        assert app.artifacts.sightings() == ()
        assert app.live.parts_of(note).steps == ("a", "b", "c")
        app.observations.edit(note.id, ObservationFields(text="We ask | who: lead", kind="promise"))
        assert app.library.queries.hand_off_steps() == []
        (promise,) = app.live.open_promises("Refunds")
        assert (promise.text, promise.by_role) == ("We ask", "lead")
        app.history.undo()
        assert app.live.open_promises("Refunds") == ()
        assert len(app.library.queries.hand_off_steps()) == 2


def test_two_notes_are_said_to_report_one_problem_in_one_step(tmp_path):
    with new_app(tmp_path) as app:
        row = app.live.begin("Refunds", FIELDS)
        first = app.observations.note(row.id, ObservationFields(text="Types the number twice"))
        second = app.observations.note(row.id, ObservationFields(text="Types the number three times"))
        problem = app.live.same_problem(second.id, first.id)
        assert problem.title == "Types the number twice"
        assert {one.problem_id for one in app.observations.all()} == {problem.id}
        app.history.undo()
        assert {one.problem_id for one in app.observations.all()} == {None}
        assert app.triage.problems() == ()


def test_tickets_are_named_by_number_and_title(tmp_path):
    with new_app(tmp_path) as app:
        assert app.live.tickets_to_name("refund") == ()
