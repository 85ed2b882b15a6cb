"""Say a verdict shortly: its gravest faults with their mends, and how many there are besides.

Must not know where it is shown or stored.
"""

from __future__ import annotations

from gemba.message import say
from gemba.rules.verdict import Verdict

_TOLD = 2


def in_short(verdict: Verdict) -> tuple[str, str]:
    """Return reason and mend of a verdict: two faults at most, because the next one shows when these are mended."""
    faults = verdict.faults() or (verdict,)
    reasons = [str(fault.reason) for fault in faults[:_TOLD]]
    if len(faults) > _TOLD:
        reasons.append(str(say("{n} more are missing or wrong.", n=len(faults) - _TOLD)))
    mends = dict.fromkeys(str(fault.mend) for fault in faults[:_TOLD] if fault.mend is not None)
    return " ".join(reasons), " ".join(mends)
