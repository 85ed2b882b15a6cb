"""The panel of remarks below the prose: rows to go through with F8, each leading to its place.

Must not know how anything is found, nor the text.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gemba.ui.desk import Desk
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.narratives.parts import tool
from gemba.ui.narratives.remark_list import Remark
from gemba.ui.widgets.labels import ElidedLabel
from gemba.ui.widgets.plain_words import plain_tip

_ROW_PX = 30
_LINE_PX = 58
_GAP_PX, _LEAST_WORDS_PX = 12, 60
Index = QModelIndex | QPersistentModelIndex


class RemarkModel(QAbstractListModel):
    """The rows of the panel."""

    def __init__(self, desk: Desk) -> None:
        """Begin with none."""
        super().__init__()
        self._desk = desk
        self.rows: tuple[Remark, ...] = ()
        #: the line of the text that the hands are in
        self.line = 0

    def show(self, rows: tuple[Remark, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.rows[index.row()].sentence)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].sentence
        return None


class RemarkRow(QStyledItemDelegate):
    """Paint one row: icon, line, sentence."""

    def __init__(self, desk: Desk) -> None:
        """Take the looks."""
        super().__init__()
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(120, max(_ROW_PX, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it."""
        model = index.model()
        if not isinstance(model, RemarkModel):
            return
        remark = model.rows[index.row()]
        rect: QRect = option.rect
        state = option.state
        colour, look, words = self._desk.theme.colour, self._desk.theme.look, self._desk.words
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        kind = look.attention if remark.serious else look.muted
        ratio = painter.device().devicePixelRatioF()
        sign = icon_pixmap(remark.icon, kind, size_px=15, ratio=ratio)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 7, sign)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        here = bool(remark.line) and remark.line == model.line
        painter.setPen(colour("ink" if here else "muted"))
        if here:
            strong = QFont(painter.font())
            strong.setWeight(QFont.Weight.DemiBold)
            painter.setFont(strong)
        where = words.tr("line {n}", n=remark.line) if remark.line else words.tr("whole")
        painter.drawText(rect.adjusted(36, 0, 0, 0), middle, where)
        painter.setFont(option.font)
        painter.setPen(colour("ink"))
        room = rect.adjusted(36 + _LINE_PX, 0, -12, 0)
        told = not remark.words or remark.words in remark.sentence or remark.kind in ("stale", "draft")
        metrics = QFontMetrics(painter.font())
        painter.drawText(room, middle, metrics.elidedText(remark.sentence, Qt.TextElideMode.ElideRight, room.width()))
        left = room.adjusted(metrics.horizontalAdvance(remark.sentence) + _GAP_PX, 0, 0, 0)
        if not told and left.width() > _LEAST_WORDS_PX:
            # What is wrong comes first; what it is about is selected in the text anyway.
            painter.setPen(colour("muted"))
            words_there = metrics.elidedText(f"“{remark.words}”", Qt.TextElideMode.ElideRight, left.width())
            painter.drawText(left, middle, words_there)
        painter.restore()


class RemarksPanel(QWidget):
    """The panel; ``gone_to`` gives the remark to show in the text, ``mended`` the one whose button was pressed."""

    gone_to = Signal(object)
    mended = Signal(object)
    opened = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing found."""
        super().__init__()
        self._desk = desk
        role(self, "surface")
        words = desk.words
        self._model = RemarkModel(desk)
        self._paint = RemarkRow(desk)
        self._nearest: Remark | None = None
        head = self._build_head()
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._paint)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(words.tr("Remarks"))
        self.view.clicked.connect(lambda index: self.go_to(index.row()))
        self.view.activated.connect(lambda index: self.go_to(index.row()))
        self.view.selectionModel().currentChanged.connect(lambda *_: self._offer())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.show_remarks(())

    def _build_head(self) -> QHBoxLayout:
        """Build the line that says how many there are, with the buttons that go through them."""
        desk, tr = self._desk, self._desk.words.tr
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(4)
        self.said = ElidedLabel("", "strong")
        self.mend = QPushButton("")
        self.mend.clicked.connect(self._mend)
        self.mend.hide()
        head.addWidget(self.said, 1)
        head.addWidget(self.mend)
        head.addWidget(
            tool(
                desk,
                "chevron-up",
                tr("Remark before"),
                lambda: self.step(-1),
                action_id="narratives.previous_remark",
            )
        )
        head.addWidget(
            tool(desk, "chevron-down", tr("Next remark"), lambda: self.step(1), action_id="narratives.next_remark")
        )
        head.addWidget(tool(desk, "x", tr("Close the remarks"), lambda: self.opened.emit(False)))
        return head

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return the rows."""
        return self._model.rows

    def sizeHint(self) -> QSize:
        """Return a height of a few rows."""
        return QSize(300, 180)

    def minimumSizeHint(self) -> QSize:
        """Return the least: the head and two rows."""
        return QSize(160, 96)

    def show_remarks(self, rows: tuple[Remark, ...]) -> None:
        """Show what was found; the row that was chosen stays chosen where it is still there."""
        if rows == self._model.rows and rows:
            return
        before, at = self.current(), self.view.verticalScrollBar().value()
        self._model.show(rows)
        if before is not None:
            same = [at for at, one in enumerate(rows) if (one.kind, one.words) == (before.kind, before.words)]
            if same:
                self.view.setCurrentIndex(self._model.index(min(same, key=lambda at: abs(rows[at].line - before.line))))
        said = self._desk.words.count("{n} remark", "{n} remarks", len(rows)) if rows else ""
        self.view.verticalScrollBar().setValue(at)
        self.said.setText(said or self._desk.words.tr("Nothing to remark"))
        self._offer()

    def follow(self, line: int, nearest: Remark | None = None) -> None:
        """Have in sight what is remarked on the line that the hands are in, and of it the one nearest to them.

        It scrolls no further than it takes, and nowhere where nothing is remarked; what is chosen stays chosen.
        """
        self._model.line, self._nearest = line, nearest
        self.view.viewport().update()
        self.show_nearest()

    def show_nearest(self) -> None:
        """Scroll there once more: the panel was closed, or has other rows."""
        here = [row for row, one in enumerate(self._model.rows) if one.line and one.line == self._model.line]
        if not here:
            return
        near = next((row for row in here if self._model.rows[row] == self._nearest), here[0])
        for row in (here[-1], here[0], near):
            self.view.scrollTo(self._model.index(row), QListView.ScrollHint.EnsureVisible)

    def current(self) -> Remark | None:
        """Return the chosen row."""
        at = self.view.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def step(self, by: int, *, line: int = 0) -> None:
        """Go to the next row or the one before; from the line of the text that the hands went to since."""
        rows = self._model.rows
        if not rows:
            return
        at = self.view.currentIndex().row()
        if line and (at < 0 or rows[at].line not in (0, line)):
            behind = next((row for row, one in enumerate(rows) if one.line >= line), len(rows))
            at = behind if by > 0 else behind - 1
        else:
            at += by
        self.go_to(at % len(rows))

    def go_to(self, row: int) -> None:
        """Choose a row and show its place in the text."""
        row = max(0, min(row, len(self._model.rows) - 1))
        self.view.setCurrentIndex(self._model.index(row))
        self.gone_to.emit(self._model.rows[row])

    def _offer(self) -> None:
        remark = self.current()
        self.mend.setVisible(bool(remark and remark.mend))
        if remark is not None:
            self.mend.setText(remark.mend)

    def _mend(self) -> None:
        remark = self.current()
        if remark is not None:
            self.mended.emit(remark)
