"""Decide which backups stay: by their numbers first, by the calendar only after that (RELIABILITY rule 7, D-12).

Pure; knows no files and no clock. A clock that jumps, stands still or starts in 1970 may make the calendar part
keep too much or too little, never touch the newest three, and never let the number kept grow without end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

UNTOUCHABLE = 3
DAYS, WEEKS, MONTHS = 12, 10, 9
MOST_OF_TWO_DAYS = 96  # half-hourly for two days; more only come from a clock that stands still


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A backup's number, which only grows, and the day its clock showed."""

    number: int
    day: date


def kept(backups: Iterable[Dated], *, today: date) -> frozenset[int]:
    """Return the numbers that stay: newest three; today and yesterday; 12 daily, 10 weekly, 9 monthly."""
    newest_first = sorted(backups, reverse=True)
    stay = {backup.number for backup in newest_first[:UNTOUCHABLE]}
    recent = [backup for backup in newest_first if backup.day in (today, today - timedelta(days=1))]
    stay.update(backup.number for backup in recent[:MOST_OF_TWO_DAYS])
    older = [backup for backup in newest_first if backup not in recent]
    stay.update(_one_each(older, DAYS, lambda day: day))
    stay.update(_one_each(older, WEEKS, lambda day: day.isocalendar()[:2]))
    stay.update(_one_each(older, MONTHS, lambda day: (day.year, day.month)))
    return frozenset(stay)


def _one_each(newest_first: list[Dated], most: int, period: Callable[[date], Hashable]) -> list[int]:
    """Return the newest backup of each period, for at most so many periods."""
    seen: dict[Hashable, int] = {}
    for backup in newest_first:
        key = period(backup.day)
        if key not in seen and len(seen) < most:
            seen[key] = backup.number
    return list(seen.values())
