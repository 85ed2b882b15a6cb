"""The linter of narratives: each mark with a text that earns it and one that does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemba.rules.prose import Paragraph, bullet_share, length_of, lint
from gemba.rules.sentences import sentences


def codes(text, language="en", **kwargs):
    return {remark.code for remark in lint([text] if isinstance(text, str) else text, language, **kwargs)}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Dr. Wolff came at 9.30 a.m. on Monday. It cost 1.5 EUR. See Fig. 3 there.", 3),
        ("“Why?” she asked. “Nobody knows.” Then e.g. Tom left.", 3),
        ("他说：“没有人知道。”然后走了！真的？是的。", 4),
        ("TP. HCM có 3 nhóm. Rồi xong.", 2),
        ("One line\nthat goes on. And ends", 2),
        ("No stop at all", 1),
        ("... !!", 0),
    ],
)
def test_sentences_are_cut_where_they_end(text, cut):
    assert len(sentences(text)) == cut


@pytest.mark.parametrize(
    ("code", "language", "bad", "fine"),
    [
        ("long_sentence", "en", "word " * 31 + ".", "word " * 30 + "."),
        ("long_sentence", "zh-Hans", "字" * 61 + "。", "字" * 60 + "。"),
        ("long_sentence", "zh-Hant", "字" * 61 + "。", "字" * 60 + "。"),
        ("long_sentence", "vi", "chữ " * 46 + ".", "chữ " * 45 + "."),
        ("weasel", "en", "Agents often retype it [T1].", "Agents retype it 318 times a week [T1]."),
        ("weasel", "zh-Hans", "客服经常重复录入 [T1]。", "客服每周重复录入318次 [T1]。"),
        ("weasel", "vi", "Nhân viên thường nhập lại [T1].", "Nhân viên nhập lại 318 lần mỗi tuần [T1]."),
        ("adjective", "en", "The queue is long [S1].", "The queue is long: 61 tickets [S1]."),
        ("adjective", "zh-Hans", "流程非常复杂 [T1]。", "流程复杂，要填3张表 [T1]。"),
        ("adjective", "vi", "Quy trình chậm [T1].", "Quy trình chậm: 14 ngày [T1]."),
        ("claim_without_code", "en", "It costs EUR 14,000 a year.", "It costs EUR 14,000 a year [T1]."),
        ("claim_without_code", "zh-Hans", "每年损失14000元。", "每年损失14000元 [T1]。"),
        ("claim_without_code", "vi", "Việc này gây thiệt hại 300 EUR.", "Việc này gây thiệt hại 300 EUR [T1]."),
        ("claim_without_code", "en", "43 people can read it.", "We propose to spend 43 days on it."),
        ("acronym", "en", "The PSP answers.", "The payment service provider (PSP) answers."),
        ("blame", "en", "The agent was careless [S1].", "The agent typed in the wrong row [S1]."),
        ("blame", "zh-Hans", "客服粗心 [S1]。", "客服填错了一行 [S1]。"),
        ("blame", "vi", "Nhân viên cẩu thả [S1].", "Nhân viên nhập nhầm dòng [S1]."),
        ("tone", "en", "Obviously nobody asked [S1].", "Nobody asked [S1]."),
        ("tone", "en", "Nobody asked [S1]!", "Nobody asked [S1]."),
        ("tone", "zh-Hant", "顯然沒有人問 [S1]。", "沒有人問 [S1]。"),
        ("name", "en", "Lena Hartwig types it [S1].", "The agent types it [S1]."),
        ("name", "zh-Hans", "周晓敏填表 [S1]。", "组长填表 [S1]。"),
        ("private", "en", "Call +44 20 7946 0149 [S1].", "Call the shop [S1]."),
    ],
)
def test_each_mark_and_its_control(code, language, bad, fine):
    names = ("Lena Hartwig", "周晓敏")
    assert code in codes(bad, language, names=names)
    assert code not in codes(fine, language, names=names)


def test_marks_stand_where_the_words_stand():
    text = "The queue is long [S1]. Agents often wait [S1]."
    marked = {remark.code: text[remark.start : remark.end] for remark in lint([text], "en")}
    assert marked == {"adjective": "long", "weasel": "often"}


def test_a_live_number_is_a_figure_and_a_code():
    assert codes("The saving is big: [=T14.money.likely] a year.") == set()
    assert length_of("It is [=T14.money.likely] a year [T14].") == 5


def test_a_code_in_the_sentence_beside_is_near_enough():
    assert "claim_without_code" not in codes("It costs 14,000 EUR. The ticket says how [T1].")
    assert "claim_without_code" in codes("It costs 14,000 EUR. One. Two. The ticket says how [T1].")


def test_dates_and_questions_claim_nothing():
    assert codes("The visit was on 12 November 2026. What does 500 cost?") == set()


def test_bullets_above_a_quarter():
    blocks = ["Prose " * 30, "- " + "point " * 30]
    assert "bullets" in codes(blocks)
    assert "bullets" not in codes(["Prose " * 100, "- point"])
    assert bullet_share([Paragraph("abcd", "bullet"), Paragraph("abcd")]) == 0.5


def test_quotes_tables_and_headings_are_left_alone():
    assert (
        codes(
            ["> “This is always terribly slow!”", "| often | very slow |", "# Often very slow", "```\nobviously\n```"]
        )
        == set()
    )


def test_an_acronym_is_marked_once_and_house_words_not_at_all():
    blocks = ["The PSP waits. The PSP asks.", "The PSP ends."]
    assert len([remark for remark in lint(blocks, "en") if remark.code == "acronym"]) == 1
    assert codes(blocks, explained=("PSP",)) == set()
    assert codes("Order LW-408328 in W46, see “USE THIS”.") == set()


def test_the_shipped_narratives_name_nobody(sample_folder):
    for language in ("en", "zh-Hans", "vi"):
        path = sample_folder / f"narrative.{language}.md"
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        assert not {"name", "private", "blame"} & codes(
            blocks, language, names=("Lena Hartwig", "Marta Nowak", "周晓敏", "陈伟杰")
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4), st.sampled_from(["en", "zh-Hans", "zh-Hant", "vi", "xx"]))
def test_any_text_is_answered_inside_its_bounds(blocks, language):
    for remark in lint(blocks, language):
        assert 0 <= remark.start <= remark.end <= len(blocks[remark.paragraph]) and str(remark.sentence)


@given(st.text(alphabet="ab .!?。！？“”\n1", max_size=80))
def test_sentences_lie_in_order_and_lose_no_letter(text):
    cut = sentences(text)
    assert all(one[1] <= other[0] for one, other in pairwise(cut))
    kept = "".join(text[start:end] for start, end in cut)
    assert [letter for letter in kept if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "We do not know how many of the 318 refunds wait [T1]."),
        ("zh-Hans", "可能值是每年14000元 [T1]。"),
        ("zh-Hant", "可能值是每年14000元 [T1]。"),
        ("vi", "Phiếu có thể giao hôm nay là 8 trên 12 [T1]."),
    ],
)
def test_asking_for_a_figure_is_no_weasel(tongue, text):
    assert [mark.code for mark in lint([text], tongue)] == []


def test_the_weasel_beside_it_is_still_seen():
    assert [mark.code for mark in lint(["How many of them often wait, 3 or 5 [T1]?"], "en")] == ["weasel"]
