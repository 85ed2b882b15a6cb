"""The states of a ticket as a word, an icon and a colour of the look. Must not know what leads from one to the next."""

from __future__ import annotations

from typing import NamedTuple

from gemba.message import N_
from gemba.model.values import TicketState


class StateLook(NamedTuple):
    """How one state is shown; ``colour`` is a name of looks.py."""

    text: str
    icon: str
    colour: str


STATES = {
    TicketState.DRAFT: StateLook(N_("Draft"), "circle-dashed", "muted"),
    TicketState.ACTIONABLE: StateLook(N_("Actionable"), "circle-dot", "accent"),
    TicketState.DELEGATED: StateLook(N_("Delegated"), "send", "accent"),
    TicketState.IN_PROGRESS: StateLook(N_("In progress"), "play", "attention"),
    TicketState.DONE: StateLook(N_("Done"), "circle-check", "good"),
    TicketState.VERIFIED: StateLook(N_("Verified"), "footprints", "good"),
    TicketState.PARKED: StateLook(N_("Parked"), "pause", "muted"),
    TicketState.REJECTED: StateLook(N_("Rejected"), "ban", "muted"),
}
