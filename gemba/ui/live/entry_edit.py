"""The field of the entry line: chooses kinds by "/w " and Tab, keeps with Enter, offers links after "@".

Plain letters never choose a kind, and nothing is taken from an input method while it composes (SETTLED §27). Must not
know the store: it asks ``links`` what can be named and tells by signals what was wished.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit

from gemba.model.values import ObservationKind
from gemba.ui.live.links import LinkPopup
from gemba.ui.widgets.kinds import LETTERS
from gemba.ui.widgets.text_units import letters, units

_CHOICE = re.compile(r"/([a-z])[ \u3000]", re.IGNORECASE)
#: on each side of the text: the sheet's border and padding, and what Qt leaves free
_BESIDE_TEXT_PX = 1 + 8 + 2
_LINK = re.compile(r"(?:^|(?<=[\s(（]))@([^\s@]{0,30})$")


class EntryEdit(QLineEdit):
    """One line for what is seen; keys that mean something to a visit become signals."""

    entered = Signal()
    kind_typed = Signal(object)
    kind_stepped = Signal(int)
    kind_given_back = Signal()
    escaped = Signal()
    wants_above = Signal()
    wants_below = Signal()
    picture_pasted = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.composing = False
        #: so many characters at the start belong to lines that are on their way; the line begins behind them
        self.begin = 0
        self.links: LinkPopup | None = None
        #: says of what is on the clipboard whether it is a picture
        self.is_picture: Callable[[QMimeData], bool] = QMimeData.hasImage
        self._hints: tuple[str, ...] = ()
        self.setFrame(False)
        self.setProperty("role", "bare")
        self.textEdited.connect(self._look_for_choice)
        self.cursorPositionChanged.connect(lambda *_: self._look_for_link())

    def at(self) -> int:
        """Return before which letter the cursor stands, as ``begin`` and Python count them."""
        return letters(self.text(), self.cursorPosition())

    def go_to(self, letter: int) -> None:
        """Put the cursor before a letter."""
        self.setCursorPosition(units(self.text()[:letter]))

    # -- its hint ---------------------------------------------------------------------------------------------

    def offer_hints(self, hints: Sequence[str]) -> None:
        """Show the first of these that is not cut while the line is empty; the last where all would be."""
        self._hints = tuple(hints)
        self._choose_hint()

    def hint_room_px(self) -> int:
        """Return how wide a hint may be before Qt cuts it."""
        return self.contentsRect().width() - 2 * _BESIDE_TEXT_PX

    def _choose_hint(self) -> None:
        room, metrics = self.hint_room_px(), self.fontMetrics()
        fitting = (one for one in self._hints if metrics.horizontalAdvance(one) <= room)
        self.setPlaceholderText(next(fitting, self._hints[-1] if self._hints else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the hint anew for another width."""
        super().resizeEvent(event)
        self._choose_hint()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the hint anew for another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._choose_hint()

    # -- keys -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take Tab before it moves the focus, and leave undo to the window where nothing is typed."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and not self.text() and _is_history(event):
                event.ignore()
                return False
            if event.type() == QEvent.Type.KeyPress and self._tab(event):
                return True
        return super().event(event)

    def _tab(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or self.composing:
            return False
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if self._popup_takes(event):
            return True
        back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.kind_stepped.emit(-1 if back else 1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, choose, go up or down, paste; everything else is typing."""
        if self.composing:
            super().keyPressEvent(event)
            return
        if self._popup_takes(event):
            return
        if event.matches(QKeySequence.StandardKey.Paste) and self._clipboard_is_picture():
            self.picture_pasted.emit()
            return
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        wished = {
            Qt.Key.Key_Return: self.entered,
            Qt.Key.Key_Enter: self.entered,
            Qt.Key.Key_Escape: self.escaped,
            Qt.Key.Key_Up: self.wants_above,
            Qt.Key.Key_Down: self.wants_below,
        }.get(Qt.Key(event.key()))
        if wished is not None and plain:
            wished.emit()
        elif event.key() == Qt.Key.Key_Backspace and plain and self._at_start():
            self.kind_given_back.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing; its text is its own until it commits."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the links away."""
        if self.links is not None:
            self.links.hide()
        super().focusOutEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave pictures and files to the page; take words."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _at_start(self) -> bool:
        return self.at() == self.begin and not self.hasSelectedText()

    def _clipboard_is_picture(self) -> bool:
        mime = QGuiApplication.clipboard().mimeData()
        files = mime.hasUrls() and any(url.isLocalFile() for url in mime.urls())
        return files or (self.is_picture(mime) and not mime.hasText())

    # -- kinds and links --------------------------------------------------------------------------------------

    def _look_for_choice(self, text: str) -> None:
        """Take "/w " at the start as a choice; only the blank decides, so nothing else is ever eaten."""
        found = _CHOICE.match(text, self.begin)
        if self.composing or found is None or self.at() != found.end():
            return
        kind = LETTERS.get(found[1].lower())
        if kind is not None:
            self.setText(text[: self.begin] + text[found.end() :])
            self.go_to(self.begin)
            self.kind_typed.emit(kind)

    def give_back(self, letter: str) -> None:
        """Put the letters that chose the kind back where they were typed."""
        text = self.text()
        self.setText(f"{text[: self.begin]}/{letter}{text[self.begin :]}")
        self.go_to(self.begin + 1 + len(letter))

    def _look_for_link(self) -> None:
        if self.links is None:
            return
        found = None if self.composing else _LINK.search(self.text()[: self.at()])
        if found is None or not self.hasFocus():
            self.links.hide()
        else:
            self.links.ask(found[1])

    def _popup_takes(self, event: QKeyEvent) -> bool:
        if self.links is None or not self.links.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self.take_link()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.links.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.links.hide()
            return True
        return False

    def take_link(self) -> bool:
        """Put what is chosen in the list into the line; say whether there was something."""
        link = None if self.links is None else self.links.chosen()
        if self.links is None or link is None:
            return False
        self._insert(link.inserted)
        self.links.hide()
        self.links.taken.emit(link)
        return True

    def _insert(self, text: str) -> None:
        before, after = self.text()[: self.at()], self.text()[self.at() :]
        start = _LINK.search(before)
        if start is not None:
            kept = before[: start.start()] + text
            self.setText(kept + after)
            self.go_to(len(kept))
            self.textEdited.emit(self.text())


def _is_history(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def step_kind(kind: ObservationKind, by: int) -> ObservationKind:
    """Return the kind that stands ``by`` further in the order of Tab."""
    from gemba.ui.widgets.kinds import KIND_ORDER

    return KIND_ORDER[(KIND_ORDER.index(kind) + by) % len(KIND_ORDER)]
