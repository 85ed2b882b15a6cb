"""The reviewer's list gives who, when and what their own weight, and folds words to the width of the list."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QStyleOptionViewItem

from gemba.ui.reviewing.said_row import SAID
from gemba.ui.reviewing.side import _ITEM as ITEM


@pytest.fixture
def rows(window):
    review, picture = window.review, window.here.id
    said = review.comment(picture, "Nobody would miss this")
    review.reply(said, "Then it can go. " * 12)
    window._refresh()
    return window.side.entries


def test_who_when_and_what_stand_apart(rows):
    asked, said, answer = (rows.item(n).data(SAID) for n in range(3))
    assert (asked.who, asked.what, asked.is_answer) == ("facilitator", "Is it read?", False)
    assert (said.who, said.what, said.is_answer) == ("reviewer", "Nobody would miss this", False)
    assert answer.is_answer
    assert all(":" in one.when and one.when not in one.what for one in (asked, said, answer))
    assert rows.item(2).text().startswith(f"↳ reviewer · {answer.when}\nThen it can go.")


def test_a_screen_reader_hears_all_that_is_painted(rows):
    review = rows.window().review
    review.resolve(rows.item(1).data(ITEM))
    rows.window()._refresh()
    heard = [
        QAccessible.queryAccessibleInterface(rows).child(n).text(QAccessible.Text.Name) for n in range(rows.count())
    ]
    for n, told in enumerate(heard):
        painted = rows.item(n).data(SAID)
        assert all(part in told for part in (painted.who, painted.when, painted.what, painted.aside))
    assert rows.item(1).data(SAID).aside == "closed"
    assert len(heard) == 3


def test_words_are_folded_to_the_width_and_seen_whole(rows):
    option = QStyleOptionViewItem()
    option.font = rows.font()
    heights = {}
    for wide in (320, 200):
        option.rect.setWidth(wide)
        heights[wide] = [rows.itemDelegate().sizeHint(option, rows.model().index(n, 0)).height() for n in range(3)]
    assert heights[320][0] == heights[320][1] < heights[320][2] < heights[200][2]


def test_a_name_is_heavier_than_what_was_said(qtbot, rows):
    """The head's letters are strong: more ink in the same word than below it."""
    qtbot.waitUntil(rows.isVisible)
    review = rows.window().review
    review.author = "Nobody would"
    review.comment(rows.window().here.id, "Nobody would")
    rows.window()._refresh()
    rows.scrollToBottom()
    rect = rows.visualItemRect(rows.item(rows.count() - 1))
    image = rows.viewport().grab(rect).toImage()
    half, wide = image.height() // 2, image.width() // 2
    ground = image.pixelColor(image.width() - 2, 1).lightness()

    def ink(lines: range) -> int:
        return sum(abs(image.pixelColor(x, y).lightness() - ground) for y in lines for x in range(wide))

    assert ink(range(2, half)) > 1.1 * ink(range(half, image.height() - 2))
