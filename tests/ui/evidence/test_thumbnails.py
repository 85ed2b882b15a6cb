"""Thumbnails: made behind the window, from Previews only, bounded, sharp, and gone when the marks change."""

import pytest
from PySide6.QtGui import QColor

from gemba.ui.widgets.thumbnails import Thumbnails, thumbnails_of
from tests.ui.evidence.test_incoming import png


@pytest.fixture
def desk(empty_window):
    return empty_window.desk


def add(desk, colour: str, width: int = 400, height: int = 200):
    return desk.app.captures.add_bytes(png(colour, width, height), name="x.png")


def made(qtbot, thumbnails: Thumbnails, capture_id: str, size_px: int, ratio: float = 1.0):
    qtbot.waitUntil(lambda: thumbnails.pixmap(capture_id, size_px, ratio) is not None and not thumbnails.waiting)
    return thumbnails.pixmap(capture_id, size_px, ratio)


def test_one_is_shared_by_all_views_of_a_window(desk):
    assert thumbnails_of(desk) is thumbnails_of(desk)


def test_a_thumbnail_is_sharp_on_a_screen_of_two(qtbot, desk):
    row = add(desk, "#226644")
    thumbnails = Thumbnails(desk)
    assert thumbnails.pixmap(row.id, 100, 2.0) is None
    with qtbot.waitSignal(thumbnails.ready):
        pass
    pixmap = made(qtbot, thumbnails, row.id, 100, 2.0)
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (200, 100, 2.0)


def test_what_is_covered_is_covered_as_soon_as_the_marks_change(qtbot, desk):
    row = add(desk, "#226644")
    thumbnails = Thumbnails(desk)
    assert made(qtbot, thumbnails, row.id, 100).toImage().pixelColor(50, 25) == QColor("#226644")
    desk.app.captures.redact(row.id, rects=[(100, 50, 200, 100)])
    qtbot.waitUntil(lambda: thumbnails.kept_bytes == 0)
    assert made(qtbot, thumbnails, row.id, 100).toImage().pixelColor(50, 25) != QColor("#226644")


def test_what_is_kept_stays_within_the_bound(qtbot, desk):
    rows = [add(desk, f"#2266{n:02x}") for n in range(6)]
    thumbnails = Thumbnails(desk, kept_bytes=200_000)
    for row in rows:
        made(qtbot, thumbnails, row.id, 160)
        assert thumbnails.kept_bytes <= 200_000


def test_the_newest_asked_for_comes_first_and_old_ones_are_let_go(qtbot, desk):
    row = add(desk, "#226644")
    thumbnails = Thumbnails(desk)
    for n in range(500):
        thumbnails.pixmap(f"{n:032x}", 100)
    assert thumbnails.waiting <= 161
    assert thumbnails.pixmap(row.id, 100) is None
    with qtbot.waitSignal(thumbnails.ready) as caught:
        pass
    assert caught.args == [row.id]


def test_one_that_cannot_be_made_is_not_asked_for_again_and_again(qtbot, desk):
    thumbnails = Thumbnails(desk)
    assert thumbnails.pixmap("f" * 32, 100) is None
    qtbot.waitUntil(lambda: thumbnails.failed("f" * 32))
    assert thumbnails.pixmap("f" * 32, 100) is None
    assert thumbnails.waiting == 0


def test_a_second_window_shows_what_is_kept_without_one_frame(qtbot, desk):
    rows = [add(desk, f"#2266{n:02x}") for n in range(12)]
    thumbnails = Thumbnails(desk)
    for row in rows:
        made(qtbot, thumbnails, row.id, 160)
    for frame in (desk.app.library.folder / "vault").glob("*/*"):
        frame.unlink()
    again = Thumbnails(desk)
    for row in rows:
        again.pixmap(row.id, 160)
    qtbot.waitUntil(lambda: all(again.pixmap(row.id, 160) is not None for row in rows))
    assert again.pixmap(rows[3].id, 160).toImage().pixelColor(20, 20) == QColor("#226603")


def test_one_that_is_gone_does_not_hold_up_those_beside_it(qtbot, desk):
    rows = [add(desk, f"#2266{n:02x}") for n in range(3)]
    thumbnails = Thumbnails(desk)
    for row in rows:
        made(qtbot, thumbnails, row.id, 160)
    again = Thumbnails(desk)
    again.pixmap(rows[0].id, 160)
    again.pixmap("f" * 32, 160)
    for row in rows[1:]:
        again.pixmap(row.id, 160)
    qtbot.waitUntil(lambda: not again.waiting)
    assert again.failed("f" * 32)
    assert [again.failed(row.id) for row in rows] == [False] * 3
    assert all(again.pixmap(row.id, 160) is not None for row in rows)
