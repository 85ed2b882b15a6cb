"""What the page of a ticket says of one criterion: two faults at most, and no way to mend them said twice."""

from gemba.message import Message
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import Criterion
from gemba.services.tickets.judging import judged


def _said(messages: tuple[Message, ...]) -> list[str]:
    return [str(one) for one in messages]


def test_two_numbers_that_are_missing_are_both_named_and_how_to_mend_them_is_said_once() -> None:
    effort = judged(TicketFacts(number=1, title="Typed twice")).of(Criterion.EFFORT)
    assert _said(effort.reasons)[:2] == ["The low estimate is missing.", "The likely estimate is missing."]
    assert _said(effort.mends) == ["Put a number in low; an honest guess is enough."]
    assert effort.where == "effort.low"


def test_two_faults_that_are_mended_in_two_ways_say_both() -> None:
    owner = judged(TicketFacts(number=1, title="Typed twice")).of(Criterion.OWNER)
    assert _said(owner.mends) == ["Name one person who will see it through.", "Name the one team of the owner."]
