"""The day that words name: "by Fri 13 Nov" or "by Friday" in a sentence, "Fri" or "27/11" where a day is asked for.

Counted from the day on which it was said. Pure; must not know promises.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, start=1)}
#: a month and not the beginning of another word: "3 Marketing mails" are no day in March
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})\.? (Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_HAN_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_HAN_DATE = re.compile(r"(\d{1,2})月(\d{1,2})[日号號]")
#: each 下 is a week on, counted from Monday; the last Friday (上) and every one (每) are not due
_HAN_WEEKDAY = re.compile(r"(?<![上每])(?<![上每][个個])(下*)[个個]?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])")
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
_LONG_NAMES = "|".join(sorted((name for name in {*_WHOLE, *_WEEKDAYS} if len(name) > 3), key=len, reverse=True))
_END = r"(?= at the latest| ?(?:$|[,;:!?)。，；！？）]|\.(?!\d)))"
#: in a sentence a weekday is a day only after a word that makes it one: "every Friday" and "thứ hai" (second) are none;
#: what is short has to end its part of the sentence: "on sat nav" and "before 9/10 calls" name no day
_IN_SENTENCE = re.compile(
    r"\b(?P<which>by|until|before|on|next|this|trước|đến|vào|hôm)(?P<day> ngày)? "
    rf"(?:(?P<weekday>{_LONG_NAMES})\b(?P<week> next week| tuần sau| tuần tới)?"
    rf"|(?P<short>(?-i:Mon|Tue|Wed|Thu|Fri|Sat|Sun)){_END}"
    rf"|(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>\d{{4}})\b|(?(day)\b|{_END})))",
    re.IGNORECASE,
)
#: as large as the lower number of a fraction that people say: "cut it by 9/10" is no day, "by 1/12" is
_LARGEST_PARTS = 10
#: "24/7": all day, every day
_ALWAYS = (24, 7)
_TOMORROW = re.compile(r"\btomorrow\b|\bngày mai\b|明天")


def due_day(text: str, said_on: str) -> str:
    """Return the ISO day a promise names ("by Fri 13 Nov", "周五前"), counted from when it was given; else nothing."""
    start = _iso(said_on)
    if start is None:
        return ""
    if match := _DAY_MONTH.search(text):
        return _next(start, _MONTHS[match[2][:3].lower()], int(match[1]))
    if match := _HAN_DATE.search(text):
        return _next(start, int(match[1]), int(match[2]))
    if match := _HAN_WEEKDAY.search(text):
        return _weekday(start, _HAN_WEEKDAYS[match[2]], weeks_on=len(match[1]))
    return _in_sentence(" ".join(text.split()), start)


def _in_sentence(said: str, start: date) -> str:
    for match in _IN_SENTENCE.finditer(said):
        if found := _matched(match, start):
            return found
    return (start + timedelta(days=1)).isoformat() if _TOMORROW.search(said.casefold()) else ""


def _matched(match: re.Match[str], start: date) -> str:
    """Return the day of a match of ``_IN_SENTENCE``; nothing where the numbers are no day."""
    name = (match["weekday"] or match["short"] or "").casefold()
    if name:
        number, is_next = {**_WEEKDAYS, **_WHOLE}[name], match["which"].casefold() == "next"
        return _weekday(start, number, is_next=is_next, weeks_on=1 if match["week"] else 0)
    day, month = int(match["d"]), int(match["m"])
    if match["y"]:
        return _day(int(match["y"]), month, day)
    is_fraction = day < month <= _LARGEST_PARTS and not match["day"]
    return "" if is_fraction or (day, month) == _ALWAYS else _next(start, month, day)


def named_day(words: str, said_on: str) -> str:
    """Return the ISO day that a few words are, where nothing but a day is asked for; else nothing."""
    start, said = _iso(said_on), " ".join(words.casefold().split()).rstrip(".")
    if start is None or not said:
        return ""
    said = re.sub(r"^(by|until|on|before|trước|đến) ", "", said)
    said, is_next = said.removeprefix("next "), said.startswith("next ")
    if said in _DAYS_ON:
        return (start + timedelta(days=_DAYS_ON[said])).isoformat()
    number = _WEEKDAYS.get(said, _WHOLE.get(said))
    if number is not None:
        return _weekday(start, number, is_next=is_next)
    if match := _NUMBERS.fullmatch(said):
        month, day = (match["month"], match["day"]) if match["month"] else (match[2], match[1])
        return _next(start, int(month), int(day))
    return due_day(words, said_on)


def _weekday(start: date, number: int, *, is_next: bool = False, weeks_on: int = 0) -> str:
    """Return the first such day from ``start`` on, which is not the next one; ``weeks_on`` count from its Monday."""
    if weeks_on:
        return (start + timedelta(days=number - start.weekday() + 7 * weeks_on)).isoformat()
    on = (number - start.weekday()) % 7
    return (start + timedelta(days=7 if is_next and not on else on)).isoformat()


def _next(start: date, month: int, day: int) -> str:
    """Return that day of this year, of the next one where the month has gone by."""
    return _day(start.year + (month < start.month), month, day)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
