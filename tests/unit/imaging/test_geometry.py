"""What marks are drawn with: every kind gives shapes that stay where the mark is, the same for all three outputs."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.imaging.geometry import Face, PathShape, RegionShape, Shape, TextShape, picture_shapes, shapes
from gemba.imaging.words import clean, runs, width_em, wrap
from gemba.model.annotation import POINTS_NEEDED, Mark, MarkKind

SIZE = (1920, 1080)
coordinate = st.floats(-500, 2500, allow_nan=False)


def mark_of(kind: MarkKind, *points: tuple[float, float], **more: object) -> Mark:
    return Mark("m", kind, points, **more)  # type: ignore[arg-type]


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    kind = draw(st.sampled_from(MarkKind))
    low, high = POINTS_NEEDED[kind]
    count = draw(st.integers(low, high or low + 30))
    points = tuple(draw(st.tuples(coordinate, coordinate)) for _ in range(count))
    return Mark("m", kind, points, text=draw(st.text(max_size=60)), number=draw(st.none() | st.integers(0, 9999)),
                width_px=draw(st.floats(0.5, 40)), size_px=draw(st.none() | st.floats(4, 200)), zoom=draw(st.floats(1, 8)))  # fmt: skip


@given(marks())
def test_every_mark_gives_finite_closed_shapes(mark: Mark) -> None:
    for shape in shapes(mark, picture_size=SIZE):
        if isinstance(shape, PathShape):
            assert shape.commands[0][0] == "M"
            for verb, numbers in shape.commands:
                assert len(numbers) == {"M": 2, "L": 2, "C": 6, "Z": 0}[verb]
                assert all(math.isfinite(n) for n in numbers)
            assert shape.fill is None or shape.commands[-1][0] == "Z"
        elif isinstance(shape, TextShape):
            assert shape.text and "\n" not in shape.text and shape.width_px >= 0
            assert all(math.isfinite(n) for n in shape.box())


@pytest.mark.parametrize("kind", [k for k in MarkKind if k is not MarkKind.CROP])
def test_every_kind_but_crop_has_a_look(kind: MarkKind) -> None:
    points = [(100.0, 100.0), (300.0, 180.0), (500.0, 400.0)][: POINTS_NEEDED[kind][0]]
    assert shapes(mark_of(kind, *points, text="x", number=1), picture_size=SIZE)


def path_of(shape: Shape) -> PathShape:
    assert isinstance(shape, PathShape)
    return shape


def test_an_arrow_ends_exactly_at_its_tip() -> None:
    arrow = path_of(shapes(mark_of(MarkKind.ARROW, (100, 500), (400, 100)), picture_size=SIZE)[0])
    corners = [numbers for verb, numbers in arrow.commands if numbers]
    assert (400.0, 100.0) in [(pytest.approx(x), pytest.approx(y)) for x, y in corners]
    assert arrow.halo_px > 0 and arrow.fill == "#B93227"


@pytest.mark.parametrize("length", [0, 0.5, 3, 9, 40])
def test_a_short_arrow_is_still_a_mark(length: float) -> None:
    arrow = path_of(shapes(mark_of(MarkKind.ARROW, (100, 100), (100 + length, 100)), picture_size=SIZE)[0])
    xs = [n for _, numbers in arrow.commands for n in numbers[::2]]
    assert 80 <= min(xs) < max(xs) <= 160


def test_digits_stand_in_the_middle_of_their_disc() -> None:
    for number in (1, 12, 128, 4096):
        _, digits = shapes(mark_of(MarkKind.NUMBER, (500, 300), number=number, size_px=30.0), picture_size=SIZE)
        assert isinstance(digits, TextShape) and digits.text == str(number)
        left, _, right, _ = digits.box()
        assert left + right == pytest.approx(1000) and right - left < 2 * 30
        assert 300 < digits.y < 330
        assert digits.colour == "#FFFFFF"


def test_digits_on_a_light_colour_are_dark() -> None:
    digits = shapes(mark_of(MarkKind.NUMBER, (9, 9), number=1, colour="#F2C200"), picture_size=SIZE)[1]
    assert isinstance(digits, TextShape) and digits.colour != "#FFFFFF"


@pytest.mark.parametrize("tip", [(400, 50), (400, 700), (50, 300), (900, 300)], ids=["top", "bottom", "left", "right"])
def test_a_callout_reaches_its_tip_once_and_keeps_its_box(tip: tuple[float, float]) -> None:
    bubble = path_of(shapes(mark_of(MarkKind.CALLOUT, (200, 200), (600, 400), tip, text="here"), picture_size=SIZE)[0])
    ends = [numbers[-2:] for _, numbers in bubble.commands if numbers]
    assert ends.count(tuple(map(float, tip))) + ends.count(tip) >= 1
    # No line of the outline crosses the box: the path runs round it.
    rest = [end for end in ends if end != tip]
    assert all(200 <= x <= 600 and 200 <= y <= 400 for x, y in rest)
    turns = [math.atan2(b[1] - 300, b[0] - 400) for b in rest]
    steps = [(b - a + math.pi) % (2 * math.pi) - math.pi for a, b in pairwise([*turns, turns[0]])]
    assert all(step >= -1e-9 for step in steps)


def test_a_callout_with_its_tip_inside_is_a_plain_box() -> None:
    bubble = path_of(
        shapes(mark_of(MarkKind.CALLOUT, (200, 200), (600, 400), (300, 300), text="x"), picture_size=SIZE)[0]
    )
    assert ("L", (300, 300)) not in bubble.commands


def test_callout_words_shrink_and_then_the_box_grows_so_that_none_is_lost() -> None:
    words = "every order is typed three times " * 12
    bubble, *lines = shapes(
        mark_of(MarkKind.CALLOUT, (200, 200), (420, 260), (100, 500), text=words), picture_size=SIZE
    )
    texts = [line for line in lines if isinstance(line, TextShape)]
    assert " ".join(" ".join(t.text for t in texts).split()) == " ".join(words.split())
    bottom = max(numbers[-1] for _, numbers in path_of(bubble).commands if numbers and numbers[-2:] != (100, 500))
    assert all(t.box()[2] <= 420 and t.box()[3] <= bottom for t in texts)


def test_two_spotlights_are_one_region_and_come_first() -> None:
    every = picture_shapes(
        [
            mark_of(MarkKind.ARROW, (1, 1), (50, 50)),
            mark_of(MarkKind.SPOTLIGHT, (0, 0), (9, 9)),
            mark_of(MarkKind.SPOTLIGHT, (20, 0), (29, 9)),
        ],
        picture_size=SIZE,
    )
    assert isinstance(every[0], RegionShape) and every[0].holes == ((0, 0, 9, 9), (20, 0, 29, 9))
    assert sum(isinstance(s, RegionShape) for s in every) == 1


def test_an_inset_joins_its_source_by_two_lines_that_cross_neither() -> None:
    every = shapes(mark_of(MarkKind.INSET, (100, 100), (200, 150), (600, 400), zoom=2.0), picture_size=SIZE)
    region = next(s for s in every if isinstance(s, RegionShape))
    assert region.source == (100, 100, 200, 150) and region.target == (600, 400, 800, 500)
    lines = [s for s in every if isinstance(s, PathShape) and len(s.commands) == 2]
    assert [s.commands for s in lines] == [
        (("M", (200, 100)), ("L", (800, 400))),
        (("M", (100, 150)), ("L", (600, 500))),
    ]


def test_text_splits_by_font_and_keeps_its_order() -> None:
    found = runs("退款 W46 không đọc")
    assert [run.face for run in found] == [Face.CJK, Face.LATIN]
    assert "".join(run.text for run in found) == "退款 W46 không đọc"
    assert width_em("退款") == 2.0


def test_words_drop_what_draws_nothing() -> None:
    assert clean("a\u202eb\u200b\x00c\td\r\ne") == "abc d\ne"
    assert clean("e\u0301") == "é"


@given(st.text(alphabet="ab 退款，。x\n", max_size=80), st.floats(20, 400), st.floats(8, 40))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: float, size: float) -> None:
    lines = wrap(text, width, size)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        # Only what cannot be parted is wider: one letter with the signs that cling to it.
        assert width_em(line) <= max(width / size, 1.0) + 1e-9 or len(line.strip("，。")) <= 1


def test_no_line_begins_with_a_chinese_comma() -> None:
    lines = wrap("客户每天打两次电话，没有人回。客户每天打两次电话，没有人回。", 9 * 20, 20)
    assert len(lines) > 2 and not any(line[0] in "，。" for line in lines)
