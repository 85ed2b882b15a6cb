"""An empty place: an icon, one sentence of what belongs here, and the button for the next step (UX, law 3).

Also what a place shows while it loads and when loading failed. Must not know any place.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import Theme, role
from gemba.ui.widgets.labels import PlainLabel

_WIDEST_PX = 460
_SLACK_PX = 48
_NARROWEST_PX = 240


class EmptyState(QWidget):
    """One icon, one sentence, at most one button, in the middle of the room there is."""

    def __init__(
        self,
        theme: Theme,
        *,
        icon: str,
        sentence: str,
        button: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Show it; ``action`` is called by the button."""
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(12)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = PlainLabel(sentence, "large", "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._picture)
        layout.addWidget(self.sentence, alignment=Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(button)
        role(self.button, "primary")
        if action is not None:
            self.button.clicked.connect(lambda: action())
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
        # Shown only now that it has a parent: before, it would flash as a window and take the focus.
        self.button.setVisible(bool(button))
        theme.changed.connect(self._draw)
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the sentence its width: it may have been told another one meanwhile."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence the width that there is."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return that it can become narrow: the sentence follows."""
        return QSize(_NARROWEST_PX, super().minimumSizeHint().height())

    def say(self, sentence: str) -> None:
        """Say another sentence in the same place."""
        if sentence != self.sentence.text():
            self.sentence.setText(sentence)
            self._fit()

    def offer(self) -> None:
        """Give the button the keys, so that Enter is the next step; not where somebody is busy with something else."""
        window = self.window()
        # (PySide's stubs leave out that it may be None.)
        held: QWidget | None = window.focusWidget()
        if self.button.isVisible() and (held is None or held is window or held.isAncestorOf(self)):
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Wrap only where the room ends, into lines of about one length: no word stands alone in the last."""
        self.sentence.ensurePolished()
        whole = self.sentence.fontMetrics().horizontalAdvance(self.sentence.text()) + 4
        room = max(1, min(_WIDEST_PX, self.width() - 48))
        lines = -(-whole // room)
        wanted = whole if lines == 1 else whole // lines + _SLACK_PX
        width = max(1, min(wanted, room))
        self.sentence.setFixedWidth(width)
        # A layout that centres a label asks it for a height before it knows this width.
        # Without a word it has none to give, and says -1.
        self.sentence.setMinimumHeight(max(0, self.sentence.heightForWidth(width)))

    def _draw(self) -> None:
        look = self._theme.look
        self._picture.setPixmap(icon_pixmap(self._icon_name, look.field, size_px=40, ratio=self.devicePixelRatioF()))
