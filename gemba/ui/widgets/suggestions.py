"""Words offered below a field while somebody types into it: a list inside the window that never takes the focus.

Qt's own completer opens a window of its own that grabs the keyboard; on X11 a Tab that comes while the grab is taken is
lost. Here the keys stay with the field all the time, and Tab always goes on. Must not know what the words are.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QListWidget, QListWidgetItem, QWidget

from gemba.ui.look.theme import role

_MOST = 7
_LEAST_WIDTH_PX, _GAP_PX, _EDGE_PX = 200, 2, 4
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Suggestions(QObject):
    """The words for one field, found by any part of them; ``taken`` once one stands in the field."""

    taken = Signal()

    def __init__(self, field: QLineEdit, *, name: str) -> None:
        """Serve a field; ``name`` is what the list is called to who cannot see it."""
        super().__init__(field)
        self._field = field
        self._name = name
        self._words: tuple[str, ...] = ()
        self._list: QListWidget | None = None
        self._scrolled: QAbstractScrollArea | None = None
        field.installEventFilter(self)
        field.textEdited.connect(self.look)

    def offer(self, words: Sequence[str]) -> None:
        """Offer these words from now on."""
        self._words = tuple(words)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return what is offered at this moment, nothing while the list is away."""
        made = self._list
        if made is None or not made.isVisible():
            return ()
        return tuple(made.item(row).text() for row in range(made.count()))

    def look(self, typed: str) -> None:
        """Show what holds the letters typed, those that begin with them first; hide where nothing is left to offer."""
        wanted = typed.strip().casefold()
        fitting = [one for one in self._words if wanted and wanted in one.casefold()]
        fitting.sort(key=lambda one: not one.casefold().startswith(wanted))
        if not fitting or (len(fitting) == 1 and fitting[0] == typed):
            self.hide()
            return
        made = self._made()
        made.clear()
        made.addItems(fitting[:_MOST])
        made.setCurrentRow(-1)
        self._place(made)
        made.show()
        made.raise_()

    def hide(self) -> None:
        """Put the list away; what is typed stays."""
        if self._list is not None:
            self._list.hide()

    def settle(self) -> None:
        """Take what is chosen in the list, if anything is, and put the list away."""
        made = self._list
        item = made.currentItem() if made is not None and made.isVisible() and made.currentRow() >= 0 else None
        if item is not None:
            self._take(item.text())
        self.hide()

    # -- the list ---------------------------------------------------------------------------------------------

    def _made(self) -> QListWidget:
        window = self._field.window()
        if self._list is None or self._list.parentWidget() is not window:
            if self._list is not None:
                self._list.deleteLater()
            made = QListWidget(window)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAccessibleName(self._name)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setTextElideMode(Qt.TextElideMode.ElideRight)
            role(made, "framed")
            made.itemPressed.connect(self._pressed)
            self._field.destroyed.connect(made.deleteLater)
            self._list = made
            self._follow_scrolling()
        return self._list

    def _follow_scrolling(self) -> None:
        above = self._field.parentWidget()
        while above is not None and not isinstance(above, QAbstractScrollArea):
            above = above.parentWidget()
        if above is not None and above is not self._scrolled:
            self._scrolled = above
            above.verticalScrollBar().valueChanged.connect(self._follow)

    def _follow(self) -> None:
        """Stay below the field where it was moved, as when what is typed mends the card; go once it is out of sight."""
        made, room = self._list, self._scrolled
        if made is None or room is None or not made.isVisible():
            return
        field = self._field.rect().translated(self._field.mapTo(room.viewport(), QPoint(0, 0)))
        if room.viewport().rect().contains(field):
            self._place(made)
        else:
            made.hide()

    def _place(self, made: QListWidget) -> None:
        window: QWidget = self._field.window()
        height = sum(made.sizeHintForRow(row) for row in range(made.count())) + 2 * made.frameWidth() + 4
        spot = self._field.mapTo(window, QPoint(0, self._field.height() + _GAP_PX))
        if spot.y() + height > window.height() - _EDGE_PX:
            spot = self._field.mapTo(window, QPoint(0, -height - _GAP_PX))
        width = min(max(_LEAST_WIDTH_PX, self._field.width()), window.width() - 2 * _EDGE_PX)
        left = max(_EDGE_PX, min(spot.x(), window.width() - width - _EDGE_PX))
        made.setGeometry(left, max(_EDGE_PX, spot.y()), width, height)

    def _pressed(self, item: QListWidgetItem) -> None:
        self._take(item.text())

    def _take(self, words: str) -> None:
        self.hide()
        self._field.setText(words)
        self.taken.emit()

    # -- the field's keys ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrows, take with Enter or Tab, close with Esc; every other key is the field's."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif isinstance(event, QKeyEvent) and self._list is not None and self._list.isVisible():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._key(event, self._list)
        return False

    def _key(self, event: QKeyEvent, made: QListWidget) -> bool:
        key, at = Qt.Key(event.key()), made.currentRow()
        step = _STEPS.get(key)
        if step is not None:
            # One place more than there are rows: above the first stands what was typed.
            made.setCurrentRow((at + 1 + step) % (made.count() + 1) - 1)
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in _TAKES:
            self.settle()
            return at >= 0 and key != Qt.Key.Key_Tab
        return False
