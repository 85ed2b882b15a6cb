"""Scenes of tickets: list, matrix, page. Must not draw or compare anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gemba.model.values import NotePart, TicketState
from gemba.services.visits.observations import ObservationFields
from gemba.ui.tickets.page.page import TicketPage
from gemba.ui.tickets.place import TicketsPlace
from tools.shots.scene import Scene, at, doing
from tools.shots.stage import Stage


def _place(stage: Stage) -> TicketsPlace:
    place = stage.window.places["tickets"]
    assert isinstance(place, TicketsPlace)
    return place


def _page(stage: Stage, reference: str) -> TicketPage:
    stage.go("tickets", reference)
    page = _place(stage).page
    assert page is not None
    stage.wait(lambda: reference == "new" or page.opened is not None)
    return page


def _open(reference: str) -> Callable[[Stage], None]:
    def prepare(stage: Stage) -> None:
        _page(stage, reference)

    return prepare


def _marked(stage: Stage) -> None:
    stage.go("tickets")
    stage.key("X", "J", "J", "X", "J", "X")


def _bulk_asking(stage: Stage) -> None:
    _marked(stage)
    stage.do("tickets.park")


def _order_menu(stage: Stage) -> None:
    stage.go("tickets")
    sort = _place(stage).browse.head.sort
    menu = sort.menu()
    menu.popup(sort.mapToGlobal(sort.rect().bottomLeft()))
    stage.settle()


def _matrix_near(stage: Stage) -> None:
    stage.go("tickets")
    stage.do("tickets.matrix")
    matrix = _place(stage).browse.matrix
    # By money: among the dots that stand close together, the rank's first stands far from the others.
    matrix.look_at_ticket(12)
    stage.key("Up", "Space", "Up", "Space", "Up", "Space", "Up")


def _matrix_brushed(stage: Stage) -> None:
    stage.go("tickets")
    stage.do("tickets.matrix")
    matrix = _place(stage).browse.matrix
    dots = [matrix.place_of(number) for number in (6, 5, 2)]
    begin = QPoint(min(dot.x() for dot in dots) - 30, min(dot.y() for dot in dots) - 30)
    end = QPoint(max(dot.x() for dot in dots) + 30, max(dot.y() for dot in dots) + 30)
    QTest.mousePress(matrix, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(matrix, end)
    stage.settle()


def _delegate_asked(stage: Stage) -> None:
    page = _page(stage, "T1")
    stage.do("tickets.delegate")
    stage.wait(page.asking.isVisible)


def _delegated(stage: Stage) -> None:
    _delegate_asked(stage)
    page = _page(stage, "T1")
    stage.click(page.asking.yes)
    stage.wait(lambda: page.opened is not None and page.opened.row.state is TicketState.DELEGATED)


def _likely(stage: Stage) -> None:
    page = _page(stage, "new")
    page.head.title.setFocus()
    stage.type("Order id typed again into the sheet")
    stage.wait(lambda: page.opened is not None)
    field = page.editing.widget("happened")
    assert field is not None
    field.setFocus()
    stage.type("The agent copies the order id, the amount and the account from the ticket into the sheet")
    stage.wait(lambda: page.side.likely.isVisibleTo(page))


def _picker(stage: Stage) -> None:
    page = _page(stage, "T4")
    stage.do("tickets.link_picture")
    stage.wait(lambda: page.picker.isVisible() and page.picker.list.count() > 0)


def _send(stage: Stage) -> QWidget | None:
    _page(stage, "T1")
    stage.do("tickets.send")
    return None


def _pair(stage: Stage) -> None:
    """Name the second picture of a ticket the after of its first."""
    tickets = stage.application.app.tickets
    before, after = (one.capture_id or "" for one in tickets.open("T1").row.pictures[:2])
    tickets.changes.pair("T1", before=before, after=after)
    _page(stage, "T1")


def _pair_large(stage: Stage) -> None:
    _pair(stage)
    stage.do("tickets.compare")


def note_with_labels(stage: Stage) -> str:
    """Write a note whose first picture is the label and whose second is the truth; return its id."""
    app = stage.application.app
    label, truth = (one.capture_id or "" for one in app.tickets.open("T1").row.pictures[:2])
    fields = ObservationFields(
        text="The list says open; the back office says paid", kind="label_vs_truth", pictures=(label, truth)
    )
    note = app.observations.note("S1", fields)
    for part, capture_id in ((NotePart.LABEL, label), (NotePart.TRUTH, truth)):
        app.observations.name_part(note.id, capture_id, part=part, region=None)
    return note.id


def _labels(stage: Stage) -> None:
    note = note_with_labels(stage)
    stage.application.app.tickets.link("T1", observations=(note,))
    _page(stage, "T1")


SCENES = (
    Scene("tickets", at("tickets"), golden=True, manual=True),
    Scene("tickets-marked", _marked),
    Scene("tickets-bulk-asking", _bulk_asking),
    Scene("tickets-filtered", doing("tickets", "tickets.filter", typed="refund"), golden=True),
    Scene("tickets-nothing", doing("tickets", "tickets.filter", typed="zebra")),
    Scene("tickets-order-menu", _order_menu),
    Scene("tickets-matrix", doing("tickets", "tickets.matrix"), golden=True, manual=True),
    Scene("tickets-matrix-near", _matrix_near),
    Scene("tickets-matrix-brushed", _matrix_brushed),
    Scene("tickets-chances", doing("tickets", "tickets.chances")),
    Scene("ticket", _open("T1"), manual=True),
    Scene("ticket-draft", _open("T4"), manual=True),
    Scene("ticket-no-owner", _open("T11")),
    Scene("ticket-new", _open("new"), golden=True),
    Scene("ticket-delegate-asked", _delegate_asked),
    Scene("ticket-delegated", _delegated, library="own"),
    Scene("ticket-likely", _likely, library="own"),
    Scene("ticket-picker", _picker),
    Scene("ticket-leaving", _send),
    Scene("ticket-pair", _pair, library="own"),
    Scene("ticket-pair-large", _pair_large, library="own"),
    Scene("ticket-labels", _labels, library="own"),
)
