"""Load, smells and the structure over all tickets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.ticket_facts import ApprovalFacts, TicketFacts
from gemba.model.values import RangeText
from gemba.rules.coordination import load, structure
from gemba.rules.thresholds import Thresholds


def test_load_counts_each_team_and_body_once(good):
    ticket = replace(
        good,
        teams_needed=("A", " a ", "Ｂ", ""),
        approvals_needed=(ApprovalFacts("X", typical_days=3), ApprovalFacts("x")),
    )
    found = load(ticket)
    assert (found.teams, found.approvals, found.total, found.waiting_days) == (2, 1, 3, 3)
    assert not found.smell


def test_smell_and_stand_out(good):
    five = replace(good, teams_needed=tuple("ABCDE"), effort=RangeText("0.2", "0.5", "1"))
    found = load(five)
    assert found.smell and found.stands_out
    assert "0.5 days of work, 5 teams" in str(found.sentence)
    assert not load(replace(five, effort=RangeText("4", "7", "12"))).stands_out
    assert not load(five, Thresholds(teams=6)).smell
    assert load(replace(good, approvals_needed=(ApprovalFacts("X"), ApprovalFacts("Y")))).smell


@pytest.mark.parametrize(
    ("days", "teams", "approvals", "sentence"),
    [
        ("1", 3, 1, "1 day of work, 3 teams, 1 approval."),
        ("2", 1, 2, "2 days of work, 1 team, 2 approvals."),
        ("", 1, 1, "1 team, 1 approval."),
        ("", 4, 0, "4 teams, 0 approvals."),
    ],
)
def test_one_is_one(good, days, teams, approvals, sentence):
    ticket = replace(
        good,
        effort=RangeText(days, days, days),
        teams_needed=tuple("ABCDE"[:teams]),
        approvals_needed=tuple(ApprovalFacts(body) for body in "XYZ"[:approvals]),
    )
    assert str(load(ticket).sentence) == sentence


def test_the_structure_of_the_sample(sample_tickets):
    found = structure(sample_tickets.values(), rates={"CNY": Decimal("0.128")})
    assert dict(found.team_counts) == {1: 3, 2: 8, 6: 1}
    pairs = {(pair.first, pair.second): pair for pair in found.pairs}
    assert len(pairs[("Merchant Support", "Refunds & Chargebacks")].tickets) == 2
    assert found.pairs[0].money > 0 and found.pairs[0].tickets
    bodies = {body.body: len(body.tickets) for body in found.bodies}
    assert bodies["Data Protection Officer"] == 2
    assert sample_tickets["C02"].number in found.smells


def test_a_person_is_never_shown(good):
    ticket = replace(good, approvals_needed=(ApprovalFacts("Sofia Lindqvist", role="Head of Settlement"),))
    shown = [body.body for body in structure([ticket], people=("sofia lindqvist",)).bodies]
    assert shown == ["Head of Settlement"]


def test_a_person_without_a_role_is_said_in_words(good):
    ticket = replace(good, approvals_needed=(ApprovalFacts("Sofia Lindqvist"),))
    shown = [body.body for body in structure([ticket], people=("sofia lindqvist",)).bodies]
    assert shown == ["somebody whose role is not written"]


def test_money_without_a_rate_is_counted_as_unpriced(good):
    ticket = replace(good, money=good.money._replace(currency="VND"))
    pair = structure([ticket]).pairs[0]
    assert pair.money == 0 and pair.unpriced == 1


@given(st.lists(st.lists(st.sampled_from("ABCDE"), max_size=5), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_tickets_changes_nothing(teams, shuffler):
    tickets = [TicketFacts(number, "t", teams_needed=tuple(one)) for number, one in enumerate(teams)]
    first = structure(tickets)
    shuffler.shuffle(tickets)
    assert structure(tickets) == first
    assert sum(count for _, count in first.team_counts) == len(tickets)
