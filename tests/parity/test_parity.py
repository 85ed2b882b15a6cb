"""Canvas, picture and paper show the same marks: QPainter, Pillow and PDF, every kind of mark at three scales.

Edges may differ by how they are smoothed, areas may not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gemba.imaging.geometry import number_radius, text_size
from gemba.imaging.picture import Frame, Rendition, Reviewed
from gemba.imaging.render import make_preview_pixels, make_rendition, open_own
from gemba.model.annotation import Annotation, Mark, MarkKind, PointerShape
from gemba.model.values import NarrativeLanguage
from gemba.report.binding import Binding, Cover
from gemba.report.ink import Ink
from gemba.report.marked import picture_marks
from gemba.report.objects import ObjectFile
from gemba.report.paint import Painter, Pictures
from gemba.report.preview import page_pictures
from gemba.ui.annotator.layers import Layers, image_of
from gemba.ui.annotator.scene import Scene
from gemba.ui.annotator.tools import ToolMemory
from gemba.ui.annotator.view import View

SIZE = (400, 300)
SCALES = (1.0, 1.5, 2.0)
A, B = (60.0, 50.0), (330.0, 210.0)
MARKS = {
    "arrow": Mark("m", MarkKind.ARROW, (A, B), width_px=6),
    "line": Mark("m", MarkKind.LINE, (A, B), width_px=5),
    "box": Mark("m", MarkKind.BOX, (A, B), width_px=5),
    "ellipse": Mark("m", MarkKind.ELLIPSE, (A, B), width_px=5),
    "marker": Mark("m", MarkKind.MARKER, (A, B), colour="#E3A008"),
    "pencil": Mark("m", MarkKind.PENCIL, (A, (150.0, 200.0), (240.0, 80.0), B), width_px=5),
    "number": Mark("m", MarkKind.NUMBER, ((120.0, 120.0), (220.0, 180.0)), number=12, size_px=26),
    "text": Mark("m", MarkKind.TEXT, ((40.0, 100.0),), text="Chép ba lần\nTyped thrice 复制三次", size_px=30),
    "callout": Mark(
        "m", MarkKind.CALLOUT, ((150.0, 40.0), (370.0, 130.0), (60.0, 240.0)), text="Typed thrice 复制三次", size_px=22
    ),
    "spotlight": Mark("m", MarkKind.SPOTLIGHT, (A, B)),
    "inset": Mark("m", MarkKind.INSET, ((30.0, 30.0), (110.0, 80.0), (200.0, 150.0)), width_px=4, zoom=2.0),
    "redaction": Mark("m", MarkKind.REDACTION, ((60.3, 50.7), (330.2, 210.9))),
    "crop": Mark("m", MarkKind.CROP, (A, B)),
    "pointer": Mark("m", MarkKind.POINTER, ((100.0, 80.0), (194.4, 230.4))),
    "pointer of a link": Mark("m", MarkKind.POINTER, ((100.0, 80.0), (198.0, 220.0)), shape=PointerShape.HAND),
    "pointer in a text": Mark("m", MarkKind.POINTER, ((100.0, 80.0), (163.0, 220.0)), shape=PointerShape.TEXT),
    "pointer that waits": Mark("m", MarkKind.POINTER, ((100.0, 80.0), (198.0, 220.0)), shape=PointerShape.WAIT),
    "pointer that moves": Mark("m", MarkKind.POINTER, ((100.0, 80.0), (240.0, 220.0)), shape=PointerShape.MOVE),
    "cross": Mark("m", MarkKind.POINTER, ((100.0, 80.0), (240.0, 220.0)), shape=PointerShape.CROSS),
}
#: how large a share of the pixels may differ by more than a quarter of the range
TOLERANCE = 0.004
#: paper sets words by its own outlines, fitted to points, and PDFium smooths edges by its own rule
PAPER_TOLERANCE = 0.008
FAR = 64
EDGE_PX = 3
# Thin edges and the foot of a tip have a least width in pixels, and a magnified copy is smoothed in the picture's own: on a picture twice
# as large they are not exactly twice as wide.
_NOT_IN_PROPORTION = ("callout", "inset")


def test_every_kind_of_mark_is_compared() -> None:
    assert {mark.kind for mark in MARKS.values()} == set(MarkKind)
    shapes = {mark.shape for mark in MARKS.values() if mark.kind is MarkKind.POINTER}
    assert shapes == {shape.value for shape in PointerShape}


def ground(scale: float) -> Frame:
    """Stripes of grey: a mark must read on both, and a shift of one pixel shows."""
    width, height = round(SIZE[0] * scale), round(SIZE[1] * scale)
    step = round(20 * scale)
    row = b"".join((b"\xf0\xf0\xf0" if x // step % 2 else b"\x60\x70\x80") for x in range(width))
    return Frame(width, height, row * height)


def rendition(mark: Mark, scale: float) -> Rendition:
    """What may leave of a picture that many times as large."""
    points = tuple((x * scale, y * scale) for x, y in mark.points)
    size_px = None if mark.size_px is None else mark.size_px * scale
    larger = replace(mark, points=points, width_px=mark.width_px * scale, size_px=size_px)
    reviewed = Reviewed("c", "facilitator", datetime(2026, 11, 22, tzinfo=UTC))
    return make_rendition(ground(scale), Annotation((larger,)), capture_id="c", reviewed=reviewed)


def as_picture(mark: Mark, scale: float) -> Image.Image:
    """The flat picture that leaves: painted by Pillow."""
    flat = rendition(mark, scale).flat
    return Image.frombytes("RGB", flat.size, open_own(flat).rgb)


def on_paper(mark: Mark, scale: float) -> Image.Image:
    """The page that is printed: vectors over the base, rendered at that many times 96 dots an inch."""
    made = rendition(mark, 1)
    width, height = made.base.width * 0.75, made.base.height * 0.75
    file = ObjectFile()
    binding = Binding(file, 1, width=width, height=height)
    painter = Painter(file, height, Pictures({made.sha256: made.base}), {})
    marks = picture_marks(made, x=0, y=0, width=width, height=height, language=NarrativeLanguage.ENGLISH)
    painted = painter.paint([Ink(0.0, 0.0, marks)])
    binding.add_page(0, painted.operators, resources=painted.resources, links=painted.links)
    cover = Cover(title="parity", authors="", language="en", body_pages=1)
    pdf = binding.finish(cover, fonts=painter.fonts.write(file), bookmarks=(), identity="parity")
    (page,) = page_pictures(pdf, dpi=96.0 * scale)
    return Image.frombytes("RGB", (page.width, page.height), page.rgb)


def on_canvas(mark: Mark, scale: float) -> Image.Image:
    """What the canvas paints of the picture at that zoom; what a frame leaves away is shaded there and cut here."""
    annotation = Annotation((mark,))
    pixels = make_preview_pixels(ground(1), annotation)
    scene = Scene(SIZE, lossy=False)
    scene.show(annotation)
    layers = Layers(image_of(pixels.rgb, pixels.width, pixels.height), scene)
    shown = QImage(round(SIZE[0] * scale), round(SIZE[1] * scale), QImage.Format.Format_RGB888)
    painter = QPainter(shown)
    view = View(*SIZE, shown.width(), shown.height(), zoom=scale)
    layers.paint(painter, view, sharp=True)
    painter.end()
    data = bytes(shown.constBits())
    size = (shown.width(), shown.height())
    whole = Image.frombuffer("RGB", size, data, "raw", "RGB", shown.bytesPerLine(), 1)
    return whole.crop(tuple(round(edge * scale) for edge in (*A, *B))) if mark.kind is MarkKind.CROP else whole


WAYS = {"canvas": on_canvas, "picture": as_picture, "paper": on_paper}


def share_apart(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels in which some channel is far apart; the hairline around paper is left out."""
    assert abs(one.width - other.width) <= 1 and abs(one.height - other.height) <= 1
    inside = (EDGE_PX, EDGE_PX, min(one.width, other.width) - EDGE_PX, min(one.height, other.height) - EDGE_PX)
    bands = ImageChops.difference(one.crop(inside), other.crop(inside)).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(worst.histogram()[FAR:]) / (worst.width * worst.height)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", MARKS)
