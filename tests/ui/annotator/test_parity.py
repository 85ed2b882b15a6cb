"""The canvas and what is exported show the same marks: QPainter against Pillow, mark by mark, at 1x and 2x.

Edges may differ by how they are smoothed, areas may not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gemba.imaging.picture import Frame, Reviewed
from gemba.imaging.render import make_preview_pixels, make_rendition, open_own
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.ui.annotator.layers import Layers, image_of
from gemba.ui.annotator.scene import Scene
from gemba.ui.annotator.view import View

SIZE = (400, 300)
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
    "spotlight": Mark("m", MarkKind.SPOTLIGHT, (A, B)),
    "redaction": Mark("m", MarkKind.REDACTION, ((60.3, 50.7), (330.2, 210.9))),
}
#: how large a share of the pixels may differ by more than a quarter of the range
TOLERANCE = 0.004
FAR = 64


def ground(scale: int) -> Frame:
    """Stripes of grey: a mark must read on both, and a shift of one pixel shows."""
    width, height = SIZE[0] * scale, SIZE[1] * scale
    row = b"".join((b"\xf0\xf0\xf0" if x // (20 * scale) % 2 else b"\x60\x70\x80") for x in range(width))
    return Frame(width, height, row * height)


def exported(mark: Mark, scale: int) -> Image.Image:
    """The flat picture that leaves, of a picture that many times as large."""
    frame = ground(scale)
    points = tuple((x * scale, y * scale) for x, y in mark.points)
    size_px = None if mark.size_px is None else mark.size_px * scale
    larger = replace(mark, points=points, width_px=mark.width_px * scale, size_px=size_px)
    reviewed = Reviewed("c", "facilitator", datetime(2026, 11, 22, tzinfo=UTC))
    flat = make_rendition(frame, Annotation((larger,)), capture_id="c", reviewed=reviewed).flat
    return Image.frombytes("RGB", flat.size, open_own(flat).rgb)


def on_canvas(mark: Mark, scale: int) -> Image.Image:
    """What the canvas paints of the picture at that zoom."""
    annotation = Annotation((mark,))
    pixels = make_preview_pixels(ground(1), annotation)
    scene = Scene(SIZE, lossy=False)
    scene.show(annotation)
    layers = Layers(image_of(pixels.rgb, pixels.width, pixels.height), scene)
    shown = QImage(SIZE[0] * scale, SIZE[1] * scale, QImage.Format.Format_RGB888)
    painter = QPainter(shown)
    view = View(*SIZE, shown.width(), shown.height(), zoom=float(scale))
    layers.paint(painter, view, sharp=True)
    painter.end()
    data = bytes(shown.constBits())
    return Image.frombuffer("RGB", (shown.width(), shown.height()), data, "raw", "RGB", shown.bytesPerLine(), 1)


def share_apart(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels in which some channel is far apart."""
    bands = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(worst.histogram()[FAR:]) / (one.width * one.height)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("name", MARKS)
def test_canvas_and_export_agree(qapp: QApplication, name: str, scale: int) -> None:
    shown, sent = on_canvas(MARKS[name], scale), exported(MARKS[name], scale)
    if name != "redaction" or scale == 1:
        assert share_apart(shown, sent) <= TOLERANCE
    else:
        # A block is padded by whole pixels of its own picture, so that twice as large it is a rim apart.
        assert share_apart(shown, sent) <= 0.04
    assert share_apart(shown, on_canvas(replace(MARKS["line"], points=((0.0, 0.0), (1.0, 1.0))), scale)) > TOLERANCE


@pytest.mark.parametrize(
    "wrong",
    [
        replace(MARKS["box"], points=((62.0, 52.0), (332.0, 212.0))),
        replace(MARKS["box"], width_px=7),
        replace(MARKS["box"], colour="#2F4BC4"),
    ],
    ids=["two pixels away", "too wide", "another colour"],
)
def test_negative_control_a_mark_that_looks_different_is_noticed(qapp: QApplication, wrong: Mark) -> None:
    assert share_apart(on_canvas(wrong, 1), exported(MARKS["box"], 1)) > TOLERANCE


def test_negative_control_words_without_their_halo_are_noticed(qapp: QApplication) -> None:
    thinner = replace(MARKS["text"], text="Chép ba lần\nTyped thrice")
    assert share_apart(on_canvas(thinner, 1), exported(MARKS["text"], 1)) > TOLERANCE
