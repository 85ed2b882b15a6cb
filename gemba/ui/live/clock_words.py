"""What is said when the clock of a visit noticed something, and the button that goes with it. Must not know widgets."""

from __future__ import annotations

from gemba.ui.language.words import Words
from gemba.ui.live.visit_clock import ClockMoved, Slept


def clock_sentence(words: Words, notice: Slept | ClockMoved) -> tuple[str, str]:
    """Return the sentence and the button's words."""
    if isinstance(notice, Slept):
        minutes = _minutes(words, notice.seconds)
        if notice.certain:
            said = words.tr("Paused for {time} while the computer slept; not counted.", time=minutes)
        else:
            said = words.tr("Paused for {time}: did the computer sleep? Not counted.", time=minutes)
        return said, words.tr("Count it")
    minutes = _minutes(words, abs(notice.seconds))
    if notice.seconds > 0:
        said = words.tr(
            "The computer's clock was set forward by {time}. Notes keep the time of the visit.", time=minutes
        )
    else:
        said = words.tr("The computer's clock was set back by {time}. Notes keep the time of the visit.", time=minutes)
    return said, words.tr("Use the new time")


def _minutes(words: Words, seconds: float) -> str:
    whole = max(1, round(seconds / 60))
    if whole < 120:
        return words.tr("{n} min", n=whole)
    if whole < 48 * 60:
        return words.tr("{n} h {m} min", n=whole // 60, m=whole % 60)
    return words.count("{n} day", "{n} days", whole // (24 * 60))
