"""The mouse pointer on a picture: off by default, a mark where it is wanted, what an X server tells of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gemba.app import create_library, open_app
from gemba.model.annotation import MarkKind, PointerShape
from gemba.ui.capture.x11.pointer import shape_of
from tests.e2e.screen import Screen
from tests.faults.rig import ROOT
from tests.ui.capture.conftest import HANG_S, Told, picture, row, same
from tests.ui.capture.painted import LEFT, TOP, painted

AT = (LEFT + 60, TOP + 40)


@pytest.mark.parametrize(
    ("name", "hot", "narrow", "shape"),
    [
        ("left_ptr", (0.5, 0.5), True, PointerShape.ARROW),
        ("xterm", (0.0, 0.0), False, PointerShape.TEXT),
        ("POINTER", (0.4, 0.0), False, PointerShape.HAND),
        ("watch", (0.5, 0.5), False, PointerShape.WAIT),
        ("fleur", (0.5, 0.5), False, PointerShape.MOVE),
        ("", (0.05, 0.0), False, PointerShape.ARROW),
        ("", (0.5, 0.5), True, PointerShape.TEXT),
        ("a theme's own", (0.5, 0.45), False, PointerShape.CROSS),
    ],
)
def test_its_shape_is_known_by_name_else_by_where_it_points_from(name, hot, narrow, shape) -> None:
    assert shape_of(name, hot, narrow=narrow) is shape


@pytest.fixture
def pointed(told: Told) -> Told:
    told.screen.point(*AT)
    return told


def test_it_is_left_away_unless_it_is_wanted(pointed: Told) -> None:
    kept = pointed.take("screen")
    assert row(pointed, kept["id"]).annotation.marks == ()


def test_it_comes_as_a_mark_where_it_pointed_and_the_pixels_stay_as_they_were(pointed: Told) -> None:
    kept = pointed.take("screen", pointer=True)
    (mark,) = row(pointed, kept["id"]).annotation.marks
    left, top, right, bottom = mark.box()
    assert mark.kind is MarkKind.POINTER
    assert left <= AT[0] <= right and top <= AT[1] <= bottom and 6 <= bottom - top <= 64
    around = (AT[0] - 40, AT[1] - 40, AT[0] + 40, AT[1] + 40)
    known = tuple(edge - corner for edge, corner in zip(around, (LEFT, TOP, LEFT, TOP), strict=True))
    assert same(picture(pointed, kept["id"]).crop(around), painted().crop(known))


def test_a_region_that_it_is_not_in_has_none(pointed: Told) -> None:
    found = []
    for start, end in (((LEFT + 100, TOP + 100), (LEFT + 160, TOP + 140)), ((LEFT, TOP), (LEFT + 160, TOP + 140))):
        pointed.screen.point(*AT)
        pointed.tell("take", mode="region", pointer=True)
        pointed.hear("veil")
        pointed.screen.drag(start, end)
        found.append(row(pointed, pointed.hear("kept")["id"]).annotation.marks)
    assert found[0] == ()
    (mark,) = found[1]
    left, top, right, bottom = mark.box()
    assert left <= AT[0] - LEFT <= right and top <= AT[1] - TOP <= bottom


def test_a_key_on_the_veil_puts_it_on_and_leaves_it_away(pointed: Told) -> None:
    kept = []
    for keys in (("p",), ("p", "p"), ()):
        pointed.screen.point(*AT)
        pointed.tell("take", mode="region")
        pointed.hear("veil")
        for key in keys:
            pointed.screen.keys(key)
        pointed.screen.keys("Return")
        kept.append(len(row(pointed, pointed.hear("kept")["id"]).annotation.marks))
    assert kept == [1, 0, 0]


def test_the_command_takes_it_along_with_and_without_a_window(screen: Screen, pointed: Told, tmp_path) -> None:
    environment = screen.environment | {"PYTHONPATH": str(ROOT)}
    pointed.screen.point(*AT)
    for library in (create_library(tmp_path / "alone.gemba"), pointed.library):
        line = [sys.executable, "-m", "gemba", "--library", str(library), "capture", "--screen", "--pointer"]
        done = subprocess.run(
            line, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=HANG_S, check=True
        )
        with open_app(library) as app:
            app.shots.take_in()
            found = next(one for one in app.captures.all() if one.id.endswith(done.stdout.strip()))
        (mark,) = found.annotation.marks
        left, top, right, bottom = mark.box()
        assert left <= AT[0] <= right and top <= AT[1] <= bottom
    pointed.hear("kept")
