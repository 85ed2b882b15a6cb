"""The few of CLDR's rules that a window needs at once: numbers and days in our four languages, without Babel.

Babel takes 10 MB and 100 ms to write its first number; what it says is said here in the same words, which
tests/unit/test_cldr.py compares. Must not know what a number stands for.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
_AT_MOST = 2
#: languages that set no blank before the sign of a percentage
_TIGHT = ("zh-Hans", "zh-Hant", "vi")
_SWAPPED = str.maketrans(",.", ".,")


def number(value: Decimal, language: str, *, decimals: int | None) -> str:
    """Return a finite number with the separators of the language; ``decimals`` fixes the places, else at most two."""
    places = _AT_MOST if decimals is None else decimals
    exact = Context(prec=max(28, value.adjusted() + places + 2))
    said = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, exact):,f}"
    if decimals is None:
        said = said.rstrip("0").rstrip(".")
    return said.translate(_SWAPPED) if language == "vi" else said


def percent(share: Decimal, language: str, *, decimals: int) -> str:
    """Return a share of 0–1 as a percentage; English sets a blank that does not break before the sign (house style)."""
    said = number(share * 100, language, decimals=decimals)
    return f"{said}%" if language in _TIGHT else f"{said}\u00a0%"


def day(of: date, language: str, *, style: str) -> str:
    """Return a day in words, "medium" or "long"; an unknown language is said in English."""
    if language.startswith("zh"):
        return f"{of.year}年{of.month}月{of.day}日"
    if language == "vi":
        return f"{of.day} {'tháng' if style == 'long' else 'thg'} {of.month}, {of.year}"
    names = _LONG_MONTHS if style == "long" else _SHORT_MONTHS
    return f"{of.day} {names[of.month - 1]} {of.year}"
