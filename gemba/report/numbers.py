"""Numbers, money, days, shares and dates in the words of the narrative's language.

Four languages, no plural catalogues, no currency symbols: "EUR 14,000" in English, "14,000 欧元" in Chinese,
"14.000 EUR" in Vietnamese. Must not know where a number comes from.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from gemba import cldr
from gemba.model.values import NarrativeLanguage

if TYPE_CHECKING:
    from gemba.report.document import Estimate

_HANS = {"EUR": "欧元", "CNY": "元", "USD": "美元", "GBP": "英镑", "VND": "越南盾", "JPY": "日元", "SGD": "新加坡元"}
_HANT = {
    "EUR": "歐元",
    "CNY": "人民幣",
    "USD": "美元",
    "GBP": "英鎊",
    "VND": "越南盾",
    "JPY": "日圓",
    "SGD": "新加坡元",
}


def is_chinese(language: NarrativeLanguage) -> bool:
    """Say whether the language is written in Han characters."""
    return language in (NarrativeLanguage.CHINESE_SIMPLIFIED, NarrativeLanguage.CHINESE_TRADITIONAL)


def number(value: float, language: NarrativeLanguage, *, decimals: int | None = None) -> str:
    """Return a number with the language's separators; without ``decimals`` whole numbers stay whole, others get one."""
    if decimals is None:
        decimals = 0 if abs(value - round(value)) < 0.05 or abs(value) >= 100 else 1
    text = f"{value:,.{decimals}f}"
    if language is NarrativeLanguage.VIETNAMESE:
        return text.translate(str.maketrans(",.", ".,"))
    return text


def money(amount: float, currency: str, language: NarrativeLanguage) -> str:
    """Return an amount with its currency; EUR and the like by ISO 4217."""
    return _with_currency(number(amount, language, decimals=0), currency, language)


def money_range(estimate: Estimate, currency: str, language: NarrativeLanguage) -> str:
    """Return low to high with the currency once."""
    return _with_currency(_span(estimate, language, decimals=0), currency, language)


def _with_currency(text: str, currency: str, language: NarrativeLanguage) -> str:
    if language is NarrativeLanguage.CHINESE_SIMPLIFIED:
        return f"{text} {_HANS.get(currency, currency)}".strip()
    if language is NarrativeLanguage.CHINESE_TRADITIONAL:
        return f"{text} {_HANT.get(currency, currency)}".strip()
    if language is NarrativeLanguage.VIETNAMESE:
        return f"{text} {currency}".strip()
    return f"{currency} {text}".strip()


def _span(estimate: Estimate, language: NarrativeLanguage, *, decimals: int | None = None) -> str:
    low = number(estimate.low, language, decimals=decimals)
    high = number(estimate.high, language, decimals=decimals)
    return low if low == high else f"{low}–{high}"


def days(value: float, language: NarrativeLanguage) -> str:
    """Return an effort in person-days."""
    return _days(number(value, language), value == 1, language)


def days_range(estimate: Estimate, language: NarrativeLanguage) -> str:
    """Return an effort range in person-days."""
    return _days(_span(estimate, language), False, language)


def _days(text: str, single: bool, language: NarrativeLanguage) -> str:
    if language is NarrativeLanguage.CHINESE_SIMPLIFIED:
        return f"{text} 人日"
    if language is NarrativeLanguage.CHINESE_TRADITIONAL:
        return f"{text} 人日"
    if language is NarrativeLanguage.VIETNAMESE:
        return f"{text} ngày công"
    return f"{text} person-day" if single else f"{text} person-days"


def share(value: float, language: NarrativeLanguage) -> str:
    """Return a share 0–1 in per cent; below one per cent with one decimal."""
    percent = value * 100
    text = number(percent, language, decimals=1 if 0 < percent < 0.95 else 0)
    return f"{text}%" if language is not NarrativeLanguage.ENGLISH else f"{text}\u00a0%"


def k_of_n(k: int, n: int, language: NarrativeLanguage) -> str:
    """Return "14 of 20"; languages whose counting word depends on the thing counted get "14/20"."""
    return f"{k} of {n}" if language is NarrativeLanguage.ENGLISH else f"{k}/{n}"


def day_words(day: date, language: NarrativeLanguage) -> str:
    """Return a date in words that cannot be misread."""
    if language is NarrativeLanguage.VIETNAMESE:
        # As a document says it, in full; a window has less room.
        return f"{day.day} tháng {day.month} năm {day.year}"
    return cldr.day(day, language.value, style="long")


def day_short(day: date | datetime) -> str:
    """Return a date for a narrow column, the same in all languages."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
