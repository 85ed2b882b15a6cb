"""What the empty entry line says, by kind: how such a line is written, and in fewer words where the line is short.

Must not know the line.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.model.values import ObservationKind

#: the longest first
LINE_HINTS: dict[ObservationKind, tuple[str, ...]] = {
    ObservationKind.FACT: (N_("What happened, in a few words…"), N_("What happened…")),
    ObservationKind.WASTE: (N_("What hurts: typed twice, waited for, searched…"), N_("What hurts…")),
    ObservationKind.QUESTION: (N_("What is to be found out…"),),
    ObservationKind.CUSTOMER: (N_("The customer's own words…"),),
    ObservationKind.ARTIFACT: (
        N_("Sheet “Refunds W46” | purpose | 30 | read by…"),
        N_("what | purpose | 30 | read by"),
    ),
    ObservationKind.HAND_OFF: (N_("agent > back office > finance: the form"), N_("agent > finance: the form")),
    ObservationKind.NEAR_MISS: (
        N_("What nearly went wrong | actual 0–5 | potential 0–5"),
        N_("what | actual | potential"),
    ),
    ObservationKind.GOOD_PRACTICE: (N_("What works well here…"),),
    ObservationKind.IDEA: (N_("An idea, whoever had it…"),),
    ObservationKind.PROMISE: (N_("What we will do | who | until when"), N_("what | who | until when")),
    ObservationKind.FORMAT_DEBATE: (N_("What the debate about format was | minutes"), N_("what | minutes")),
    ObservationKind.LABEL_VS_TRUTH: (N_("What the label says, and what it really is…"), N_("the label, the truth…")),
}
