"""Live numbers say what is known, and never tell the unstated as zero (SETTLED §14)."""

from __future__ import annotations

import pytest

from gemba.model.values import NarrativeLanguage as L
from gemba.report.document import SessionEntry
from gemba.report.facts import facts_from


def _seen_live(language: L, *, observations: int, stated: int, live: int) -> str | None:
    session = SessionEntry(1, "Refunds", observations=observations, stated=stated, live=live)
    return facts_from(sessions=(session,)).resolve_number("S1.seen_live", language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (L.ENGLISH, "not stated for 20 of 20"),
        (L.CHINESE_SIMPLIFIED, "20 条中 20 条未说明"),
        (L.CHINESE_TRADITIONAL, "20 條中 20 條未說明"),
    ],
)
def test_what_nobody_stated_is_said_as_such(language: L, words: str) -> None:
    assert _seen_live(language, observations=20, stated=0, live=0) == words


@pytest.mark.parametrize("language", list(L))
def test_the_unstated_is_no_zero_in_any_language(language: L) -> None:
    said = _seen_live(language, observations=7, stated=0, live=0) or ""
    assert "7" in said and "0" not in said


def test_what_was_stated_is_counted() -> None:
    assert _seen_live(L.ENGLISH, observations=20, stated=12, live=8) == "8 of 20"
    assert _seen_live(L.ENGLISH, observations=20, stated=20, live=0) == "0 of 20"
    assert _seen_live(L.ENGLISH, observations=20, stated=5, live=0) == "not stated for 15 of 20"
