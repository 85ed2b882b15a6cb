"""What the window shows of visits: lines of the list, the page, a note's history, and who is there."""

from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from tests.sample_library import copy_of_demo, opened


@pytest.fixture
def sample(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    with opened(copy_of_demo(tmp_path_factory.getbasetemp().parent, tmp_path)) as app:
        yield app


def test_the_list_says_what_waits_in_each_visit(sample: App) -> None:
    lines = sample.visit_pages.lines()
    assert [one.row.number for one in lines] == [3, 2, 1]
    for one in lines:
        waiting = [c for c in sample.captures.all(session=one.row.id) if c.state.value == "unreviewed"]
        assert one.unreviewed == len(waiting)
        assert one.open_promises == 1
    sample.promises.settle(sample.promises.all()[0].id, kept=True)
    assert sum(one.open_promises for one in sample.visit_pages.lines()) == 2


def test_the_page_holds_everything_around_the_visit(sample: App) -> None:
    page = sample.visit_pages.page("S1")
    assert len(page.notes) == page.row.observations == 20
    assert len(page.captures) == page.row.captures
    assert [one.role for one in page.people] == ["agent", "agent", "team lead"]
    assert {one.team for one in page.sightings} == {page.row.team}
    assert [len(steps) for steps in page.chains.values()] == [1]
    for note_id, tickets in page.tickets.items():
        for one in tickets:
            assert note_id in sample.tickets.view(f"T{one.number}").row.observation_ids
    assert {one.problem_id for one in page.notes} - {None} == set(page.problems)


def test_a_note_is_found_with_its_visit(sample: App) -> None:
    page = sample.visit_pages.page("S2")
    assert sample.visit_pages.session_of_note(page.notes[3].id) == (page.row.id, page.notes[3].id)
    assert sample.visit_pages.session_of_note("S2") is None


def test_the_history_of_a_note_names_each_step(app: App) -> None:
    visit = app.sessions.new("Desk", SessionFields(charter="Why?"))
    note = app.observations.note(visit.id, ObservationFields(text="first"))
    app.observations.edit(note.id, ObservationFields(text="second"))
    app.history.undo()
    steps = app.visit_pages.note_history(note.id)
    assert [one.kind for one in steps] == ["do", "do", "undo"]
    assert steps[0].before is None
    assert steps[1].before is not None
    assert steps[1].before["text"] == "first"
    assert steps[2].after is not None
    assert steps[2].after["text"] == "first"


def test_people_come_go_and_say_what_they_agree_to(app: App) -> None:
    visit = app.sessions.new("Desk", SessionFields(charter="Why?"))
    one = app.sessions.add_person(visit.id, role="agent")
    other = app.sessions.add_person(visit.id, role="agent")
    assert one.id != other.id
    assert not one.may_be_named
    changed = app.sessions.change_person(one.id, name="Mei Lin", may_be_named=True, consent="yes, by voice")
    assert (changed.name, changed.role, changed.may_be_named) == ("Mei Lin", "agent", True)
    assert [p.name for p in app.visit_pages.page(visit.id).people] == ["Mei Lin", "agent"]
    app.sessions.remove_person(visit.id, other.id)
    assert [p.name for p in app.visit_pages.page(visit.id).people] == ["Mei Lin"]
    app.history.undo()
    assert len(app.visit_pages.page(visit.id).people) == 2
    with pytest.raises(UserError):
        app.sessions.add_person(visit.id, role=" ")
