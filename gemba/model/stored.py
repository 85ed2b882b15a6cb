"""How values stand in the database as text, and back: shared by the entities' columns and the plain readers.

Knows no SQL and no SQLAlchemy, so that lists can be read without loading either.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from gemba.model.moment import Moment

_UTC_LENGTH = len("2026-11-10T08:07:00.000000Z")


def moment_to_text(moment: Moment) -> str:
    """Return UTC to the microsecond, ``Z`` and the offset: sorts by time."""
    utc = moment.utc.astimezone(UTC).replace(tzinfo=None)
    sign, minutes = ("-", -moment.offset_minutes) if moment.offset_minutes < 0 else ("+", moment.offset_minutes)
    return f"{utc.isoformat(timespec='microseconds')}Z{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def moment_from_text(text: str) -> Moment:
    """Read what ``moment_to_text`` wrote; raise ValueError where it is something else."""
    return Moment(datetime.fromisoformat(text[:_UTC_LENGTH]), _offset_minutes(text[_UTC_LENGTH:]))


@lru_cache(maxsize=256)
def _offset_minutes(offset: str) -> int:
    """Return the minutes of "+07:00"; a library knows a handful of offsets, and a list reads thousands of moments."""
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return -minutes if offset[0] == "-" else minutes


def moment_or_none(text: str | None) -> Moment | None:
    """Read a moment that may be missing."""
    return None if text is None else moment_from_text(text)


def moment_at(when: datetime) -> Moment:
    """Return an aware ``datetime`` as a moment that keeps its offset."""
    offset = when.utcoffset() or timedelta()
    return Moment(when.astimezone(UTC), round(offset.total_seconds() / 60))


def wall_clock() -> Moment:
    """Return the time of this machine's clock with its offset."""
    return moment_at(datetime.now().astimezone())


def rect_from_text(text: str) -> tuple[int, int, int, int]:
    """Read left, top, right, bottom in pixels of a picture's frame, as ``ListText`` (types.py) writes them."""
    left, top, right, bottom = json.loads(text)
    return (left, top, right, bottom)


def rect_or_none(text: str | None) -> tuple[int, int, int, int] | None:
    """Read a rectangle that may be missing, where the whole picture is meant."""
    return None if text is None else rect_from_text(text)
