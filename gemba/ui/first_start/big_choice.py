"""A choice as large as a card: icon, name and one sentence, pressed like a button. Must not know what it chooses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import Theme, role
from gemba.ui.widgets.labels import PlainLabel

WIDTH_PX = 320
_ICON_PX = 28
_MARGIN_PX = 20


class BigChoice(QPushButton):
    """One of a few ways to go on, with room to say what it means."""

    def __init__(self, theme: Theme, icon: str, title: str, sentence: str) -> None:
        """Show ``title`` and what comes of it."""
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        role(self, "choice")
        self._picture = QLabel()
        self.title = PlainLabel(title, "large", "strong", wrap=True)
        self.sentence = PlainLabel(sentence, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(8)
        parts: tuple[QLabel, ...] = (self._picture, self.title, self.sentence)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        column.addStretch(1)
        self.setFixedWidth(WIDTH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.MinimumExpanding)
        self.draw()

    def sizeHint(self) -> QSize:
        """Return the room for all of the words; a button alone would ask for one line."""
        inner = WIDTH_PX - 2 * _MARGIN_PX
        self.title.ensurePolished()
        self.sentence.ensurePolished()
        words = sum(label.heightForWidth(inner) for label in (self.title, self.sentence))
        return QSize(WIDTH_PX, words + _ICON_PX + 2 * _MARGIN_PX + 2 * 8)

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing of it may be cut."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Ask for room anew where the words inside got another face: the layout around only asks the button."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def draw(self) -> None:
        """Draw the icon in the look that is worn."""
        colour, ratio = self._theme.look.accent, self.devicePixelRatioF()
        self._picture.setPixmap(icon_pixmap(self._icon, colour, size_px=_ICON_PX, ratio=ratio))
