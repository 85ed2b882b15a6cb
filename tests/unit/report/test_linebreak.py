"""Where lines break: the shortcut against the boundary finder, the Chinese rules, whole words, the column's edge."""

from __future__ import annotations

import hypothesis
import pytest
from hypothesis import strategies as st

from gemba.model.values import NarrativeLanguage as L
from gemba.report import linebreak
from gemba.report.blocks import Span
from gemba.report.ink import Text
from gemba.report.para import compose, set_lines, set_words
from gemba.report.styles import styles_of
from tests.unit.report.builders import BODY

WORDS = [
    "two-way",
    "(a",
    "b)",
    "[T14]",
    "[T14.2].",
    "“x”",
    '"quoted"',
    "12.5%",
    "14,000",
    "don’t",
    "x",
    "see:",
    "S7",
    "2–5",
    "–",
    "·",
] + [
    "a/b",
    "+",
    "a–b",
    "“two words”",
    "&",
    "1/2",
    "T1/03.png",
    "EUR 9,000–21,000",
    "%",
    "−",
    "= 90",
    "(k",
    "người",
    "gõ.",
]
LOOSE = "ab1.,;:'’éữ Z9  def--\"[()]]%“”–·/?!&"
STYLES = styles_of(L.ENGLISH)
NEVER_FIRST = set("，。、；：？！）」』》〉】”’％…·,.;:?!)]}%")
NEVER_LAST = set("（「『《〈【“‘([{")


@hypothesis.given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(LOOSE, max_size=14))
@hypothesis.settings(max_examples=600)
def test_the_latin_shortcut_agrees_with_unicode(text: str) -> None:
    if linebreak._SIMPLE.match(text) and text:
        assert linebreak.break_positions(text) == linebreak._unicode_breaks(text)


def test_the_comparison_can_go_red() -> None:
    """Negative control: a shortcut that broke figures at a dash would be seen."""
    assert linebreak._unicode_breaks("in 2–5 days") != (3, 5, 7, 11)


def lines_of(text: str, language: L, width: float) -> list[str]:
    made = set_lines((Span(text),), styles_of(language).body, language, width)
    return ["".join(mark.text for mark in line.marks if isinstance(mark, Text)) for line in made]


@pytest.mark.parametrize("language", [L.CHINESE_SIMPLIFIED, L.CHINESE_TRADITIONAL])
@pytest.mark.parametrize("width", [60.0, 71.5, 88.0, 120.0, 200.0])
def test_chinese_punctuation_never_begins_or_ends_a_line_wrongly(language: L, width: float) -> None:
    text = (
        BODY[language].replace("[=T1.money.likely]", "14,000 欧元")
        + "他说：“你好！”（《退款登记表 W46》，第3页）……然后走了——真的。「是」『否』、【甲】"
    )
    lines = [line.strip() for line in lines_of(text, language, width)]
    assert len(lines) > 3
    assert not [line for line in lines if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


def test_kinsoku_test_can_go_red() -> None:
    """Negative control: breaking at every character does put a full stop first."""
    text = BODY[L.CHINESE_SIMPLIFIED]
    assert any(text[at] in NEVER_FIRST for at in range(1, len(text)))


@pytest.mark.parametrize("language", list(L))
def test_latin_words_figures_and_codes_stay_whole(language: L) -> None:
    text = "后台表单 Back Office 从工单[T14.2]打开时自动带出14,000欧元和 pre-filled 字段 người dùng"
    for width in (70.0, 95.0, 130.0):
        broken = lines_of(text, language, width)
        for word in ("Back", "Office", "[T14.2]", "14,000", "filled", "người"):
            assert any(word in line for line in broken), (word, broken)


def test_a_quarter_em_stands_between_han_and_latin_and_not_at_a_lines_start() -> None:
    made = compose((Span("看到14张 A表"),), styles_of(L.CHINESE_SIMPLIFIED).body, L.CHINESE_SIMPLIFIED)
    roomy = [made.text[at] for at, gap in enumerate(made.gaps) if gap]
    assert roomy == ["1", "张", "表"]
    assert all(gap in (0.0, 11 / 4) for gap in made.gaps)
    first = set_lines((Span("看到14张"),), styles_of(L.CHINESE_SIMPLIFIED).body, L.CHINESE_SIMPLIFIED, 23.0)
    assert [line.marks[0].x for line in first if isinstance(line.marks[0], Text)] == [0.0] * len(first)


@hypothesis.given(
    st.text(st.characters(blacklist_categories=("Cs",)) | st.sampled_from("。，（） aT[]"), max_size=120),
    st.floats(30, 460),
    st.sampled_from(list(L)),
)
def test_no_line_is_wider_than_its_column_and_no_character_is_lost(text: str, width: float, language: L) -> None:
    style = styles_of(language).body
    made = set_lines((Span(text),), style, language, width)
    assert all(line.width <= width + 0.01 or _one_cluster(line.marks) for line in made)
    drawn = "".join(mark.actual or mark.text for line in made for mark in line.marks if isinstance(mark, Text))
    composed = compose((Span(text),), style, language).text
    assert sorted(drawn.replace(" ", "").replace("\u3000", "")) == sorted(
        composed.replace(" ", "").replace("\n", "").replace("\u3000", "")
    )


def _one_cluster(marks: tuple[object, ...]) -> bool:
    text = "".join(mark.text for mark in marks if isinstance(mark, Text))
    import unicodedata

    return sum(1 for char in text if not unicodedata.combining(char)) <= 1


def test_a_word_longer_than_the_line_breaks_before_no_accent() -> None:
    word = "e\u0323\u0302x" * 200
    broken = lines_of(word, L.ENGLISH, 50.0)
    assert "".join(broken) == "ệx" * 200
    stacked = lines_of("a" + "\u0301" * 50, L.ENGLISH, 8.0)
    assert not any(line.startswith("\u0301") for line in stacked)


def test_a_line_shortened_to_its_room_says_so() -> None:
    made = set_words("A title that is longer than there is room for", STYLES.small, L.ENGLISH, width=80)
    assert made.width <= 80
    assert "".join(mark.text for mark in made.marks if isinstance(mark, Text)).endswith("…")


@pytest.mark.parametrize("width", [float(width) for width in range(150, 460, 31)])
def test_a_paragraph_does_not_end_in_a_line_of_one_sign(width: float) -> None:
    for count in range(1, 40):
        broken = lines_of("第一张工单需要七人日" * 4 + "的" * count + "。", L.CHINESE_SIMPLIFIED, width)
        assert len(broken) < 2 or len(broken[-1].strip()) >= 2
        assert len(broken) < 2 or len(broken[-1]) * 11 > 0.06 * width or len(broken[-2]) * 11 < 0.8 * width
