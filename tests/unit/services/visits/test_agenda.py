"""What is due on a day, from the sample and from an empty library."""

from __future__ import annotations

from datetime import date

from gemba.services.tickets.fields import TicketFields


def test_the_sample_has_late_promises_customers_and_decisions(demo_app):
    due = demo_app.agenda.due(date(2026, 11, 22))
    assert (due.promises[0].team, due.promises[0].overdue) == ("Refunds & Chargebacks", True)
    assert {one.overdue for one in due.promises} == {True}
    assert [one.row.number for one in due.decisions] == [2, 1, 3]
    assert [one.overdue for one in due.decisions] == [True, False, False]
    assert all(one.row.solved is not True for one in due.calls) and due.calls
    assert len(due.plan) == 20 and due


def test_the_plan_is_in_the_order_of_its_hours(demo_app):
    plan = demo_app.agenda.due(date(2026, 11, 22)).plan
    to_come = [one.row.slots[0] for one in plan if one.session is None and one.days]
    assert len(to_come) > 5 and to_come == sorted(to_come)
    assert [one.row.team for one in plan] != sorted(one.row.team for one in plan)
    assert [one.session is not None for one in plan] == sorted(one.session is not None for one in plan)


def test_on_the_day_itself_nothing_is_late_yet(demo_app):
    due = demo_app.agenda.due(date(2026, 11, 13))
    assert [one.overdue for one in due.promises] == [False, False, False]


def test_what_is_settled_is_due_no_more_and_undo_brings_it_back(demo_app):
    first = demo_app.agenda.due(date(2026, 11, 22)).promises[0]
    demo_app.promises.settle(first.row.id, kept=True)
    assert first.row.id not in {one.row.id for one in demo_app.agenda.due(date(2026, 11, 22)).promises}
    demo_app.history.undo()
    assert first.row.id in {one.row.id for one in demo_app.agenda.due(date(2026, 11, 22)).promises}


def test_a_ticket_that_loses_its_owner_has_fallen_back_and_says_why(demo_app):
    assert demo_app.agenda.due(date(2026, 11, 22)).fallen_back == ()
    demo_app.tickets.edit("T1", TicketFields(owner="TBD", reason="he left"))
    (fallen,) = demo_app.agenda.due(date(2026, 11, 22)).fallen_back
    assert fallen.number == 1 and fallen.why == ("Nobody is decided on yet.",)


def test_an_empty_library_has_nothing_due(app):
    due = app.agenda.due(date(2026, 11, 22))
    assert not due and due.is_new
