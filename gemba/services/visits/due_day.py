"""The day that words name: "by Fri 13 Nov" or "by Friday" in a sentence, "Fri" or "27/11" where a day is asked for.

Counted from the day on which it was said. Pure; must not know promises.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, start=1)}
_HAN_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_HAN_DATE = re.compile(r"(\d{1,2})月(\d{1,2})[日号號]")
_HAN_WEEKDAY = re.compile(r"(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])")
_WEEKDAYS = {
    **{name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    **{f"thứ {said}": n for n, said in enumerate(("hai", "ba", "tư", "năm", "sáu", "bảy"))},
    **{f"thứ {n + 2}": n for n in range(6)},
    "chủ nhật": 6,
}
_WHOLE = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_DAYS_ON = {
    **dict.fromkeys(("today", "今天", "hôm nay"), 0),
    **dict.fromkeys(("tomorrow", "明天", "ngày mai"), 1),
}
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})\.?|(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号號]?")
#: in a sentence a weekday is a day only after a word that makes it one: "every Friday" and "thứ hai" (second) are none
_NAMES = "|".join(sorted({*_WHOLE, *_WEEKDAYS}, key=len, reverse=True))
_IN_SENTENCE = re.compile(
    r"\b(?:by|until|before|on|next|this|trước|đến|vào|hôm)(?: ngày)? "
    rf"(?:(?P<weekday>{_NAMES})|(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}))\b"
)
_TOMORROW = re.compile(r"\btomorrow\b|\bngày mai\b|明天")


def due_day(text: str, said_on: str) -> str:
    """Return the ISO day a promise names ("by Fri 13 Nov", "周五前"), counted from when it was given; else nothing."""
    start = _iso(said_on)
    if start is None:
        return ""
    if match := re.search(r"\b(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]*\b", text):
        month = _MONTHS.get(match[2].lower())
        if month is not None:
            return _next(start, month, int(match[1]))
    if match := _HAN_DATE.search(text):
        return _next(start, int(match[1]), int(match[2]))
    if match := _HAN_WEEKDAY.search(text):
        return _weekday(start, _HAN_WEEKDAYS[match[1]])
    return _in_sentence(text, start)


def _in_sentence(text: str, start: date) -> str:
    said = " ".join(text.casefold().split())
    if match := _IN_SENTENCE.search(said):
        if match["weekday"]:
            return _weekday(start, {**_WEEKDAYS, **_WHOLE}[match["weekday"]])
        return _next(start, int(match["m"]), int(match["d"]))
    return (start + timedelta(days=1)).isoformat() if _TOMORROW.search(said) else ""


def named_day(words: str, said_on: str) -> str:
    """Return the ISO day that a few words are, where nothing but a day is asked for; else nothing."""
    start, said = _iso(said_on), " ".join(words.casefold().split()).rstrip(".")
    if start is None or not said:
        return ""
    said = re.sub(r"^(by|until|on|next|before|trước|đến) ", "", said)
    if said in _DAYS_ON:
        return (start + timedelta(days=_DAYS_ON[said])).isoformat()
    number = _WEEKDAYS.get(said, _WHOLE.get(said))
    if number is not None:
        return _weekday(start, number)
    if match := _NUMBERS.fullmatch(said):
        month, day = (match["month"], match["day"]) if match["month"] else (match[2], match[1])
        return _next(start, int(month), int(day))
    return due_day(words, said_on)


def _weekday(start: date, number: int) -> str:
    return (start + timedelta(days=(number - start.weekday()) % 7)).isoformat()


def _next(start: date, month: int, day: int) -> str:
    """Return that day of this year, of the next one where the month has gone by."""
    try:
        return date(start.year + (month < start.month), month, day).isoformat()
    except ValueError:
        return ""


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
