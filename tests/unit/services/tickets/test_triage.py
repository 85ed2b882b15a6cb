"""Rank, structure, prevalence, likeness, problems and decisions over the demo's library."""

from __future__ import annotations

import json

import pytest

from gemba import paths
from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.model.values import TicketState

TRUTH = json.loads((paths.sample() / "truth.json").read_text("utf-8"))


@pytest.fixture
def bare(demo_app: App) -> App:
    """The demo's library without its problems: nothing is linked yet."""
    for problem in demo_app.triage.problems():
        rows = demo_app.observations.all()
        linked = tuple(row.id for row in rows if row.problem_id == problem.id)
        demo_app.triage.unlink(f"P{problem.number}", observations=linked)
    return demo_app


def test_the_tickets_of_the_truth_that_are_complete_are_actionable(demo_app: App) -> None:
    states = {view.row.source_id: view.row.state for view in demo_app.tickets.views()}
    for ticket in TRUTH["tickets"]:
        if ticket["complete"]:
            assert states[ticket["id"]] is TicketState.ACTIONABLE, ticket["id"]
    open_ones = {ticket["id"]: ticket["fails"] for ticket in TRUTH["tickets"] if not ticket["complete"]}
    views = {view.row.source_id: view for view in demo_app.tickets.views()}
    for source_id in open_ones:
        view = views[source_id]
        held_up = view.row.state is TicketState.DRAFT or any(remark.blocks for remark in view.row.remarks)
        assert held_up, source_id


def test_the_rank_is_the_same_tomorrow_and_says_why(demo_app: App) -> None:
    first, second = demo_app.triage.rank(), demo_app.triage.rank()
    assert first == second
    assert [row.position for row in first.ranked] == list(range(1, len(first.ranked) + 1))
    assert sum(row.top_n_probability for row in first.ranked) == pytest.approx(first.top_n, abs=0.01)
    assert all(row.reason for row in first.unranked)
    assert "B04" in {row.source_id for row in first.unranked}
    by_number = first.by_number()
    for row in first.ranked:
        assert all(row.number in by_number[other].ties_with for other in row.ties_with)


def test_a_rate_of_the_house_brings_a_ticket_into_the_order(demo_app: App) -> None:
    before = {row.source_id for row in demo_app.triage.rank().ranked}
    demo_app.preferences.set("house.rates", '{"CNY": "0.128"}')
    after = {row.source_id for row in demo_app.triage.rank().ranked}
    assert after - before <= {"C01"} and "C01" in after
    with pytest.raises(UserError):
        demo_app.preferences.set("house.rates", '{"CNY": "free"}')


def test_a_parked_ticket_leaves_the_order_and_a_rejected_one_the_structure(demo_app: App) -> None:
    demo_app.tickets.move("A02", "parked", reason="after the audit")
    assert "A02" not in {row.source_id for row in demo_app.triage.rank().ranked}
    assert 2 in demo_app.triage.structure().smells
    demo_app.tickets.move("A02", "rejected", reason="the limit stays")
    assert 2 not in demo_app.triage.structure().smells


def test_the_structure_names_bodies_and_no_people(demo_app: App) -> None:
    found = demo_app.triage.structure()
    people = {person.name for person in demo_app.sessions.people()} - {"Head of Finance"}
    assert not people & {body.body for body in found.bodies}
    assert "Head of Finance" in {body.body for body in found.bodies}


def test_only_a_random_sample_speaks(demo_app: App) -> None:
    for line in demo_app.triage.prevalence():
        assert (line.mean is not None) == (line.frame.value == "random" and bool(line.n))
    assert demo_app.triage.prevalence_of(3, 25, frame="random").low == pytest.approx(0.05, abs=0.02)
    assert "cannot say" in str(demo_app.triage.prevalence_of(3, 25, frame="complaint").sentence)


def test_same_problems_are_proposed_within_a_language(bare: App) -> None:
    similar = bare.triage.similar("The agent copies the order id by hand from the help desk into a sheet")
    assert similar[0].source_id == "T1-0907"
    assert similar[0].shares
    assert not [one for one in similar if one.source_id.startswith("T3")]
    groups = [{row.source_id for row in cluster.members} for cluster in bare.triage.clusters()]
    assert all(len(group) > 1 for group in groups)


def test_merging_is_a_persons_word_and_can_be_undone(demo_app: App) -> None:
    before = {row.number: set(row.observation_ids) for row in demo_app.triage.problems()}
    merged = demo_app.triage.merge("P1", "P5")
    assert set(merged.observation_ids) == before[1] | before[5]
    assert 5 not in {row.number for row in demo_app.triage.problems()}
    assert demo_app.history.undo() == "Merge problems"
    assert {row.number: set(row.observation_ids) for row in demo_app.triage.problems()} == before
    with pytest.raises(UserError):
        demo_app.triage.merge("P1", "P1")


def test_a_problem_counts_its_distinct_sources(demo_app: App) -> None:
    rows = {row.number: row for row in demo_app.triage.problems()}
    assert rows[7].sessions == 3 and rows[7].customers >= 2
    assert demo_app.triage.demand_from() == 3


def test_a_decision_is_not_taken_below_its_door(demo_app: App) -> None:
    views = {view.row.source_id: view for view in demo_app.decisions.views()}
    assert views["D1"].information == pytest.approx(7 / 12)
    with pytest.raises(Refused):
        demo_app.decisions.take("D1")
    demo_app.decisions.answer("D1", 2, "EUR 900 in 2026, two cases, ledger of W45")
    assert demo_app.decisions.take("D1").row.taken
    with pytest.raises(Refused):
        demo_app.decisions.take("D3")
    taken = demo_app.decisions.take("D3", reason="The scheme rules ask for it at once")
    assert taken.row.taken_reason == "The scheme rules ask for it at once"
    fresh = demo_app.decisions.new("Stop the report", questions=("Who reads it?:5",))
    assert fresh.row.questions[0].weight == 5
    with pytest.raises(Refused):
        demo_app.decisions.take(f"D{fresh.row.number}", reason="because")


def test_settings_are_checked_and_kept_where_they_belong(demo_app: App) -> None:
    with pytest.raises(UserError):
        demo_app.preferences.set("no.such", "1")
    demo_app.preferences.set("smell.teams", "9")
    assert demo_app.preferences.get("smell.teams") == "9"
    assert demo_app.triage.house().thresholds.teams == 9
    demo_app.preferences.set("language", "vi")
    assert demo_app.preferences.get("language") == "vi"
    demo_app.history.undo()
    assert demo_app.preferences.get("smell.teams") == "3"
