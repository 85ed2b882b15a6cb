"""One frozen screen under a veil, on which a part is chosen: by mouse, by keys, by typing a size.

All screens share one choice: a drag that goes on over the edge goes on on the other veil.

It covers its screen to the last pixel, without a window manager in between, and holds the keys while it stands.
What is painted is in paint.py, what is chosen in choosing.py. Must not know what becomes of the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QWidget

from gemba.ui.capture.freezing import FrozenScreen
from gemba.ui.capture.places import typed_size
from gemba.ui.capture.pointing import Pointing
from gemba.ui.capture.sizes import Sizes
from gemba.ui.capture.veil.choosing import Choosing, Chosen
from gemba.ui.capture.veil.paint import VeilPainter
from gemba.ui.desk import Desk

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR_PX = 10
_TYPED = "0123456789x×"


class Veil(QWidget):
    """Says ``chosen`` once, or ``given_up``."""

    chosen = Signal(object)
    given_up = Signal()
    painted = Signal()
    #: for every veil: the mouse pointer goes onto the picture now, or does not any more
    pointer_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        screen: QScreen,
        frozen: FrozenScreen,
        choosing: Choosing,
        titles: Sequence[str],
        pointing: Pointing,
        sizes: Sizes,
    ) -> None:
        """Take a screen, its frame, what is being chosen (veils may share it), the titles of its windows, and sizes."""
        super().__init__(None, _FLAGS)
        self._desk = desk
        self.frozen = frozen
        self.pointing = pointing
        self.titles = tuple(titles)
        self.choosing, self.sizes = choosing, sizes
        #: every veil that shows the same choice, this one among them
        self.beside: tuple[Veil, ...] = (self,)
        self.typed = ""
        self.keeping = False
        self._shown = False
        self.painter = VeilPainter(desk, self)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        tr = desk.words.tr
        self.setWindowTitle(tr("Choose a part of the screen"))
        self.setAccessibleName(tr("Choose a part of the screen"))
        if choosing.screens == (frozen.place,) or screen.geometry().contains(QCursor.pos()):
            self._point_at(QCursor.pos())
        self._say()

    # -- coming -----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keys: no window manager gives them to a window it does not know."""
        super().showEvent(event)
        if self.isActiveWindow() or self.screen() == QGuiApplication.screenAt(QCursor.pos()):
            self.raise_()
            self.activateWindow()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grabKeyboard()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the veil and what is being chosen."""
        painter = QPainter(self)
        self.painter.paint(painter, event.rect())
        painter.end()
        if not self._shown:
            self._shown = True
            self.painted.emit()

    # -- mouse ------------------------------------------------------------------------------------------------

    def _point_at(self, there: QPoint) -> None:
        here = there - self.screen().geometry().topLeft()
        self._move(here.x(), here.y())

    def _move(self, x: float, y: float) -> None:
        """Move the point to a place of this veil, in its logical pixels; a drag goes on beyond its edges."""
        before = self.touched()
        scale, corner = self.frozen.scale, self.frozen.place
        self.choosing.point(corner.left + floor(x * scale), corner.top + floor(y * scale))
        self._repaint(before)

    def touched(self) -> list[tuple[Veil, list[QRect]]]:
        """Return what looks different on each veil once the choice changes."""
        return [(one, one.painter.touched()) for one in self.beside]

    def spanned(self) -> list[FrozenScreen]:
        """Return the screens of which a part is in the region that is being made."""
        spanned = self.choosing.spanned
        return [one.frozen for one in self.beside if one.frozen.place in spanned]

    def _repaint(self, before: Sequence[tuple[Veil, list[QRect]]]) -> None:
        """Paint only what looks different: a whole 4K screen takes 30 ms."""
        for veil, rects in (*before, *self.touched()):
            for rect in rects:
                veil.update(rect)

    def repaint_all(self) -> None:
        """Paint every veil anew that shows the same choice."""
        for veil in self.beside:
            veil.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the point."""
        if not self.keeping:
            at = event.position()
            self._move(at.x(), at.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a region; another button than the left goes a step back."""
        if self.keeping:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self.painter.remark = ""
            self.mouseMoveEvent(event)
            self.choosing.begin()
        elif event.button() == Qt.MouseButton.RightButton:
            self._back()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the region, or the window that was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self.keeping:
            return
        self.mouseMoveEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.choosing.hold():
            self.repaint_all()
            return
        found = self.choosing.released()
        if found is None:
            self.repaint_all()
        else:
            self._take(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a region that is held."""
        if self.choosing.held is not None and event.button() == Qt.MouseButton.LeftButton and not self.keeping:
            self._enter()
        else:
            self.mousePressEvent(event)

    # -- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose without a mouse."""
        if self.keeping:
            return
        key = Qt.Key(event.key())
        before = self.touched()
        self.painter.remark = ""
        if key in _ARROWS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = (_FAR_PX if far else 1) * self.sizes.grain(self.choosing)
            dx, dy = (part * step for part in _ARROWS[key])
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.choosing.grow(dx, dy)
            else:
                self.choosing.nudge(dx, dy)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.choosing.step_window(-1 if key == Qt.Key.Key_Backtab else 1)
            self.repaint_all()
        elif key == Qt.Key.Key_Escape:
            self._back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Space:
            self._take_again()
        elif key == Qt.Key.Key_C and not event.modifiers():
            self.choosing.begin()
        elif key == Qt.Key.Key_P and not event.modifiers():
            self._turn_pointer()
        else:
            self._type(key, event.text())
        self._repaint(before)
        self._say()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab: it steps through the windows on the frozen screen."""
        return False

    def _type(self, key: Qt.Key, text: str) -> None:
        if key == Qt.Key.Key_Backspace:
            self.typed = self.typed[:-1]
        elif text and text.lower() in _TYPED:
            self.typed += "×" if text.lower() in "x×" else text
        size = typed_size(self.typed)
        if size is not None:
            self.sizes.let(self.choosing, *size)
            self.repaint_all()

    def _turn_pointer(self) -> None:
        """Put the mouse pointer onto the picture, or leave it away."""
        tr, pointing = self._desk.words.tr, self.pointing
        pointing.wanted = pointing.there is not None and not pointing.wanted
        if pointing.there is None:
            self.painter.remark = tr("The system does not show a mouse pointer now.")
        else:
            self.painter.remark = (
                tr("The mouse pointer goes onto the picture, as a mark that can be taken off · P: leave it away")
                if pointing.wanted
                else tr("Without the mouse pointer · P: put it onto the picture")
            )
        self.pointer_changed.emit()

    def _back(self) -> None:
        """Go back a step: what was typed, what is being made, then the veil itself."""
        typed, self.typed = self.typed, ""
        if not self.choosing.back() and not typed:
            self.given_up.emit()
        self.repaint_all()

    def _enter(self) -> None:
        self._take(self.choosing.entered())

    def _take_again(self) -> None:
        again = self.choosing.again()
        if again is not None:
            self._take(again)
        else:
            self.painter.remark = self._desk.words.tr("There is no last region on this screen.")
            self.repaint_all()

    def _take(self, chosen: Chosen) -> None:
        """Say what was chosen; the veil stands until the picture is on the disk."""
        self.keeping = True
        self.releaseKeyboard()
        self.chosen.emit(chosen)

    # -- words ------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        """Tell a screen reader what Enter would take."""
        words, choosing = self._desk.words, self.choosing
        rect = choosing.rect
        if rect is not None:
            (width, height), at = self.sizes.of(rect), self.frozen.spot(rect.left, rect.top)
            said = words.tr("{w} × {h} pixels at {x}, {y}", w=width, h=height, x=at[0], y=at[1])
        elif choosing.picked is not None:
            said = words.tr("Window “{title}”", title=self.titles[choosing.picked])
        else:
            said = words.tr("The whole screen")
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)


_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.BypassWindowManagerHint
    | Qt.WindowType.NoDropShadowWindowHint
)
