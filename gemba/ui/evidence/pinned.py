"""A reviewed picture kept on the screen above other windows, as it may leave: its Rendition, and never anything else.

It is made anew when the picture changes, and goes when the picture may not leave any more. Like every window of
gemba's it goes before a picture of the screen is taken. Must not know the wall nor how a Rendition is made.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gemba.services.events import Changed
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.keys.quitting import quits_too
from gemba.ui.widgets.halves import drawn_from, halves_of

_PINNED = "_pinned_pictures"
_KINDS = frozenset({"capture", "annotation"})
_EDGE_PX, _FIRST_PX = 1, 480
_LEAST_PX, _STEP, _MOST = 80, 1.15, 4.0
_FAR_PX, _NEAR_PX = 10, 1
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def pin_picture(desk: Desk, capture_id: str) -> None:
    """Pin a reviewed picture to the screen, or say why not; one that is pinned already comes to the front."""
    for one in pinned_of(desk):
        if one.capture_id == capture_id:
            one.raise_()
            one.activateWindow()
            return
    pinned_of(desk).append(Pinned(desk, capture_id))


def pinned_of(desk: Desk) -> list[Pinned]:
    """Return the pictures that are pinned to the screen."""
    found: list[Pinned] | None = getattr(desk, _PINNED, None)
    if found is None:
        found = []
        setattr(desk, _PINNED, found)
    return found


class Pinned(QWidget):
    """One picture without a frame: drag or arrows move it, the wheel or + and - size it, Esc takes it off."""

    def __init__(self, desk: Desk, capture_id: str) -> None:
        """Show itself once there is a copy that may leave; its title says nothing, as every program may read titles."""
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        desk.theme.dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self.capture_id = capture_id
        self._held: QPoint | None = None
        self._picture = QPixmap()
        self._halves: list[QPixmap] = []
        self._whole = QSize()
        self.zoom = 1.0
        name = desk.words.tr("Pinned picture")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.setToolTip(desk.words.tr("Drag moves it, the wheel sizes it, Esc takes it off"))
        # It listens before it reads: what is covered in between is covered on it.
        desk.changed.connect(self._changed)
        desk.closing.connect(self.close)
        quits_too(self, desk)
        self._read()

    def _fit(self, corner: QPoint, *, right: bool = False) -> None:
        """Be as large as the zoom says, with a corner where it is asked to be."""
        self.resize(self._whole * self.zoom + QSize(2 * _EDGE_PX, 2 * _EDGE_PX))
        self.move(corner - QPoint(self.width(), 0) if right else corner)

    def size_by(self, steps: float) -> None:
        """Show it larger or smaller, around its upper left corner."""
        least = min(1.0, _LEAST_PX / max(self._whole.width(), self._whole.height(), 1))
        self.zoom = min(max(self.zoom * _STEP**steps, least), _MOST)
        self._fit(self.pos())

    # -- what becomes of the picture ----------------------------------------------------------------------------

    def _read(self) -> None:
        from gemba.services.pictures.copies import picture_copy

        library, key = self._desk.app.library, self.capture_id

        def made(job: Job) -> tuple[QImage, list[QImage]]:
            image = QImage()
            image.loadFromData(picture_copy(library, key).png, "PNG")
            return image, halves_of(image)

        self._desk.fetch(made, owner=self, then=self._take, failed=self._lost, key=f"pin-{key}")

    def _take(self, made: tuple[QImage, list[QImage]]) -> None:
        first = self._whole.isEmpty()
        image, halves = made
        self._picture, self._halves = QPixmap.fromImage(image), [QPixmap.fromImage(half) for half in halves]
        self._whole = self._picture.size() / self.devicePixelRatioF()
        self.update()
        if not first:
            self._fit(self.pos())
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.zoom = min(1.0, _FIRST_PX / max(self._whole.width(), self._whole.height(), 1))
        self._fit(QPoint(room.right() - 24, room.top() + 24), right=True)
        self.show()
        self.activateWindow()

    def _lost(self, problem: BaseException) -> None:
        asked = self._whole.isEmpty()
        self.close()
        if asked:
            self._desk.problem(problem)

    def _changed(self, changed: Changed) -> None:
        """Show it as it may leave now (R-08); nothing in the meantime."""
        if not changed.kinds & _KINDS:
            return
        if self.capture_id in changed.ids | self._desk.app.captures.marked_by(changed.ids):
            self._picture, self._halves = QPixmap(), []
            self.update()
            self._read()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take it off the screen."""
        kept = pinned_of(self._desk)
        if self in kept:
            kept.remove(self)
        super().closeEvent(event)

    # -- hands --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture and the line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._desk.theme.colour("accent" if self.hasFocus() else "field"))
        inner = QRectF(self.rect()).adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
        painter.fillRect(inner, self._desk.theme.colour("surface"))
        if not self._picture.isNull():
            drawn = self._drawn_from()
            painter.drawPixmap(inner, drawn, QRectF(drawn.rect()))
        painter.end()

    def _drawn_from(self) -> QPixmap:
        return drawn_from(self._picture, self._halves, self.zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._held is not None:
            self.move(event.globalPosition().toPoint() - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take it off."""
        self.close()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show it larger or smaller."""
        self.size_by(event.angleDelta().y() / 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, size with + and -, and take it off with Esc."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            far = _NEAR_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _FAR_PX
            self.move(self.pos() + QPoint(*_ARROWS[key]) * far)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.size_by(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
