"""A picture in a column that scrolls: its height does not follow the scroll bar's coming and going."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gemba.ui.widgets.steady_width import BAR_PX, SteadyWidth


def test_a_width_that_grew_by_a_scroll_bar_is_the_one_before() -> None:
    steady = SteadyWidth()
    assert steady.of(200) == 200
    assert steady.of(188) == 188, "the bar came"
    assert steady.of(200) == 188, "it went"
    assert steady.of(188 + BAR_PX + 1) == 188 + BAR_PX + 1, "the column is wider"
    assert [steady.of(203 + more) for more in (5, 10, 15)] == [203, 203, 218], "drawn wider bit by bit"


class _Picture(QWidget):
    """As high as it is wide, as the pictures of a ticket are made; it gives up where the bar comes and goes."""

    def __init__(self, steady: SteadyWidth | None) -> None:
        super().__init__()
        self._steady = steady
        self.fitted = 0

    def resizeEvent(self, event: object) -> None:
        self.fitted += 1
        high = self._steady.of(self.width()) if self._steady is not None else self.width()
        if high != self.height() and self.fitted < 200:
            self.setFixedHeight(high)


def _most_fitted(qtbot: QtBot, *, steady: bool) -> int:
    most = 0
    for height in range(150, 250):
        area = QScrollArea()
        qtbot.addWidget(area)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        picture = _Picture(SteadyWidth() if steady else None)
        inside.addWidget(picture)
        area.setWidget(column)
        area.resize(200, height)
        area.show()
        qtbot.waitExposed(area)
        for _ in range(20):
            QApplication.processEvents()
        most = max(most, picture.fitted)
    return most


@pytest.mark.parametrize(("steady", "ends"), [(True, True), (False, False)])
def test_at_no_height_of_the_column_does_it_go_on_for_ever(qtbot: QtBot, steady: bool, ends: bool) -> None:
    assert (_most_fitted(qtbot, steady=steady) < 20) is ends
