"""The list that opens at "@": tickets, pictures, visits, problems, decisions and live numbers to put into the text.

The keys stay with the text; what is typed after the "@" filters. Must not know where what it offers comes from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from gemba.ui.desk import Desk
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.narratives.prose_edit import ProseEdit
from gemba.ui.widgets.text_units import in_units, units

if TYPE_CHECKING:
    from gemba.services.narratives.pages import Citable

_ROW_PX, _ROWS, _WIDTH_PX, _CODE_PX = 30, 8, 460, 150
_ASKED = re.compile(r"(?<![\w.])[@＠]([^@＠\n\[\]]{0,40})$")
_ICONS = {"T": "ticket", "S": "eye", "P": "circle-alert", "D": "split", "R": "hash"}
_MOST = 200
Index = QModelIndex | QPersistentModelIndex


def icon_of(code: str) -> str:
    """Return the icon for what a code or path stands for."""
    if re.fullmatch(r"T\d+\.\d+", code):
        return "image"
    return _ICONS.get(code[:1], "link") if "." not in code else "hash"


def matching(citable: Sequence[Citable], asked: str) -> tuple[Citable, ...]:
    """Return what fits the typed words, codes first: every word has to stand in the code or the title."""
    wanted = asked.casefold().split()
    ranked = []
    for place, one in enumerate(citable):
        code, title = one.code.casefold(), f"{one.title} {one.words}".casefold()
        if all(word in code or word in title for word in wanted):
            first = wanted[0] if wanted else ""
            rank = 0 if code == first else 1 if first and code.startswith(first) else 2
            begins = any(part.startswith(first) for part in title.split()) if first else True
            ranked.append((rank, bool(one.words), not begins, place, one))
    return tuple(one for *_, one in sorted(ranked, key=lambda row: row[:4])[:_MOST])


class CitableModel(QAbstractListModel):
    """The rows that fit."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.rows: tuple[Citable, ...] = ()

    def show(self, rows: tuple[Citable, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            one = self.rows[index.row()]
            return f"{one.code} {one.words} {one.title}"
        return None


class CitableRow(QStyledItemDelegate):
    """Paint one row: icon, code, words or title."""

    def __init__(self, desk: Desk) -> None:
        """Take the looks."""
        super().__init__()
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(120, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it."""
        model = index.model()
        if not isinstance(model, CitableModel):
            return
        one = model.rows[index.row()]
        rect: QRect = option.rect
        colour, look = self._desk.theme.colour, self._desk.theme.look
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            rect.left() + 10, rect.center().y() - 7, icon_pixmap(icon_of(one.code), look.muted, size_px=15, ratio=ratio)
        )
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(painter.font())
        painter.setPen(colour("accent"))
        width = max(56, min(_CODE_PX, metrics.horizontalAdvance(one.code) + 14))
        painter.drawText(
            rect.adjusted(34, 0, 0, 0), middle, metrics.elidedText(one.code, Qt.TextElideMode.ElideRight, width)
        )
        painter.setPen(colour("ink"))
        room = rect.adjusted(34 + width, 0, -10, 0)
        said = f"{one.words} · {one.title}" if one.words and one.title else one.words or one.title
        painter.drawText(room, middle, metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()


class Citing(QFrame):
    """The list, over the window's other widgets and never with the focus."""

    def __init__(self, desk: Desk, editor: ProseEdit) -> None:
        """Take the text it serves."""
        super().__init__(editor)
        self._editor = editor
        self.citable: Sequence[Citable] = ()
        role(self, "overlay")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = CitableModel()
        self._paint = CitableRow(desk)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._paint)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(desk.words.tr("What can be cited"))
        self.view.clicked.connect(lambda _: self.take())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)
        self._refused = -1
        self.hide()
        editor.textChanged.connect(self.look)
        editor.cursorPositionChanged.connect(self.look)
        editor.left.connect(self.hide)

    def ask(self) -> None:
        """Type the sign that opens the list."""
        cursor = self._editor.textCursor()
        before = in_units(cursor.block().text(), 0, cursor.positionInBlock())
        self._editor.insertPlainText(" @" if before and re.match(r"[\w.]", before[-1]) else "@")
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def asked(self) -> str | None:
        """Return what is typed after the "@" before the cursor, None where there is none."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return None
        found = _ASKED.search(in_units(cursor.block().text(), 0, cursor.positionInBlock()))
        return found.group(1) if found else None

    def look(self) -> None:
        """Show what fits what is typed, or nothing."""
        asked = self.asked()
        start = self._editor.textCursor().position() - units(asked) if asked is not None else -1
        if asked is None or not self._editor.hasFocus() or start == self._refused:
            self._refused = self._refused if asked is not None else -1
            self.hide()
            return
        rows = matching(self.citable, asked)
        if not rows:
            self.hide()
            return
        self._model.show(rows)
        self.view.setCurrentIndex(self._model.index(0))
        self._place(len(rows))

    def _place(self, rows: int) -> None:
        height = min(rows, _ROWS) * _ROW_PX + 10
        rect = self._editor.cursorRect()
        corner = self._editor.viewport().mapTo(self._editor, rect.bottomLeft())
        room = self._editor.size()
        width = min(_WIDTH_PX, room.width() - 16)
        x = max(8, min(corner.x() - 40, room.width() - width - 8))
        below = corner.y() + 4
        top = (
            below
            if below + height < room.height()
            else self._editor.viewport().mapTo(self._editor, rect.topLeft()).y() - height - 4
        )
        self.setGeometry(QRect(QPoint(x, max(0, top)), QSize(width, height)))
        self.raise_()
        self.show()

    def key(self, event: QKeyEvent) -> bool:
        """Take the keys of the list while it is open."""
        if not self.isVisible():
            return False
        key, at, rows = event.key(), self.view.currentIndex().row(), self._model.rowCount()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
        step = steps.get(Qt.Key(key))
        if step is not None:
            to = (at + step) % rows if abs(step) == 1 else max(0, min(rows - 1, at + step))
            self.view.setCurrentIndex(self._model.index(to))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.take()
        elif key == Qt.Key.Key_Escape:
            cursor = self._editor.textCursor()
            self._refused = cursor.position() - units(self.asked() or "")
            self.hide()
        else:
            return False
        return True

    def take(self) -> None:
        """Put the chosen row in the place of what was typed."""
        asked, at = self.asked(), self.view.currentIndex().row()
        if asked is None or not 0 <= at < len(self._model.rows):
            return
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.position() - units(asked) - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(self._model.rows[at].insert)
        self._editor.setTextCursor(cursor)
        self.hide()
