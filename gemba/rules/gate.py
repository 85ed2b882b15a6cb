"""The gate: six criteria that make a ticket actionable (DOMAIN §1, SETTLED §8–10, M9).

One pure function from the facts of a ticket to six verdicts in the order of ``Criterion``. Nothing overrides it.
Must not know states, owners' acceptance or the database. What is odd beside the six is in ``remarks``.
It is total: whatever text stands in a field, it answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from gemba.message import N_, Message, say
from gemba.model.ticket_facts import PictureFacts, TicketFacts
from gemba.model.values import Criterion
from gemba.rules.estimate import judge_effort, judge_money
from gemba.rules.gate_words import (
    FILLERS,
    FIX_FILLERS,
    FIX_FILLERS_HAN,
    HAN_FILLERS,
    PLACEHOLDERS,
    VAGUE,
    VAGUE_HAN,
)
from gemba.rules.owner import judge_owner
from gemba.rules.remarks import remarks
from gemba.rules.verdict import Remark, Verdict
from gemba.rules.words import fold, has_han, squeezed, words_of

__all__ = [
    "Remark",
    "Verdict",
    "is_placeholder",
    "judge",
    "judge_effort",
    "judge_fix",
    "judge_money",
    "judge_owner",
    "judge_pictures",
    "judge_problem",
    "passes",
    "remarks",
    "repeats",
    "vague_words",
]

LONGEST = 2_000
"""Characters of a field that are compared; what is beyond cannot turn a good fix into a repetition."""

SAME = 90.0
"""Likeness in per cent from which a fix repeats the problem."""

_VAGUE_HAN = sorted(VAGUE_HAN, key=len, reverse=True)


def judge(ticket: TicketFacts) -> dict[Criterion, Verdict]:
    """Return a verdict for each of the six criteria, in the order in which they are shown."""
    return {
        Criterion.PICTURE: judge_pictures(ticket.pictures),
        Criterion.PROBLEM: judge_problem(ticket),
        Criterion.FIX: judge_fix(ticket),
        Criterion.MONEY: judge_money(ticket.money),
        Criterion.EFFORT: judge_effort(ticket.effort),
        Criterion.OWNER: judge_owner(ticket),
    }


def passes(verdicts: Mapping[Criterion, Verdict]) -> bool:
    """Say whether all six criteria are judged and hold."""
    return all(criterion in verdicts and verdicts[criterion].ok for criterion in Criterion)


def judge_pictures(pictures: tuple[PictureFacts, ...]) -> Verdict:
    """Judge the evidence: one picture that exists, is not blank, points, is covered and was reviewed."""
    if not pictures:
        return _no(
            say("No picture is linked."), say("Link a picture and point at the problem with a mark."), "pictures"
        )
    steps = sorted((_steps_done(picture), -at) for at, picture in enumerate(pictures))
    done, at = steps[-1]
    best = pictures[-at]
    if done == len(_PICTURE_STEPS):
        return Verdict(True, say("{picture} shows it, marked and reviewed.", picture=best.reference), None, "pictures")
    reason, mend = _PICTURE_STEPS[done]
    values = (("count", best.open_proposals), ("picture", best.reference))
    return _no(Message(reason, values), Message(mend, values), "pictures")


_PICTURE_STEPS: tuple[tuple[str, str], ...] = (
    (
        N_("The picture {picture} does not exist."),
        N_("Link a picture that is in the library."),
    ),
    (
        N_("The picture {picture} is blank."),
        N_("Link a picture on which the problem can be seen."),
    ),
    (
        N_("No mark on {picture} points at the problem."),
        N_("Open {picture} and draw an arrow, a box or a number where the problem is."),
    ),
    (
        N_("On {picture} sensitive places are not decided: {count}."),
        N_("Open {picture} and take or refuse each proposed redaction."),
    ),
    (
        N_("{picture} has not been reviewed."),
        N_("Look at {picture} in the redaction step and mark it reviewed."),
    ),
)


def _steps_done(picture: PictureFacts) -> int:
    """Return how many of the picture's conditions hold, in their order."""
    holds = (
        picture.exists,
        not picture.blank,
        picture.pointing_marks > 0,
        picture.open_proposals <= 0,
        picture.reviewed,
    )
    return holds.index(False) if False in holds else len(holds)


def judge_problem(ticket: TicketFacts) -> Verdict:
    """Judge the definition: where, what was expected, what happened instead; not only adjectives, not only hearsay."""
    faults: list[Verdict] = []
    for where, text, missing, mend in (
        ("where", ticket.where, say("Where it happens is missing."), say("Say where in the work it happens.")),
        ("expected", ticket.expected, say("What was expected is missing."), say("Say what should happen.")),
        ("happened", ticket.happened, say("What happened is missing."), say("Say what was seen to happen instead.")),
    ):
        if is_placeholder(text):
            faults.append(_no(missing, mend, where))
        elif where == "happened" and not has_content(text):
            reason = say("“{text}” is only adjectives; nothing in it was seen.", text=_short(text))
            faults.append(_no(reason, say("Say what somebody did or what stood on the screen."), where))
    if not faults and squeezed(ticket.expected[:LONGEST]) == squeezed(ticket.happened[:LONGEST]):
        reason = say("What was expected and what happened are the same words.")
        faults.append(_no(reason, say("Say what happened instead of what was expected."), "happened"))
    if ticket.experience_only:
        reason = say("The problem rests on experience only; nobody saw it.")
        faults.append(_no(reason, say("Go and see it once, and link the observation."), "happened"))
    if faults:
        return _joined(faults)
    vague = vague_words(f"{ticket.expected}\n{ticket.happened}")
    if vague:
        words = ", ".join(vague[:5])
        reason = say("Where, expected and happened are there. Vague: {words}; a figure would say more.", words=words)
        return Verdict(True, reason, None, "happened")
    return Verdict(True, say("Where, expected and happened are there."), None, "happened")


