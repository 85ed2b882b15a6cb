"""The words of a text mark, written where they stand: a field over the picture, in which every input method works.

Leaving it keeps what was typed, and so does Esc. Must not know the review.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontDatabase, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gemba import paths
from gemba.imaging.geometry import text_size
from gemba.model.annotation import Mark
from gemba.ui.widgets.plain_words import typed_text

_PAD_PX = 4


class TextField(QPlainTextEdit):
    """``written`` tells the mark with its words and the item that it changes, empty for a new mark."""

    written = Signal(object, str)
    #: something was typed
    typed = Signal()

    def __init__(self, over: QWidget, *, name: str) -> None:
        """Lie over a widget, hidden until it is needed; ``name`` is for a screen reader."""
        super().__init__(over)
        self._over = over
        self._mark: Mark | None = None
        self._item = ""
        self._at = QPointF()
        self._text_px = 12.0
        self._face = ""
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._changed)
        self.hide()

    @property
    def mark(self) -> Mark | None:
        """Return the mark with the words typed so far, None while nothing is written."""
        return None if self._mark is None else replace(self._mark, text=typed_text(self).strip("\n"))

    @property
    def item(self) -> str:
        """Return the item whose words are changed, empty for a new mark."""
        return self._item

    def begin(self, mark: Mark, item: str, *, size: tuple[int, int]) -> None:
        """Write in a text mark of a picture of that size; ``place`` says where it stands."""
        self._mark, self._item = None, item
        self._dress(mark)
        self.setPlainText(mark.text)
        self._mark = mark
        self._text_px = text_size(mark, size)
        self.selectAll()
        self.show()
        self.setFocus()

    def place(self, at: QPointF, scale: float) -> None:
        """Stand at a point of the widget below, with the picture shown at that scale."""
        if self._mark is None:
            return
        font = QFont()
        font.setFamilies([self._face, "Noto Sans SC", "Noto Sans TC"])
        font.setBold(True)
        font.setPixelSize(max(9, round(self._text_px * scale)))
        self.setFont(font)
        self._at = at
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetricsF(self.font())
        lines = typed_text(self).split("\n") or [""]
        width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * metrics.averageCharWidth() + 4 * _PAD_PX
        height = len(lines) * metrics.lineSpacing() + 2 * _PAD_PX + 6
        left, top = round(self._at.x()) - _PAD_PX, round(self._at.y()) - _PAD_PX
        self.setGeometry(left, top, max(round(width), 80), max(round(height), 24))

    def _dress(self, mark: Mark) -> None:
        if not self._face:
            number = QFontDatabase.addApplicationFont(str(paths.font("LiberationSans-Bold.ttf")))
            self._face = (QFontDatabase.applicationFontFamilies(number) or ["Liberation Sans"])[0]
        colour = QColor(mark.colour).name()
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: rgba(255, 255, 255, 235); color: {colour};"
            f" border: 2px solid {colour}; border-radius: 3px; padding: {_PAD_PX - 2}px; }}"
        )

    def _changed(self) -> None:
        if self._mark is not None:
            self._fit()
            self.typed.emit()

    def keep(self) -> None:
        """Hand on what was written, and close."""
        mark, item = self.mark, self._item
        self._mark, self._item = None, ""
        if mark is not None:
            self.hide()
            self.written.emit(mark, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps the words and gives the picture the keys back."""
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
            self._over.setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the words when something else is done; not for the menu of an input method."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.keep()
