"""The history at the right: what was done, newest first, undone steps greyed, and back to any of them.

Everything goes through the library's history; nothing here is a second truth. Must not know what a step was about.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from gemba.model.rows import OperationRow
from gemba.ui.desk import Desk
from gemba.ui.frame.history_rows import STEP, Step, StepDelegate
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel, even_figures
from gemba.ui.widgets.plain_words import plain_tip

_MOST = 300
_ROW = Qt.ItemDataRole.UserRole


class HistoryPanel(QFrame):
    """One per window."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build it; the steps are read in ``enter``."""
        super().__init__()
        self._desk = desk
        tr = desk.words.tr
        self.title = PlainLabel(tr("History"), "large", "strong")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(tr("Close the history"))
        self.close_button.clicked.connect(self.closed)
        self.list = QListWidget()
        even_figures(self.list)
        self.list.setAccessibleName(tr("Steps, newest first"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(StepDelegate(desk.theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda: self._offer())
        self.list.itemActivated.connect(lambda _: self.take())
        self.list.installEventFilter(self)
        self.explanation = PlainLabel("", "small", "muted", wrap=True)
        self.button = QPushButton()
        self.button.clicked.connect(self.take)
        self._lay_out()
        desk.changed.connect(self._refresh)
        desk.theme.changed.connect(self._draw)
        self._draw()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.explanation)
        layout.addWidget(self.button)

    def enter(self) -> None:
        """Read the steps and take the focus."""
        self._read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        history = self._desk.app.history
        self._desk.fetch(
            lambda _: (history.all(limit=_MOST), history.about(limit=_MOST)),
            owner=self,
            then=self._show,
            key=f"history-{id(self)}",
        )

    def _show(self, found: tuple[tuple[OperationRow, ...], dict[int, str]]) -> None:
        rows, about = found
        before = self.row()
        # Filled without a word: for a moment there is no step, and the button that may have the focus would go.
        self.list.blockSignals(True)
        self.list.clear()
        words = self._desk.words
        for row in rows:
            done = words.say(row.message) if row.message is not None else row.name
            step = Step(words.clock(row.at), done, about.get(row.seq, ""), row.undone)
            name = f"{done} · {step.about}" if step.about else done
            item = QListWidgetItem(f"{step.clock}   {name}")
            item.setData(_ROW, row)
            item.setData(STEP, step)
            item.setToolTip(plain_tip(name))
            if row.undone:
                font = item.font()
                font.setStrikeOut(True)
                item.setFont(font)
                said = words.listed((name, words.tr("undone")))
                item.setToolTip(plain_tip(said))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.list.addItem(item)
            if before is not None and row.seq == before.seq:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._offer()

    def row(self) -> OperationRow | None:
        """Return the chosen step."""
        at = self.list.currentRow()
        return None if at < 0 else self._rows()[at]

    def _offer(self) -> None:
        """Say what the button does for the chosen step."""
        tr, row = self._desk.words.tr, self.row()
        if row is None:
            self.explanation.setText(tr("Nothing was done yet. What you change stands here, and can be taken back."))
            self.button.hide()
            return
        newest = next((one for one in self._rows() if not one.undone), None)
        self.button.show()
        may = not row.dropped and not self._desk.read_only and row != newest
        if not may and self.button.hasFocus():
            # Qt would give the focus of what is greyed to whatever comes next.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.button.setEnabled(may)
        self.button.setText(tr("Do again up to here") if row.undone else tr("Take back to here"))
        if row.dropped:
            self.explanation.setText(tr("This was taken back and something else done since; it cannot be done again."))
        elif row.undone:
            self.explanation.setText(tr("This step and the undone ones before it are done again."))
        elif row == newest:
            self.explanation.setText(tr("This is how things stand now."))
        else:
            self.explanation.setText(tr("Everything done after this step is taken back; redo brings it again."))

    def _rows(self) -> list[OperationRow]:
        return [self.list.item(number).data(_ROW) for number in range(self.list.count())]

    def take(self) -> None:
        """Take back to the chosen step, or do again up to it."""
        row, history = self.row(), self._desk.app.history
        if row is None or not self.button.isEnabled():
            return
        initiator = self._desk.initiator
        if row.undone:
            self._desk.do(lambda: history.forward_to(row.seq, initiator=initiator), owner=self, then=self._again)
        else:
            self._desk.do(lambda: history.back_to(row.seq, initiator=initiator), owner=self, then=self._back)

    def _back(self, count: int) -> None:
        self._desk.toast(self._desk.words.count("{n} step taken back", "{n} steps taken back", count))
        self._read()

    def _again(self, count: int) -> None:
        self._desk.toast(self._desk.words.count("{n} step done again", "{n} steps done again", count))
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close at Esc."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        self.close_button.setIcon(self._desk.theme.icon("x", colour="muted"))
        role(self.list, "history")
