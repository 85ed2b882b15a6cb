"""Tickets through their service: judged before every commit, whoever changes them, and never past the gate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.i18n import translator
from gemba.model.annotation import Mark, MarkKind
from gemba.model.entities import Ticket, TicketTeam
from gemba.model.ticket_facts import ApprovalFacts
from gemba.model.values import Criterion, TicketState
from gemba.services.leaving.masking import Masker
from gemba.services.tickets.fields import TicketFields, approvals_from, causes_from, change_name
from gemba.services.tickets.shown_verdicts import shown_remarks
from gemba.services.visits.sessions import SessionFields

GOOD = TicketFields(
    title="Order number typed twice",
    where="Help desk, then the sheet of week 46",
    expected="The order number is typed once",
    happened="An agent types it into two programs, 40 seconds each time",
    fix="Let the sheet read the help desk's export",
    money_low="4000",
    money_likely="6000",
    money_high="9000",
    currency="EUR",
    per="year",
    arithmetic="300 a week x 46 x 40 s = 153 h x 39 EUR = 5 980",
    effort_low="1",
    effort_likely="2",
    effort_high="4",
    owner="Lena Hartwig",
    owner_team="Refunds",
    seen_k="12",
    of_n="20",
    frame="random",
    frame_words="20 drawn by lot",
    teams_needed=("Refunds",),
    approvals=(),
)


@pytest.fixture
def ready(app: App, picture: bytes) -> App:
    """A library with one reviewed and marked picture, S1."""
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    row = app.captures.add_bytes(picture, name="one.png", session="S1")
    arrow = Mark(id="", kind=MarkKind.ARROW, points=((5, 5), (20, 20)))
    app.captures.mark(row.id, add=(arrow,))
    app.captures.review(row.id, by="observer")
    return app


def _good(app: App) -> int:
    number = app.tickets.new(GOOD).row.number
    app.tickets.link(f"T{number}", pictures=(app.captures.all()[0].id,))
    return number


def test_a_ticket_that_passes_becomes_actionable_by_itself(ready: App) -> None:
    view = ready.tickets.new(GOOD)
    assert view.row.state is TicketState.DRAFT
    assert [v.criterion for v in view.row.verdicts if not v.ok] == [Criterion.PICTURE]
    view = ready.tickets.link("T1", pictures=(ready.captures.all()[0].id,))
    assert view.row.state is TicketState.ACTIONABLE
    assert all(v.ok for v in view.row.verdicts)


def test_delegating_needs_the_gate_the_remarks_and_the_owner(ready: App) -> None:
    ready.tickets.new(replace(GOOD, fix=""))
    with pytest.raises(Refused, match="cannot be delegated"):
        ready.tickets.delegate("T1", owner_accepted=True)
    number = _good(ready)
    with pytest.raises(Refused) as refused:
        ready.tickets.delegate(f"T{number}", owner_accepted=False)
    assert "has not said yes" in str(refused.value)
    assert ready.tickets.delegate(f"T{number}", owner_accepted=True).row.state is TicketState.DELEGATED


def test_a_blocking_remark_holds_up_until_waved_off_with_a_reason(ready: App) -> None:
    number = _good(ready)
    view = ready.tickets.edit(f"T{number}", TicketFields(seen_k="21"))
    assert view.row.state is TicketState.ACTIONABLE  # the six hold, SETTLED §8
    assert "k_above_n" in {remark.code for remark in view.row.remarks}
    with pytest.raises(Refused):
        ready.tickets.delegate(f"T{number}", owner_accepted=True)
    with pytest.raises(UserError):
        ready.tickets.wave_off(f"T{number}", "k_above_n", reason=" ")
    ready.tickets.wave_off(f"T{number}", "k_above_n", reason="counted twice, see S1")
    assert ready.tickets.delegate(f"T{number}", owner_accepted=True).row.state is TicketState.DELEGATED


def test_a_waiver_ends_when_the_remark_says_something_else(ready: App) -> None:
    number = _good(ready)
    ready.tickets.edit(f"T{number}", TicketFields(seen_k="21"))
    ready.tickets.wave_off(f"T{number}", "k_above_n", reason="counted twice")
    view = ready.tickets.edit(f"T{number}", TicketFields(seen_k="30"))
    assert {r.code: r.waved_off for r in view.row.remarks}["k_above_n"] == ""


@pytest.mark.parametrize(
    ("lose", "criterion"),
    [
        (TicketFields(fix=""), Criterion.FIX),
        (TicketFields(money_low="9000", money_high="1"), Criterion.MONEY),
        (TicketFields(effort_likely="TBD"), Criterion.EFFORT),
        (TicketFields(owner="Lena and Tom", reason="both"), Criterion.OWNER),
        (TicketFields(happened="slow"), Criterion.PROBLEM),
    ],
)
def test_a_delegated_ticket_that_loses_a_criterion_falls_back_and_says_why(
    ready: App, lose: TicketFields, criterion: Criterion
) -> None:
    number = _good(ready)
    ready.tickets.delegate(f"T{number}", owner_accepted=True)
    view = ready.tickets.edit(f"T{number}", lose)
    assert view.row.state is TicketState.DRAFT
    assert [v.criterion for v in view.row.verdicts if not v.ok] == [criterion]
    assert view.row.state_reason
    changed = change_name(lose)
    assert changed.startswith("Change a ticket") and ready.history.undo() == changed
    assert ready.tickets.view(f"T{number}").row.state is TicketState.DELEGATED
    assert ready.history.redo() == changed
    assert ready.tickets.view(f"T{number}").row.state is TicketState.DRAFT


def test_taking_the_picture_away_is_noticed_from_the_pictures_side(ready: App) -> None:
    number = _good(ready)
    ready.tickets.delegate(f"T{number}", owner_accepted=True)
    ready.captures.remove(ready.captures.all()[0].id)
    assert ready.tickets.view(f"T{number}").row.state is TicketState.DRAFT
    ready.history.undo()
    assert ready.tickets.view(f"T{number}").row.state is TicketState.DELEGATED


def test_work_that_has_begun_keeps_its_state_and_carries_a_remark(ready: App) -> None:
    number = _good(ready)
    ready.tickets.delegate(f"T{number}", owner_accepted=True)
    ready.tickets.move(f"T{number}", "in_progress")
    view = ready.tickets.edit(f"T{number}", TicketFields(fix=""))
    assert view.row.state is TicketState.IN_PROGRESS
    assert "gate_lost" in {remark.code for remark in view.row.remarks}
    said = shown_remarks(view.row, view.facts, Masker(), translator("vi"))
    assert any(one.startswith("Việc đã bắt đầu") and "Chưa đề xuất cách sửa." in one for one in said)
    view = ready.tickets.edit(f"T{number}", TicketFields(fix=GOOD.fix))
    assert "gate_lost" not in {remark.code for remark in view.row.remarks}


def test_no_operation_gets_a_ticket_past_the_gate(ready: App) -> None:
    ready.tickets.new(replace(GOOD, fix=""))

    def cheat(op: object) -> None:
        ready_ticket = op.all(Ticket)[0]  # type: ignore[attr-defined]
        ready_ticket.state = TicketState.DELEGATED

    with pytest.raises(Refused):
        ready.library.run("cheat", cheat)
    assert ready.tickets.view("T1").row.state is TicketState.DRAFT


def test_a_change_that_stands_in_for_an_import_is_judged_too(ready: App) -> None:
    number = _good(ready)
    ready.library.run("import", lambda op: setattr(op.all(Ticket)[0], "money_likely", "a lot"))
    view = ready.tickets.view(f"T{number}")
    assert view.row.state is TicketState.DRAFT
    assert not next(v.ok for v in view.row.verdicts if v.criterion is Criterion.MONEY)


def test_states_go_their_way_and_no_other(ready: App) -> None:
    number = _good(ready)
    name = f"T{number}"
    with pytest.raises(Refused):
        ready.tickets.move(name, "done")
    with pytest.raises(Refused):
        ready.tickets.move(name, "delegated")
    with pytest.raises(UserError):
        ready.tickets.move(name, "parked")
    assert ready.tickets.move(name, "parked", reason="after the audit").row.state is TicketState.PARKED
    # Coming back it stands before the gate again, and passes.
    assert ready.tickets.move(name, "draft").row.state is TicketState.ACTIONABLE
    ready.tickets.delegate(name, owner_accepted=True)
    for state in ("in_progress", "done", "verified"):
        assert ready.tickets.move(name, state).row.state is TicketState(state)
    assert [e.state.value for e in ready.tickets.events(name)][-4:] == ["delegated", "in_progress", "done", "verified"]


def test_passing_a_ticket_on_needs_a_reason_and_shows_after_the_third_time(ready: App) -> None:
    number = _good(ready)
    with pytest.raises(UserError):
        ready.tickets.edit(f"T{number}", TicketFields(owner="Tom Okafor"))
    for owner in ("Tom Okafor", "Priya Raman", "Lena Hartwig"):
        view = ready.tickets.edit(f"T{number}", TicketFields(owner=owner, reason="on leave"))
    assert view.pass_along


def test_teams_are_a_set_and_approvals_keep_their_order(ready: App) -> None:
    fields = replace(
        GOOD,
        teams_needed=("Refunds", "Settlement", "Refunds"),
        approvals=(ApprovalFacts("Finance", typical_days=3), ApprovalFacts("Audit")),
    )
    view = ready.tickets.new(fields)
    assert view.row.teams_needed == ("Refunds", "Settlement")
    assert [(a.body, a.typical_days) for a in view.row.approvals_needed] == [("Finance", 3.0), ("Audit", None)]
    assert view.load.total == 4
    assert view.load.smell
    rows = ready.library.run("look", lambda op: len(op.all(TicketTeam)))
    assert rows == 2


def test_a_ticket_is_not_closed_while_its_customer_waits(demo_app: App) -> None:
    demo_app.tickets.link("A03", observations=("T1-0926",))
    demo_app.tickets.delegate("A03", owner_accepted=True)
    demo_app.tickets.move("A03", "in_progress")
    with pytest.raises(Refused, match="still waits"):
        demo_app.tickets.move("A03", "done")
    demo_app.calls.solve("K01")
    assert demo_app.tickets.move("A03", "done").row.state is TicketState.DONE


@pytest.mark.parametrize("word", ["none", "无", "無", "không"])
def test_none_written_where_a_body_stands_means_that_none_is_needed(ready: App, word: str) -> None:
    made = ready.tickets.new(replace(GOOD, approvals=None))
    assert not made.row.approvals_asked
    assert "approvals_missing" in {one.code for one in made.row.remarks}
    view = ready.tickets.edit(f"T{made.row.number}", TicketFields(approvals=(ApprovalFacts(word),)))
    assert view.row.approvals_needed == ()
    assert view.row.approvals_asked
    assert "approvals_missing" not in {one.code for one in view.row.remarks}


def test_the_words_of_the_command_line() -> None:
    for none in ("none", "无", "無", "không", "None."):
        assert approvals_from([none]) == (), none
    assert approvals_from(["Head of Finance:5", "Audit"])[0].typical_days == 5
    assert [c.status.value for c in causes_from(["evidenced: the form is empty", "nobody asked"])] == [
        "evidenced",
        "claimed",
    ]


def test_every_edit_is_one_step_of_history(ready: App) -> None:
    before = len(ready.history.all(limit=500))
    _good(ready)
    names = [row.name for row in ready.history.all(limit=2)]
    assert len(ready.history.all(limit=500)) == before + 2
    assert names == ["Link evidence", "Write a ticket"]


def test_an_edit_is_named_by_what_it_touches() -> None:
    assert change_name(TicketFields(money_low="1", currency="EUR")) == "Change a ticket's money"
    assert change_name(TicketFields(owner="Ana", owner_team="Desk", reason="moved")) == "Change a ticket's owner"
    assert change_name(TicketFields(title="A", fix="B")) == "Change a ticket"
    assert change_name(TicketFields()) == "Change a ticket"
