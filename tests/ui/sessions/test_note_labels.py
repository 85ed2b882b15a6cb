"""Label and truth beside a note: named by key, button and box, shown beside each other, taken back, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import NotePart
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.pairs.label_shown import LabelShown
from gemba.ui.sessions.note_labels import NoteLabels
from gemba.ui.sessions.page import SessionPage
from gemba.ui.sessions.place import SessionsPlace
from tests.ui.tickets.page.pages import open_page
from tests.ui.tickets.page.test_pairs import GREEN, RED, SIZE, half, near

BLUE = (30, 30, 220)
BOX = (10.0, 20.0, 60.0, 80.0)


@pytest.fixture
def page(qtbot: QtBot, empty_window: MainWindow) -> SessionPage:
    """A visit with a note of the kind and two pictures of two halves; a box stands on the left of the first."""
    app = empty_window.desk.app
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    keys = [
        app.captures.add_bytes(half(colour, BLUE), name=f"{name}.png", session="S1", caption=name).id
        for name, colour in (("red", RED), ("green", GREEN))
    ]
    app.captures.mark(keys[0], add=(Mark(id="", kind=MarkKind.BOX, points=(BOX[:2], BOX[2:])),))
    fields = ObservationFields(text="says open, is paid", kind="label_vs_truth", pictures=tuple(keys))
    note = app.observations.note("S1", fields)
    app.tickets.new(TicketFields(title="Typed twice"))
    app.tickets.link("T1", observations=(note.id,), pictures=tuple(keys))
    empty_window.go("sessions")
    place = empty_window.places["sessions"]
    assert isinstance(place, SessionsPlace)
    place.show_row(note.id)
    qtbot.waitUntil(lambda: place.page.note() is not None and place.page.inspected.labels.isVisible())
    return place.page


def labels(page: SessionPage) -> NoteLabels:
    return page.inspected.labels


def told(page: SessionPage) -> list[tuple[str, int, tuple[int, int, int, int] | None]]:
    app = page.desk.app
    note = app.observations.all()[0]
    found = app.library.queries.note_parts([note.id])
    return [(one.part.value, note.capture_ids.index(one.capture_id), one.region_px) for one in found]


def choose(page: SessionPage, text: str) -> None:
    menu = labels(page).menu
    assert menu is not None
    found = next(one for one in menu.actions() if one.text().startswith(text))
    menu.close()
    found.trigger()


def second(page: SessionPage) -> None:
    """Show the second picture of the note large."""
    QTest.keyClick(page.inspected.pictures, Qt.Key.Key_Right)


def shown(qtbot: QtBot, page: SessionPage) -> LabelShown:
    qtbot.waitUntil(lambda: any(one.images for one in labels(page).findChildren(LabelShown)))
    return labels(page).findChildren(LabelShown)[0]


def test_the_box_is_the_label_the_other_picture_the_truth_and_undo_takes_it_back(
    qtbot: QtBot, page: SessionPage
) -> None:
    page.desk.trigger("sessions.label")
    assert told(page) == [], "with a box on the picture there is a choice"
    choose(page, "Box 1")
    qtbot.waitUntil(lambda: told(page) == [("label", 0, (10, 20, 60, 80))])
    second(page)
    page.desk.trigger("sessions.truth")
    qtbot.waitUntil(lambda: told(page) == [("label", 0, (10, 20, 60, 80)), ("truth", 1, None)])
    pair = shown(qtbot, page)
    assert [one.size().toTuple() for one in pair.images] == [(50, 60), SIZE]
    assert near(pair.images[0].pixelColor(25, 30), RED) and near(pair.images[1].pixelColor(150, 50), BLUE)
    assert pair.accessibleName().startswith("Label: ") and ", Truth: " in pair.accessibleName()
    page.desk.trigger("history.undo")
    qtbot.waitUntil(lambda: told(page) == [("label", 0, (10, 20, 60, 80))])
    qtbot.waitUntil(lambda: not labels(page).findChildren(LabelShown))


def test_one_picture_gives_both_and_a_part_is_taken_back(qtbot: QtBot, page: SessionPage) -> None:
    labels(page).buttons[NotePart.TRUTH].click()
    choose(page, "Whole picture")
    qtbot.waitUntil(lambda: told(page) == [("truth", 0, None)])
    labels(page).buttons[NotePart.LABEL].click()
    choose(page, "Box 1")
    qtbot.waitUntil(lambda: told(page) == [("label", 0, (10, 20, 60, 80)), ("truth", 0, None)])
    qtbot.waitUntil(lambda: len(labels(page).findChildren(LabelShown)) == 1)
    labels(page).buttons[NotePart.LABEL].click()
    choose(page, "Take back")
    qtbot.waitUntil(lambda: told(page) == [("truth", 0, None)])


def test_a_note_of_another_kind_has_no_such_buttons_and_the_keys_do_nothing(qtbot: QtBot, page: SessionPage) -> None:
    for one in labels(page).buttons.values():
        assert one.accessibleName() in ("Label", "Truth") and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    page.desk.app.observations.edit(page.desk.app.observations.all()[0].id, ObservationFields(kind="fact"))
    qtbot.waitUntil(lambda: not labels(page).isVisible())
    page.desk.trigger("sessions.truth")
    assert labels(page).menu is None and told(page) == []


def test_the_tickets_page_shows_them_beside_each_other(
    qtbot: QtBot, page: SessionPage, empty_window: MainWindow
) -> None:
    app, note = page.desk.app, page.desk.app.observations.all()[0]
    app.observations.name_part(note.id, note.capture_ids[0], part="label", region=BOX)
    app.observations.name_part(note.id, note.capture_ids[1], part="truth")
    ticket = open_page(qtbot, empty_window, "T1")
    qtbot.waitUntil(lambda: any(one.images for one in ticket.pictures.findChildren(LabelShown)))
    pair = ticket.pictures.findChildren(LabelShown)[0]
    assert pair.accessibleName() == "Label: T1.1, Truth: T1.2"
    assert [one.size().toTuple() for one in pair.images] == [(50, 60), SIZE]
    assert ticket.pictures.cards.count() == 2, "the pair, and the picture of which only a box stands in it"
    asked: list[str] = []
    ticket.pictures.annotate.disconnect()
    ticket.pictures.annotate.connect(asked.append)
    pair.setFocus()
    QTest.keyClick(pair, Qt.Key.Key_Return)
    assert asked == [note.capture_ids[0]]
    app.library.undo()
    app.library.undo()
    page.desk.app.observations.name_part(note.id, note.capture_ids[1], part="truth")
    qtbot.waitUntil(lambda: ticket.pictures.cards.count() == 2 and not ticket.pictures.findChildren(LabelShown))


def test_what_is_covered_meanwhile_is_covered_in_the_pair(qtbot: QtBot, page: SessionPage) -> None:
    app, note = page.desk.app, page.desk.app.observations.all()[0]
    app.observations.name_part(note.id, note.capture_ids[0], part="label", region=BOX)
    app.observations.name_part(note.id, note.capture_ids[1], part="truth")
    assert near(shown(qtbot, page).images[0].pixelColor(25, 30), RED), "the control: it is seen at first"
    app.captures.redact(note.capture_ids[0], rects=[(20, 30, 30, 40)], why="")

    def covered() -> bool:
        found = labels(page).findChildren(LabelShown)
        return bool(found and found[0].images) and not near(found[0].images[0].pixelColor(25, 30), RED)

    qtbot.waitUntil(covered)


def test_the_keys_of_a_pair_that_went_are_with_the_button_that_names_it(
    qtbot: QtBot, page: SessionPage, empty_window: MainWindow
) -> None:
    app, note = page.desk.app, page.desk.app.observations.all()[0]
    app.observations.name_part(note.id, note.capture_ids[0], part="label", region=BOX)
    app.observations.name_part(note.id, note.capture_ids[0], part="truth")
    pair = shown(qtbot, page)
    pair.setFocus()
    qtbot.waitUntil(pair.hasFocus)
    page.desk.trigger("sessions.truth")
    choose(page, "Take back")
    qtbot.waitUntil(lambda: told(page) == [("label", 0, (10, 20, 60, 80))])
    qtbot.waitUntil(lambda: empty_window.focusWidget() is labels(page).buttons[NotePart.LABEL])
