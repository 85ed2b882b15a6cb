"""A line that was shaped once looks as one that Qt draws anew: where it stands, how it is cut, in which script."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gemba.ui.widgets.glimpse import elided
from gemba.ui.widgets.shaped_lines import ShapedLines

ROOM = QRect(6, 3, 150, 20)
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def picture(ratio, paint):
    shown = QImage(round(170 * ratio), round(26 * ratio), QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(ratio)
    shown.fill(QColor("white"))
    painter = QPainter(shown)
    painter.setPen(QColor("black"))
    paint(painter)
    painter.end()
    return shown


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("at_right", [False, True])
@pytest.mark.parametrize(
    "text", ["T4217", "12 Nov 2026", "Types the same number a third time", "订单号抄写三次", "hoàn tiền"]
)
def test_it_is_drawn_as_qt_draws_it(sample_window, text, at_right, ratio):
    font = sample_window.font()
    lines = ShapedLines(font)

    def anew(painter):
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(ROOM, int(side | MIDDLE), elided(lines.metrics, text, ROOM.width()))

    once = picture(ratio, lambda painter: lines.draw(painter, ROOM, text, at_right=at_right))
    twice = picture(ratio, lambda painter: lines.draw(painter, ROOM, text, at_right=at_right))
    assert once == twice
    assert once == picture(ratio, anew)
    assert once != picture(ratio, lambda painter: None)


def test_what_is_kept_has_a_bound(sample_window):
    lines = ShapedLines(sample_window.font())

    def many(painter):
        for number in range(2_500):
            lines.draw(painter, ROOM, f"T{number}")

    picture(1.0, many)
    assert 0 < len(lines._kept) <= 1_001
