"""gemba/cldr.py says numbers and days as Babel does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from gemba import i18n

_PLACES = (None, 0, 1, 2, 3)
_NUMBERS = st.one_of(
    st.integers(-(10**40), 10**40),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20),
)


def by_babel(value: Decimal | float, language: str, decimals: int | None) -> str:
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=i18n.babel_name(language)))


@given(_NUMBERS, st.sampled_from(i18n.LANGUAGES), st.sampled_from(_PLACES))
def test_numbers_are_said_as_babel_says_them(value: Decimal | float, language: str, decimals: int | None) -> None:
    assert i18n.say_number(value, language, decimals=decimals) == by_babel(value, language, decimals)


@pytest.mark.parametrize("language", [*i18n.LANGUAGES, "pt"])
@pytest.mark.parametrize("value", [0, -0.0, -0.001, 0.5, 1.5, 2.5, 0.005, 0.015, 1e21, 1234567.891, 999.995])
def test_the_ends_of_rounding(value: float, language: str) -> None:
    for decimals in _PLACES:
        assert i18n.say_number(value, language, decimals=decimals) == by_babel(value, language, decimals)


def test_what_is_no_number_is_said_at_all() -> None:
    assert i18n.say_number(float("inf"), "en") == "∞"


@pytest.mark.parametrize("language", [*i18n.LANGUAGES, "pt"])
@pytest.mark.parametrize("style", ["medium", "long", "short", "full"])
def test_days_are_said_as_babel_says_them(language: str, style: str) -> None:
    for step in range(0, 800, 3):
        day = date(2024, 1, 1) + timedelta(days=step)
        assert i18n.say_date(day, language, style=style) == format_date(
            day, format=style, locale=i18n.babel_name(language)
        )


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("share", [0.0, 0.004, 0.058, 0.67, 1.0, 12.345])
def test_shares_are_said_as_babel_says_them_but_for_the_blank_of_the_house(language: str, share: float) -> None:
    for decimals in (0, 1):
        pattern = "#,##0" + (".0" if decimals else "") + "%"
        said = format_percent(share, format=pattern, locale=i18n.babel_name(language))
        house = said.replace("%", "\u00a0%") if language == "en" else said
        assert i18n.say_percent(share, language, decimals=decimals) == house
