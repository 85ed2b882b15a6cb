"""How something was seen, in words: one sighting, and the share of a session that was seen live (SETTLED §14)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemba.report.document import SessionEntry, Sighting
from gemba.report.numbers import day_short
from gemba.report.words import Words, seen_word

if TYPE_CHECKING:
    from gemba.model.rows import Moment


def sighting_lines(sightings: Sequence[Sighting], words: Words) -> list[str]:
    """Return one line a sighting: session, role, time, how it was seen."""
    out = []
    for one in sightings:
        parts = [f"S{one.session_number}", one.role, moment_words(one.at), seen_word(one.seen_as, words), one.words]
        out.append(" · ".join(part for part in parts if part))
    return out


def moment_words(at: Moment | None) -> str:
    """Return the wall-clock day and time of the place, or nothing."""
    if at is None:
        return ""
    local = at.local()
    return f"{day_short(local)} {local.hour:02d}:{local.minute:02d}"


def time_words(at: Moment | None) -> str:
    """Return the wall-clock time of the place, or a dash."""
    if at is None:
        return "–"
    local = at.local()
    return f"{local.hour:02d}:{local.minute:02d}"


def live_words(session: SessionEntry, words: Words) -> str:
    """Return how much of a session was seen live; what nobody stated is said as such, never as zero."""
    if not session.observations:
        return words("no observations")
    unstated = session.observations - session.stated
    if session.stated == 0:
        return words("not stated for {n} of {m}", n=unstated, m=session.observations)
    live = words("{n} of {m} seen live", n=session.live, m=session.observations)
    return (
        live if not unstated else f"{live}; " + words("not stated for {n} of {m}", n=unstated, m=session.observations)
    )
