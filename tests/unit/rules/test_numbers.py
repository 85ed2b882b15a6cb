"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.message import say
from gemba.rules.numbers import parse_number, readings


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 000", "12000"), ("12.000,50", "12000.50"), ("12,000.50", "12000.50"), ("1,5", "1.5"), ("-3", "-3"),
        ("−3", "-3"), ("½", "0.5"), ("1½", "1.5"), ("3/4", "0.75"), ("１２，０００", "12000"), ("€ 300", "300"),
        ("300 EUR", "300"), ("12k", "12000"), ("3 万", "30000"), ("2 triệu", "2000000"), ("0.125", "0.125"),
        ("1.000.000", "1000000"), ("1,00,000", "100000"), ("1'250.50", "1250.50"), (".5", "0.5"), ("12.50", "12.50"),
    ],
)  # fmt: skip
def test_what_is_a_number(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "TBD", "a lot", "3-4", "1e5", "nan", "inf", "5 5", "1,2,3", "--3", "EUR", "9" * 50, "很多"]
)
def test_what_is_none(text):
    assert parse_number(text) is None


def test_one_mark_with_three_digits_has_two_readings():
    assert readings("1.250") == (Decimal(1250), Decimal("1.250"))
    assert readings("0.250") == (Decimal("0.250"),)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=1, allow_nan=False))
def test_shown_numbers_are_read_back(value):
    assert parse_number(str(say("{n}", n=value))) == value


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    readings(text)
