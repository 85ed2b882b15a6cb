"""Which states of a ticket take part in the rank. Must not know how it is made, which takes long to load."""

from __future__ import annotations

from gemba.model.values import TicketState

LEFT_OUT = frozenset((TicketState.REJECTED, TicketState.PARKED, TicketState.DONE, TicketState.VERIFIED))
"""States of tickets that nobody asks "what first?" about; the structure still counts them."""
