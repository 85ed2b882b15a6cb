"""The fixed words on paper in the narrative's language: head, foot, labels, the sentences of the method.

Kept as data in resources/locale/paper.json, one entry a sentence with all four languages; a test proves that none is
missing. Apart from gemba.i18n because a narrative has its own language. Must not know what the words label.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Protocol

from gemba import paths
from gemba.model.values import (
    CauseStatus,
    Criterion,
    Door,
    Elicitation,
    NarrativeLanguage,
    ObservationKind,
    SampleFrame,
    SeenAs,
    TicketState,
)


class Words(Protocol):
    """Say one of the fixed sentences, its places filled."""

    def __call__(self, english: str, /, **values: str | int) -> str:
        """Return the sentence whose English (or key) is given."""


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return all fixed sentences: key to language to words."""
    text = (paths.locale() / "paper.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


@cache
def words_in(language: NarrativeLanguage) -> Words:
    """Return the sayer of a language; a sentence that is not in the catalogue is a bug and raises KeyError."""

    def say_words(english: str, /, **values: str | int) -> str:
        return catalogue()[english][language.value].format(**values)

    return say_words


def state_word(state: TicketState, words: Words) -> str:
    """Return a ticket's state in words."""
    return words(f"state {state.value}")


def criterion_word(criterion: Criterion, words: Words) -> str:
    """Return a criterion of the gate in words."""
    return words(f"criterion {criterion.value}")


def cause_word(status: CauseStatus, words: Words) -> str:
    """Return whether a cause is only said or has evidence."""
    return words(f"cause {status.value}")


def kind_word(kind: ObservationKind, words: Words) -> str:
    """Return the kind of an observation in words."""
    return words(f"kind {kind.value}")


def seen_word(seen_as: SeenAs | None, words: Words) -> str:
    """Return how something was seen; unset is "not stated" (SETTLED §14)."""
    return words("seen unset" if seen_as is None else f"seen {seen_as.value}")


def elicitation_word(elicitation: Elicitation, words: Words) -> str:
    """Return how a statement was obtained."""
    return words(f"asked {elicitation.value}")


def frame_word(frame: SampleFrame, words: Words) -> str:
    """Return how a sample was chosen."""
    return words(f"frame {frame.value}")


def door_word(door: Door | None, words: Words) -> str:
    """Return the door of a decision."""
    return words("door unset" if door is None else f"door {door.value}")


def per_word(per: str, words: Words) -> str:
    """Return "a year", "a month" or "once" in words; anything else as typed."""
    known = {"year": "a year", "month": "a month", "once": "once"}
    return words(known[per]) if per in known else per
