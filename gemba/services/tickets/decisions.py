"""Decisions: how much is known, whether a door may be gone through, and taking one (DOMAIN §5).

Must not know paper. What is enough is decided by rules/doors.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.errors import Refused
from gemba.message import N_, Message, say
from gemba.model.library import Library
from gemba.model.rows import DecisionRow
from gemba.rules.doors import DoorVerdict, Question, judge_door
from gemba.services.finding import codes as finding


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with the share 0–1 of its weighted questions that are answered, and what that means."""

    row: DecisionRow
    information: float
    verdict: DoorVerdict

    @property
    def advice(self) -> Message:
        """Return what is known and whether that is enough, in one sentence."""
        return self.verdict.sentence


class Decisions:
    """The decisions of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def views(self) -> tuple[DecisionView, ...]:
        """Return every decision by number."""
        return tuple(view_of(row) for row in self._library.queries.decisions())

    def view(self, reference: str) -> DecisionView:
        """Return the decision that "1", "D1" or an id means."""
        return view_of(finding.decision(self._library.queries, reference))

    def new(
        self,
        title: str,
        *,
        door: str | None = None,
        owner: str = "",
        due: str = "",
        questions: tuple[str, ...] = (),
    ) -> DecisionView:
        """Write down a choice to make; a question may end in ":" and its weight 1–5."""
        from gemba.services.writing import decisions

        return self._after(
            self._library.run(
                N_("Write down a decision"),
                lambda op: decisions.write(op, title, door=door, owner=owner, due=due, questions=questions),
            )
        )

    def answer(self, reference: str, position: int, text: str) -> DecisionView:
        """Answer the question at that place, counted from 1; an empty text opens it again."""
        from gemba.services.writing import decisions

        return self._after(
            self._library.run(N_("Answer a question"), lambda op: decisions.answer(op, reference, position, text))
        )

    def take(self, reference: str, *, reason: str = "") -> DecisionView:
        """Write down that a decision was taken; refuses below the door's level unless a reason is written."""
        view = self.view(reference)
        verdict = judge_door(view.row.door, _questions(view.row), override_reason=reason)
        if not verdict.may_take:
            raise Refused(
                verdict.sentence,
                mend=say("Answer its open questions, or write down why it is taken now: --reason.")
                if view.row.door is not None
                else say("Say whether it is a one-way or a two-way door."),
            )
        from gemba.services.writing import decisions

        self._library.run(N_("Take a decision"), lambda op: decisions.take(op, view.row.id, reason=reason.strip()))
        return self._after(view.row.id)

    def _after(self, decision_id: str) -> DecisionView:
        return view_of(next(row for row in self._library.queries.decisions() if row.id == decision_id))


def view_of(row: DecisionRow) -> DecisionView:
    """Return a decision with its level of information."""
    verdict = judge_door(row.door, _questions(row))
    return DecisionView(row, verdict.level or 0.0, verdict)


def _questions(row: DecisionRow) -> list[Question]:
    """Return the questions as the rules read them: an answer in words is the evidence that there is."""
    return [Question(one.weight, one.answered, bool(one.answer.strip())) for one in row.questions]
