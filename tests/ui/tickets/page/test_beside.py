"""The page of a ticket stands first; pictures and the right column come after, into room that is kept for them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemba.services.tickets.opened import DRAFTS
from gemba.ui.tickets.page import beside
from tests.ui.tickets.page.pages import open_page


def _made(page):
    return {"pictures", "side"} & set(page.beside.__dict__)


def _places(page):
    """Return where columns, head and cards stand on the page."""
    parts = (page.left, page.middle, page.right, page.head, page.head.title, *page.criteria.cards.values())
    return [QRect(one.mapTo(page, QPoint()), one.size()) for one in parts]


def test_the_ticket_is_painted_first_and_nothing_moves_when_the_rest_comes(qtbot, sample_window, monkeypatch):
    sample_window.go("tickets", "T1")
    page = sample_window.places["tickets"].page
    assert page.isVisible() and page.head.title.read() == "Refund data typed three times"
    assert not _made(page)
    seen = []

    def watched(name):
        real = getattr(beside, name)

        def make(*given):
            seen.append((name, page.was_painted, _places(page)))
            return real(*given)

        return make

    for name in ("Pictures", "Side"):
        monkeypatch.setattr(beside, name, watched(name))
    qtbot.waitUntil(lambda: len(_made(page)) == 2)
    qtbot.waitUntil(lambda: not sample_window.desk.jobs.busy)
    assert page.pictures.isVisible() and page.side.history.isVisible()
    assert [(name, painted) for name, painted, _ in seen] == [("Pictures", True), ("Side", True)]
    assert all(places == _places(page) for _, _, places in seen)


def test_what_was_half_typed_into_the_right_column_is_there_when_it_comes(qtbot, sample_window):
    app = sample_window.desk.app
    ticket = app.tickets.view("T1").row.id
    app.tickets.changes.keep_draft(f"{DRAFTS}{ticket}:frame_words", "drawn by lot on Mon")
    sample_window.go("tickets", "T1")
    page = sample_window.places["tickets"].page
    assert page.editing.widget("frame_words") is None
    qtbot.waitUntil(lambda: page.editing.widget("frame_words") is not None)
    assert page.editing.widget("frame_words").read() == "drawn by lot on Mon" and page.editing.half_typed
    page.leave()
    qtbot.waitUntil(lambda: app.tickets.view("T1").row.frequency.frame_words == "drawn by lot on Mon")


def test_a_half_typed_figure_is_judged_once_its_field_has_come(qtbot, sample_window):
    app = sample_window.desk.app
    ticket = app.tickets.view("T1").row.id
    app.tickets.changes.keep_draft(f"{DRAFTS}{ticket}:seen_k", "999999")
    sample_window.go("tickets", "T1")
    page = sample_window.places["tickets"].page
    qtbot.waitUntil(lambda: page.editing.widget("seen_k") is not None)
    assert "k_above_n" in {one.code for one in page.verdicts.remarks}


@pytest.mark.parametrize("backward", [False, True])
def test_tab_finds_what_has_not_come_yet(qtbot, sample_window, backward):
    sample_window.go("tickets", "T1")
    page = sample_window.places["tickets"].page
    page.head.title.setFocus()
    assert not _made(page)
    QTest.keyClick(page.head.title, Qt.Key.Key_Backtab if backward else Qt.Key.Key_Tab)
    assert len(_made(page)) == 2 and QApplication.focusWidget() is not page.head.title


def test_a_key_that_links_a_picture_works_before_the_pictures_have_come(qtbot, sample_window):
    sample_window.go("tickets", "T1")
    page = sample_window.places["tickets"].page
    page.doing.open_picker()
    assert page.picker.isVisible() and page.picker.filter.hasFocus()
    qtbot.waitUntil(lambda: page.picker.list.count() > 0)
    page.escape()
    assert not page.picker.isVisible() and page.pictures.link_button.hasFocus()


def test_a_new_ticket_has_every_field_at_once(qtbot, sample_window):
    page = open_page(qtbot, sample_window, "new")
    assert page.editing.widget("why_missed") is not None and len(_made(page)) == 2
