"""A page that is read down: it scrolls to a part also while it is still being laid out, and not once somebody scrolls."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from gemba.ui.widgets.page_column import PageColumn
from tests.patience import HANG_GUARD_MS


@pytest.fixture
def page(qtbot):
    made = PageColumn(top_px=0)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def part_of(page, height_px=40):
    part = QLabel("part")
    part.setFixedHeight(height_px)
    page.column.addWidget(part)
    return part


def is_seen(page, part):
    return 0 <= part.mapTo(page.viewport(), QPoint(0, 0)).y() <= page.viewport().height() - part.height()


def push_down(page):
    above = QLabel("above")
    above.setFixedHeight(900)
    page.column.insertWidget(0, above)


def test_what_comes_above_it_later_does_not_push_it_out_of_sight(qtbot, page):
    part, settled = part_of(page), page._settled
    settled.setInterval(
        HANG_GUARD_MS
    )  # it never comes to rest by itself, on a machine that stands still for a moment too
    page.bring_into_view(part)
    for times in (1, 2, 3):
        settled.stop()
        push_down(page)
        qtbot.waitUntil(lambda high=900 * times: page.widget().height() > high and is_seen(page, part))
        assert settled.isActive(), "every time it is laid out the time begins anew"
    settled.start(0)
    qtbot.waitUntil(lambda: not settled.isActive())
    push_down(page)
    qtbot.waitUntil(lambda: page.widget().height() > 3_600)
    assert not is_seen(page, part), "once it rests nobody is taken along any more"


def test_what_somebody_scrolls_stays(qtbot, page):
    part = part_of(page)
    page.bring_into_view(part)
    at = QPointF(page.viewport().rect().center())
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.viewport(), wheel)
    push_down(page)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert page.verticalScrollBar().value() == 0
