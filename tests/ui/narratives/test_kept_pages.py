"""Pictures of pages that are kept to turn back to: of the text that stands there, and no more than a few megabytes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.ui.look.theme import Theme
from gemba.ui.narratives.page_pane import _KEPT_BYTES
from gemba.ui.narratives.page_view import PageView
from gemba.ui.narratives.writing import Writing
from tests.ui.narratives.conftest import LONG_MS, rested


def test_pages_that_are_turned_are_kept_within_a_bound(qtbot: QtBot, writing: Writing) -> None:
    pane = writing.page.pages
    rested(qtbot, writing)
    laid = pane.laid
    assert laid is not None
    taken = 0
    for index in range(laid.page_count):
        with qtbot.waitSignal(pane.shown, timeout=LONG_MS):
            pane.show_page(index)
        taken += pane._pictures[laid.made.checksum, index, pane.view.page_width_px()].sizeInBytes()
    assert sum(one.sizeInBytes() for one in pane._pictures.values()) <= _KEPT_BYTES < taken
    with qtbot.waitSignal(pane.shown):
        pane.turn(-1)  # the one before is kept: it is shown at once


def test_pages_of_the_text_before_are_let_go(qtbot: QtBot, writing: Writing) -> None:
    pane = writing.page.pages
    rested(qtbot, writing)
    before = pane.laid
    writing.page.editor.insertPlainText("More. ")
    qtbot.waitUntil(lambda: pane.laid is not before, timeout=LONG_MS)
    assert pane.laid is not None
    assert {key[0] for key in pane._pictures} == {pane.laid.made.checksum}


def test_where_there_is_no_page_no_sheet_stands_under_what_is_said(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, appearance="dark")
    view = PageView(theme)
    qtbot.addWidget(view)
    view.resize(400, 500)
    middle = view.rect().center()
    assert view.grab().toImage().pixelColor(middle) == theme.colour("hover")
    paper = QImage(300, 424, QImage.Format.Format_RGB888)
    paper.fill("#FFFFFF")
    view.show_page(paper, size_pt=(595.28, 841.89), mark=None)
    assert view.grab().toImage().pixelColor(middle).name().upper() == "#FFFFFF"
    theme.wear("light")


@pytest.mark.parametrize("more", (-1, 0, 1))
def test_every_row_of_a_page_is_on_the_screen_though_its_height_was_rounded_otherwise(
    qtbot: QtBot, qapp: QApplication, more: int
) -> None:
    view = PageView(Theme(qapp, appearance="light"))
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.grab()  # laid out now
    width = view.page_width_px()
    paper = QImage(width, round(width * 841.89 / 595.28) + more, QImage.Format.Format_RGB888)
    for row in range(paper.height()):
        for column in range(width):
            paper.setPixelColor(column, row, QColor(row % 251, row // 251, 7))
    view.show_page(paper, size_pt=(595.28, 841.89), mark=None)
    seen = view.grab().toImage()
    ratio = seen.width() / view.width()
    left, top = round(view._paper().left() * ratio), round(view._paper().top() * ratio)
    assert all(
        seen.pixelColor(left + width // 2, top + row) == paper.pixelColor(width // 2, row)
        for row in range(paper.height())
    )
