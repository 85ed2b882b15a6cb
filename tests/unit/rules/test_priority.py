"""The order of tickets and how sure it is."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import MoneyFacts, RangeText
from gemba.rules import priority
from gemba.rules.priority import rank
from gemba.rules.sampling import Ratio, Triangle


def ticket(number, money=(900, 1000, 1100), days=(1, 2, 3), currency="EUR", per="year"):
    amounts, efforts = RangeText(*map(str, money)), RangeText(*map(str, days))
    return TicketFacts(number, f"t{number}", money=MoneyFacts(amounts, currency, per, "x"), effort=efforts)


def order(tickets, **kwargs):
    return [row.number for row in rank(tickets, rates=kwargs.pop("rates", {}), house_currency="EUR", **kwargs).rows]


def test_value_per_effort_with_its_range():
    row = rank([ticket(1, (600, 1000, 1800), (1, 2, 3))], rates={}, house_currency="EUR").rows[0]
    assert (row.low, row.likely, row.high) == (200, 500, 1800)
    assert row.low < row.median < row.high
    assert row.top_n_probability == 1.0


def test_clear_order_is_sure_and_says_why():
    ranking = rank(
        [ticket(n, (100 * 10**n, 110 * 10**n, 120 * 10**n)) for n in range(1, 6)], rates={}, house_currency="EUR"
    )
    assert [row.number for row in ranking.rows] == [5, 4, 3, 2, 1]
    assert [row.top_n_probability for row in ranking.rows] == [1, 1, 1, 0, 0]
    assert all(row.ties_with == () for row in ranking.rows)
    assert "Place 3" in str(ranking.rows[2].why) and "T2" in str(ranking.rows[2].why)


def test_equals_are_shown_as_ties():
    ranking = rank([ticket(1), ticket(2), ticket(3, (9000, 10000, 11000))], rates={}, house_currency="EUR")
    ties = {row.number: row.ties_with for row in ranking.rows}
    assert ties == {1: (2,), 2: (1,), 3: ()}
    assert "tie" in str(ranking.rows[1].why)


def test_ties_are_pairs_and_not_forced_into_groups():
    ranking = rank(
        [ticket(n, (800 + 15 * n, 1000 + 15 * n, 1200 + 15 * n), (2, 2, 2)) for n in range(6)],
        rates={},
        house_currency="EUR",
    )
    ties = {row.number: set(row.ties_with) for row in ranking.rows}
    assert all(one in ties[other] for one, others in ties.items() for other in others)
    assert 1 in ties[0] and 5 not in ties[0]


def test_points_without_a_range_tie_too():
    ranking = rank(
        [ticket(n, (1000, 1000, 1000), (2, 2, 2)) for n in (1, 2, 3, 4)], rates={}, house_currency="EUR", top_n=2
    )
    assert sum(row.top_n_probability for row in ranking.rows) == pytest.approx(2, abs=0.02)
    assert ranking.rows[0].ties_with


def test_top_n_is_three_up_to_fifteen_and_ten_above():
    assert rank([ticket(n) for n in range(15)], rates={}, house_currency="EUR").top_n == 3
    assert rank([ticket(n) for n in range(16)], rates={}, house_currency="EUR").top_n == 10


def test_money_is_converted_and_without_a_rate_unranked():
    tickets = [ticket(1, currency="EUR"), ticket(2, (9000, 10000, 11000), currency="CNY")]
    assert order(tickets, rates={"CNY": Decimal("0.128")}) == [2, 1]
    assert order(tickets, rates={"CNY": Decimal("0.05")}) == [1, 2]
    ranking = rank(tickets, rates={}, house_currency="EUR")
    assert [one.number for one in ranking.unranked] == [2] and "CNY" in str(ranking.unranked[0].reason)


@pytest.mark.parametrize(
    "bad",
    [
        ticket(9, (3, 2, 1)),
        ticket(9, ("a lot", 2, 3)),
        ticket(9, days=(0, 1, 2)),
        ticket(9, per=""),
        ticket(9, currency="EURO"),
    ],
)
def test_no_valid_estimate_no_place(bad):
    ranking = rank([ticket(1), bad], rates={}, house_currency="EUR")
    assert [row.number for row in ranking.rows] == [1]
    assert [one.number for one in ranking.unranked] == [9] and str(ranking.unranked[0].reason)


def test_a_month_counts_twelve_times():
    assert order([ticket(1, per="month"), ticket(2, (9000, 10000, 11000))]) == [1, 2]
    assert order([ticket(1), ticket(2, (9000, 10000, 11000))]) == [2, 1]


def test_the_sample_can_be_ranked(sample_tickets):
    ranking = rank(sample_tickets.values(), rates={"CNY": Decimal("0.128")}, house_currency="EUR")
    assert {row.number for row in ranking.rows} | {one.number for one in ranking.unranked} == set(range(1, 13))
    assert [one.number for one in ranking.unranked] == [sample_tickets["B04"].number]
    assert sum(row.top_n_probability for row in ranking.rows) == pytest.approx(3, abs=0.01)


amounts = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500)).map(sorted)
efforts = st.tuples(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60)).map(
    lambda given: (given[0] / 2, (given[0] + given[1]) / 2, (given[0] + given[1] + given[2]) / 2)
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(amounts, efforts), min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_the_order_in_which_tickets_come_changes_nothing(shapes, shuffler):
    tickets = [ticket(number, money, days) for number, (money, days) in enumerate(shapes)]
    first = rank(tickets, rates={}, house_currency="EUR")
    shuffled = tickets[:]
    shuffler.shuffle(shuffled)
    assert rank(shuffled, rates={}, house_currency="EUR") == first
    assert [row.median for row in first.rows] == sorted((row.median for row in first.rows), reverse=True)


def test_another_seed_gives_nearly_the_same_chances():
    tickets = [ticket(n, (100 * n, 150 * n, 300 * n), (1, 3, 9)) for n in range(1, 9)]
    one, other = (rank(tickets, rates={}, house_currency="EUR", seed=seed) for seed in (1, 2))
    chances = {row.number: row.top_n_probability for row in other.rows}
    assert all(abs(row.top_n_probability - chances[row.number]) < 0.03 for row in one.rows)
    assert one != other


def test_samples_follow_the_triangle():
    ratio = Ratio(3, Triangle(0, 30, 100), Triangle(1, 1, 1))
    values = ratio.samples(1, 10_000)
    assert sum(values) / len(values) == pytest.approx(130 / 3, rel=0.02)
    draw = random.Random(4)
    plain = sorted(draw.triangular(0, 100, 30) for _ in range(20_000))
    assert sorted(values)[5_000] == pytest.approx(plain[10_000], rel=0.03)


def test_many_tickets_are_ranked_like_few(monkeypatch):
    draw = random.Random(5)
    tickets = []
    for number in range(60):
        money = draw.lognormvariate(8, 0.7)
        tickets.append(ticket(number, [round(money * factor) for factor in (0.7, 1, 1.5)], (1, 2, 4)))
    full = rank(tickets, rates={}, house_currency="EUR")
    monkeypatch.setattr(priority, "FULL", 20)
    quick = rank(tickets, rates={}, house_currency="EUR")
    places = {row.number: row.place for row in full.rows}
    assert all(abs(places[row.number] - row.place) <= 4 for row in quick.rows)
    chances = {row.number: row.top_n_probability for row in full.rows}
    assert all(abs(chances[row.number] - row.top_n_probability) < 0.03 for row in quick.rows)


def test_a_ticket_of_its_own_is_not_changed_by_replacing_another():
    tickets = [ticket(1, (10, 20, 30)), ticket(2, (30, 50, 90)), ticket(3, (5, 9, 20))]
    before = {row.number: row.median for row in rank(tickets, rates={}, house_currency="EUR").rows}
    changed = [tickets[0], tickets[1], replace(tickets[2], effort=RangeText("9", "10", "11"))]
    after = {row.number: row.median for row in rank(changed, rates={}, house_currency="EUR").rows}
    assert before[1] == after[1] and before[2] == after[2] and before[3] != after[3]
