"""Numbers of identity papers: by their check digits, or after a word that names the paper; facts of the work are none."""

from __future__ import annotations

import pytest

from gemba.model.values import PrivateKind
from gemba.rules.private import find


def ids(text: str) -> list[str]:
    return [one.text for one in find(text) if one.kind is PrivateKind.ID]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("身份证号：11010519491231002x", "11010519491231002x"),
        ("客户 440524188001010014 来电", "440524188001010014"),
        ("card A123456(3) shown", "A123456(3)"),
        ("A123456789", "A123456789"),
        ("ssn on file 078-05-1120.", "078-05-1120"),
        ("NI QQ 12 34 56 C or AB 12 34 56 C", "AB 12 34 56 C"),
        ("Passport No. C01234567", "C01234567"),
        ("护照号码 E12345678", "E12345678"),
        ("CCCD: 001203012345", "001203012345"),
        ("客户passport number C01234567过期", "C01234567"),
        ("căn cước số 001203012345", "001203012345"),
        ("Reisepass C01X00T478", "C01X00T478"),
        ("身份证 １１０１０５１９４９１２３１００２X", "１１０１０５１９４９１２３１００２X"),
    ],
)
def test_a_paper_is_found(text: str, number: str) -> None:
    assert ids(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # the check digit is X
        "440524188013010012",  # there is no month 13
        "A123456(4)",
        "A123456780",
        "000-12-3456, 666-12-3456, 912-12-3456, 123-00-4567",
        "order id 20261110-4711 of customer 10442",
        "id card 12345",
        "passport control is slow",
        "passports C01234567, épassport C01234567, 1passport C01234567",
        "batch B-2026-46-2, ticket RF-10442",
        "2026-11-09 10:52:59",
    ],
)
def test_a_fact_of_the_work_is_no_paper(text: str) -> None:
    assert ids(text) == []