def test_canvas_picture_and_paper_agree(qapp: QApplication, name: str, scale: float) -> None:
    made = {way: draw(MARKS[name], scale) for way, draw in WAYS.items()}
    for one, other in combinations(WAYS, 2):
        allowed = PAPER_TOLERANCE if other == "paper" else TOLERANCE
        if name == "redaction" and scale != 1 and "picture" in (one, other):
            # A block is padded by whole pixels of its own picture, so that in a larger one it is a rim apart.
            allowed = 0.04
        elif name in _NOT_IN_PROPORTION and scale != 1 and "picture" in (one, other):
            allowed = 3 * TOLERANCE
        assert share_apart(made[one], made[other]) <= allowed, f"{one} and {other}"


@pytest.mark.parametrize("name", [name for name in MARKS if name != "crop"])
def test_negative_control_a_picture_without_the_mark_is_far_from_all_three(qapp: QApplication, name: str) -> None:
    bare = Image.frombytes("RGB", SIZE, ground(1).rgb)
    for draw in WAYS.values():
        assert share_apart(draw(MARKS[name], 1), bare) > PAPER_TOLERANCE


@pytest.mark.parametrize(
    "wrong",
    [
        replace(MARKS["box"], points=((62.0, 52.0), (332.0, 212.0))),
        replace(MARKS["box"], width_px=8),
        replace(MARKS["box"], colour="#2F4BC4"),
    ],
    ids=["two pixels away", "too wide", "another colour"],
)
def test_negative_control_a_mark_that_looks_different_is_noticed(qapp: QApplication, wrong: Mark) -> None:
    assert share_apart(on_canvas(wrong, 1), as_picture(MARKS["box"], 1)) > TOLERANCE
    assert share_apart(on_paper(wrong, 1), as_picture(MARKS["box"], 1)) > PAPER_TOLERANCE


