"""The masks: roles for colleagues, one block for everything else, and no more than that."""

from __future__ import annotations

import pytest

from gemba.app import App
from gemba.rules.private import BLOCK
from gemba.services.leaving.masking import HiddenPerson, Masker

MASKER = Masker(
    people=(
        HiddenPerson("Jonas Weber", "team lead"),
        HiddenPerson("Sofia Lindqvist", ""),
        HiddenPerson("王小明", "客服"),
    ),
    names=("Sean Cox", "李雷"),
    numbers=("4111 1111 1111 1111", "+49 30 901820", "x@example.com", "318"),
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
