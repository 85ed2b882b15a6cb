"""Frames of the canvas that draw only what differs show the same picture as frames drawn from nothing."""

import random

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.ids import new_id
from gemba.ui.annotator.kept_frame import KeptFrame, Surround
from gemba.ui.annotator.layers import Layers
from gemba.ui.annotator.scene import Scene
from gemba.ui.annotator.view import View
from gemba.ui.widgets.halves import halves_of

SIZE = (1600, 1000)
AROUND = Surround(QColor("#dddddd"), QColor("#888888"), 1.0)
#: two ways of reckoning the same average may round one step apart
ROUNDING = 2


@pytest.fixture
def layers(qapp):
    """A picture of specks with 40 marks, its smaller images made."""
    base = QImage(*SIZE, QImage.Format.Format_RGB32)
    base.fill(QColor("#f4f4f2"))
    rng = random.Random(3)
    painter = QPainter(base)
    for _ in range(4000):
        painter.fillRect(rng.randrange(SIZE[0]), rng.randrange(SIZE[1]), 5, 3, QColor("#303038"))
    painter.end()
    marks = []
    for number in range(40):
        x, y = rng.uniform(0, 1400), rng.uniform(0, 850)
        kind = (MarkKind.BOX, MarkKind.ARROW, MarkKind.ELLIPSE)[number % 3]
        marks.append(Mark(new_id(), kind, ((x, y), (x + 150, y + 90))))
    scene = Scene(SIZE, lossy=False)
    scene.show(Annotation(tuple(marks)))
    made = Layers(base, scene)
    made.take_halves(halves_of(made.whole), made.version)
    return made


def frame(kept, layers, view, *, moving=False):
    shown = QImage(int(view.width), int(view.height), QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    kept.paint(painter, layers, view, AROUND, moving=moving)
    painter.end()
    return shown


def furthest_apart(one, other):
    """How far two pictures differ at most, in steps of a colour."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)


def move_first(layers):
    """Change one mark, as the board does."""
    first = layers.scene.annotation.marks[0]
    for dirty in layers.scene.show(layers.scene.annotation.with_mark(first.moved(60, 40))):
        layers.redraw(dirty)


@pytest.fixture(params=[0.37, 0.8, 1.0, 2.5])
def view(request):
    return View(*SIZE, 500.0, 320.0).fit().zoomed(request.param)


def test_a_frame_after_pans_and_an_edit_is_the_frame_drawn_from_nothing(layers, view):
    kept = KeptFrame()
    frame(kept, layers, view)
    for step in ((9, 4), (-40, -31), (3, 0), (0, 25)):
        view = view.panned(*step)
        moved = frame(kept, layers, view)
        assert furthest_apart(moved, frame(KeptFrame(), layers, view)) <= ROUNDING
    first = layers.scene.annotation.marks[0]
    view = view.showing(first.box())
    before = frame(kept, layers, view)
    move_first(layers)
    after = frame(kept, layers, view)
    assert furthest_apart(after, frame(KeptFrame(), layers, view)) <= ROUNDING
    assert furthest_apart(after, before) > ROUNDING


def of_the_ground(shown):
    """How many pixels show the bare ground of the picture."""
    return sum(QColor(shown.pixel(x, y)) == QColor("#f4f4f2") for x in range(0, 500, 5) for y in range(0, 320, 5))


@pytest.mark.parametrize("moving", [False, True])
def test_what_is_covered_is_not_seen_a_frame_longer(layers, view, moving):
    kept = KeptFrame()
    assert of_the_ground(frame(kept, layers, view)) > 100
    black = QImage(*SIZE, QImage.Format.Format_RGB32)
    black.fill(QColor("#000000"))
    layers.show_base(black, [(0.0, 0.0, *map(float, SIZE))])
    assert of_the_ground(frame(kept, layers, view, moving=moving)) == 0


def replace_base(layers):
    """The same marks on a light picture."""
    light = QImage(*SIZE, QImage.Format.Format_RGB32)
    light.fill(QColor("#ffffff"))
    return Layers(light, layers.scene)


def test_another_picture_at_the_same_place_is_drawn(layers, view):
    kept = KeptFrame()
    before = frame(kept, layers, view)
    other = replace_base(layers)
    after = frame(kept, other, view)
    assert after == frame(KeptFrame(), other, view)
    assert after != before


def test_a_frame_while_zooming_is_rough_and_the_one_at_rest_smooth(layers):
    kept, view = KeptFrame(), View(*SIZE, 500.0, 320.0).fit()
    frame(kept, layers, view)
    nearer = view.zoomed(view.zoom * 1.3)
    hurried, rested = frame(kept, layers, nearer, moving=True), frame(kept, layers, nearer)
    assert hurried != rested
    assert rested == frame(KeptFrame(), layers, nearer)


def test_too_many_changes_at_once_draw_the_whole_frame(layers, view):
    kept = KeptFrame()
    frame(kept, layers, view)
    before = layers.version
    for _ in range(20):
        layers.redraw((0.0, 0.0, 50.0, 50.0))
    assert layers.changed_since(before) is None
    assert frame(kept, layers, view) == frame(KeptFrame(), layers, view)
