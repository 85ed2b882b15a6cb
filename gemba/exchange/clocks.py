"""Turn what a watch on the wall showed into a time with its offset.

Notes, calls and chats say local times; the plan says which zone a team lives in. Must not know the machine's own
clock or zone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gemba.model.rows import Moment


def zone_known(name: str) -> bool:
    """Say whether the time-zone database knows a name such as "Europe/Berlin"."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def moment(day: str, clock: str, zone: str) -> Moment | None:
    """Return the time of local ``day`` (ISO) and ``clock`` ("HH:MM" or "HH:MM:SS") in a zone; UTC for no zone.

    None where day and clock are no time. A clock that was shown twice when summer time ended is the first of the two.
    """
    try:
        local = datetime.fromisoformat(f"{day.strip()}T{clock.strip():0>5}")
    except ValueError:
        return None
    aware = local.replace(tzinfo=ZoneInfo(zone) if zone_known(zone) else UTC)
    offset = aware.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    return Moment(aware.astimezone(UTC), minutes)


def moment_of(text: str, zone: str) -> Moment | None:
    """Return the time of "2026-11-10 17:00" or "2026-11-10T17:00:00" in a zone; None where it is none."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    return moment(day, clock, zone) if clock else None
