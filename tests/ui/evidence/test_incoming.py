"""Pictures coming in: bytes, files, several at once, one that cannot be read, and taking them back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QGuiApplication, QImage, QImageWriter, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gemba.model.values import EvidenceSource
from gemba.ui.evidence.drop_here import DropHere
from gemba.ui.evidence.incoming import Incoming


def png(colour: str = "#3366aa", width: int = 40, height: int = 30) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.setPixelColor(1, 1, QColor("white"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


@pytest.fixture
def incoming(qtbot, empty_window):
    owner = QWidget()
    qtbot.addWidget(owner)
    return Incoming(empty_window.desk, owner, lambda: None)


@pytest.fixture
def toasts(incoming):
    said: list[object] = []
    incoming._desk.toasted.connect(said.append)
    return said


def all_pictures(incoming: Incoming):
    return incoming._desk.app.captures.all()


def test_pasted_bytes_are_taken_as_they_are_png_first(qtbot, incoming):
    mime = QMimeData()
    mime.setData("image/bmp", b"BM nothing")
    mime.setData("image/png", png())
    QGuiApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(incoming.added) as caught:
        assert incoming.paste()
    row = caught.args[0]
    assert (row.width, row.height, row.source, row.session_id) == (40, 30, EvidenceSource.PASTE, None)
    assert [one.id for one in all_pictures(incoming)] == [row.id]


def test_a_decoded_image_is_encoded_where_a_system_gives_nothing_else(qtbot, incoming):
    mime = QMimeData()
    mime.setImageData(QImage.fromData(png(width=52)))
    with qtbot.waitSignal(incoming.added) as caught:
        assert incoming.drop(mime)
    assert caught.args[0].width == 52


def test_a_file_that_cannot_be_read_says_why_and_the_others_come_in(qtbot, incoming, toasts, tmp_path: Path):
    (tmp_path / "a.png").write_bytes(png("#112233"))
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    (tmp_path / "b.png").write_bytes(png("#445566"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "photo.heic", "b.png")])
    assert incoming.accepts(mime)
    with qtbot.waitSignals([incoming.finished, incoming.refused]):
        assert incoming.drop(mime)
    assert {one.file_name for one in all_pictures(incoming)} == {"a.png", "b.png"}
    said = [toast.text for toast in toasts]
    assert said[0] == "2 pictures added"
    assert "photo.heic" in said[1]
    assert "HEIC" in said[1]


def test_undo_in_the_toast_takes_all_of_them_back(qtbot, incoming, toasts, tmp_path: Path):
    for name in "abc":
        (tmp_path / f"{name}.png").write_bytes(png(f"#{ord(name):02x}2233"))
    with qtbot.waitSignal(incoming.finished):
        incoming.add_files([tmp_path / f"{name}.png" for name in "abc"])
    assert toasts[0].text == "3 pictures added"
    toasts[0].action()
    qtbot.waitUntil(lambda: not all_pictures(incoming))
    # All three came in one step, and went in one.
    app = incoming._desk.app
    app.history.undo()
    assert len(all_pictures(incoming)) == 3
    app.history.undo()
    assert all_pictures(incoming) == ()


def test_nothing_to_paste_says_so(incoming, toasts):
    mime = QMimeData()
    mime.setText("words")
    assert not incoming.accepts(mime)
    assert not incoming.drop(mime)
    assert toasts[0].text == "There is no picture on the clipboard."


def test_the_veil_of_a_drag_that_nobody_ended_goes_with_the_next_move_of_the_mouse(place):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/somewhere/picture.png")])
    none, left, plain = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = place.findChild(DropHere).parentWidget()
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
        QApplication.sendEvent(over, QDragEnterEvent(QPoint(80, 80), Qt.DropAction.CopyAction, mime, left, plain))
        assert over.findChild(DropHere).isVisible()
        QApplication.sendEvent(over, QEvent(QEvent.Type.UpdateRequest))
        assert over.findChild(DropHere).isVisible(), "other events go on during a drag"
        at = QPointF(90, 90)
        QApplication.sendEvent(over, QMouseEvent(kind, at, over.mapToGlobal(at), none, none, plain))
        assert not over.findChild(DropHere).isVisible()
