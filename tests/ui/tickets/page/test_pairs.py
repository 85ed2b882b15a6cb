"""Before and after on a ticket's page: named by key, button and list, shown in one region, flipped, opened, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Mark, MarkKind
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.desk import Toast
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.pairs.pair_shown import PairShown
from gemba.ui.tickets.page.page import TicketPage
from gemba.ui.widgets.icon_button import IconButton
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.tickets.page.pages import open_page

RED, GREEN = (200, 40, 40), (40, 160, 60)
SIZE = (200, 100)


def half(left: tuple[int, int, int], right: tuple[int, int, int]) -> bytes:
    """Return a picture whose halves have two colours."""
    row = bytes(left) * (SIZE[0] // 2) + bytes(right) * (SIZE[0] // 2)
    return encode_png(Frame(*SIZE, row * SIZE[1]))


@pytest.fixture
def page(qtbot: QtBot, empty_window: MainWindow) -> TicketPage:
    """A ticket with a red and a green picture, both with a blue right half."""
    app = empty_window.desk.app
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    blue = (30, 30, 220)
    keys = [
        app.captures.add_bytes(half(colour, blue), name=f"{name}.png", session="S1", caption=name).id
        for name, colour in (("red", RED), ("green", GREEN))
    ]
    app.tickets.new(TicketFields(title="Typed twice"))
    app.tickets.link("T1", pictures=tuple(keys))
    return open_page(qtbot, empty_window, "T1")


def keys_of(page: TicketPage) -> list[str]:
    assert page.opened is not None
    return [one.capture_id or "" for one in page.opened.row.pictures]


def after_of(page: TicketPage) -> list[str | None]:
    row = page.desk.app.tickets.view("T1").row
    return [one.after_of for one in row.pictures]


def shown(qtbot: QtBot, page: TicketPage) -> PairShown:
    """The pair in the column, its pictures read."""

    def there() -> bool:
        found = [one for one in page.pictures.findChildren(PairShown) if one.isVisible()]
        return len(found) == 1 and bool(found[0].images)

    qtbot.waitUntil(there)
    return next(one for one in page.pictures.findChildren(PairShown) if one.isVisible())


def near(colour: QColor, wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip((colour.red(), colour.green(), colour.blue()), wanted, strict=True))


def at(image: QImage, across: float) -> QColor:
    """Return the colour in the middle of the height, so far across."""
    return image.pixelColor(int(image.width() * across), int(image.height() * 0.6))


def test_the_key_names_the_last_picture_the_after_of_the_other_and_undo_takes_it_back(
    qtbot: QtBot, page: TicketPage
) -> None:
    red, green = keys_of(page)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: after_of(page) == [None, red])
    pair = shown(qtbot, page)
    assert pair.accessibleName() == "Before: T1.1. After: T1.2."
    page.desk.trigger("history.undo")
    qtbot.waitUntil(lambda: after_of(page) == [None, None])
    qtbot.waitUntil(lambda: not [one for one in page.pictures.findChildren(PairShown) if one.isVisible()])
    page.desk.trigger("history.redo")
    shown(qtbot, page)
    page.desk.trigger("tickets.take_apart")
    qtbot.waitUntil(lambda: after_of(page) == [None, None])
    assert green


def test_it_is_shown_side_by_side_and_space_shows_one_over_the_other(qtbot: QtBot, page: TicketPage) -> None:
    red, green = keys_of(page)
    page.desk.app.tickets.changes.pair("T1", before=red, after=green)
    pair = shown(qtbot, page)
    drawn = pair.grab().toImage()
    assert near(at(drawn, 0.12), RED) and near(at(drawn, 0.62), GREEN)
    pair.setFocus()
    QTest.keyClick(pair, Qt.Key.Key_Space)
    assert near(at(pair.grab().toImage(), 0.25), RED) and pair.accessibleName() == "Before: T1.1"
    QTest.keyClick(pair, Qt.Key.Key_Space)
    assert near(at(pair.grab().toImage(), 0.25), GREEN) and pair.accessibleName() == "After: T1.2"
    QTest.keyClick(pair, Qt.Key.Key_Escape)
    asked: list[str] = []
    page.pictures.compare.connect(asked.append)
    QTest.keyClick(pair, Qt.Key.Key_Return)
    assert len(asked) == 1, "Enter opens them, though the list has an action of that key"
    page.compare.close()
    assert near(at(pair.grab().toImage(), 0.12), RED)


def test_both_show_the_same_region_and_what_is_covered_is_covered_at_once(qtbot: QtBot, page: TicketPage) -> None:
    app, (red, green) = page.desk.app, keys_of(page)
    app.tickets.changes.pair("T1", before=red, after=green)
    app.captures.mark(green, add=(Mark(id="", kind=MarkKind.CROP, points=((100, 0), (200, 100))),))
    pair = shown(qtbot, page)
    qtbot.waitUntil(lambda: [image.width() for image in shown(qtbot, page).images] == [100, 100])
    assert pair is not None
    blue = shown(qtbot, page).grab().toImage()
    assert all(near(at(blue, x), (30, 30, 220)) for x in (0.12, 0.62))
    app.captures.redact(red, rects=[(0, 0, 200, 100)])
    qtbot.waitUntil(lambda: at(shown(qtbot, page).grab().toImage(), 0.12).lightness() < 60)
    assert near(at(shown(qtbot, page).grab().toImage(), 0.62), (30, 30, 220))


def test_b_opens_both_large_and_b_or_esc_goes_back(qtbot: QtBot, page: TicketPage) -> None:
    red, green = keys_of(page)
    page.desk.app.tickets.changes.pair("T1", before=red, after=green)
    shown(qtbot, page)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_B)
    view = page.compare.view
    assert view is not None and page.compare.is_open
    qtbot.waitUntil(lambda: view.panes.sides is not None)
    assert [side.row.id for side in view.panes.sides or ()] == [red, green]
    assert not page.left.isVisible() and view.panes.hasFocus()
    assert view.hint.text() == "Esc goes back"
    QTest.keyClick(view.panes, Qt.Key.Key_Space)
    assert not view.panes.beside and view.panes.accessibleName().startswith("Before: ")
    QTest.keyClick(view.panes, Qt.Key.Key_Escape)
    assert not page.compare.is_open and page.left.isVisible() and page.isVisible()
    QTest.mouseClick(shown(qtbot, page), Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    qtbot.waitUntil(lambda: page.compare.is_open)
    page.desk.app.tickets.changes.take_apart("T1", after=green)
    qtbot.waitUntil(lambda: not page.compare.is_open)


def test_with_three_pictures_the_one_before_is_chosen_from_a_list(qtbot: QtBot, page: TicketPage) -> None:
    app, (red, green) = page.desk.app, keys_of(page)
    third = app.captures.add_bytes(half(GREEN, RED), name="third.png", session="S1", caption="R & D").id
    app.tickets.link("T1", pictures=(third,))
    qtbot.waitUntil(lambda: len(keys_of(page)) == 3)
    name = "Name green.png the after of another picture"
    button = next(one for one in page.pictures.findChildren(IconButton) if one.accessibleName() == name)
    button.click()
    menu = page.doing.pairing.menu
    assert menu is not None and menu.isVisible()
    offered = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert offered == ["T1.1  red", "T1.3  R && D"]
    assert [one.text() for one in menu.findChildren(PlainLabel) if one.isVisible()] == ["The picture before"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: after_of(page) == [None, red, None])
    assert QApplication.activePopupWidget() is None
    assert green


def test_the_list_of_pictures_opens_in_the_window_though_the_picture_is_out_of_sight(
    qtbot: QtBot, page: TicketPage
) -> None:
    app, area = page.desk.app, page.left.viewport()
    third = app.captures.add_bytes(half(GREEN, RED), name="third.png", session="S1").id
    app.tickets.link("T1", pictures=(third,))
    page.window().resize(900, 600)
    name = "Name third.png the after of another picture"

    def far_down() -> bool:
        found = [one for one in page.pictures.findChildren(IconButton) if one.accessibleName() == name]
        return bool(found) and found[0].mapTo(area, QPoint(0, 0)).y() > area.height()

    qtbot.waitUntil(far_down)
    page.desk.trigger("tickets.pair")
    menu = page.doing.pairing.menu
    assert menu is not None and menu.isVisible()
    assert menu.y() <= area.mapToGlobal(QPoint(0, area.height())).y()
    menu.close()


def test_what_is_drawn_on_another_picture_leaves_a_pair_as_it_is(qtbot: QtBot, page: TicketPage) -> None:
    app, (red, green) = page.desk.app, keys_of(page)
    app.tickets.changes.pair("T1", before=red, after=green)
    pair = shown(qtbot, page)
    images, heard = pair.images, []
    page.desk.changed.connect(lambda changed: heard.append(changed.kinds))
    other = app.captures.add_bytes(half(GREEN, RED), name="third.png", session="S1").id
    app.captures.mark(other, add=(Mark("", MarkKind.BOX, ((0, 0), (30, 20))),))
    qtbot.waitUntil(lambda: any("annotation" in kinds for kinds in heard))
    assert pair.images is images


def test_a_pair_is_whole_in_the_column_of_a_narrow_window(qtbot: QtBot, page: TicketPage) -> None:
    red, green = keys_of(page)
    page.desk.app.tickets.changes.pair("T1", before=red, after=green)
    page.window().resize(900, 600)
    pair, area = shown(qtbot, page), page.left.viewport()
    column = page.left.widget()
    assert column is not None
    qtbot.waitUntil(lambda: column.width() == area.width())
    assert column.minimumSizeHint().width() <= area.width()
    assert pair.mapTo(area, QPoint(pair.width(), 0)).x() <= area.width()


def test_where_there_is_nothing_to_pair_the_next_step_is_said(qtbot: QtBot, page: TicketPage) -> None:
    app, (red, green) = page.desk.app, keys_of(page)
    toasts: list[Toast] = []
    page.desk.toasted.connect(toasts.append)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_B)
    assert not page.compare.is_open and toasts[-1].button == "Name one…"
    app.tickets.unlink("T1", pictures=(green,))
    qtbot.waitUntil(lambda: keys_of(page) == [red])
    names = [one.accessibleName() for one in page.pictures.findChildren(IconButton) if one.isVisible()]
    assert not [one for one in names if "after of" in one], "one picture alone has no button for it"
    page.desk.trigger("tickets.pair")
    assert after_of(page) == [None] and toasts[-1].button == "Link a picture"
    assert toasts[-1].action is not None
    toasts[-1].action()
    assert page.picker.isVisible()


def test_a_large_picture_keeps_its_thin_lines_in_a_narrow_column(qtbot: QtBot, page: TicketPage) -> None:
    page.desk.app.tickets.changes.pair("T1", before=keys_of(page)[0], after=keys_of(page)[1])
    pair = shown(qtbot, page)
    # A black line of one pixel in every four, as letters are of thin lines.
    stripes = QImage(1280, 640, QImage.Format.Format_RGB32)
    stripes.fill(QColor("white"))
    painter = QPainter(stripes)
    for left in range(0, 1280, 4):
        painter.fillRect(left, 0, 1, 640, QColor("black"))
    painter.end()
    pair.images = (stripes, stripes)
    seen = pair.grab().toImage()
    middle = [seen.pixelColor(left, seen.height() * 2 // 3).lightness() for left in range(20, seen.width() // 3)]
    assert max(middle) - min(middle) < 24, sorted(set(middle))