def judge_fix(ticket: TicketFacts) -> Verdict:
    """Judge the suggested fix: there, and something else than the problem said again."""
    if is_placeholder(ticket.fix):
        return _no(say("No fix is suggested."), say("Say what to change, in one or two sentences."), "fix")
    if not _suggests(ticket.fix):
        reason = say("“{text}” only asks for a fix; it suggests none.", text=_short(ticket.fix))
        return _no(reason, say("Say what to change, in one or two sentences."), "fix")
    for other in (ticket.happened, ticket.title):
        if repeats(ticket.fix, other):
            reason = say("The fix repeats the problem: “{text}”.", text=_short(ticket.fix))
            return _no(reason, say("Say what to change so that the problem does not come back."), "fix")
    return Verdict(True, say("A fix is suggested."), None, "fix")


def repeats(fix: str, problem: str) -> bool:
    """Say whether ``fix`` is ``problem`` again: nearly the same words, in any order, or a piece of it."""
    ours, theirs = squeezed(fix[:LONGEST]), squeezed(problem[:LONGEST])
    if not ours or not theirs:
        return False
    strip = _without_asking_han if has_han(ours) else _without_asking
    pairs = ((ours, theirs), (strip(ours), strip(theirs)))
    if any(_holds(left, right) for left, right in pairs):
        return True
    near = [(left, right) for left, right in pairs if may_be_alike(left, right)]
    if not near:
        return False
    # Loaded with the first fix that could be one: forty modules, which most tickets never need.
    from rapidfuzz import fuzz

    compare = fuzz.ratio if has_han(ours) else fuzz.token_sort_ratio
    return any(compare(left, right) >= SAME for left, right in near)


def may_be_alike(left: str, right: str) -> bool:
    """Say whether two texts could be the same in ``SAME`` per cent, by their letters in whatever order."""
    common = sum((Counter(left) & Counter(right)).values())
    return 200 * common >= SAME * (len(left) + len(right))


def is_placeholder(text: str) -> bool:
    """Say whether ``text`` is empty, only punctuation, or a word that stands for "not yet"."""
    folded = fold(text[:LONGEST]).strip(" .…-–—_?!？！。,;:、()[]<>*#/\\\"'")
    return not folded or folded in PLACEHOLDERS or not words_of(folded)


def has_content(text: str) -> bool:
    """Say whether anything is left of ``text`` without vague words and words that carry no fact."""
    folded = fold(text[:LONGEST])
    if any(character.isdigit() for character in folded):
        return True
    for phrase in _VAGUE_HAN:
        folded = folded.replace(phrase, " ")
    left = [word for word in words_of(folded) if word not in VAGUE and word not in FILLERS]
    return any(not has_han(word) or word.strip(HAN_FILLERS) for word in left)


def vague_words(text: str) -> tuple[str, ...]:
    """Return the vague words of ``text`` in their order, each once."""
    words = [word for word in words_of(text[:LONGEST]) if word in VAGUE]
    left = text
    for phrase in _VAGUE_HAN:
        if len(phrase) > 1 and phrase in left:
            words.append(phrase)
            left = left.replace(phrase, " ")
    return tuple(dict.fromkeys(words))


def _suggests(fix: str) -> bool:
    """Say whether a fix holds a word beyond "fix it", "improve", "解决问题"."""
    folded = fold(fix[:LONGEST])
    for phrase in FIX_FILLERS_HAN:
        folded = folded.replace(phrase, " ")
    left = [word for word in words_of(folded) if word not in FIX_FILLERS]
    return has_content(" ".join(left))


def _holds(ours: str, theirs: str) -> bool:
    """Say whether one stands whole in the other: half of the problem said again, or all of it with little added."""
    return (ours in theirs and len(ours) * 2 >= len(theirs)) or (theirs in ours and len(theirs) * 10 >= len(ours) * 7)


def _without_asking(text: str) -> str:
    return " ".join(word for word in text.split() if word not in FIX_FILLERS) or text


def _without_asking_han(text: str) -> str:
    bare = text
    for phrase in FIX_FILLERS_HAN:
        bare = bare.replace(phrase, "")
    return bare.strip() or text


def _short(text: str) -> str:
    """Return the beginning of ``text`` on one line, for a sentence."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _no(reason: Message, mend: Message, where: str) -> Verdict:
    return Verdict(False, reason, mend, where)


def _joined(faults: list[Verdict]) -> Verdict:
    """Make one verdict of several faults of one criterion."""
    first = faults[0]
    return Verdict(False, first.reason, first.mend, first.where, tuple(faults[1:]))
