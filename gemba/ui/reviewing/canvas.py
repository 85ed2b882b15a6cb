"""The picture of a review, fitted into its place, with what reviewers added drawn on it; a drag makes something new.

Coordinates given out are pixels of the picture. Must not know comments' words or the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gemba.imaging.geometry import HALO_COLOUR, picture_shapes
from gemba.imaging.picture import Frame
from gemba.model.annotation import Mark, MarkKind
from gemba.model.rows.review import Region
from gemba.ui.annotator.brush import draw
from gemba.ui.annotator.handles import text_box
from gemba.ui.look.theme import Theme
from gemba.ui.widgets.edge import paint_edge

LOOK, REGION, TEXT = "select", "region", "text"
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR = 10
_MARGIN_PX = 16
_LEAST_DRAG_PX = 4
_FRAME_PX = 6.0


class ReviewCanvas(QWidget):
    """One picture. ``dragged`` tells the tool and the two ends of a drag, ``clicked`` where there was none."""

    dragged = Signal(str, object, object)
    clicked = Signal(str, object)
    double_clicked = Signal(object)
    #: without a tool: where the drag began and where it is
    moving = Signal(object, object)
    #: how far keys move something, and whether they change its size instead
    nudged = Signal(int, int, bool)
    entered = Signal()
    resized = Signal()

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self.theme = theme
        self.tool = LOOK
        self._image = QImage()
        self._marks: tuple[Mark, ...] = ()
        self._regions: tuple[tuple[Region, bool], ...] = ()
        self._chosen: Mark | None = None
        self._start: QPointF | None = None
        self._end: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 240))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def show_frame(self, frame: Frame) -> None:
        """Show a picture."""
        stride = frame.width * 3
        self._image = QImage(frame.rgb, frame.width, frame.height, stride, QImage.Format.Format_RGB888).copy()
        self.update()

    def clear(self) -> None:
        """Show nothing, while the next picture is on its way."""
        self._image, self._marks, self._regions, self._chosen = QImage(), (), (), None
        self.update()

    def show_added(
        self, marks: Sequence[Mark], regions: Sequence[tuple[Region, bool]], *, chosen: Mark | None = None
    ) -> None:
        """Draw marks, and the regions that comments are about, True for the one that is chosen; frame a chosen mark."""
        self._marks, self._regions, self._chosen = tuple(marks), tuple(regions), chosen
        self.update()

    def use(self, tool: str) -> None:
        """Take a tool into the hand."""
        self.tool, self._start, self._end = tool, None, None
        self.setCursor(Qt.CursorShape.ArrowCursor if tool == LOOK else Qt.CursorShape.CrossCursor)
        self.update()

    def scale_and_corner(self) -> tuple[float, QPointF]:
        """Return pixels of the widget per pixel of the picture, and where its corner stands."""
        if self._image.isNull():
            return 1.0, QPointF()
        room = QRectF(self.rect()).adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        scale = min(room.width() / self._image.width(), room.height() / self._image.height(), 2.0)
        size = QPointF(self._image.width() * scale, self._image.height() * scale)
        return scale, QPointF((self.width() - size.x()) / 2, (self.height() - size.y()) / 2)

    @property
    def size_px(self) -> tuple[int, int]:
        """Return width and height of the picture."""
        return self._image.width(), self._image.height()

    def extent(self, mark: Mark) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of what is seen of a mark."""
        return text_box(mark, self.size_px) if mark.kind is MarkKind.TEXT else mark.box()

    def _in_picture(self, at: QPointF) -> QPointF:
        scale, corner = self.scale_and_corner()
        spot = (at - corner) / scale
        return QPointF(
            min(max(spot.x(), 0.0), float(self._image.width())), min(max(spot.y(), 0.0), float(self._image.height()))
        )

    # -- events -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag; without a tool it moves what is taken hold of."""
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._start = self._end = self._in_picture(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the drag."""
        if self._start is not None:
            self._end = self._in_picture(event.position())
            if self.tool == LOOK:
                self.moving.emit((self._start.x(), self._start.y()), (self._end.x(), self._end.y()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; one of less than four pixels is a slip of the hand."""
        start, self._start = self._start, None
        if start is None:
            return
        end = self._in_picture(event.position())
        self.update()
        if (end - start).manhattanLength() >= _LEAST_DRAG_PX:
            self.dragged.emit(self.tool, (start.x(), start.y()), (end.x(), end.y()))
        else:
            self.clicked.emit(self.tool, (start.x(), start.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell where somebody wants to write."""
        spot = self._in_picture(event.position())
        self.double_clicked.emit((spot.x(), spot.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of a drag; arrows move, Enter does what the tool in the hand does."""
        key = Qt.Key(event.key())
        if key in _ARROWS and not self._image.isNull():
            step = _FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = _ARROWS[key]
            self.nudged.emit(dx * step, dy * step, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._image.isNull():
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self._start is not None:
            self._start = None
            self.update()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what lies over the picture that it stands elsewhere now."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint picture, marks, regions and the drag."""
        painter = QPainter(self)
        look = self.theme.look
        painter.fillRect(self.rect(), QColor(look.ground))
        if not self._image.isNull():
            scale, corner = self.scale_and_corner()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(corner)
            painter.scale(scale, scale)
            painter.drawImage(0, 0, self._image)
            size = (self._image.width(), self._image.height())
            draw(painter, picture_shapes(self._marks, picture_size=size), self._image)
            for region, chosen in self._regions:
                self._outline(painter, QPointF(*region[:2]), QPointF(*region[2:]), scale, chosen=chosen)
            if self._chosen is not None:
                left, top, right, bottom = self.extent(self._chosen)
                gap = _FRAME_PX / scale
                self._outline(
                    painter, QPointF(left - gap, top - gap), QPointF(right + gap, bottom + gap), scale, chosen=False
                )
            if self._start is not None and self._end is not None and self.tool != LOOK:
                self._outline(painter, self._start, self._end, scale, chosen=True)
            painter.resetTransform()
        if self.hasFocus():
            paint_edge(painter, self.rect(), QColor(look.accent))
        painter.end()

    def _outline(self, painter: QPainter, start: QPointF, end: QPointF, scale: float, *, chosen: bool) -> None:
        """Draw a dashed frame that shows on any ground; the chosen one is thicker."""
        for colour, style in ((HALO_COLOUR, Qt.PenStyle.SolidLine), (self.theme.look.accent, Qt.PenStyle.DashLine)):
            painter.setPen(QPen(QColor(colour), (3.0 if chosen else 1.5) / scale, style))
            painter.drawRect(QRectF(start, end).normalized())
