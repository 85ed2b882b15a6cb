"""A button whose words end in "…" where there is no room for them, the whole as a tool tip. Must not know its use."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_NARROWEST_PX = 64


class ElidedButton(QPushButton):
    """As wide as its words where there is room, narrower where there is none."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show ``text`` as far as there is room."""
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text.replace("&&", "&"))

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line; hardly any width is needed."""
        hint = super().minimumSizeHint()
        return QSize(min(_NARROWEST_PX, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button with the words that have room."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - around)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
