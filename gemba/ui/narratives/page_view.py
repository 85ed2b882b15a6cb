"""The true page as a picture: white paper on the desk, fitted to the room or larger, with a mark where the cursor is.

Painted, not laid out here: the picture comes from the engine that prints. Must not know how it is made.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gemba.ui.look.looks import LIGHT
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.edge import paint_edge

_AROUND_PX = 16
_ZOOMS = (0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
_A4 = (595.28, 841.89)
_SHADOW_STEPS = 3


class PageView(QAbstractScrollArea):
    """One page of paper; ``width_wanted`` says that a picture of another width is needed."""

    width_wanted = Signal(int)
    turned = Signal(int)
    pointed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show an empty sheet until there is a picture."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._image: QImage | None = None
        self._size_pt = _A4
        self._mark: tuple[float, float] | None = None
        self.zoom = 1.0
        self._asked = 0

    # -- what is shown ----------------------------------------------------------------------------------------

    def show_page(
        self, image: QImage | None, *, size_pt: tuple[float, float], mark: tuple[float, float] | None
    ) -> None:
        """Show a picture of a page; ``mark`` is top and foot of the cursor's paragraph in points, None for none."""
        self._image, self._size_pt, self._mark = image, size_pt, mark
        self._lay()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return a width at which a page can be read."""
        return QSize(380, 540)

    def minimumSizeHint(self) -> QSize:
        """Return the least at which a page is still a page."""
        return QSize(180, 200)

    def page_width_px(self) -> int:
        """Return how wide the page is on the screen, in its own pixels."""
        return round(self._paper().width() * self.devicePixelRatioF())

    def set_zoom(self, step: int) -> None:
        """Make the page larger (1), smaller (-1) or fit the room (0)."""
        if step == 0:
            self.zoom = 1.0
        else:
            at = min(range(len(_ZOOMS)), key=lambda index: abs(_ZOOMS[index] - self.zoom))
            self.zoom = _ZOOMS[max(0, min(len(_ZOOMS) - 1, at + step))]
        self._lay()
        self._ask()
        self.viewport().update()

    def show_height(self, y_pt: float) -> None:
        """Bring a height of the page into view where the page is taller than the room."""
        bar = self.verticalScrollBar()
        if bar.maximum():
            at = y_pt / self._size_pt[1] * self._paper().height()
            room = self.viewport().height()
            if not bar.value() + room * 0.1 <= at <= bar.value() + room * 0.9:
                bar.setValue(round(at - room / 3))

    def _fitting(self) -> float:
        """Return the width at which a whole page fits."""
        room = self.viewport().size()
        wide = room.width() - 2 * _AROUND_PX
        tall = (room.height() - 2 * _AROUND_PX) * self._size_pt[0] / self._size_pt[1]
        # A page too small to read is of no use: in a low room it fits by width and scrolls.
        return max(120.0, min(wide, tall if tall > 0.72 * wide else wide))

    def _paper(self) -> QRectF:
        width = round(self._fitting() * self.zoom)
        height = round(width * self._size_pt[1] / self._size_pt[0])
        room = self.viewport().size()
        left = max(float(_AROUND_PX), (room.width() - width) / 2) - self.horizontalScrollBar().value()
        return QRectF(round(left), _AROUND_PX - self.verticalScrollBar().value(), width, height)

    def _lay(self) -> None:
        paper, room = self._paper(), self.viewport().size()
        tall = self.verticalScrollBar()
        tall.setRange(0, max(0, round(paper.height()) + 2 * _AROUND_PX - room.height()))
        tall.setPageStep(room.height())
        tall.setSingleStep(40)
        wide = self.horizontalScrollBar()
        wide.setRange(0, max(0, round(paper.width()) + 2 * _AROUND_PX - room.width()))
        wide.setPageStep(room.width())

    def _ask(self) -> None:
        wanted = self.page_width_px()
        if wanted != self._asked:
            self._asked = wanted
            self.width_wanted.emit(wanted)

    # -- painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint desk, shadow, paper and mark."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour("hover"))
        if self._image is not None:
            self._paint_paper(painter, self._image)
        if self.hasFocus():
            paint_edge(painter, self.viewport().rect(), self._theme.colour("accent"))
        painter.end()

    def _paint_paper(self, painter: QPainter, image: QImage) -> None:
        """Paint the sheet; without a page there is none, and what is said there stands on the desk in its colours."""
        paper = self._paper()
        shade = QColor(0, 0, 0, 14)
        for step in range(1, _SHADOW_STEPS + 1):
            painter.fillRect(paper.adjusted(-step, -step + 1, step, step + 1), shade)
        painter.fillRect(paper, QColor(LIGHT.surface))
        pixels = self._on_pixels(painter, paper, image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, pixels is None)
        painter.drawImage(paper if pixels is None else pixels, image)
        if self._mark is not None:
            scale = paper.height() / self._size_pt[1]
            top, foot = (paper.top() + one * scale for one in self._mark)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.accent))
            painter.drawRoundedRect(QRectF(paper.left() + 4, top, 3, max(6.0, foot - top)), 1.5, 1.5)

    def _on_pixels(self, painter: QPainter, paper: QRectF, image: QImage) -> QRectF | None:
        """Return where a picture made for this width lies pixel on pixel, None for one that has to be scaled.

        The engine rounds a page's height up, the paper is rounded to the nearest: stretched by that one row, a line
        of the text would lose its tops.
        """
        ratio = self.devicePixelRatioF()
        if image.width() != self.page_width_px():
            return None
        at = painter.deviceTransform().map(paper.topLeft())
        left = paper.left() + (round(at.x()) - at.x()) / ratio
        top = paper.top() + (round(at.y()) - at.y()) / ratio
        return QRectF(left, top, image.width() / ratio, image.height() / ratio)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into its new room."""
        super().resizeEvent(event)
        self._lay()
        self._ask()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint at the new place."""
        self.viewport().update()

    # -- keys and mouse ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with PgUp and PgDn, Home and End; arrows scroll."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}
        step = turns.get(Qt.Key(event.key()))
        if step is not None:
            self.turned.emit(step)
            event.accept()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll, and go to the next page at the foot of this one."""
        down = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(1 if down > 0 else -1)
        else:
            bar = self.verticalScrollBar()
            if (down < 0 and bar.value() >= bar.maximum()) or (down > 0 and bar.value() <= bar.minimum()):
                self.turned.emit(1 if down < 0 else -1)
                bar.setValue(bar.minimum() if down < 0 else bar.maximum())
            else:
                super().wheelEvent(event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say which height of the page was clicked; the prose goes there."""
        paper = self._paper()
        at: QPointF = event.position()
        if event.button() == Qt.MouseButton.LeftButton and paper.contains(at):
            self.pointed.emit((at.y() - paper.top()) / paper.height() * self._size_pt[1])
        event.accept()

    def focusInEvent(self, event: object) -> None:
        """Show the focus."""
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        """Hide the focus."""
        self.viewport().update()
