"""A point in time as it is kept: UTC with the offset of the place (SETTLED §21). Must not know SQLAlchemy or files."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import total_ordering
from typing import Final


@total_ordering
class Moment:
    """A point in time with the offset of the place where it was written down (SETTLED §21).

    It is not changed once it is made. Earlier ones come first, and of the same time those with the lesser offset. Its
    methods stand here in full: a dataclass takes longer to be defined than the first window has for it (docs/adr/0039).
    """

    __slots__ = ("offset_minutes", "utc")

    def __init__(self, utc: datetime, offset_minutes: int = 0) -> None:
        """Take a time in UTC and how many minutes the place is ahead of it."""
        self.utc: Final = utc
        self.offset_minutes: Final = offset_minutes

    def __eq__(self, other: object) -> bool:
        """Say whether another is the same time with the same offset."""
        if not isinstance(other, Moment):
            return NotImplemented
        return self.utc == other.utc and self.offset_minutes == other.offset_minutes

    def __lt__(self, other: Moment) -> bool:
        """Say whether this one comes before another."""
        return (self.utc, self.offset_minutes) < (other.utc, other.offset_minutes)

    def __hash__(self) -> int:
        """Return the same number for equal ones."""
        return hash((self.utc, self.offset_minutes))

    def __repr__(self) -> str:
        """Return it as it is made."""
        return f"Moment(utc={self.utc!r}, offset_minutes={self.offset_minutes!r})"

    def local(self) -> datetime:
        """Return the wall-clock time of the place."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    def iso(self) -> str:
        """Return ISO 8601 with the offset, to the second."""
        return self.local().isoformat(timespec="seconds")
