"""The ring of the focus is as wide as it is named, on all four sides and on any screen: none of it is cut off."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gemba.ui.widgets.edge import FRAME_PX, RING_PX, paint_edge

UI = Path(__file__).resolve().parents[3] / "gemba" / "ui"
#: a frame drawn by a pen along the edge of a widget
ALONG_THE_EDGE = re.compile(r"drawRect\(self\.(viewport\(\)\.)?rect\(\)")
WIDE, HIGH = 60, 40
RING = QColor("#2F4BC4")


def picture(ratio, paint):
    shown = QImage(round(WIDE * ratio), round(HIGH * ratio), QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(ratio)
    shown.fill(QColor("white"))
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return shown


def sides(shown):
    """Return how many of the screen's pixels the ring takes at the left, the top, the right and the foot."""
    wide, high = shown.width(), shown.height()
    across = [QColor(shown.pixel(x, high // 2)) == RING for x in range(wide)]
    down = [QColor(shown.pixel(wide // 2, y)) == RING for y in range(high)]
    return [sum(across[: wide // 2]), sum(down[: high // 2]), sum(across[wide // 2 :]), sum(down[high // 2 :])]


@pytest.mark.parametrize("width_px", [RING_PX, FRAME_PX])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_every_side_is_as_wide_as_it_is_named(ratio, width_px):
    shown = picture(ratio, lambda painter: paint_edge(painter, QRect(0, 0, WIDE, HIGH), RING, width_px=width_px))
    for side in sides(shown):
        assert int(width_px * ratio) <= side <= width_px * ratio + 1
    corners = [(0, 0), (shown.width() - 1, 0), (0, shown.height() - 1), (shown.width() - 1, shown.height() - 1)]
    assert all(QColor(shown.pixel(x, y)) == RING for x, y in corners)


def test_a_pen_along_the_edge_is_cut():
    def paint(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(RING, FRAME_PX))
        painter.drawRect(QRect(0, 0, WIDE - 1, HIGH - 1))

    assert sides(picture(1.0, paint)) == [1, 1, 1, 1]
    assert min(sides(picture(2.0, paint))) == 1, "half of it is outside"


def test_no_widget_draws_its_edge_with_a_pen():
    wrong = [
        f"{path.relative_to(UI)}:{number}"
        for path in sorted(UI.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ALONG_THE_EDGE.search(line)
    ]
    assert wrong == []
    assert ALONG_THE_EDGE.search("            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))")
