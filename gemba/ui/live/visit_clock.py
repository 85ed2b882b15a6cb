"""The clock of a running visit: how long it has run, what is left of the plan, and what time a note is given.

Length comes from the steady clock, times of day from the wall clock that the visit began with; so neither sleep nor a
clock that was set anew makes a length negative or a note's time wrong (D-17, D-18). Must not know Qt or the store.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gemba.model.rows import Moment

#: a gap between two beats that is worth a word; beats come every second
GAP_S = 30.0
#: a difference between wall and steady clock that a person did on purpose, not the time server
MOVED_S = 120.0


def steady_s() -> float:
    """Return seconds of a clock that only runs forward and stands still while the computer sleeps."""
    return time.monotonic()


def awake_and_asleep_s() -> float:
    """Return seconds of a clock that only runs forward and goes on during sleep, where the system has one."""
    boot: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(frozen=True, slots=True)
class Slept:
    """The computer stood still for so many seconds, which are not counted."""

    seconds: float
    certain: bool


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """Somebody set the computer's clock by so many seconds, forward or back."""

    seconds: float


class VisitClock:
    """One visit's clock; call ``beat`` about once a second and whenever the computer wakes."""

    def __init__(
        self,
        wall: Callable[[], Moment],
        *,
        ran_s: float = 0.0,
        steady: Callable[[], float] = steady_s,
        through_sleep: Callable[[], float] = awake_and_asleep_s,
        sleep_known: bool = hasattr(time, "CLOCK_BOOTTIME"),
    ) -> None:
        """Take the clocks; ``ran_s`` is how long the visit ran before this window came to it.

        Without ``sleep_known`` the system has no clock that goes on during sleep, and a wall clock that is ahead may
        mean sleep as well.
        """
        self._sleep_known = sleep_known
        self._wall, self._steady, self._through = wall, steady, through_sleep
        self._ran_s = max(0.0, ran_s)
        self._begin()

    def _begin(self) -> None:
        self._anchor = self._wall()
        self._at_anchor = self._through()
        self._steady_last = self._steady()
        self._through_last = self._at_anchor
        self._wall_last = self._anchor

    @property
    def ran_s(self) -> float:
        """Return how long the visit has run, sleep left out."""
        return self._ran_s + max(0.0, self._steady() - self._steady_last)

    def now(self) -> Moment:
        """Return the time of day: the one the visit began with plus what has passed since, asleep or awake."""
        passed = max(0.0, self._through() - self._at_anchor)
        return Moment(self._anchor.utc + timedelta(seconds=passed), self._anchor.offset_minutes)

    def beat(self) -> Slept | ClockMoved | None:
        """Go on, and say what happened since the last beat that a person should hear of."""
        steady, through, wall = self._steady(), self._through(), self._wall()
        awake = max(0.0, steady - self._steady_last)
        passed = max(0.0, through - self._through_last)
        shown = (wall.utc - self._wall_last.utc).total_seconds()
        self._steady_last, self._through_last, self._wall_last = steady, through, wall
        slept = passed - awake
        if slept < GAP_S and awake >= GAP_S:
            # The process stood still though the clock ran on: stopped, or asleep where the system does not say so.
            return Slept(awake, certain=False)
        self._ran_s += awake
        moved = shown - passed
        if abs(moved) >= MOVED_S:
            if moved > 0 and not self._sleep_known:
                self._anchor, self._at_anchor = wall, through
                return Slept(moved, certain=False)
            return ClockMoved(moved)
        if slept >= GAP_S:
            return Slept(slept, certain=True)
        if abs(moved) >= 1.0:
            # The time server corrected a little: it is right.
            self._anchor, self._at_anchor = wall, through
        return None

    def count(self, seconds: float) -> None:
        """Count a time after all that was left out."""
        self._ran_s += max(0.0, seconds)

    def take_new_time(self) -> None:
        """Go by the computer's clock as it now stands."""
        self._ran_s = self.ran_s
        self._begin()


def minutes_words(seconds: float) -> str:
    """Return a length as a clock shows it: "23:41", from an hour on "1:02:09"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"
