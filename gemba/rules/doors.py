"""Doors and information: when enough is known to decide (DOMAIN §5, M38–M39).

The information level is the share, by weight, of a decision's open questions that are answered with evidence. A
two-way door is decided at about 70 %, a one-way door at 95 %; below that the meeting lead writes down why. A two-way
door with more than 90 % is over-researched: waiting cost more than being wrong. Without a list of questions the level
is nothing, because a share of an unwritten list means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gemba.message import Message, say
from gemba.model.values import Door
from gemba.rules.verdict import Verdict

ENOUGH: dict[Door, float] = {Door.TWO_WAY: 0.70, Door.ONE_WAY: 0.95}
TOO_MUCH = 0.90
_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Question:
    """One open question of a decision: its weight (1 to 5; not positive counts as nothing) and what is known."""

    weight: float = 1.0
    answered: bool = False
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Information:
    """How much is known: the level (None without questions), and counts for the sentence."""

    level: float | None
    answered: int
    questions: int
    without_evidence: int


@dataclass(frozen=True, slots=True)
class DoorVerdict:
    """Whether a decision may be taken now; ``needs_reason`` says that only a written reason opens the door."""

    may_take: bool
    needs_reason: bool
    over_researched: bool
    level: float | None
    sentence: Message


def information(questions: Iterable[Question]) -> Information:
    """Return the level of information; an answer without evidence is counted apart and adds nothing."""
    every = [question for question in questions if question.weight > 0]
    total = sum(question.weight for question in every)
    known = [question for question in every if question.answered and question.evidence]
    level = sum(question.weight for question in known) / total if total > 0 else None
    bare = sum(1 for question in every if question.answered and not question.evidence)
    return Information(level, len(known), len(every), bare)


def judge_door(door: Door | None, questions: Iterable[Question], *, override_reason: str = "") -> DoorVerdict:
    """Say whether a decision may be recorded as taken; ``override_reason`` is what the meeting lead wrote."""
    info = information(questions)
    if door is None:
        return DoorVerdict(False, False, False, info.level, say("Say first whether the decision can be taken back."))
    enough = ENOUGH[door]
    if info.level is not None and info.level >= enough - _EXACT:
        over = door is Door.TWO_WAY and info.level > TOO_MUCH + _EXACT
        return DoorVerdict(True, False, over, info.level, _enough_said(door, info.level, over))
    if any(character.isalnum() for character in override_reason):
        sentence = say("Taken with {level} % of the information, with a written reason.", level=_percent(info.level))
        return DoorVerdict(True, True, False, info.level, sentence)
    return DoorVerdict(False, True, False, info.level, _too_little_said(door, info, enough))


def as_verdict(judged: DoorVerdict) -> Verdict:
    """Return the judgement in the form that the gate uses."""
    mend = None if judged.may_take else say("Answer the heaviest open question with evidence, or write down why not.")
    return Verdict(judged.may_take, judged.sentence, mend, "decision.door")


def _enough_said(door: Door, level: float, over: bool) -> Message:
    if over:
        return say("Over-researched: {level} % is known and 70 % was enough; decide now.", level=_percent(level))
    if door is Door.TWO_WAY:
        return say("{level} % is known; enough for a decision that can be taken back.", level=_percent(level))
    return say("{level} % is known; enough for a decision that cannot be taken back.", level=_percent(level))


def _too_little_said(door: Door, info: Information, enough: float) -> Message:
    if info.level is None:
        return say("No open questions are written down; the share of an unwritten list means nothing.")
    if door is Door.TWO_WAY:
        return say(
            "{level} % is known; {enough} % is enough, or a written reason.",
            level=_percent(info.level),
            enough=_percent(enough),
        )
    return say(
        "{level} % is known; what cannot be taken back needs {enough} %, or a written reason of the meeting lead.",
        level=_percent(info.level),
        enough=_percent(enough),
    )


def _percent(share: float | None) -> int:
    """Return whole per cent rounded down, so that 69.9 never reads as the 70 that was asked for."""
    return int((share or 0.0) * 100 + _EXACT)
