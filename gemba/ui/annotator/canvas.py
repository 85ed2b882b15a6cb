"""The canvas: paints the board's layers and hands mouse, wheel and keys on to it.

Three layers (PERFORMANCE §7): the picture with its marks as one composed image, what the hand holds, and what lies
over it. Must not know the library; edits are the board's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gemba.model.annotation import MarkKind
from gemba.model.given_back import give_back
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.brush import draw
from gemba.ui.annotator.canvas_keys import CanvasKeys
from gemba.ui.annotator.handles import Point, Pull
from gemba.ui.annotator.kept_frame import KeptFrame, Surround
from gemba.ui.annotator.names import kind_word
from gemba.ui.annotator.overlay import Overlay, Proposed
from gemba.ui.annotator.text_editor import TextEditor
from gemba.ui.annotator.tools import COLOURLESS, SELECT, WRITTEN
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.widgets.edge import paint_edge
from gemba.ui.widgets.halves import halves_of

_REACH_PX = 6.0
_CLING_PX = 6.0
_STILL_MS = 90
_CALM_MS = 250
_WHEEL_STEP = 1.0015


class Canvas(QWidget):
    """One picture, its marks, and the hands on them."""

    wants_note = Signal()
    wants_menu = Signal(object)
    wants_colours = Signal(object)

    def __init__(self, desk: Desk, board: Board) -> None:
        """Show what the board holds."""
        super().__init__()
        self.desk = desk
        self.board = board
        self.keys = CanvasKeys(self)
        self.editor = TextEditor(self, board)
        self._pan_from: QPointF | None = None
        #: the regions of open comments
        self.remarks: Callable[[], Iterable[Proposed]] = tuple
        self._resting: QPixmap | None = None
        self._kept = KeptFrame()
        self._still = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._still.timeout.connect(self.update)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._make_halves)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 200)
        self.setAccessibleName(desk.words.tr("Picture"))
        board.repaint.connect(self.update)
        board.work.marks_changed.connect(self._wake_for_change)
        board.tool_changed.connect(self._show_cursor)
        board.view_changed.connect(self._moved)
        desk.theme.changed.connect(self.update)

    # -- painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw one frame, in the screen's own pixels."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self.board.layers is None:
            painter.fillRect(self.rect(), self.desk.theme.colour("pressed"))
            if self._resting is not None:
                painter.drawPixmap(0, 0, self._resting)
        painter.scale(1 / ratio, 1 / ratio)
        if self.board.layers is not None:
            self._resting = None
            self.paint_frame(painter, ratio)
        painter.resetTransform()
        if self.hasFocus():
            paint_edge(painter, self.rect(), self.desk.theme.colour("accent"))
        painter.end()
        if self.board.layers is not None and self.board.layers.wants_halves and not self._calm.isActive():
            self._calm.start()

    def _wake_for_change(self) -> None:
        """Never show a last frame on which something is uncovered that is covered now (R-08)."""
        if self._resting is not None and self.board.layers is None:
            self._resting = None
            self.board.work.wake()
            self.update()

    def rest(self) -> None:
        """Show the last frame from now on, and let go of the picture until the hands come back."""
        self.editor.keep()
        if self.board.layers is not None:
            self._resting = self.grab()
            self._kept.forget()
            self.board.rest()

    def paint_frame(self, painter: QPainter, ratio: float) -> None:
        """Draw picture, marks, what the hand holds and what lies over it; the painter is in screen pixels."""
        board = self.board
        view, layers = board.view, board.layers
        assert layers is not None
        theme = self.desk.theme
        around = Surround(theme.colour("pressed"), theme.colour("line"), ratio)
        self._kept.paint(painter, layers, view, around, moving=self._still.isActive())
        live = board.live_shapes()
        if live:
            edge = QRectF(view.left, view.top, view.picture_width * view.zoom, view.picture_height * view.zoom)
            painter.save()
            painter.setClipRect(edge)
            painter.translate(view.left, view.top)
            painter.scale(view.zoom, view.zoom)
            draw(painter, live, layers.base)
            painter.restore()
        self._paint_over(Overlay(painter, view, self.desk.theme.colour("accent"), ratio=ratio), ratio)

    def _paint_over(self, overlay: Overlay, ratio: float) -> None:
        board = self.board
        frame = board.shown_frame()
        if frame is not None:
            overlay.outside(frame)
        font = self.font()
        font.setPixelSize(round(11 * ratio))
        chosen = board.selection.proposal_id
        overlay.proposals(
            (
                Proposed((*map(float, one.rect_px),), kind_word(self.desk.words, one.kind), one.id == chosen)  # type: ignore[arg-type]
                for one in board.work.open_proposals
            ),
            font,
        )
        overlay.remarks(self.remarks(), font)
        chosen_frame = board.chosen_frame()
        if chosen_frame is not None and not self.editor.isVisible():
            for box in board.others_chosen():
                overlay.chosen(box, ())
            overlay.chosen(*chosen_frame)
        if board.gesture is not None:
            overlay.guides(board.gesture.guides)

    def _moved(self) -> None:
        self._still.start()
        self.editor.follow()

    def _make_halves(self) -> None:
        """Make the smaller images off the window's thread, once nothing has changed for a moment."""
        layers = self.board.layers
        if layers is None or not layers.wants_halves or not self.isVisible():
            return
        image, version = layers.whole.copy(), layers.version

        def make(job: Job) -> list[QImage]:
            halves = halves_of(image)
            give_back()  # of the picture that was decoded on the way here
            return halves

        def done(halves: list[QImage]) -> None:
            if layers.take_halves(halves, version):
                self.update()
            else:
                self._calm.start()

        self.desk.fetch(make, owner=self, then=done, key=f"halves-{id(self)}")

    # -- places -----------------------------------------------------------------------------------------------

    def place_of(self, position: QPointF) -> Point:
        """Return the place in the picture of a point of the widget."""
        ratio = self.devicePixelRatioF()
        return self.board.view.to_picture(position.x() * ratio, position.y() * ratio)

    def point_of(self, x: float, y: float) -> QPointF:
        """Return the point of the widget of a place in the picture."""
        ratio = self.devicePixelRatioF()
        left, top = self.board.view.to_view(x, y)
        return QPointF(left / ratio, top / ratio)

    def _in_picture(self, logical_px: float) -> float:
        return logical_px * self.devicePixelRatioF() / self.board.view.zoom

    # -- mouse ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of something, draw, or pan."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.editor.keep()
        if self.board.layers is None:
            return
        if event.button() == Qt.MouseButton.MiddleButton or self.keys.panning:
            self._pan_from = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            place = self.place_of(event.position())
            begun = self.board.begin(place, reach=self._in_picture(_REACH_PX), more=more)
            if not begun:
                self._pan_from = event.position()
        self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun."""
        if self._pan_from is not None:
            step = (event.position() - self._pan_from) * self.devicePixelRatioF()
            self._pan_from = event.position()
            self.board.set_view(self.board.view.panned(step.x(), step.y()))
        elif self.board.gesture is not None:
            self.board.gesture.drag(
                self.place_of(event.position()), pull_of(event.modifiers()), reach=self._cling(event.modifiers())
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._pan_from is not None:
            self._pan_from = None
        elif self.board.gesture is not None:
            drawn = self.board.finish()
            if drawn is not None and drawn.kind in WRITTEN:
                self.editor.begin(drawn, new=True)
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write in a text, or the note of a number."""
        if self.board.tool is SELECT:
            self.edit_words()
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies under the pointer, or of what is chosen where a key asked; else for colours."""
        board = self.board
        if board.layers is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            found = board.scene.at(*self.place_of(QPointF(event.pos())), reach=self._in_picture(_REACH_PX))
            if found is None and board.tool.kind is not None and board.tool.kind not in COLOURLESS:
                self.wants_colours.emit(event.globalPos())
                return
            if found is not None and found.id not in {mark.id for mark in board.selection.marks}:
                board.selection.choose_mark(found.id)
        self.wants_menu.emit(event.globalPos())

    def _cling(self, modifiers: Qt.KeyboardModifier) -> float:
        return 0.0 if modifiers & Qt.KeyboardModifier.ControlModifier else self._in_picture(_CLING_PX)

    def edit_words(self) -> bool:
        """Write in the chosen text, or ask for the note of the chosen number."""
        mark = self.board.selection.mark
        if mark is None or not self.board.work.can_write:
            return False
        if mark.kind in WRITTEN:
            self.editor.begin(mark, new=False)
            return True
        self.wants_note.emit()
        return mark.kind is MarkKind.NUMBER

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer, with Shift move sideways, with Alt up and down; while a mark is drawn, set its width."""
        ratio = self.devicePixelRatioF()
        turned = event.angleDelta().y() or event.angleDelta().x()
        if self.board.widen(1 if turned > 0 else -1):
            event.accept()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.board.set_view(self.board.view.panned(turned * ratio / 2, 0))
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.board.set_view(self.board.view.panned(0, turned * ratio / 2))
        else:
            at = event.position() * ratio
            zoom = self.board.view.zoom * _WHEEL_STEP**turned
            self.board.set_view(self.board.view.zoomed(zoom, x=at.x(), y=at.y()))
        event.accept()

    # -- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means here, see canvas_keys.py."""
        if not self.keys.press(event):
            super().keyPressEvent(event)
        self._show_cursor()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End panning with Space."""
        self.keys.release(event)
        self._show_cursor()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk over proposals and marks with Tab; leave the picture after the last one."""
        if self.board.layers is not None and self.board.selection.walk(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held Space."""
        self.keys.panning = False
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is seen."""
        ratio = self.devicePixelRatioF()
        self.board.set_view(self.board.view.resized(self.width() * ratio, self.height() * ratio))

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew where the screen's resolution is another one."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            ratio = self.devicePixelRatioF()
            self.board.set_view(self.board.view.resized(self.width() * ratio, self.height() * ratio))
        super().changeEvent(event)

    def _show_cursor(self) -> None:
        if self._pan_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.keys.panning:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor if self.board.tool is SELECT else Qt.CursorShape.CrossCursor)


def pull_of(modifiers: Qt.KeyboardModifier) -> Pull:
    """Return what Shift and Alt mean to a drag."""
    return Pull(
        constrain=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        from_centre=bool(modifiers & Qt.KeyboardModifier.AltModifier),
    )
