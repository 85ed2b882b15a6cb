"""What stands between two signs is found as by one pattern with a lazy middle, without looking again and again."""

from __future__ import annotations

import random
import re

import pytest

from gemba.pattern import enclosed
from gemba.rules import private, prose
from gemba.ui.narratives import highlighter

GAP = (highlighter._GAP, highlighter._GAP_ENDS)
BOLD = (highlighter._BOLD, highlighter._BOLD_ENDS)
ITALIC = (highlighter._ITALIC, highlighter._ITALIC_ENDS)
KINDS = {
    "gap": (GAP, re.compile(r"\[\[.+?\]\]"), "[]a "),
    "bold": (BOLD, re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__"), "*_a "),
    "italic": (ITALIC, re.compile(r"(?<![*\w])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![*\w])"), "*a -"),
}


def lines(signs: str, count: int = 4000) -> list[str]:
    rng = random.Random(20261122)
    return ["".join(rng.choice(signs) for _ in range(rng.randrange(24))) for _ in range(count)]


def differences(kind: str, ends: dict[str, re.Pattern[str]]) -> int:
    (opening, _), whole, signs = KINDS[kind]
    return sum(
        list(enclosed(line, opening, ends)) != [found.span() for found in whole.finditer(line)] for line in lines(signs)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_what_a_lazy_pattern_finds(kind: str) -> None:
    (_, ends), whole, signs = KINDS[kind]
    assert sum(bool(whole.search(line)) for line in lines(signs)) > 300
    assert differences(kind, ends) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_negative_control_an_end_that_looks_at_less_is_noticed(kind: str) -> None:
    (_, ends), _, _ = KINDS[kind]
    assert differences(kind, dict.fromkeys(ends, re.compile(r"[\]*_]"))) > 0


def test_an_end_that_is_missing_is_looked_for_once() -> None:
    class Counted:
        asked = 0

        def search(self, text: str, at: int) -> None:
            Counted.asked += 1

    assert list(enclosed("[[" * 1000, highlighter._GAP, {"[[": Counted()})) == []  # type: ignore[dict-item]
    assert Counted.asked == 1


def test_amounts_are_those_of_the_pattern_that_began_at_every_figure() -> None:
    whole = re.compile(r"\d[\d.,\s]*(?:%|％|€|EUR|USD|CNY|VND|元)|\d+\s*(?:of|/|out of|trên)\s*\d+|\d{2,}")
    found = 0
    for line in lines("1., %€a/o", 20_000):
        assert bool(prose._AMOUNT.search(line)) == bool(whole.search(line)), line
        found += bool(whole.search(line))
    assert found > 1000


def test_cards_end_where_a_look_at_every_group_would_have_them_end() -> None:
    rng = random.Random(5)
    for _ in range(3000):
        sizes = [rng.randrange(1, 8) for _ in range(rng.randrange(1, 30))]
        for at in range(len(sizes)):
            every = range(min(len(sizes), at + 19), at, -1)
            assert private._card_ends(sizes, at) == [end for end in every if 13 <= sum(sizes[at:end]) <= 19]
