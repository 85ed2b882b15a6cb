"""What is private in text that a reader made of a picture: misread, run together, cut off, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.recognised import RecognisedLine
from gemba.model.values import PrivateKind
from gemba.rules.private_seen import SeenFind, find_seen

NAMES = ("Phạm Quốc Lan", "Trần Thị Thảo", "Ian Lee", "周晓敏", "Lena Hartwig")


def found(text: str, names: tuple[str, ...] = NAMES) -> list[tuple[str, str]]:
    line = RecognisedLine(text, (0, 0, 10 * max(1, len(text)), 20), 0.9)
    return [(one.kind.value, one.text) for one in find_seen([line], names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail grace.james@mail.example today", ("email", "grace.james@mail.example")),
        ("4111 1111 1111 1111", ("card", "4111 1111 1111 1111")),
        ("4l11 1111 ll11 1111", ("card", "4111 1111 1111 1111")),
        ("DE89 37O4 0044 0532 0130 00", ("iban", "DE89 37O4 0044 0532 0130 00")),
        ("45.5DE89 3704 0044 0532 0130 00", ("iban", "DE89 3704 0044 0532 0130 00")),
        ("129FR14 2004 1010 0505 0001 3M02 6#16", ("iban", "FR14 2004 1010 0505 0001 3M02 6")),
        ("PL61 1090 1014 0000 0712 1981", ("iban", "PL61 1090 1014 0000 0712 1981")),
        ("Pham Quc Lan", ("name", "Pham Quc Lan")),
        ("Trn Th Tho", ("name", "Trn Th Tho")),
        ("owner: lan Lee", ("name", "lan Lee")),
        ("13:15:27 Lena Hartw1g", ("name", "Lena Hartw1g")),
        ("2026-11-09 周晓敏", ("name", "周晓敏")),
        ("晓敏周", ("name", "晓敏周")),
        ("身份证 11010519491231002X", ("id", "11010519491231002X")),
    ],
)
def test_it_is_found_as_it_was_read(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Refund 4711 of 12.50 EUR on 2026-11-09",
        "Phan Quoc Long",
        "The plan is late",
        "SOLD OUT 100 of 1000",
        "IT team 60 tickets 2026",
        "LB12 is a shelf",
    ],
)
def test_what_only_looks_alike_is_left(text: str) -> None:
    assert found(text) == []


def test_a_name_is_found_once_and_whole() -> None:
    assert found("Lena Hartwlg and Lena Hartwig and Lena") == [
        ("name", "Lena Hartwlg"),
        ("name", "Lena Hartwig"),
        ("name", "Lena"),
    ]


def test_nobody_is_found_by_name_without_a_list() -> None:
    assert found("Pham Quc Lan", ()) == []


def test_the_box_holds_the_words_and_not_the_line() -> None:
    text = "call Lena Hartwig now"
    edges = tuple(range(0, 10 * len(text) + 1, 10))
    (one,) = find_seen([RecognisedLine(text, (100, 40, 310, 60), 0.9, tuple(100 + at for at in edges))], NAMES)
    assert one == SeenFind(PrivateKind.NAME, "Lena Hartwig", (148, 40, 272, 60))


def cell(*texts: str, left: int = 40, step_px: int = 18) -> list[RecognisedLine]:
    return [
        RecognisedLine(text, (left, 10 + at * step_px, left + 8 * len(text), 26 + at * step_px), 0.9)
        for at, text in enumerate(texts)
    ]


def parts(lines: list[RecognisedLine]) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in find_seen(lines, NAMES)]


def test_what_a_cell_breaks_in_two_is_found_in_both_lines() -> None:
    assert parts(cell("Phm Quõc", "Lan")) == [("name", "Phm Quõc"), ("name", "Lan")]
    assert parts(cell("Ian", "Lee")) == [("name", "Ian"), ("name", "Lee")]
    assert parts(cell("ana.costa@exam", "ple.com")) == [("email", "ana.costa@exam"), ("email", "ple.com")]
    account = cell("PL61 1090 1014 0000 0712 1981", "2874")
    assert parts(account) == [("iban", "PL61 1090 1014 0000 0712 1981"), ("iban", "2874")]
    assert [one.rect_px[1] for one in find_seen(account, NAMES)] == [10, 28]


def test_lines_that_are_no_cell_are_not_put_together() -> None:
    assert parts(cell("Phm Quõc", "Lan", step_px=60)) == []
    assert parts([*cell("Phm Quõc"), *cell("", "Lan", left=90)[1:]]) == []
    assert parts(cell("E-mail", "ana.costa@example.com")) == [("email", "ana.costa@example.com")]
    assert parts(cell("ana.costa@example.com", "Refunds")) == [("email", "ana.costa@example.com")]
    assert parts(cell("4111 1111", "1111 1111")) == []


@given(st.text(max_size=80))
def test_any_text_at_all_gives_boxes_inside_its_line(text: str) -> None:
    line = RecognisedLine(text or " ", (5, 6, 305, 26), 0.5)
    for one in find_seen([line], NAMES):
        left, top, right, bottom = one.rect_px
        assert 5 <= left < right <= 305
        assert (top, bottom) == (6, 26)
