"""Write the words of a text or a callout where they stand, in a field over the picture: every input method works.

Leaving it keeps what was typed; Esc too (UX: Esc never drops work). Must not know the library.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontDatabase, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from gemba import paths
from gemba.imaging.geometry import CALLOUT_INK, callout_extent, text_size
from gemba.model.annotation import Mark, MarkKind
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.tools import SELECT
from gemba.ui.widgets.plain_words import typed_text

if TYPE_CHECKING:
    from gemba.ui.annotator.canvas import Canvas

_PAD_PX = 4


class TextEditor(QPlainTextEdit):
    """The words of one text or callout while they are written."""

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
        """Write in a text or a callout; a new one is kept only if something is written."""
        self._mark, self._new = mark, new
        wraps = mark.kind is MarkKind.CALLOUT and not new
        self.setLineWrapMode(self.LineWrapMode.WidgetWidth if wraps else self.LineWrapMode.NoWrap)
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
            self._board.work.put(self._worded(mark, words), changing=not self._new)
        if words.strip():
            self._board.selection.choose_mark(mark.id)
        self._canvas.update()

    def _worded(self, mark: Mark, words: str) -> Mark:
        """Return the mark with its words; the box of a new callout becomes as large as they need."""
        mark = replace(mark, text=words)
        if mark.kind is not MarkKind.CALLOUT or not self._new:
            return mark
        size = self._board.size
        wide, high = callout_extent(words, text_size(mark, size))
        (x0, y0), (x1, y1), tip = mark.points
        # Below the tip it grows down, above it up, so that it never lies on what it is about.
        left = min(max((x0 + x1) / 2 - wide / 2, 0.0), max(size[0] - wide, 0.0))
        top = y0 if y0 > tip[1] else y1 - high
        top = min(max(top, 0.0), max(size[1] - high, 0.0))
        left, top = round(left), round(top)
        return replace(mark, points=((left, top), (left + wide, top + high), tip))

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
        left, top, right, bottom = Mark("", MarkKind.PENCIL, 2 * self._mark.points[:2]).box()
        at, end = self._canvas.point_of(left, top), self._canvas.point_of(right, bottom)
        if self._mark.kind is MarkKind.CALLOUT:
            width = max(end.x() - at.x(), width if self._new else 0.0)
            height = max(end.y() - at.y(), height)
        self.setGeometry(
            round(at.x()) - _PAD_PX, round(at.y()) - _PAD_PX, max(round(width), 80), max(round(height), 24)
        )

    def _dress(self) -> None:
        assert self._mark is not None
        if not self._face:
            number = QFontDatabase.addApplicationFont(str(paths.font("LiberationSans-Bold.ttf")))
            self._face = (QFontDatabase.applicationFontFamilies(number) or ["Liberation Sans"])[0]
        colour = QColor(self._mark.colour).name()
        ink = colour if self._mark.kind is MarkKind.TEXT else CALLOUT_INK
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: rgba(255, 255, 255, 235); color: {ink};"
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
