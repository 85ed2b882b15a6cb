"""What the page of a ticket asks of services: one ticket with all around it, verdicts on what is typed, quick changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.model.values import Criterion, SampleFrame, TicketState
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.leaving import TicketLeaving
from gemba.services.tickets.opened import DRAFTS, drafts_of, known
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields


def test_a_ticket_is_judged_as_it_would_stand_and_nothing_is_written(app: App) -> None:
    app.tickets.new(TicketFields(title="Order number typed twice"))
    typed = TicketFields(effort_low="5", effort_likely="3", effort_high="1", seen_k="3", of_n="x", frame="random")
    judged = app.tickets.judge_as("T1", typed)
    effort = judged.of(Criterion.EFFORT)
    assert not effort.ok
    assert "reversed" in str(effort.reasons[0])
    assert effort.where == "effort.low"
    assert judged.effort is None
    better = app.tickets.judge_as("T1", replace(typed, effort_low="1", effort_high="5"))
    assert better.of(Criterion.EFFORT).ok
    assert better.effort == (1.0, 3.0, 5.0)
    assert better.gate == (False, False, False, False, True, False)
    row = app.tickets.open("T1").row
    assert row.effort.low == ""
    assert row.frequency.frame is SampleFrame.UNSTATED


def test_the_arithmetic_is_checked_while_it_is_typed(app: App) -> None:
    app.tickets.new(TicketFields(title="Order number typed twice"))
    money = TicketFields(money_low="4000", money_likely="6000", money_high="9000", currency="EUR", per="year")
    right = app.tickets.judge_as("T1", replace(money, arithmetic="300 x 20 EUR = 6000 EUR"))
    assert right.adds_up
    wrong = app.tickets.judge_as("T1", replace(money, arithmetic="300 x 20 EUR = 7000 EUR"))
    assert not wrong.adds_up
    assert "arithmetic_result" in {one.code for one in wrong.remarks}
    assert not app.tickets.judge_as("T1", money).adds_up


def test_typing_in_one_field_is_one_step_and_forgets_its_draft(app: App) -> None:
    ticket = app.tickets.changes.new(TicketFields(title="A"))
    key = f"{DRAFTS}{ticket}:fix"
    app.tickets.changes.keep_draft(key, "Let the sh")
    assert drafts_of(app.library.queries, ticket) == {"fix": "Let the sh"}
    for text in ("Let the sheet", "Let the sheet read", "Let the sheet read it"):
        app.tickets.changes.edit(ticket, TicketFields(fix=text), coalesce="fix:1", draft=key)
    assert drafts_of(app.library.queries, ticket) == {}
    app.history.undo()
    assert app.tickets.open(ticket).row.fix == ""


def test_a_refused_change_keeps_the_draft(app: App) -> None:
    ticket = app.tickets.changes.new(TicketFields(title="A"))
    key = f"{DRAFTS}{ticket}:seen_k"
    app.tickets.changes.keep_draft(key, "three")
    with pytest.raises(UserError):
        app.tickets.changes.edit(ticket, TicketFields(seen_k="three"), draft=key)
    assert drafts_of(app.library.queries, ticket) == {"seen_k": "three"}


def test_a_ticket_from_a_note_rests_on_it_with_its_picture_and_problem(app: App, picture: bytes) -> None:
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    capture = app.captures.add_bytes(picture, name="one.png", session="S1")
    note = app.observations.note("S1", ObservationFields(text="Types it twice", pictures=(capture.id,)))
    other = app.observations.note("S1", ObservationFields(text="Types it a third time"))
    app.triage.new_problem("Typed again", observations=(note.id, other.id))
    ticket = app.tickets.changes.new(TicketFields(title="Types it twice"), observations=(note.id,))
    opened = app.tickets.open(ticket)
    assert [one.capture_id for one in opened.row.pictures] == [capture.id]
    assert set(opened.captures) == {capture.id}
    assert opened.problem is not None and opened.problem.title == "Typed again"
    assert [(one.note.id, one.rests, one.same_problem) for one in opened.reports] == [
        (note.id, True, True),
        (other.id, False, True),
    ]
    app.history.undo()
    assert app.library.queries.ticket(ticket) is None


def test_a_note_of_the_same_problem_joins_it_without_merging(app: App) -> None:
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    first = app.observations.note("S1", ObservationFields(text="Types it twice"))
    second = app.observations.note("S1", ObservationFields(text="Copies it again"))
    problem = app.triage.new_problem("Typed again", observations=(first.id,))
    ticket = app.tickets.changes.new(TicketFields(title="Types it twice"))
    app.tickets.changes.same_problem(ticket, first.id)
    assert app.tickets.open(ticket).row.problem_id == problem.id
    app.tickets.changes.same_problem(ticket, second.id)
    assert app.observations.one(second.id).problem_id == problem.id
    app.history.undo()
    assert app.observations.one(second.id).problem_id is None


def test_an_owner_nobody_has_been_told_of_is_mended_without_a_reason(app: App) -> None:
    app.tickets.new(TicketFields(title="A", owner="Lna Hartwig", owner_team="Refunds"))
    assert not app.tickets.open("T1").passes_on
    app.tickets.changes.edit("T1", TicketFields(owner="Lena Hartwig"))
    assert app.tickets.open("T1").row.reassignments == 0


def test_a_hand_over_is_on_the_record_by_team(demo_app: App) -> None:
    opened = demo_app.tickets.open("T2")
    assert opened.row.state is TicketState.ACTIONABLE
    assert opened.passes_on
    team = opened.row.owner_team
    demo_app.tickets.changes.edit("T2", TicketFields(owner="Tom Okafor", owner_team="Claims", reason="on leave"))
    last = demo_app.tickets.open("T2").stages[-1]
    assert (last.giver, last.taker, last.reason) == (team, "Claims", "on leave")


def test_a_ticket_opens_by_code_and_by_id_with_its_record(demo_app: App) -> None:
    opened = demo_app.tickets.open("t5")
    assert opened.row.number == 5
    assert demo_app.tickets.open(opened.row.id).row == opened.row
    with pytest.raises(UserError):
        demo_app.tickets.open("T999")
    demo_app.tickets.changes.edit("T5", TicketFields(fix="Ask for the number first"))
    newest = demo_app.tickets.open("T5").changes[0]
    assert "fix" in newest.fields
    assert str(newest.name) == "Change a ticket's fix"
    demo_app.history.undo()
    assert demo_app.tickets.open("T5").changes[0].undone
    found = known(demo_app.library.queries)
    assert "EUR" in found.currencies
    assert "Data Protection Officer" in found.bodies


def test_what_is_copied_is_masked_like_every_export(demo_app: App) -> None:
    secret = "+49 30 901820 77"
    demo_app.tickets.edit(
        "T5", TicketFields(fix=f"Call {secret} or lena.private@example.org", owner="Quentin Harrow", reason="leave")
    )
    copied = TicketLeaving(demo_app.library).copied("T5")
    for text in (copied.markdown, copied.plain):
        assert "Merchant number missing" in text
        assert "901820" not in text
        assert "lena.private" not in text
        assert "Harrow" not in text
        assert "not yet reviewed" not in text
    assert copied.markdown.startswith("# T5 ")
    assert copied.plain.startswith("T5 ")
    assert "\\" not in copied.plain
    assert copied.pictures == 2


def test_what_would_leave_is_counted(demo_app: App) -> None:
    leaving = TicketLeaving(demo_app.library)
    found = leaving.reckon("T5")
    assert found.pictures == 2
    assert found.unreviewed == ()
    assert leaving.flat_picture("T5") is not None
    assert leaving.pages("T5") >= 1
