"""The answer that no approval is needed counts in every language, and no body is taken for it."""

from __future__ import annotations

import re

import pytest

from gemba import i18n
from gemba.model.ticket_facts import ApprovalFacts
from gemba.rules.approvals import needed, none_needed

_ASKED_FOR = "Nobody asked which approvals it needs; say “none” where none are needed."


@pytest.mark.parametrize(
    "text",
    [
        "none",
        " None. ",
        "“none”",
        "n/a",
        "Not needed",
        "无",
        "无。",
        "不需要",
        "無",
        "「無」",
        "無需",
        "không",
        "KHÔNG CẦN",
    ],
)
def test_none_counts_in_every_language(text: str) -> None:
    assert none_needed(text)


@pytest.mark.parametrize(
    "text", ["", "Head of Finance", "No-claims board", "无锡财务部", "無線通訊處", "Không gian số", "?"]
)
def test_a_body_is_not_taken_for_none(text: str) -> None:
    assert not none_needed(text)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_word_that_the_remark_asks_for_is_accepted(language: str) -> None:
    said = i18n.translator(language)(_ASKED_FOR)
    asked_for = re.findall(r"[“「](.+?)[”」]", said)
    assert len(asked_for) == 1, said
    assert none_needed(asked_for[0])


def test_none_among_bodies_is_left_out() -> None:
    audit = ApprovalFacts("Internal Audit", typical_days=5)
    assert needed([ApprovalFacts("无"), audit, ApprovalFacts("none")]) == (audit,)
