"""Toasts: a sentence at the foot of the window with at most one button, gone after a while.

They never take the focus; F6 goes to the newest, Esc leaves it. They stay while the mouse is over them or the focus
in them, and tell a screen reader what they say. Must not know who speaks.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from gemba.ui.desk import Desk, Toast
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel

MOST = 3
STAYS_MS = 6_000
STAYS_WITH_BUTTON_MS = 10_000
_WIDTH_PX = 460
_MARGIN_PX = 16
_ICONS = {"good": "circle-check", "attention": "triangle-alert", "stop": "octagon-alert"}


class ToastCard(QFrame):
    """One toast."""

    gone = Signal(object)

    def __init__(self, desk: Desk, toast: Toast, parent: QWidget) -> None:
        """Show what it says; its time runs from now on."""
        super().__init__(parent)
        self.toast = toast
        self._desk = desk
        role(self, "toast")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(16, 8, 8, 8)
        self._line.setSpacing(12)
        self.icon = QLabel()
        self._line.addWidget(self.icon)
        # Only what has its parent may be shown: anything else would flash as a window of its own.
        self.icon.setVisible(toast.kind in _ICONS)
        self.text = PlainLabel(toast.text, wrap=True)
        # A wrapping label would rather be square than wide.
        self.text.setFixedWidth(min(_WIDTH_PX, self.text.fontMetrics().horizontalAdvance(toast.text) + 4))
        self._line.addWidget(self.text, 1)
        self.button = QPushButton(toast.button)
        self._line.addWidget(self.button)
        self.button.setVisible(bool(toast.button))
        self.button.clicked.connect(self._do)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(desk.words.tr("Close this message"))
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.clicked.connect(self.dismiss)
        self._line.addWidget(self.close_button)
        self.setAccessibleName(toast.text)
        for one in (self.button, self.close_button):
            one.installEventFilter(self)
        self.timer = QTimer(self, singleShot=True)
        self.timer.setInterval(STAYS_WITH_BUTTON_MS if toast.button else STAYS_MS)
        self.timer.timeout.connect(self.dismiss)
        self.timer.start()
        self.draw()

    def draw(self) -> None:
        """Take the colours of the look."""
        look = self._desk.theme.look
        self.close_button.setIcon(self._desk.theme.icon("x", colour="surface"))
        name = _ICONS.get(self.toast.kind)
        if name is not None:
            self.icon.setPixmap(icon_pixmap(name, look.surface, ratio=self.devicePixelRatioF()))

    def dismiss(self) -> None:
        """Go away."""
        self.timer.stop()
        self.gone.emit(self)

    def _do(self) -> None:
        self.dismiss()
        if self.toast.action is not None:
            self.toast.action()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is over it."""
        self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay while the focus is on a button of it; Esc leaves it."""
        if isinstance(event, QFocusEvent):
            self.timer.stop() if event.gotFocus() else self._count()
        elif isinstance(event, QKeyEvent) and _is_escape(event):
            self.dismiss()
            return True
        return super().eventFilter(watched, event)

    def _count(self) -> None:
        focused = self.button.hasFocus() or self.close_button.hasFocus()
        if not focused and not self.underMouse():
            self.timer.start()


def _is_replaced(old: Toast, new: Toast) -> bool:
    """Say whether a new one takes the place of an old one: it says the same, or how the same thing stands now."""
    return (old.text, old.button) == (new.text, new.button) or (bool(new.topic) and old.topic == new.topic)


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape


class Toasts(QWidget):
    """The stack of them, over the foot of its parent."""

    def __init__(self, desk: Desk, parent: QWidget, *, above_px: int = 0) -> None:
        """Lie over ``parent``, so many pixels above its lower edge."""
        super().__init__(parent)
        self._desk = desk
        self._above_px = above_px
        self._ground = parent
        self.cards: list[ToastCard] = []
        self._before: QWidget | None = None
        self._follows = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.hide()
        desk.theme.changed.connect(self._draw)

    def say(self, toast: Toast) -> ToastCard:
        """Show one more; the oldest goes where there are more than three, and what it takes the place of."""
        for card in [one for one in self.cards if _is_replaced(one.toast, toast)]:
            self._drop(card)
        if not self._follows:
            # A filter costs every event of the window; there is nothing to place before the first toast.
            self._follows = True
            self._ground.installEventFilter(self)
        card = ToastCard(self._desk, toast, self)
        card.gone.connect(self._drop)
        self.cards.append(card)
        self._layout.addWidget(card, alignment=Qt.AlignmentFlag.AlignHCenter)
        while len(self.cards) > MOST:
            self._drop(self.cards[0])
        card.show()
        # Placed before it is seen: in the corner it may lie under the mouse, and would stay for it.
        self._place()
        self.show()
        self.raise_()
        self._announce(toast)
        return card

    def focus_newest(self) -> None:
        """Put the focus on the newest one; Esc or its button gives it back."""
        if not self.cards:
            return
        card = self.cards[-1]
        self._before = self.window().focusWidget()
        (card.button if card.toast.button else card.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _drop(self, card: ToastCard) -> None:
        if card not in self.cards:
            return
        had_focus = card.button.hasFocus() or card.close_button.hasFocus()
        self.cards.remove(card)
        self._layout.removeWidget(card)
        card.timer.stop()
        card.hide()
        card.deleteLater()
        if had_focus and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None if had_focus else self._before
        self.setVisible(bool(self.cards))
        self._place()

    def _announce(self, toast: Toast) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, toast.text))

    def _place(self) -> None:
        """Lie in the middle above the foot, as large as the cards."""
        parent = self.parentWidget()
        if parent is None or not self.cards:
            return
        width = max(120, parent.width() - 2 * _MARGIN_PX)
        for card in self.cards:
            card.setMaximumWidth(width)
        self._layout.invalidate()
        hint = self._layout.sizeHint()
        width = min(width, hint.width())
        height = self._layout.heightForWidth(width) if self._layout.hasHeightForWidth() else hint.height()
        foot = self._desk.foot_px()
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - height - _MARGIN_PX - self._above_px - foot, width, height
        )

    def _draw(self) -> None:
        for card in self.cards:
            card.draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
