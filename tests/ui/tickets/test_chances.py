"""Big money for few days as a view of the list (M11), and the tallies on Structure (M11, M12, M18)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gemba.ui.frame.main_window import MainWindow
from gemba.ui.structure.place import StructurePlace
from gemba.ui.tickets.place import TicketsPlace


def test_the_key_leaves_big_money_for_few_days_and_the_chip_shows_the_others_again(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    sample_window.go("tickets")
    place = sample_window.places["tickets"]
    assert isinstance(place, TicketsPlace)
    browse = place.browse
    qtbot.waitUntil(lambda: browse.listing is not None and len(browse.listing.numbers) == 12)
    QTest.keyClick(browse.table, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: browse.listing is not None and list(browse.listing.numbers) == [10])
    assert browse.head.chances.isVisible() and "5,000" in browse.head.chances.toolTip()
    first = place.views.menu(browse.head.views, place._present()).actions()[0]
    assert (first.text(), first.isChecked()) == ("Big money, few days", True)
    place.views.keep(place._present("mine"))
    browse.head.chances.click()
    qtbot.waitUntil(lambda: browse.listing is not None and len(browse.listing.numbers) == 12)
    assert not browse.head.chances.isVisible()
    mine = next(one for one in place.views.menu(browse.head.views, place._present()).actions() if one.text() == "mine")
    mine.trigger()
    qtbot.waitUntil(lambda: browse.listing is not None and list(browse.listing.numbers) == [10])


def test_structure_tells_why_chances_were_missed_and_how_many_tickets_hold_a_customer(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    sample_window.go("structure")
    place = sample_window.places["structure"]
    assert isinstance(place, StructurePlace)
    card = place.tallies
    qtbot.waitUntil(card.isVisible)
    assert next((one.name, one.said) for one in card.missed.bars) == ("nobody owned it", "5 tickets")
    assert card.unsaid.text() == "3 tickets do not say."
    assert not card.lead.isVisible(), "nothing is done yet"
    assert [one.name for one in card.heard.bars] == ["2026-11"]
    assert "2 of 12" in card.heard.accessibleDescription()
    app = sample_window.desk.app
    app.tickets.delegate("T5", owner_accepted=True)
    app.tickets.move("T5", "in_progress")
    app.tickets.move("T5", "done")
    qtbot.waitUntil(card.lead.isVisible)
    assert [(one.name, one.said.split("median of ")[1]) for one in card.lead.bars] == [("a setting", "1 ticket)")]
    shown = {one.pixelColor(card.lead.width() // 2, 14).name() for one in (card.lead.grab().toImage(),)}
    assert shown == {sample_window.desk.theme.colour("accent").name()}
