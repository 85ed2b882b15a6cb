"""Say a verdict shortly: its gravest faults with their mends, and how many there are besides.

Must not know where it is shown or stored.
"""

from __future__ import annotations

from collections.abc import Callable

from gemba.message import joined, say
from gemba.rules.verdict import Verdict

_TOLD = 2


def in_short(verdict: Verdict, translate: Callable[[str], str] = str) -> tuple[str, str]:
    """Return reason and mend of a verdict: two faults at most, because the next one shows when these are mended.

    In English, as verdicts are stored, unless a gettext function is given.
    """
    faults = verdict.faults() or (verdict,)
    reasons = [fault.reason.said(translate) for fault in faults[:_TOLD]]
    if len(faults) > _TOLD:
        reasons.append(say("{n} more are missing or wrong.", n=len(faults) - _TOLD).said(translate))
    mends = dict.fromkeys(fault.mend.said(translate) for fault in faults[:_TOLD] if fault.mend is not None)
    return joined(reasons), joined(mends)
