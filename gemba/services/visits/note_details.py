"""What a note's kind carries, in few words: minutes and readers of an artifact, severity, who promised what when.

Said alike in the window and on paper. Pure; must not know the store, nor how a sentence is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from gemba.message import Message, say
from gemba.model.roles import told
from gemba.model.values import ObservationKind
from gemba.services.visits.note_line import NoteLine


def details(kind: ObservationKind, line: NoteLine, *, day: Callable[[str], str] = str) -> tuple[Message, ...]:
    """Return what stands behind a note's words; ``day`` says an ISO day as the reader writes it."""
    if kind is ObservationKind.ARTIFACT:
        return _artifact(line)
    if kind is ObservationKind.HAND_OFF and line.steps:
        return _hand_off(line)
    if kind is ObservationKind.NEAR_MISS:
        return _near_miss(line)
    if kind is ObservationKind.PROMISE:
        due = say("due {day}", day=day(line.due)) if line.due else say("due when?")
        return (*([say("by {who}", who=told(line.by_role))] if line.by_role else []), due)
    if kind is ObservationKind.FORMAT_DEBATE and line.minutes is not None:
        return (say("{n} min lost", n=line.minutes),)
    return ()


def minutes_debated(minutes: float) -> tuple[Message, ...]:
    """Return how many whole minutes a visit lost to debates about format (M3), nothing where it lost none."""
    return (say("{n} min lost", n=round(minutes)),) if round(minutes) else ()


def _artifact(line: NoteLine) -> tuple[Message, ...]:
    said = [say("{n} min a week", n=line.minutes)] if line.minutes is not None else []
    said += [say("purpose: {purpose}", purpose=line.purpose)] if line.purpose else []
    said.append(say("read by {who}", who=line.read_by) if line.read_by else say("still read?"))
    return tuple(said)


def _hand_off(line: NoteLine) -> tuple[Message, ...]:
    chain, times = " → ".join(line.steps), len(line.steps) - 1
    counted = say("{n} hand-off", n=times) if times == 1 else say("{n} hand-offs", n=times)
    # A line that is only its chain says it once, whatever stands for the arrows.
    is_chain = len(line.text) <= len(chain) or _letters(line.text) == _letters(chain)
    return (counted,) if is_chain else (say("{chain}", chain=chain), counted)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _near_miss(line: NoteLine) -> tuple[Message, ...]:
    said = []
    if line.severity_actual is not None:
        said.append(say("severity {n} of 5", n=line.severity_actual))
    if line.severity_potential is not None:
        said.append(say("could have been {n} of 5", n=line.severity_potential))
    return tuple(said)
