"""Say a verdict shortly: its gravest faults with their mends, and how many there are besides.

Must not know where it is shown or stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gemba.message import Message, count, joined, say
from gemba.rules.verdict import Verdict

GATE_LOST = "gate_lost"
"""The code of the remark that work goes on although a criterion was lost."""
_TOLD = 2


def in_short(verdict: Verdict, translate: Callable[[str], str] = str) -> tuple[str, str]:
    """Return reason and mend of a verdict: two faults at most, because the next one shows when these are mended.

    In English, as verdicts are stored, unless a gettext function is given.
    """
    faults = verdict.faults() or (verdict,)
    reasons = [fault.reason.said(translate) for fault in faults[:_TOLD]]
    if len(faults) > _TOLD:
        reasons.append(more_faults(len(faults) - _TOLD).said(translate))
    mends = dict.fromkeys(fault.mend.said(translate) for fault in faults[:_TOLD] if fault.mend is not None)
    return joined(reasons), joined(mends)


def more_faults(number: int) -> Message:
    """Return the sentence for faults that are not told one by one."""
    return count("One more is missing or wrong.", "{n} more are missing or wrong.", number)


def lost(verdicts: Iterable[Verdict], translate: Callable[[str], str] = str) -> str:
    """Return the remark of a ticket in work that no longer passes the gate; in English unless told otherwise."""
    missing = joined(one.reason.said(translate) for one in verdicts if not one.ok)
    sentence = say("Work has begun, and since then this no longer holds: {missing}", missing=missing)
    return sentence.said(translate)
