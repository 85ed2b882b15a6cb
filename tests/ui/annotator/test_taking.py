"""R-15: the annotator's Ctrl+C takes the picture as it may leave, with what was just drawn; never an unreviewed one."""

from __future__ import annotations

import io

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from gemba.imaging.metadata import check
from gemba.imaging.redact import REDACTION_RGB
from gemba.services.pictures.copies import picture_copy
from gemba.ui.evidence.pinned import pinned_of
from gemba.ui.leaving.picture_mime import FORMATS, PNG
from tests.ui.annotator.hands import CTRL, SHIFT, Hands, Key

A, B = (400.0, 300.0), (700.0, 480.0)


def copied(hands: Hands) -> bytes:
    mime = QGuiApplication.clipboard().mimeData
    hands.until(lambda: mime().hasFormat(PNG))
    assert set(mime().formats()) - {"application/x-qt-image"} == FORMATS
    data = bytes(mime().data(PNG).data())
    check(data, "png")
    return data


def said(hands: Hands) -> str:
    cards = hands.window.toasts.cards
    return cards[-1].toast.text if cards else ""


def test_r15_it_takes_what_was_just_drawn_and_covers_it(hands: Hands) -> None:
    hands.key(Key.Key_K).drag(A, B).kept()
    hands.app.captures.review(hands.row.id)
    hands.until(lambda: hands.window.work.is_reviewed)
    QGuiApplication.clipboard().setText("something else")
    hands.key(Key.Key_A).drag((200.0, 600.0), (300.0, 700.0))
    hands.key(Key.Key_C, CTRL)  # the arrow is not in the library yet
    data = copied(hands)
    assert data == picture_copy(hands.app.library, hands.row.id).png
    assert len(hands.marks) == 2, "the arrow is in it"
    with Image.open(io.BytesIO(data)) as image:
        inside = image.convert("RGB").crop((410, 310, 690, 470))
        assert inside.getcolors() == [(inside.width * inside.height, tuple(REDACTION_RGB))]


def test_r15_one_that_nobody_has_reviewed_stays_and_one_button_marks_and_copies_it(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("something else")
    hands.key(Key.Key_A).drag(A, B).key(Key.Key_C, CTRL)
    hands.until(lambda: said(hands) == "Only reviewed pictures go to other programs.")
    assert QGuiApplication.clipboard().text() == "something else"
    card = hands.window.toasts.cards[-1]
    assert card.toast.button == "Mark as reviewed" and card.toast.action is not None
    card.toast.action()
    assert copied(hands) == picture_copy(hands.app.library, hands.row.id).png
    assert hands.window.work.is_reviewed


def test_shift_p_pins_it_as_it_may_leave_once_somebody_has_reviewed_it(hands: Hands) -> None:
    hands.key(Key.Key_K).drag(A, B).key(Key.Key_P, SHIFT)
    hands.until(lambda: said(hands) == "Only reviewed pictures go to other programs.")
    desk = hands.window.desk
    assert pinned_of(desk) == []
    hands.window.toasts.cards[-1].toast.action()
    hands.until(lambda: len(pinned_of(desk)) == 1 and pinned_of(desk)[0].isVisible())
    (pinned,) = pinned_of(desk)
    flat = QImage.fromData(picture_copy(hands.app.library, hands.row.id).png)
    shown = pinned._picture.toImage()
    assert shown.convertToFormat(QImage.Format.Format_RGB32) == flat.convertToFormat(QImage.Format.Format_RGB32)
    assert hands.window.board.tool.name != "pencil", "P alone is the pencil's"
    pinned.close()
