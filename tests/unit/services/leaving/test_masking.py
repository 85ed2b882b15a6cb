"""The masks: roles for colleagues, one block for everything else, and no more than that."""

from __future__ import annotations

import random
import unicodedata

import pytest

from gemba.app import App
from gemba.model.values import PrivateKind
from gemba.rules import private
from gemba.rules.private import BLOCK
from gemba.services.leaving import masking
from gemba.services.leaving.masking import HiddenPerson, Masker

MASKER = Masker(
    people=(
        HiddenPerson("Jonas Weber", "team lead"),
        HiddenPerson("Sofia Lindqvist", ""),
        HiddenPerson("王小明", "客服"),
    ),
    names=("Sean Cox", "李雷"),
    numbers=("4111 1111 1111 1111", "+49 30 901820", "x@example.com", "318", "K-3456789"),
    named=("Lena Hartwig", "Tom Weber"),
    allowed=("hello@larkway.example",),
)


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Jonas Weber counts by hand", "team lead counts by hand"),
        ("Ask Jonas.", "Ask team lead."),
        ("Sofia Lindqvist decides", f"{BLOCK} decides"),
        ("王小明说", "客服说"),
        ("Lena Hartwig and Lena", "Lena Hartwig and Lena"),
        ("Tom Weber stays", "Tom Weber stays"),
        ("mail of sean cox, Cox, Sean", f"mail of {BLOCK}, {BLOCK}"),
        ("李雷来电", f"{BLOCK}来电"),
        ("客户Sean Cox来电，订单K-3456789已付", f"客户{BLOCK}来电，订单{BLOCK}已付"),
        ("たなかSean Coxさん, 한국Sean Cox님", f"たなか{BLOCK}さん, 한국{BLOCK}님"),
        ("邮箱x@example.com请回", f"邮箱{BLOCK}请回"),
        ("xSean Cox; Sean Coxe; éSean Cox; AK-3456789", "xSean Cox; Sean Coxe; éSean Cox; AK-3456789"),
        ("4111-1111-1111-1111", BLOCK),
        ("call 0049 30 901820 or +4930901820", f"call {BLOCK} or {BLOCK}"),
        ("X@EXAMPLE.COM", BLOCK),
        ("write to hello@larkway.example", "write to hello@larkway.example"),
        ("318 refunds in week 46, 13 980 EUR", "318 refunds in week 46, 13 980 EUR"),
        ("", ""),
    ],
)
def test_for_paper(text: str, paper: str) -> None:
    assert MASKER.for_paper(text) == paper
    assert MASKER.for_paper(paper) == paper


def test_a_mask_is_always_as_wide() -> None:
    masks = {MASKER.for_paper(f"write to {name}@example.com") for name in ("a", "abcdefghijklmnop", "x.y.z")}
    assert len(masks) == 1


def test_people_become_roles_and_teams() -> None:
    assert MASKER.person("Jonas Weber", role="team lead", team="Care") == "team lead, Care"
    assert MASKER.person("Lena Hartwig", role="agent") == "Lena Hartwig"
    assert MASKER.person("Nobody Known", role="") == ""


def test_a_person_can_overrule_the_finder_and_take_it_back(demo_app: App) -> None:
    text = "Call the hotline 0049 30 1234567 for Project Heron"
    assert BLOCK in demo_app.privacy.for_paper(text)
    demo_app.privacy.decide("0049 30 1234567", private=False)
    assert demo_app.privacy.for_paper(text) == text
    demo_app.privacy.decide("Project Heron", private=True)
    assert demo_app.privacy.for_paper(text).endswith(BLOCK)
    demo_app.history.undo()
    assert demo_app.privacy.for_paper(text) == text


def test_finds_name_the_place_and_the_state(demo_app: App) -> None:
    found = {(find.where, find.kind.value, find.state) for find in demo_app.privacy.finds()}
    assert ("T1-0958", "card", "masked") in found


def hostile_texts(count: int) -> list[str]:
    """Return texts of names that share parts, run into each other and stand in odd case, with marks between."""
    rng = random.Random(20261122)
    names = (*(one.name for one in MASKER.people), *MASKER.names, *MASKER.named, "小明王", "Sean Cox Hartwig", "Weber")
    between = (" ", "", ", ", "-", "\n", "\u0301", "\u200b", "的", "\u3000", " 4111 1111 1111 1111 ", " x@example.com ")
    changes = (str, str, str, str.upper, str.lower, str.title, lambda one: one.replace(" ", "\u00a0"))
    return [
        "".join(rng.choice(changes)(rng.choice(names)) + rng.choice(between) for _ in range(rng.randrange(1, 9)))
        for _ in range(count)
    ]


def open_everywhere(line: str) -> list[private.Find]:
    """Return what is masked of a line when every find is held against every named name, as the rule says it."""
    spans = [one for one in private.find(line, MASKER.named) if one.kind is PrivateKind.NAME]
    hidden = [one.name for one in MASKER.people]
    open_finds = {
        one
        for one in private.find(line, hidden)
        for span in spans
        if span.start <= one.start and one.end <= span.end and MASKER._belongs(span)
    }
    allowed = {"hello@larkway.example"}
    return [one for one in private.find(line, hidden) if one not in open_finds and one.text not in allowed]


def differences() -> int:
    return sum(MASKER._finds(line) != open_everywhere(line) for line in hostile_texts(1500))


def test_a_find_is_held_against_the_one_named_name_that_can_hold_it() -> None:
    assert differences() == 0
    assert sum(MASKER._finds(line) != [] for line in hostile_texts(1500)) > 500
    kept = [line for line in hostile_texts(1500) if len(MASKER._finds(line)) < len(private.find(line, ["Tom Weber"]))]
    assert kept, "some are open because a named name holds them"


def test_control_another_named_name_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_around", lambda find, spans: spans[0] if spans else None)
    assert differences() > 0


def test_what_leaves_is_the_text_between_the_finds_whatever_they_touch() -> None:
    for line in hostile_texts(300):
        known = Masker(people=MASKER.people, named=MASKER.named)
        said = unicodedata.normalize("NFC", line)
        for one in reversed(known._finds(said)):
            shown = known._role(one.text) if one.kind is PrivateKind.NAME else BLOCK
            said = said[: one.start] + shown + said[one.end :]
        assert known.for_paper(line) == said
