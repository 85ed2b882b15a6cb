"""Which step comes next from each state of a ticket, in words, and what follows from it. Must not know widgets."""

from __future__ import annotations

from dataclasses import dataclass

from gemba.message import N_
from gemba.model.values import TicketState


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one state to another: its words, what follows from it, and whether it needs a reason."""

    to: TicketState
    text: str
    done: str
    question: str = ""
    reason: bool = False


BACK = Move(TicketState.DRAFT, N_("Bring it back"), N_("T{number} is back and was judged anew."))
PARK = Move(
    TicketState.PARKED,
    N_("Park…"),
    N_("T{number} is parked."),
    N_("Why is it parked? The reason stays on its record; it leaves the order until it is brought back."),
    reason=True,
)
REJECT = Move(
    TicketState.REJECTED,
    N_("Reject…"),
    N_("T{number} is rejected."),
    N_("Why is it rejected? The reason stays on its record, so that nobody has to ask again."),
    reason=True,
)
BEGIN = Move(TicketState.IN_PROGRESS, N_("Work has begun"), N_("T{number} is in progress."))
AGAIN = Move(TicketState.IN_PROGRESS, N_("Not done after all"), N_("T{number} is in progress again."))
FINISH = Move(
    TicketState.DONE, N_("It is done"), N_("T{number} is done. Go back and look before you call it verified.")
)
VERIFY = Move(TicketState.VERIFIED, N_("Seen solved at the gemba"), N_("T{number} is verified: somebody looked."))
#: the primary step of a state, None where it is delegating or nothing is left to do
NEXT = {
    TicketState.DELEGATED: BEGIN,
    TicketState.IN_PROGRESS: FINISH,
    TicketState.DONE: VERIFY,
    TicketState.PARKED: BACK,
    TicketState.REJECTED: BACK,
}
OTHERS: dict[TicketState, tuple[Move, ...]] = {
    TicketState.DRAFT: (PARK, REJECT),
    TicketState.ACTIONABLE: (PARK, REJECT),
    TicketState.DELEGATED: (BACK, PARK, REJECT),
    TicketState.IN_PROGRESS: (PARK,),
    TicketState.DONE: (AGAIN,),
    TicketState.VERIFIED: (AGAIN,),
    TicketState.PARKED: (REJECT,),
    TicketState.REJECTED: (PARK,),
}
