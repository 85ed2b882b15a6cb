"""The annotator's pure numbers: views, handles, guides, and which marks are under a point or have to be drawn again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.ui.annotator.guides import Guides
from gemba.ui.annotator.handles import CORNERED, Pull, handles, pulled
from gemba.ui.annotator.scene import Scene
from gemba.ui.annotator.view import View

VIEW = View(1920, 1080, 1000, 700)


@given(zoom=st.floats(0.02, 32), x=st.floats(0, 1000), y=st.floats(0, 700))
def test_zooming_in_keeps_the_pixel_under_the_pointer(zoom: float, x: float, y: float) -> None:
    near = VIEW.zoomed(4.0)
    after = near.zoomed(max(zoom, 4.0), x=x, y=y)
    before_px, after_px = near.to_picture(x, y), after.to_picture(x, y)
    # Within a pixel, because the picture lies on whole pixels of the screen.
    assert abs(before_px[0] - after_px[0]) <= 1
    assert abs(before_px[1] - after_px[1]) <= 1


def test_at_100_percent_the_picture_lies_on_whole_screen_pixels() -> None:
    view = VIEW.zoomed(1.0, x=333.3, y=222.2).panned(0.4, -0.3)
    assert view.zoom == 1.0
    assert (view.left % 1, view.top % 1) == (0, 0)


def test_fit_shows_all_of_a_large_picture_and_never_enlarges_a_small_one() -> None:
    large, small = VIEW.fit(), View(100, 50, 1000, 700).fit()
    assert large.to_view(0, 0)[0] >= 0 and large.to_view(1920, 1080)[1] <= 700
    assert small.zoom == 1.0


def test_a_picture_cannot_be_lost_out_of_sight() -> None:
    view = VIEW.zoomed(4.0).panned(1e6, -1e6)
    left, top = view.to_view(0, 0)
    right, bottom = view.to_view(1920, 1080)
    assert left < view.width and top < view.height and right > 0 and bottom > 0


@pytest.mark.parametrize("kind", sorted(CORNERED))
@pytest.mark.parametrize("index", range(8))
def test_pulling_a_handle_to_where_it_is_changes_nothing(kind: MarkKind, index: int) -> None:
    mark = Mark("m", kind, ((10.0, 20.0), (110.0, 90.0)))
    assert pulled(mark, index, handles(mark, (500, 500))[index], (500, 500)).box() == mark.box()


def test_a_corner_pulled_across_turns_the_box_round() -> None:
    mark = Mark("m", MarkKind.BOX, ((10.0, 20.0), (110.0, 90.0)))
    assert pulled(mark, 4, (0.0, 0.0), (500, 500)).box() == (0.0, 0.0, 10.0, 20.0)
    assert pulled(mark, 4, (120.0, 100.0), (500, 500), Pull(from_centre=True)).box() == (0.0, 10.0, 120.0, 100.0)


def test_things_cling_to_edges_within_reach_and_to_whole_pixels_elsewhere() -> None:
    guides = Guides((1000, 800), [(100.0, 100.0, 200.0, 200.0)])
    assert guides.point(203.2, 333.4, reach=5) == ((200.0, 333.0), (("x", 200.0),))
    assert guides.point(203.2, 333.4, reach=0) == ((203, 333), ())
    assert guides.shift((301.0, 197.0, 401.0, 297.0), reach=5)[:2] == (0.0, 3.0)


def scene(*marks: Mark) -> Scene:
    made = Scene((1000, 800), lossy=False)
    made.show(Annotation(marks))
    return made


def test_the_line_under_the_pointer_comes_before_the_box_around_it() -> None:
    box = Mark("box", MarkKind.BOX, ((100.0, 100.0), (500.0, 500.0)))
    arrow = Mark("arrow", MarkKind.ARROW, ((200.0, 200.0), (400.0, 200.0)))
    crop = Mark("crop", MarkKind.CROP, ((0.0, 0.0), (900.0, 700.0)))
    found = scene(arrow, box, crop)
    assert getattr(found.at(300, 202, reach=4), "id", "") == "arrow"
    assert getattr(found.at(300, 400, reach=4), "id", "") == "box"
    assert found.at(800, 650, reach=4) is None


def test_only_what_changed_is_drawn_again() -> None:
    still = Mark("still", MarkKind.BOX, ((600.0, 600.0), (700.0, 700.0)))
    mark = Mark("m", MarkKind.BOX, ((100.0, 100.0), (200.0, 200.0)))
    found = scene(still, mark)
    (dirty,) = found.show(Annotation((still, mark.moved(20, 0))))
    assert dirty[0] < 100 and 220 < dirty[2] < 240 and dirty[3] < 220
    assert found.show(Annotation((still, mark.moved(20, 0)))) == ()
    there, here = found.show(Annotation((still, mark.moved(400, 0))))
    assert there[2] < 240 and here[0] > 480  # nothing between the two places


def test_a_new_block_hides_the_words_that_touch_it() -> None:
    words = Mark("t", MarkKind.TEXT, ((100.0, 100.0),), text="secret", size_px=20)
    block = Mark("r", MarkKind.REDACTION, ((90.0, 90.0), (130.0, 130.0)))
    found = scene(words)
    everywhere = (0.0, 0.0, 1000.0, 800.0)
    assert len(found.shapes_in(everywhere)) == 1
    (dirty,) = found.show(Annotation((words, block)))
    assert dirty[2] > 150  # the words reach further than the block
    assert len(found.shapes_in(everywhere)) == 1  # the block alone
    found.show(Annotation((words,)))
    assert len(found.shapes_in(everywhere)) == 1
