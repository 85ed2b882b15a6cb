"""What is listed is found as if every form were tried everywhere: the short cut may leave out only what cannot match."""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict

import pytest

from gemba.services.leaving import listed
from gemba.services.leaving.listed import Listed, caseless

NAMES = (
    "Sean Cox",
    "Nguyễn Thu Phương",
    "Hans-Otto Roskoth",
    "李雷",
    "Kırmızı Şük",
    "İpek Istan",
    "Weiß Straße",
    "Ωλίνος",
)
NUMBERS = (
    "4111 1111 1111 1111",
    "+49 30 901820",
    "ſtreet.k@exämple.com",
    "DE89 3704 0044 0532 0130 00",
    "٣٤٥٦٧٨٩",
    "318",
)
BETWEEN = ("", "的", " ", "  ", "\u00a0", "-", " · ", ", ", "/", "x", "\n", "().", "İ", "ß")


def everything(known: Listed) -> re.Pattern[str]:
    return listed._any_of([one for _, one in known._forms], "".join(texts(4000)))


def spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]


def texts(count: int) -> list[str]:
    """Return texts of names and numbers in odd case, cut and grouped at random."""
    rng, out = random.Random(20261122), []
    changes = (str.upper, str.lower, str.swapcase, lambda one: one.replace("s", "ſ"), lambda one: one.replace("k", "\u212a"))  # fmt: skip
    for _ in range(count):
        parts = []
        for _ in range(rng.randrange(1, 5)):
            whole = rng.choice((*NAMES, *NUMBERS))
            turned = ", ".join(reversed(whole.split(" ", 1))) if rng.random() < 0.2 else whole
            grouped = "".join(one + (rng.choice(BETWEEN) if rng.random() < 0.1 else "") for one in turned)
            parts.append(rng.choice((*changes, str))(grouped)[: rng.randrange(1, 60)])
        out.append(rng.choice(BETWEEN).join(parts))
    return out


def differences(known: Listed) -> int:
    whole = everything(known)
    return sum(spans(known.pattern(text), text) != spans(whole, text) for text in texts(4000))


def test_it_finds_what_trying_everything_everywhere_finds() -> None:
    known = Listed(NAMES, NUMBERS)
    found = sum(bool(spans(known.pattern(text), text)) for text in texts(4000))
    assert differences(known) == 0
    assert found > 1000


def test_a_long_text_with_nothing_listed_is_given_no_pattern() -> None:
    assert Listed(NAMES, NUMBERS).pattern("<b>" * 100_000) is None


@pytest.mark.parametrize("broken", [str.lower, str.casefold, str.upper])
def test_negative_control_another_way_to_leave_out_case_is_noticed(monkeypatch, broken) -> None:
    monkeypatch.setattr(listed, "caseless", broken)
    assert differences(Listed(NAMES, NUMBERS)) > 0


def test_no_two_characters_are_one_for_the_pattern_and_two_for_the_short_cut() -> None:
    cased = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).lower() != chr(code) or chr(code).upper() != chr(code)]  # fmt: skip
    line, unlike = "".join(cased), defaultdict(set)
    for one in cased:
        for match in re.finditer(re.escape(one), line, re.IGNORECASE):
            if caseless(match.group()) != caseless(one):
                unlike[one].add(match.group())
    assert not unlike
    assert len(cased) > 2500


def test_leaving_out_case_makes_and_takes_no_separator() -> None:
    for code in range(sys.maxunicode + 1):
        one = chr(code)
        assert bool(listed._SEPARATORS.search(caseless(one))) == bool(listed._SEPARATORS.search(one)), hex(code)
