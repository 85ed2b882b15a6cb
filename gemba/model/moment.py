"""A point in time as it is kept: UTC with the offset of the place (SETTLED §21). Must not know SQLAlchemy or files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time with the offset of the place where it was written down (SETTLED §21)."""

    utc: datetime
    offset_minutes: int = 0

    def local(self) -> datetime:
        """Return the wall-clock time of the place."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    def iso(self) -> str:
        """Return ISO 8601 with the offset, to the second."""
        return self.local().isoformat(timespec="seconds")
