"""Before and after, label and truth leave a ticket's page as one picture: by key, button, drag; never unreviewed (R-15)."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gemba.imaging.metadata import check
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.imaging.redact import REDACTION_RGB
from gemba.model.entities import Contact
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.desk import Toast
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.leaving.picture_mime import FILES, FORMATS, PNG
from gemba.ui.pairs.pair_shown import PairShown
from gemba.ui.tickets.page.page import TicketPage
from gemba.ui.widgets.icon_button import IconButton
from tests.ui.tickets.page.pages import open_page

RED, GREEN = (200, 40, 40), (40, 160, 60)
SIZE = (200, 100)
COVERED = (20, 20, 60, 40)
CTRL = Qt.KeyboardModifier.ControlModifier


def stripes(colour: tuple[int, int, int]) -> bytes:
    """Return a picture of stripes of a colour; a plain one would count as blank."""
    row = b"".join(bytes(colour) if x // 5 % 2 else bytes((30, 30, 220)) for x in range(SIZE[0]))
    return encode_png(Frame(*SIZE, row * SIZE[1]))


@pytest.fixture
def page(qtbot: QtBot, empty_window: MainWindow) -> TicketPage:
    """A ticket with a red picture and a green one from after the change, both covered and reviewed."""
    app = empty_window.desk.app
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    keys = []
    for name, colour in (("red", RED), ("green", GREEN)):
        row = app.captures.add_bytes(stripes(colour), name=f"{name}.png", session="S1", caption=f"{name} 复制")
        app.captures.redact(row.id, rects=[COVERED])
        keys.append(app.captures.review(row.id, by="observer").id)
    app.tickets.new(TicketFields(title="Typed twice"))
    app.tickets.link("T1", pictures=tuple(keys))
    app.tickets.changes.pair("T1", before=keys[0], after=keys[1])
    QGuiApplication.clipboard().setText("something else")
    return open_page(qtbot, empty_window, "T1")


def pair_of(qtbot: QtBot, page: TicketPage, count: int = 1) -> PairShown:
    qtbot.waitUntil(lambda: len(page.pictures.pairs) == count and page.pictures.pairs[0].isVisible())
    return page.pictures.pairs[0]


def on_clipboard(qtbot: QtBot) -> Image.Image:
    """Wait for the picture and return it; what else stands there is looked at too."""

    def mime() -> QMimeData:
        return QGuiApplication.clipboard().mimeData()

    qtbot.waitUntil(lambda: mime().hasFormat(PNG))
    assert set(mime().formats()) - {"application/x-qt-image"} == FORMATS
    assert QGuiApplication.clipboard().text() == ""
    data = mime().data(PNG).data()
    check(data, "png")
    return Image.open(io.BytesIO(data)).convert("RGB")


def colours(image: Image.Image) -> dict[tuple[int, ...], int]:
    return {tuple(colour): count for count, colour in image.getcolors(maxcolors=1 << 20)}  # type: ignore[misc, arg-type]


def holds_both(image: Image.Image) -> bool:
    """Say whether both pictures are whole on it, but for what is covered."""
    found = colours(image)
    covers = found.get(tuple(REDACTION_RGB), 0)
    return RED in found and GREEN in found and covers >= 2 * 40 * 20 and image.width > 2 * SIZE[0]


@pytest.mark.parametrize("way", ["key", "button", "key in the pair", "key in the large view"])
def test_r15_both_are_on_the_clipboard_as_one_picture(qtbot: QtBot, page: TicketPage, way: str) -> None:
    pair = pair_of(qtbot, page)
    if way == "button":
        (button,) = [
            one for one in page.pictures.findChildren(IconButton) if one.accessibleName() == "Copy both as one picture"
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    elif way == "key in the large view":
        page.setFocus()
        page.desk.trigger("tickets.compare")
        qtbot.waitUntil(lambda: page.compare.is_open)
        assert page.compare.view is not None
        page.compare.view.panes.setFocus()
        QTest.keyClick(page.compare.view.panes, Qt.Key.Key_C, CTRL)
    else:
        focus = pair if way == "key in the pair" else page
        focus.setFocus()
        QTest.keyClick(focus, Qt.Key.Key_C, CTRL)
    assert holds_both(on_clipboard(qtbot))


def test_r15_the_tickets_first_picture_is_there_as_every_picture_is(qtbot: QtBot, page: TicketPage) -> None:
    page.desk.trigger("tickets.copy_picture")
    found = colours(on_clipboard(qtbot))
    assert RED in found and GREEN not in found and found[tuple(REDACTION_RGB)] >= 40 * 20


def test_r15_one_that_nobody_has_reviewed_stays_and_the_page_says_which(qtbot: QtBot, page: TicketPage) -> None:
    app = page.desk.app
    assert page.opened is not None
    after = page.opened.row.pictures[1].capture_id or ""
    # Less is covered than somebody has looked at, so it has to be looked at once more.
    app.captures.mark(after, remove=(app.captures.one(after).annotation.redactions[-1].id,))
    qtbot.waitUntil(lambda: bool(page.pictures.pairs) and not page.pictures.pairs[0].may_leave)
    told: list[Toast] = []
    page.desk.toasted.connect(told.append)
    pair = pair_of(qtbot, page)
    pair.ask_copy()
    qtbot.waitUntil(lambda: bool(told))
    assert "has not been reviewed" in told[0].text
    assert QGuiApplication.clipboard().text() == "something else"
    pair.drag_wanted.emit(pair)  # it begins no drag, which would wait here for a hand
    assert told[-1].text == "Only reviewed pictures go to other programs."


def test_r15_a_drag_carries_one_file_and_the_picture_and_goes_with_a_change(qtbot: QtBot, page: TicketPage) -> None:
    app, pair = page.desk.app, pair_of(qtbot, page)
    mime = page.doing.pairing.taking.mime(pair)
    assert mime.formats() == [FILES, PNG]
    (address,) = bytes(mime.data(FILES).data()).decode("ascii").split()
    file = Path(unquote(urlsplit(address).path))
    assert file.name.startswith("T1.1-T1.2-") or file.name.startswith("t1-1-t1-2-"), file.name
    assert file.read_bytes() == mime.data(PNG).data()
    assert holds_both(Image.open(file).convert("RGB"))
    assert app.library.folder in file.parents and file.stat().st_mode & 0o777 == 0o600
    app.captures.redact(pair.both().capture_ids[0], rects=[(100, 60, 30, 30)])
    qtbot.waitUntil(lambda: not file.parent.exists())


def test_a_hand_that_moves_drags_and_one_that_stays_opens(
    qtbot: QtBot, page: TicketPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[list[str]] = []

    def exec_(drag: QDrag, *_: object) -> Qt.DropAction:
        carried.append(drag.mimeData().formats())
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", exec_)  # a real one waits for a hand: tests/e2e has it
    opened: list[str] = []
    pair = pair_of(qtbot, page)
    page.pictures.compare.connect(opened.append)
    QTest.mouseClick(pair, Qt.MouseButton.LeftButton)
    assert len(opened) == 1 and carried == []
    page.compare.close()
    start, button = QPoint(20, 40), Qt.MouseButton.LeftButton
    QTest.mousePress(pair, button, pos=start)
    far = start + QPoint(QApplication.startDragDistance() + 2, 0)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(far), QPointF(pair.mapToGlobal(far)), button, button, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(pair, moved)
    assert carried == [[FILES, PNG]]
    QTest.mouseRelease(pair, button, pos=far)
    assert len(opened) == 1, "a drag is no click"


def label_and_truth(page: TicketPage) -> str:
    """Name two regions of the red picture label and truth, and return the note."""
    app = page.desk.app
    assert page.opened is not None
    key = page.opened.row.pictures[0].capture_id or ""
    fields = ObservationFields(text="The label says new", at="09:09", kind="label_vs_truth", pictures=(key,))
    note = app.observations.note("S1", fields)
    app.observations.name_part(note.id, key, part="label", region=(10, 10, 90, 70))
    app.observations.name_part(note.id, key, part="truth", region=(110, 10, 190, 70))
    app.tickets.link("T1", observations=(note.id,))
    return note.id


def test_r15_label_and_truth_are_copied_as_one_picture_too(qtbot: QtBot, page: TicketPage) -> None:
    label_and_truth(page)
    shown = pair_of(qtbot, page, 2)
    assert shown.both().regions == ((10, 10, 90, 70), (110, 10, 190, 70))
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_C, CTRL)
    image = on_clipboard(qtbot)
    found = colours(image)
    assert RED in found and GREEN not in found
    assert found[tuple(REDACTION_RGB)] >= 40 * 20, "the cover lies in the label"


def test_a_note_that_must_not_be_quoted_keeps_label_and_truth_here(qtbot: QtBot, page: TicketPage) -> None:
    note = label_and_truth(page)
    call = {"observation_id": note, "words_allowed": False, "consent": "refused", "channel": "call"}
    page.desk.app.library.run("call", lambda op: op.add(Contact(**call)))
    told: list[Toast] = []
    page.desk.toasted.connect(told.append)
    pair_of(qtbot, page, 2).ask_copy()
    qtbot.waitUntil(lambda: bool(told))
    assert "refused to have this note quoted" in told[0].text
    assert QGuiApplication.clipboard().text() == "something else"
