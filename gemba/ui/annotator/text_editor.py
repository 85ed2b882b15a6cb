"""Write a text mark where it stands: a field of the system over the picture, so that every input method works.

Leaving it keeps what was typed; Esc too (UX: Esc never drops work). Must not know the library.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontDatabase, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from gemba import paths
from gemba.imaging.geometry import text_size
from gemba.model.annotation import Mark
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.tools import SELECT
from gemba.ui.widgets.plain_words import typed_text

if TYPE_CHECKING:
    from gemba.ui.annotator.canvas import Canvas

_PAD_PX = 4


class TextEditor(QPlainTextEdit):
    """The words of one text mark while they are written."""

    def __init__(self, canvas: Canvas, board: Board) -> None:
        """Lie over a canvas, hidden until it is needed."""
        super().__init__(canvas)
        self._canvas = canvas
        self._board = board
        self._mark: Mark | None = None
        self._new = False
        self._face = ""
        self.setAccessibleName(canvas.desk.words.tr("Words on the picture"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.follow)
        self.hide()

    def begin(self, mark: Mark, *, new: bool) -> None:
        """Write in a text mark; a new one is kept only if something is written."""
        self._mark, self._new = mark, new
        self.setPlainText(mark.text)
        self.selectAll()
        self._dress()
        self.follow()
        self.show()
        self.setFocus()
        self._canvas.update()

    def keep(self) -> None:
        """Keep what was written as one operation, and close."""
        mark, self._mark = self._mark, None
        if mark is None:
            return
        self.hide()
        if self._new:
            # The next click is about what stands there; another text begins with T.
            self._board.choose_tool(SELECT)
        words = typed_text(self).strip("\n")
        if not words.strip():
            if not self._new:
                self._board.work.take_off(mark.id)
        elif words != mark.text:
            self._board.work.put(replace(mark, text=words), changing=not self._new)
        if words.strip():
            self._board.selection.choose_mark(mark.id)
        self._canvas.update()

    def follow(self) -> None:
        """Stand where the mark stands, as large as its words."""
        if self._mark is None:
            return
        font = self._dressed_font()
        self.setFont(font)
        metrics = QFontMetricsF(font)
        lines = typed_text(self).split("\n") or [""]
        width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * metrics.averageCharWidth() + 4 * _PAD_PX
        height = len(lines) * metrics.lineSpacing() + 2 * _PAD_PX + 6
        at = self._canvas.point_of(*self._mark.points[0])
        self.setGeometry(
            round(at.x()) - _PAD_PX, round(at.y()) - _PAD_PX, max(round(width), 80), max(round(height), 24)
        )

    def _dress(self) -> None:
        assert self._mark is not None
        if not self._face:
            number = QFontDatabase.addApplicationFont(str(paths.font("LiberationSans-Bold.ttf")))
            self._face = (QFontDatabase.applicationFontFamilies(number) or ["Liberation Sans"])[0]
        colour = QColor(self._mark.colour).name()
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: rgba(255, 255, 255, 235); color: {colour};"
            f" border: 2px solid {colour}; border-radius: 3px; padding: {_PAD_PX - 2}px; }}"
        )

    def _dressed_font(self) -> QFont:
        assert self._mark is not None
        font = QFont()
        font.setFamilies([self._face, "Noto Sans SC", "Noto Sans TC"])
        font.setBold(True)
        zoom = self._board.view.zoom / self._canvas.devicePixelRatioF()
        font.setPixelSize(max(9, round(text_size(self._mark, self._board.size) * zoom)))
        return font

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Ctrl+Enter keep the words and give the canvas the keys back."""
        done = event.key() == Qt.Key.Key_Escape
        if done:
            self.keep()
            self._canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the words when something else is done; not for the menu of an input method."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.keep()
