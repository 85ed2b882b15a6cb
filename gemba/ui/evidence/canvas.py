"""One picture, large: fit, pixel for pixel, zoom by wheel and keys, pan by dragging; proposals as dashed boxes.

It is given pixels of a Preview and never knows a file. Coordinates of proposals and crop are pixels of the whole
upright picture. Must not know what is done with a proposal.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gemba.model.rows import ProposalRow
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.edge import paint_edge

_MARGIN_PX = 16
_STEP = 1.25
_LEAST, _MOST = 0.05, 16.0
_VEIL_ALPHA = 150


class PictureCanvas(QWidget):
    """Shows one picture; ``stepped`` says -1 or 1 for the picture before or after."""

    stepped = Signal(int)
    zoomed = Signal(float)
    proposal_changed = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, kind_words: dict[str, str]) -> None:
        """Begin with no picture; ``kind_words`` says what sort of thing a proposal covers."""
        super().__init__()
        self._theme = theme
        self._kinds = kind_words
        self._pixmap: QPixmap | None = None
        self._coarse: QPixmap | None = None
        self._size = QSizeF()
        self._crop: QRectF | None = None
        self.proposals: tuple[ProposalRow, ...] = ()
        self.at_proposal = 0
        self.fits = True
        self.zoom = 1.0
        self._centre = QPointF()
        self._dragged_from: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)

    # -- what is shown ----------------------------------------------------------------------------------------

    def expect(self, width: int, height: int, coarse: QPixmap | None) -> None:
        """Make room for a picture that is on its way; ``coarse`` is shown stretched until then."""
        self._pixmap, self._coarse = None, coarse
        self._size = QSizeF(max(1, width), max(1, height))
        self._crop = None
        self.proposals = ()
        self.fits = True
        self._refit()

    def show_picture(self, pixmap: QPixmap) -> None:
        """Show the picture itself; zoom and place stay."""
        self._pixmap, self._coarse = pixmap, None
        self._size = QSizeF(pixmap.size())
        self._refit()

    def show_crop(self, crop: tuple[float, float, float, float] | None) -> None:
        """Dim what lies outside left, top, right, bottom."""
        self._crop = None if crop is None else QRectF(QPointF(*crop[:2]), QPointF(*crop[2:]))
        self.update()

    def show_proposals(self, proposals: Sequence[ProposalRow]) -> None:
        """Show these open proposals; the one that was current stays so, else the one that took its place."""
        before = self.current_proposal
        self.proposals = tuple(proposals)
        ids = [one.id for one in self.proposals]
        if before is not None and before.id in ids:
            self.at_proposal = ids.index(before.id)
        self.at_proposal = max(0, min(self.at_proposal, len(ids) - 1))
        self.proposal_changed.emit()
        self.update()

    @property
    def current_proposal(self) -> ProposalRow | None:
        """Return the proposal that Enter would take."""
        return self.proposals[self.at_proposal] if self.at_proposal < len(self.proposals) else None

    @property
    def has_picture(self) -> bool:
        """Say whether the picture itself is there."""
        return self._pixmap is not None

    def clear(self) -> None:
        """Let the pixels go, and the sheet they lay on."""
        self._pixmap = self._coarse = None
        self._size = QSizeF()
        self.proposals = ()
        self.update()

    def step_proposal(self, step: int) -> None:
        """Go to the next or previous proposal, round and round, and bring it into sight."""
        if not self.proposals:
            return
        self.at_proposal = (self.at_proposal + step) % len(self.proposals)
        box = self._to_widget(self._box(self.proposals[self.at_proposal]))
        if not QRectF(self.rect()).contains(box):
            self._centre = self._box(self.proposals[self.at_proposal]).center()
            self._clamp()
        self.proposal_changed.emit()
        self.update()

    # -- zoom and place ---------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole picture, never larger than pixel for pixel."""
        self.fits = True
        self._refit()

    def actual(self) -> None:
        """Show a picture pixel on every screen pixel."""
        self._zoom_to(1.0 / self.devicePixelRatioF(), QPointF(self.rect().center()))

    def zoom_by(self, steps: int) -> None:
        """Zoom in (out where negative) about the middle."""
        self._zoom_to(self.zoom * _STEP**steps, QPointF(self.rect().center()))

    def _refit(self) -> None:
        if self.fits and not self._size.isEmpty():
            room = QSizeF(max(1, self.width() - 2 * _MARGIN_PX), max(1, self.height() - 2 * _MARGIN_PX))
            most = 1.0 / self.devicePixelRatioF() if max(self._size.width(), self._size.height()) > 64 else 8.0
            self.zoom = min(room.width() / self._size.width(), room.height() / self._size.height(), most)
            self._centre = QPointF(self._size.width() / 2, self._size.height() / 2)
        self._clamp()
        self.zoomed.emit(self.zoom * self.devicePixelRatioF())
        self.update()

    def _zoom_to(self, zoom: float, about: QPointF) -> None:
        zoom = max(_LEAST, min(_MOST, zoom))
        still = self._to_picture(about)
        self.fits = False
        self.zoom = zoom
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._centre = still - (about - middle) / zoom
        self._clamp()
        self.zoomed.emit(self.zoom * self.devicePixelRatioF())
        self.update()

    def _clamp(self) -> None:
        """Keep the picture in the window: centred where it is smaller, without a gap where it is larger."""
        half = QSizeF(self.width() / 2 / self.zoom, self.height() / 2 / self.zoom)
        wide, high = self._size.width(), self._size.height()
        x = wide / 2 if wide <= 2 * half.width() else max(half.width(), min(wide - half.width(), self._centre.x()))
        y = high / 2 if high <= 2 * half.height() else max(half.height(), min(high - half.height(), self._centre.y()))
        self._centre = QPointF(x, y)

    def _to_widget(self, rect: QRectF) -> QRectF:
        middle = QPointF(self.width() / 2, self.height() / 2)
        return QRectF((rect.topLeft() - self._centre) * self.zoom + middle, rect.size() * self.zoom)

    def _to_picture(self, point: QPointF) -> QPointF:
        return (point - QPointF(self.width() / 2, self.height() / 2)) / self.zoom + self._centre

    @staticmethod
    def _box(proposal: ProposalRow) -> QRectF:
        left, top, right, bottom = proposal.rect_px
        return QRectF(left, top, right - left, bottom - top)

    # -- painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, picture, crop, proposals and the focus."""
        look = self._theme.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.hover))
        whole = self._to_widget(QRectF(QPointF(), self._size))
        shown = self._pixmap or self._coarse
        if shown is not None and not self._size.isEmpty():
            # Whole screen pixels, so that a picture at 100 % is sharp.
            if self.zoom * self.devicePixelRatioF() >= 1:
                whole.moveTopLeft(QPointF(whole.topLeft().toPoint()))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.zoom < 2)
            painter.drawPixmap(whole, shown, QRectF(shown.rect()))
        elif not self._size.isEmpty():
            painter.fillRect(whole, QColor(look.surface))
        if self._crop is not None:
            self._paint_veil(painter, whole)
        for number, proposal in enumerate(self.proposals):
            self._paint_proposal(painter, proposal, is_current=number == self.at_proposal)
        if self.hasFocus():
            paint_edge(painter, self.rect(), QColor(look.accent))
        painter.end()

    def _paint_veil(self, painter: QPainter, whole: QRectF) -> None:
        outside = QPainterPath()
        outside.addRect(whole)
        if self._crop is not None:
            outside.addRect(self._to_widget(self._crop))
        veil = QColor(self._theme.look.hover)
        veil.setAlpha(_VEIL_ALPHA)
        painter.fillPath(outside, veil)

    def _paint_proposal(self, painter: QPainter, proposal: ProposalRow, *, is_current: bool) -> None:
        look = self._theme.look
        box = self._to_widget(self._box(proposal)).adjusted(-2, -2, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 4 if is_current else 3))
        painter.drawRect(box)
        pen = QPen(QColor(look.accent if is_current else look.attention), 3 if is_current else 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRect(box)
        if is_current:
            self._paint_tag(painter, box, self._kinds.get(proposal.kind.value, proposal.kind.value))

    def _paint_tag(self, painter: QPainter, box: QRectF, said: str) -> None:
        look = self._theme.look
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        size = QSizeF(painter.fontMetrics().horizontalAdvance(said) + 12, 18)
        top = box.top() - size.height() - 2
        tag = QRectF(QPointF(box.left(), top if top > 2 else box.bottom() + 3), size)
        tag.moveLeft(max(2.0, min(tag.left(), self.width() - size.width() - 2)))
        painter.fillRect(tag, QColor(look.accent))
        painter.setPen(QColor(look.accent_ink))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), said)

    # -- hands ------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take Tab while proposals are open, before it moves the focus on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.proposals:
            if event.key() == Qt.Key.Key_Tab and not event.modifiers():
                self.step_proposal(1)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self.step_proposal(-1)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next picture; zoom with plus and minus."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        if event.angleDelta().y():
            self._zoom_to(self.zoom * _STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a proposal, or begin to drag the picture."""
        self.setFocus()
        at = self._to_picture(event.position())
        for number, proposal in enumerate(self.proposals):
            if self._box(proposal).contains(at):
                self.at_proposal = number
                self.proposal_changed.emit()
                self.update()
                return
        self._dragged_from = event.position().toPoint()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._dragged_from is not None:
            here = event.position().toPoint()
            self._centre -= QPointF(here - self._dragged_from) / self.zoom
            self._dragged_from = here
            self._clamp()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stop dragging."""
        self._dragged_from = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Switch between the whole picture and pixel for pixel."""
        if self.fits:
            self._zoom_to(1.0 / self.devicePixelRatioF(), event.position())
        else:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._refit()
