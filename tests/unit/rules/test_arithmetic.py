"""The reader of written arithmetic: what it follows, what it claims, and where it keeps silent."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemba.model.values import RangeText
from gemba.rules.arithmetic import read_arithmetic
from gemba.rules.remarks import remarks

FOLLOWED = [
    ("318 refunds/week x 46 weeks x 3.5 min = 853 h; x 26 EUR/h x 0.63 (share) = 13 980", 13_980, "year"),
    ("22 refunds/week over 200 x 46 x 0.55 each x 19.50 EUR per contact = 10 853; rounded", 10_853, "year"),
    ("6 leads x 15 min x 46 weeks = 69 h x 22 EUR = 1 518", 1_518, "year"),
    ("8 个/天 x 240 天 x 0.35 需要二次联系 x 9.2 元 = 6 182", 6_182, "year"),
    ("每周121单 x 46周 x 4.7分钟 = 436小时 x 23元 = 10 028元", 10_028, "year"),
    ("９ h/week × 46 × 25.40 EUR ＝ 10 516", 10_516, "year"),
    ("120 cuộc/tuần x 46 tuần x 6 phút = 552 giờ x 90.000 VND = 49.680.000", 49_680_000, "year"),
    ("4 disputes/month x 187 EUR = 748 per month", 748, "month"),
    ("2 weeks x 400 EUR/day = 4000", 4_000, None),
    ("(12 + 3) x 46 x 20 EUR = 13 800", 13_800, None),
    ("55 % of 400 x 10 EUR = 2 200", 2_200, None),
    ("100 x 1.250 EUR = 125", 125, None),
    ("100 x 1.250 EUR = 125 000", 125_000, None),
    ("12 * 40 EUR", 480, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount", "period"), FOLLOWED)
def test_right_sums_are_followed_without_a_word(text, amount, period):
    read = read_arithmetic(text)
    assert read.contradictions == ()
    assert any(value == pytest.approx(amount) for value in read.amounts)
    assert read.period == period


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("318 refunds/week x 46 weeks x 3.5 min = 387 h; x 26 EUR/h = 10 062", 387),
        ("6 leads x 15 min x 46 weeks = 69 h x 22 EUR = 2 518", 2_518),
        ("8 个/天 x 240 天 x 9.2 元 = 6 182", 6_182),
        ("9 h/week x 25.40 = 10 516", 10_516),
        ("43 agents x 9 min = 387 h", 387),
        ("W46: 10 x 20 = 300", 300),
        ("10 + 20 = 40", 40),
        ("100 / 4 = 20", 20),
    ],
)
def test_wrong_results_are_named(text, stated):
    assert [fault.stated for fault in read_arithmetic(text).contradictions] == [stated]


@pytest.mark.parametrize(
    "text",
    [
        "", "a guess", "3-4 calls a day x 20 = 70", "2026-11-10: 5 x 3 = 99", "calls x minutes = 300", "16:00 x 2 = 40",
        "about 20 in 30 cases x 5 = 7", "x x x = = =", "((((1 = 2", "5 = 7",
    ],
)  # fmt: skip
def test_it_is_silent_where_it_cannot_follow(text):
    assert read_arithmetic(text).contradictions == ()


def test_rounding_is_no_contradiction_and_about_is_wider():
    assert read_arithmetic("9 x 46 x 25.4 = 10 400").contradictions == ()
    assert read_arithmetic("9 x 46 x 25.4 ≈ 11 000").contradictions == ()
    assert len(read_arithmetic("9 x 46 x 25.4 = 11 000").contradictions) == 1


def test_currencies_are_those_beside_figures():
    assert read_arithmetic("5 x 20 EUR = 100 USD").currencies == (frozenset({"EUR"}), frozenset({"USD"}))
    assert read_arithmetic("ALL agents x 5 TOP cases").currencies == (frozenset({"TOP"}),)
    assert "CNY" in read_arithmetic("5 x 9.2 元").currencies[0]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 999), st.integers(1, 99), st.floats(0.1, 50).map(lambda value: round(value, 2)))
def test_generated_sums(a, b, c):
    result = a * b * c
    assert read_arithmetic(f"{a} cases/week x {b} x {c} EUR = {result:.2f}").contradictions == ()
    assert read_arithmetic(f"{a} cases/week x {b} x {c} EUR = {result * 1.5 + 1:.2f}").contradictions != ()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789 .,x=+/-()%;:~≈€元EURminhk周天", max_size=120))
def test_anything_is_answered(text):
    read_arithmetic(text)


def test_hostile_length_is_cheap():
    started = time.perf_counter()
    for text in (
        "1 x " * 30_000,
        "1 = " * 30_000,
        "9" * 100_000,
        "1.250 x 1.250 x 1.250 x 1.250 x 1.250 x 1.250 + " * 400 + "= 1",
    ):
        read_arithmetic(text)
    assert time.perf_counter() - started < 20  # a hang guard, not an aim


@pytest.mark.parametrize(("low", "held"), [("0", False), ("3000", True)])
def test_an_amount_above_a_low_of_0_lies_in_the_range(good, low, held):
    amounts = RangeText(low, "3200", "5200")
    money = good.money._replace(range=amounts, arithmetic="2 x 230 x 7 min x 39 EUR/h = 2093", per="year")
    said = [one.code for one in remarks(replace(good, money=money)) if one.code.startswith("arithmetic")]
    assert said == (["arithmetic_amount"] if held else [])
