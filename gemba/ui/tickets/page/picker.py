"""Choose a picture of the library for a ticket, in place: type to filter, arrows and Enter to link.

Those of the notes the ticket rests on stand first, then those of their visits. Must not know how a picture is linked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from gemba.model.rows import CaptureRow
from gemba.ui.jobs import Job
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import button, spread
from gemba.ui.tickets.page.fields import LineField
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

_MOST = 60
_ICON_PX = 44
_KEY = Qt.ItemDataRole.UserRole


class PicturePicker(QFrame):
    """A line and a list; ``chosen`` with the id of a picture, ``done`` when nothing more is wanted."""

    chosen = Signal(str)
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build it hidden; rows are read when it opens."""
        super().__init__()
        self._desk = desk
        self._rows: tuple[CaptureRow, ...] = ()
        self._linked: frozenset[str] = frozenset()
        self._first: frozenset[str] = frozenset()
        self._visits: frozenset[str] = frozenset()
        role(self, "card")
        tr = desk.words.tr
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        self.filter = LineField(tr("Find a picture to link"), hint=tr("Words on it, caption, visit…"))
        self.filter.textChanged.connect(self._fill)
        self.filter.returnPressed.connect(self._take)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pictures that can be linked"))
        self.list.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.list.setFixedHeight(232)
        self.list.setUniformItemSizes(True)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda _: self._take())
        self.list.itemClicked.connect(lambda _: self._take())
        self.empty = PlainLabel(tr("Nothing fits. Try fewer words, or add a file."), "small", "muted", wrap=True)
        close = button(tr("Close"), "quiet")
        close.clicked.connect(self.done)
        layout.addWidget(self.filter)
        layout.addWidget(self.list)
        layout.addWidget(self.empty)
        layout.addLayout(spread((close,)))
        self.hide()

    def open(self, linked: Sequence[str], first: Sequence[str], visits: Sequence[str]) -> None:
        """Open without the pictures that are linked already, those of the ticket's notes first, then their visits'."""
        from gemba.ui.widgets.thumbnails import thumbnails_of

        self._linked, self._first, self._visits = frozenset(linked), frozenset(first), frozenset(visits)
        thumbnails_of(self._desk).ready.connect(self._draw, Qt.ConnectionType.UniqueConnection)
        self.filter.clear()
        self.show()
        self.filter.setFocus()
        captures = self._desk.app.captures

        def read(job: Job) -> tuple[CaptureRow, ...]:
            return tuple(captures.all())

        self._desk.fetch(read, owner=self, then=self._read, key=f"picker-{id(self)}")

    def _read(self, rows: tuple[CaptureRow, ...]) -> None:
        self._rows = rows
        self._fill()

    def _fill(self) -> None:
        wanted = self.filter.text().casefold().split()
        free = [one for one in self._rows if one.id not in self._linked]
        fits = [one for one in free if all(word in _words(one) for word in wanted)]
        fits.sort(key=lambda one: (one.id not in self._first, one.session_id not in self._visits))
        self.list.clear()
        for one in fits[:_MOST]:
            visit = f"S{one.session_number} · " if one.session_number else ""
            item = QListWidgetItem(f"{visit}{one.caption or one.what or one.source_id or one.file_name}")
            item.setToolTip(plain_tip(one.source_id or one.file_name))
            item.setData(_KEY, one.id)
            item.setSizeHint(QSize(120, _ICON_PX + 12))
            self.list.addItem(item)
        self.list.setVisible(bool(fits))
        self.empty.setVisible(not fits)
        self.list.setCurrentRow(0)
        self._draw()

    def _draw(self, capture_id: str = "") -> None:
        from gemba.ui.widgets.thumbnails import thumbnails_of

        if not self.isVisible():
            return
        thumbnails = thumbnails_of(self._desk)
        for at in range(self.list.count()):
            item = self.list.item(at)
            key = str(item.data(_KEY))
            if item.icon().isNull() and capture_id in ("", key):
                pixmap = thumbnails.pixmap(key, _ICON_PX, self.devicePixelRatioF())
                if pixmap is not None:
                    icon = QIcon(pixmap)
                    # Chosen, it stays as it is: Qt would tint it with the accent.
                    icon.addPixmap(pixmap, QIcon.Mode.Selected)
                    item.setIcon(icon)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            key = str(item.data(_KEY))
            self._linked |= {key}
            self._fill()
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list while the line has the focus; Esc closes."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _words(row: CaptureRow) -> str:
    parts = (row.source_id, row.file_name, row.caption, row.what, row.app, row.window_title, f"s{row.session_number}")
    return " ".join(parts).casefold()
