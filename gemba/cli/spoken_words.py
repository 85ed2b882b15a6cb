"""The words of the domain that the command line says one by one: marked here, so that the catalogues hold them.

Data only: states, criteria, kinds and what else is stored as a code and shown with `call.tr`. Must not know commands.
"""

from __future__ import annotations

from gemba.message import N_

STATES = (
    N_("draft"),
    N_("actionable"),
    N_("delegated"),
    N_("in progress"),
    N_("done"),
    N_("verified"),
    N_("parked"),
    N_("rejected"),
)
CRITERIA = (N_("picture"), N_("problem"), N_("fix"), N_("money"), N_("effort"), N_("owner"))
KINDS = (
    N_("fact"),
    N_("waste"),
    N_("question"),
    N_("customer"),
    N_("artifact"),
    N_("hand off"),
    N_("near miss"),
    N_("good practice"),
    N_("idea"),
    N_("promise"),
    N_("format debate"),
    N_("label vs truth"),
)
CAPTURE_STATES = (N_("unreviewed"), N_("reviewed"))
DEMAND = (N_("demand"), N_("signal"))
