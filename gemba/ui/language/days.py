"""Days in a few characters for screens: "13 Nov", "11月13日", and how far off they are.

Qt's locale and not Babel's: the first screen shows days, and loading Babel for it would cost a tenth of the start.
Must not know what is due.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from gemba.ui.language.words import Words

_LOCALES = {"en": "en_GB", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "vi": "vi_VN"}
_SHORT = {"en": "d MMM", "zh-Hans": "M月d日", "zh-Hant": "M月d日", "vi": "d/M"}
_LONG = {
    "en": "dddd, d MMMM",
    "zh-Hans": "M月d日 dddd",
    "zh-Hant": "M月d日 dddd",
    "vi": "dddd, d 'tháng' M",
}


def _said(day: date, language: str, pattern: str) -> str:
    return QLocale(_LOCALES[language]).toString(QDate(day.year, day.month, day.day), pattern)


def short_day(day: date, words: Words) -> str:
    """Return a day without its year: "13 Nov"."""
    return _said(day, words.language, _SHORT[words.language])


def long_day(day: date, words: Words) -> str:
    """Return a day with its weekday: "Sunday, 22 November"."""
    said = _said(day, words.language, _LONG[words.language])
    return said[:1].upper() + said[1:]


def due_words(day: date | None, today: date, words: Words) -> str:
    """Return when something is due, and how late it is: "due 13 Nov · 9 days late"; "no day named" for None."""
    if day is None:
        return words.tr("no day named")
    if day == today:
        return words.tr("due today")
    said = words.tr("due {day}", day=short_day(day, words))
    late = (today - day).days
    return f"{said} · {words.count('{n} day late', '{n} days late', late)}" if late > 0 else said


def said_day(text: str, words: Words) -> str:
    """Return a day that is kept as "2026-11-13" as the language writes it; other words as they stand.

    No line breaks within a day: its year alone in the next line belongs to nothing.
    """
    day = iso_day(text)
    return text if day is None else words.day(day).replace(" ", "\u00a0")


def iso_day(text: str) -> date | None:
    """Return the day that "2026-11-13" says, None for other words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
