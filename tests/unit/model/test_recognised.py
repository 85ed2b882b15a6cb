"""Text of a picture: where its words stand, what a cover takes out of it, and its form in the store."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.recognised import (
    RecognisedLine,
    covers_of,
    lines_from_json,
    lines_to_json,
    touch,
    visible_text,
)

LINE = RecognisedLine("pay Lena Hartwig 12 EUR", (100, 40, 330, 60), 0.98)
CHINESE = RecognisedLine("客户周晓敏来电", (0, 0, 140, 20), 0.9)


def cover(left: float, top: float, right: float, bottom: float, *, full_width: bool = False) -> Annotation:
    points = ((left, top), (right, bottom))
    return Annotation((Mark(id="1", kind=MarkKind.REDACTION, points=points, full_width=full_width),))


def test_words_under_a_cover_are_not_there_and_the_others_are() -> None:
    left, top, right, bottom = LINE.span_px(4, 16)
    seen = visible_text([LINE, CHINESE], covers_of(cover(left, top, right, bottom)))
    assert "Lena" not in seen and "Hartwig" not in seen
    assert "EUR" in seen and "客户周晓敏来电" in seen


def test_each_character_of_a_script_without_spaces_is_a_word() -> None:
    box = CHINESE.span_px(2, 5)
    seen = visible_text([CHINESE], covers_of(cover(*box)))
    assert not set("周晓敏") & set(seen)
    assert seen.startswith("客") and seen.endswith("电")


def test_a_cover_that_touches_a_word_by_a_pixel_takes_all_of_it() -> None:
    first = LINE.span_px(0, 3)
    seen = visible_text([LINE], covers_of(cover(first[2] - 1.2, 59.5, first[2] - 0.5, 80)))
    assert "pay" not in seen.split()


def test_a_cover_of_full_width_takes_the_line() -> None:
    assert visible_text([LINE, CHINESE], covers_of(cover(0, 50, 3, 52, full_width=True))) == CHINESE.text


def test_no_cover_no_loss() -> None:
    assert visible_text([LINE, CHINESE], ()) == f"{LINE.text}\n{CHINESE.text}"


texts = st.text(min_size=1, max_size=40)


@given(texts, st.integers(0, 39), st.integers(1, 40))
def test_a_span_lies_in_its_line_and_whole_spans_are_the_line(text: str, start: int, length: int) -> None:
    line = RecognisedLine(text, (10, 5, 410, 25), 0.5)
    start = min(start, len(text) - 1)
    end = min(len(text), start + length)
    left, top, right, bottom = line.span_px(start, end)
    assert 10 <= left < right <= 410 and (top, bottom) == (5, 25)
    assert line.span_px(0, len(text)) == line.rect_px


@given(st.lists(st.tuples(texts, st.integers(0, 500), st.integers(1, 80)), max_size=5), st.integers(0, 600))
def test_a_line_that_no_cover_touches_is_left_whole(made: list[tuple[str, int, int]], at: int) -> None:
    lines = [RecognisedLine(text, (0, top, 300, top + height), 0.5) for text, top, height in made]
    boxes = covers_of(cover(50, at, 120, at + 10))
    for line in lines:
        if touch(line.rect_px, (0, at, 400, at + 10)):
            continue
        assert visible_text([line], boxes) == line.text


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.integers(0, 600), st.integers(1, 200))
def test_what_is_left_of_a_line_touches_no_cover_and_nothing_else_is_lost(
    lengths: list[int], left: int, width: int
) -> None:
    words = [f"{number}{'x' * length}" for number, length in enumerate(lengths)]
    text = " ".join(words)
    edges = tuple(range(0, 10 * len(text) + 1, 10))
    line = RecognisedLine(text, (0, 0, 10 * len(text), 20), 0.9, edges)
    kept = visible_text([line], covers_of(cover(left, 5, left + width, 15))).split()
    at = 0
    for word in words:
        begin, end = 10 * at, 10 * (at + len(word))
        if left < end and begin < left + width:
            assert word not in kept, "a pixel of it is covered"
        elif end + 2 <= left or left + width <= begin - 2:
            assert word in kept, "farther off than a reader's places may be wrong"
        at += len(word) + 1


@given(st.lists(texts, max_size=4))
def test_the_store_gives_back_what_it_got(made: list[str]) -> None:
    lines = tuple(
        RecognisedLine(text, (1, 2, 300, 20), 0.25, tuple(range(1, len(text) + 2)) if at % 2 else ())
        for at, text in enumerate(made)
    )
    assert lines_from_json(lines_to_json(lines)) == lines
