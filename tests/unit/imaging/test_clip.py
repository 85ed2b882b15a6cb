"""Marks are cut by redactions and crop, whatever the stacking: what lies under is in no vector and no text."""

import random

from gemba.imaging.clip import clip_shapes_by, redaction_rects, visible_marks
from gemba.imaging.geometry import TextShape, picture_shapes, shapes
from gemba.imaging.rects import IntRect
from gemba.model.annotation import Annotation, Mark, MarkKind

SIZE = (800, 600)
HIDE = Mark("r", MarkKind.REDACTION, ((200, 200), (400, 300)), text="her card number")
HIDDEN = IntRect(196, 196, 404, 304)


def seen(*marks: Mark, lossy: bool = False) -> tuple[Mark, ...]:
    return visible_marks(Annotation((*marks, HIDE)), SIZE, lossy=lossy)


def test_redactions_and_crops_are_not_among_the_marks_and_why_is_not_told() -> None:
    assert seen(Mark("c", MarkKind.CROP, ((0, 0), (700, 500)))) == ()


def test_text_that_touches_a_redaction_is_gone_and_text_beside_it_stays() -> None:
    beside = Mark("t", MarkKind.TEXT, ((420, 250),), text="beside", size_px=20)
    assert seen(beside) == (beside,)
    for x, y in ((210, 210), (150, 240), (300, 180), (390, 290)):
        assert seen(Mark("t", MarkKind.TEXT, ((x, y),), text="underneath it", size_px=20)) == ()


def test_text_is_gone_whether_it_lies_below_or_above_the_redaction() -> None:
    text = Mark("t", MarkKind.TEXT, ((210, 210),), text="x", size_px=20)
    for marks in ((text, HIDE), (HIDE, text)):
        assert visible_marks(Annotation(marks), SIZE, lossy=False) == ()


def test_a_callout_under_a_redaction_points_without_words_or_is_gone() -> None:
    points = ((350, 250), (600, 350), (700, 500))
    (left,) = seen(Mark("c", MarkKind.CALLOUT, points, text="she said it twice, and then once more", size_px=20))
    assert left.text == "" and left.points == points
    assert seen(Mark("c", MarkKind.CALLOUT, ((210, 210), (390, 290), (300, 250)), text="x", size_px=8)) == ()


def test_a_number_under_a_redaction_is_gone_with_its_note() -> None:
    assert seen(Mark("n", MarkKind.NUMBER, ((300, 250),), text="her name", number=1)) == ()
    (partly,) = seen(Mark("n", MarkKind.NUMBER, ((410, 250),), text="what happens", number=2, size_px=20))
    assert partly.text == "what happens" and partly.number == 2


def test_a_tip_that_points_under_a_redaction_stops_at_its_edge() -> None:
    (number,) = seen(Mark("n", MarkKind.NUMBER, ((500, 250), (300, 250)), number=1, size_px=20))
    assert number.points == ((500, 250), (404, 250))


def test_an_arrow_into_a_redaction_ends_at_its_edge() -> None:
    (arrow,) = seen(Mark("a", MarkKind.ARROW, ((600, 250), (300, 250))))
    assert arrow.kind is MarkKind.ARROW and arrow.points == ((600, 250), (404, 250))


def test_an_arrow_through_a_redaction_keeps_its_head_only_at_the_end() -> None:
    first, last = seen(Mark("a", MarkKind.ARROW, ((600, 250), (100, 250))))
    assert (first.kind, first.points) == (MarkKind.LINE, ((600, 250), (404, 250)))
    assert (last.kind, last.points, last.id) == (MarkKind.ARROW, ((196, 250), (100, 250)), "a/2")


def test_a_pencil_stroke_keeps_no_point_inside() -> None:
    rng = random.Random(1)
    points = tuple((rng.uniform(0, 800), rng.uniform(0, 600)) for _ in range(200))
    pieces = seen(Mark("p", MarkKind.PENCIL, points))
    inside = [p for piece in pieces for p in piece.points if 196.01 < p[0] < 403.99 and 196.01 < p[1] < 303.99]
    assert len(pieces) > 5 and not inside
    assert seen(Mark("p", MarkKind.PENCIL, ((210, 210), (390, 290), (300, 250)))) == ()


def test_control_the_stroke_does_run_inside_before_it_is_cut() -> None:
    rng = random.Random(1)
    points = [(rng.uniform(0, 800), rng.uniform(0, 600)) for _ in range(200)]
    assert any(196 < x < 404 and 196 < y < 304 for x, y in points)


def test_what_the_crop_cuts_away_is_in_no_mark() -> None:
    crop = Mark("c", MarkKind.CROP, ((0, 0), (150, 150)))
    outside = (
        Mark("t", MarkKind.TEXT, ((500, 500),), text="x"),
        Mark("n", MarkKind.NUMBER, ((500, 500),), text="x", number=1),
        Mark("b", MarkKind.BOX, ((500, 500), (600, 550))),
        Mark("i", MarkKind.INSET, ((500, 500), (600, 550), (10, 10))),
        Mark("k", MarkKind.CALLOUT, ((500, 400), (600, 450), (700, 500)), text="x"),
    )
    assert seen(crop, *outside) == ()
    (line,) = seen(crop, Mark("l", MarkKind.LINE, ((100, 100), (300, 100))))
    assert line.points == ((100, 100), (150, 100))
    (inset,) = seen(crop, Mark("i", MarkKind.INSET, ((100, 100), (200, 200), (20, 20)), zoom=1.0))
    assert inset.points == ((100, 100), (150, 150), (20, 20))


def test_boxes_stay_unless_wholly_covered() -> None:
    assert len(seen(Mark("b", MarkKind.BOX, ((150, 150), (450, 350))))) == 1
    assert seen(Mark("b", MarkKind.BOX, ((210, 210), (390, 290)))) == ()


def test_sizes_left_open_are_settled_by_the_whole_picture() -> None:
    crop = Mark("c", MarkKind.CROP, ((0, 0), (150, 150)))
    (number,) = seen(crop, Mark("n", MarkKind.NUMBER, ((50, 50),), number=1))
    (same,) = seen(Mark("n", MarkKind.NUMBER, ((50, 50),), number=1))
    assert number.size_px == same.size_px and number.size_px is not None


def test_lossy_pictures_hide_more() -> None:
    (rect,) = redaction_rects(Annotation((HIDE,)), SIZE, lossy=True)
    assert rect.holds(HIDDEN) and rect != HIDDEN
    text = Mark("t", MarkKind.TEXT, ((406, 250),), text="x", size_px=12)
    assert seen(text) and not seen(text, lossy=True)


def test_shapes_over_a_preview_lose_their_words_too() -> None:
    text = Mark("t", MarkKind.TEXT, ((210, 210),), text="x", size_px=20)
    arrow = Mark("a", MarkKind.ARROW, ((600, 250), (300, 250)))
    every = picture_shapes((text, arrow), picture_size=SIZE)
    assert [type(s) for s in clip_shapes_by(every, [HIDDEN])] == [type(s) for s in shapes(arrow, picture_size=SIZE)]
    assert any(isinstance(s, TextShape) for s in clip_shapes_by(every, []))
