"""Traps for text that makes Qt act: a picture whose every opening is heard, a server nobody may ask, a colour to find.

Qt opens files and sockets in C++, which the audit hook of tests/audit.py does not see; the kernel's inotify does.
"""

from __future__ import annotations

import ctypes
import html
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QColor, QImage, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QMenu, QTextEdit, QWidget

MARKER = QColor(254, 1, 253)
_IN_ACCESS, _IN_OPEN, _IN_NONBLOCK = 0x1, 0x20, 0o4000
_MOST_ROWS = 400


class Trap:
    """A folder with a picture in the marker's colour, and a port that listens."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.picture = folder / "canary.png"
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(MARKER)
        assert image.save(str(self.picture))
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._watch = self._libc.inotify_init1(_IN_NONBLOCK)
        assert self._watch >= 0
        assert self._libc.inotify_add_watch(self._watch, os.fsencode(folder), _IN_OPEN | _IN_ACCESS) >= 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        self.port = self._server.getsockname()[1]

    def baited(self, text: str) -> str:
        """Return a payload that names this picture and this port."""
        return text.replace("/CANARY.png", str(self.picture)).replace("PORT", str(self.port))

    def sprung(self) -> list[str]:
        """Return what happened since the last call: the picture opened, the port asked."""
        seen = []
        try:
            os.read(self._watch, 65_536)
            seen.append("the picture was opened")
        except BlockingIOError:
            pass
        try:
            self._server.accept()[0].close()
            seen.append("the port was asked")
        except BlockingIOError:
            pass
        return seen

    def close(self) -> None:
        os.close(self._watch)
        self._server.close()


def shows_marker(widget: QWidget) -> bool:
    """Say whether a window shows so much as one pixel of the marker."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels, wanted = bytes(image.constBits()), MARKER.rgb().to_bytes(4, "little")
    at = pixels.find(wanted)
    while at >= 0 and at % 4:
        at = pixels.find(wanted, at + 1)
    return at >= 0


def read_as_markup(window: QWidget) -> list[str]:
    """Return every text in a window that Qt would read as HTML, where it was not made plain first."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{name}: a label that guesses: {widget.text()[:60]}")
        if isinstance(widget, QTextEdit) and widget.acceptRichText() and not widget.isReadOnly():
            found.append(f"{name}: takes pasted HTML")
        if not plain(widget.toolTip()):
            found.append(f"{name}: tool tip {widget.toolTip()[:60]}")
        if isinstance(widget, QMenu) and widget.toolTipsVisible():
            found += [f"{name}: tip {one.toolTip()[:60]}" for one in widget.actions() if not plain(one.toolTip())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += [f"{name}: row's tool tip {tip[:60]}" for tip in _tips(widget.model()) if not plain(tip)]
    return found


def plain(tip: str) -> bool:
    """Say whether a tool tip is shown as typed."""
    if not Qt.mightBeRichText(tip):
        return True
    begin, end = '<span style="white-space: pre-wrap">', "</span>"
    inside = tip.removeprefix(begin).removesuffix(end)
    return inside != tip and html.escape(html.unescape(inside)) == inside


def _tips(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(_MOST_ROWS, model.rowCount(QModelIndex()))):
        # A list's model keeps its one column to itself.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for column in range(columns):
            tip = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield tip


def button_words(window: QWidget) -> set[str]:
    """Return what stands on buttons, as a person reads it."""
    return {one.text().replace("&&", "\0").replace("&", "").replace("\0", "&") for one in _buttons(window)}


def _buttons(window: QWidget) -> list[QAbstractButton]:
    return window.findChildren(QAbstractButton)