def test_negative_control_words_that_are_missing_are_noticed(qapp: QApplication) -> None:
    thinner = replace(MARKS["text"], text="Chép ba lần\nTyped thrice")
    assert share_apart(on_canvas(thinner, 1), as_picture(MARKS["text"], 1)) > TOLERANCE
    assert share_apart(on_paper(thinner, 1), as_picture(MARKS["text"], 1)) > PAPER_TOLERANCE


#: what a tool draws on a region of a screen; the frame and the cover have no width, and the pencil is a line of many points
DRAWN = [name for name in MARKS if MARKS[name].kind not in (MarkKind.REDACTION, MarkKind.CROP, MarkKind.POINTER)]


def by_tool(name: str, screen_scale: float, *, known: float | None = None) -> Mark:
    """The mark as a hand draws it on this region of a screen of that scale, then put in pixels of the one at 100 %.

    ``known`` is the scale that the program knows the screen to have had.
    """
    pattern = MARKS[name]
    points = tuple((x * screen_scale, y * screen_scale) for x, y in pattern.points)
    size = (round(SIZE[0] * screen_scale), round(SIZE[1] * screen_scale))
    mark = ToolMemory().new_mark(
        pattern.kind, points, size, number=pattern.number, screen_scale=screen_scale if known is None else known
    )
    seen_px = number_radius(mark, size) if mark.kind is MarkKind.NUMBER else text_size(mark, size)
    width_px, size_px = mark.width_px / screen_scale, seen_px / screen_scale
    return replace(mark, points=pattern.points, width_px=width_px, size_px=size_px, text=pattern.text)


def apart_at_most(name: str, way: str) -> float:
    """How far a mark of a scaled screen may be from the usual one."""
    return 3 * TOLERANCE if name in _NOT_IN_PROPORTION and way == "picture" else TOLERANCE


@pytest.mark.parametrize("scale", SCALES[1:])
@pytest.mark.parametrize("name", DRAWN)
def test_a_tool_draws_the_same_mark_on_a_region_whatever_its_screen_was_scaled_by(
    qapp: QApplication, name: str, scale: float
) -> None:
    usual = on_canvas(by_tool(name, 1), scale)
    for way, draw in WAYS.items():
        assert share_apart(draw(by_tool(name, scale), scale), usual) <= apart_at_most(name, way), way


# A marker is as wide as the hand drags it, and a spotlight has no line.
@pytest.mark.parametrize("name", [name for name in DRAWN if name not in ("marker", "spotlight")])
def test_negative_control_a_scale_that_is_not_known_makes_thin_marks(qapp: QApplication, name: str) -> None:
    usual = on_canvas(by_tool(name, 1), 2)
    for way, draw in WAYS.items():
        assert share_apart(draw(by_tool(name, 2, known=1), 2), usual) > apart_at_most(name, way), way
