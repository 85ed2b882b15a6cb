"""A picture with very many marks is seen bare first, then with them; who goes on meanwhile gets the other picture."""

from __future__ import annotations

import sys

from PySide6.QtGui import QImage

from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.jobs import Jobs
from tests.ui.annotator.hands import Hands


def many(count: int = 400) -> Annotation:
    places = ((float(5 + 3 * (n % 200)), float(5 + 40 * (n // 200))) for n in range(count))
    return Annotation(tuple(Mark(new_id(), MarkKind.BOX, ((x, y), (x + 30, y + 20))) for x, y in places))


def test_the_bare_picture_is_painted_before_its_marks_are_put_together(hands: Hands) -> None:
    work, canvas = hands.window.work, hands.window.canvas
    hands.app.captures.annotate(hands.pictures[1], many())
    told: list[str] = []
    shown: list[bool] = []

    def bare(_: object) -> None:
        # Looked at right here: with the next word from the worker the marks may be there as well.
        told.append("bare")
        shown.append(work.row is None and not canvas.grab().toImage().isNull())

    work.glimpsed.connect(bare)
    work.opened.connect(lambda: told.append("marks"))
    work.open(hands.pictures[1])
    hands.until(lambda: work.row is not None)
    assert told == ["bare", "marks"] and shown == [True]
    assert len(work.annotation.marks) == 400


def test_who_goes_on_while_marks_are_on_their_way_gets_the_other_picture(hands: Hands) -> None:
    work = hands.window.work
    hands.app.captures.annotate(hands.pictures[1], many())
    opened: list[str] = []
    work.opened.connect(lambda: opened.append(work.capture_id))
    work.glimpsed.connect(lambda _: work.open(hands.pictures[2]))
    work.open(hands.pictures[1])
    hands.until(lambda: bool(opened))
    assert opened == [hands.pictures[2]]
    assert work.row is not None and work.row.id == hands.pictures[2]
    assert work.annotation.marks == ()


def test_a_thread_that_computes_holds_no_other_up_for_longer_than_a_millisecond() -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    try:
        jobs = Jobs(failed=lambda _: None)
        assert sys.getswitchinterval() <= 0.001
        jobs.close()
    finally:
        sys.setswitchinterval(before)


def test_the_focus_is_seen_around_the_picture_on_a_scaled_screen(hands: Hands) -> None:
    canvas = hands.opened().window.canvas
    ring = hands.window.desk.theme.colour("accent").rgb()

    def seen() -> int:
        shown = QImage(canvas.size() * 2, QImage.Format.Format_RGB32)
        shown.setDevicePixelRatio(2)
        canvas.render(shown)
        return sum(shown.pixel(shown.width() // 2, y) == ring for y in range(8))

    assert seen() == 4
    hands.window.strip.setFocus()
    hands.until(lambda: not canvas.hasFocus())
    assert seen() == 0


def test_a_picture_that_has_a_caption_is_called_by_it_in_the_strip(hands: Hands) -> None:
    series = hands.window.strip.series
    hands.until(lambda: series.index(0).data() == "01.png")
    hands.app.captures.edit(hands.pictures[0], caption="The sheet of week 46")
    hands.until(lambda: series.index(0).data() == "The sheet of week 46")
    assert series.index(1).data() == "02.png"
    hands.until(lambda: hands.window.windowTitle().startswith("The sheet of week 46 – "))
    hands.app.captures.edit(hands.pictures[0], caption="A long one " * 30)
    hands.until(lambda: hands.window.windowTitle().startswith("A long one A long"))
    assert "… – " in hands.window.windowTitle() and len(hands.window.windowTitle()) < 100
