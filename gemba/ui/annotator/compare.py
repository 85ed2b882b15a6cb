"""Before and after: the same region of two pictures, side by side or one over the other, to see what changed.

Shows pictures as they are looked at, covers burnt in and marks painted. Must not know the canvas or the strip; the
window says which two pictures and which region.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gemba.model.rows import CaptureRow
from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.layers import image_of
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.look.theme import role
from gemba.ui.widgets.edge import paint_edge
from gemba.ui.widgets.halves import drawn_from, halves_of
from gemba.ui.widgets.labels import ElidedLabel
from gemba.ui.widgets.toggling import ToggleTool

_GAP_PX = 12
_CAPTION_PX = 24
_MOST_ZOOM = 4.0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pictures, and its halves, quarters… for where there is little room."""

    row: CaptureRow
    image: QImage
    halves: tuple[QImage, ...] = ()

    @property
    def name(self) -> str:
        """Return what the picture is called."""
        return self.row.source_id or self.row.file_name

    @property
    def kept(self) -> Rect:
        """Return what the picture's crop leaves, in its pixels."""
        from gemba.imaging.geometry import kept_rect

        left, top, right, bottom = kept_rect(self.row.annotation, (self.row.width, self.row.height))
        return float(left), float(top), float(right), float(bottom)

    def image_for(self, zoom: float) -> QImage:
        """Return what the picture is drawn from at a zoom (screen pixels a picture pixel): letters stay letters."""
        return drawn_from(self.image, self.halves, zoom)


class Panes(QWidget):
    """Paints the region of one picture or of both."""

    closed = Signal()
    stepped = Signal(int)
    flipped = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin empty."""
        super().__init__()
        self._desk = desk
        self.sides: tuple[Side, Side] | None = None
        #: the same part of both, or None where each shows what its own crop leaves
        self.region: Rect | None = (0.0, 0.0, 1.0, 1.0)
        self.beside = True
        self.later = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 160)
        desk.theme.changed.connect(self.update)

    def say(self) -> None:
        """Say what is shown, for whoever listens, and paint."""
        words = self._desk.words
        if self.sides is None:
            self.setAccessibleName(words.tr("Before and after"))
        elif self.beside:
            before, after = self.sides
            self.setAccessibleName(words.tr("Before: {a}. After: {b}.", a=before.name, b=after.name))
        else:
            self.setAccessibleName(self._caption(int(self.later)))
        self.update()

    def _caption(self, which: int) -> str:
        assert self.sides is not None
        words, name = self._desk.words, self.sides[which].name
        return words.tr("After: {picture}", picture=name) if which else words.tr("Before: {picture}", picture=name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._desk.theme.colour("pressed"))
        if self.sides is not None:
            room = QRectF(self.rect()).adjusted(_GAP_PX, _GAP_PX, -_GAP_PX, -_GAP_PX)
            shown = (0, 1) if self.beside else (int(self.later),)
            # Beside each other or one above the other, whichever shows them larger.
            level = max((True, False), key=lambda one: self._zoom(_part(room, 0, len(shown), level=one)))
            for place, which in enumerate(shown):
                self._pane(painter, _part(room, place, len(shown), level=level), which)
        if self.hasFocus():
            paint_edge(painter, self.rect(), self._desk.theme.colour("accent"))
        painter.end()

    def _part_of(self, which: int) -> QRectF:
        """Return the part of a picture that is shown, in its pixels."""
        assert self.sides is not None
        left, top, right, bottom = self.region or self.sides[which].kept
        return QRectF(left, top, right - left, bottom - top)

    def _zoom(self, room: QRectF) -> float:
        """Return how large the parts are shown in a pane: both alike, so that a change of size is seen as one."""
        high = max(room.height() - _CAPTION_PX, 1.0)
        parts = [self._part_of(which) for which in (0, 1)]
        fits = [min(room.width() / max(one.width(), 1.0), high / max(one.height(), 1.0)) for one in parts]
        return min(*fits, _MOST_ZOOM)

    def _pane(self, painter: QPainter, room: QRectF, which: int) -> None:
        assert self.sides is not None
        theme, side = self._desk.theme, self.sides[which]
        region = self._part_of(which)
        inside = room.adjusted(0, _CAPTION_PX, 0, 0)
        zoom = self._zoom(room)
        target = QRectF(0, 0, region.width() * zoom, region.height() * zoom)
        target.moveCenter(inside.center())
        painter.setPen(theme.colour("ink"))
        label = QRectF(target.left(), target.top() - _CAPTION_PX, room.right() - target.left(), _CAPTION_PX)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignVCenter), self._caption(which))
        painter.fillRect(target, theme.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom < 1)
        seen = region & QRectF(side.image.rect())
        if not seen.isEmpty():
            place = QRectF(
                target.left() + (seen.left() - region.left()) * zoom,
                target.top() + (seen.top() - region.top()) * zoom,
                seen.width() * zoom,
                seen.height() * zoom,
            )
            image = side.image_for(zoom * self.devicePixelRatioF())
            wide, high = image.width() / side.image.width(), image.height() / side.image.height()
            part = QRectF(seen.left() * wide, seen.top() * high, seen.width() * wide, seen.height() * high)
            painter.drawImage(place, image, part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Flip with Space, take another picture with the arrows, go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.flipped.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Flip."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.beside:
            self.flipped.emit()


class Compare(QFrame):
    """The two panes with their line of buttons."""

    closed = Signal()
    #: another picture is wanted for "before": one further back or forward in the series
    stepped = Signal(int)

    def __init__(self, desk: Desk, *, back: str = "") -> None:
        """Begin empty; ``back`` and ``keys`` are the words of who shows it elsewhere than in the annotator."""
        super().__init__()
        self._desk = desk
        words = desk.words
        self.keys = words.tr("Left and Right take another picture for before, Esc goes back")
        self.panes = Panes(desk)
        self.hint = ElidedLabel("", "muted")
        self.both = self._button(words.tr("Side by side"))
        self.over = self._button(words.tr("One over the other"))
        self.back = QToolButton()
        self.back.setText(back or words.tr("Back to the picture"))
        role(self, "surface")
        group = QButtonGroup(self)
        for one in (self.both, self.over):
            group.addButton(one)
        self.both.setChecked(True)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        for one in (self.both, self.over):
            line.addWidget(one)
        line.addWidget(self.hint, 1)
        line.addWidget(self.back)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(line)
        down.addWidget(self.panes, 1)
        self.both.clicked.connect(lambda: self.show_beside(beside=True))
        self.over.clicked.connect(lambda: self.show_beside(beside=False))
        self.back.clicked.connect(self.closed)
        self.panes.closed.connect(self.closed)
        self.panes.stepped.connect(self.stepped)
        self.panes.flipped.connect(self.flip)
        self.show_beside(beside=True)

    def _button(self, text: str) -> ToggleTool:
        button = ToggleTool()
        button.setText(text)
        return button

    def open(self, before: str, after: str, region: Rect | None) -> None:
        """Read both pictures off the window's thread, as the library has them now, and show the region of them."""
        app = self._desk.app

        def side(capture_id: str) -> Side:
            row = app.captures.one(capture_id)
            pixels = app.captures.shown_pixels(row)
            image = image_of(pixels.rgb, pixels.width, pixels.height)
            return Side(row, image, tuple(halves_of(image)))

        def read(_: Job) -> tuple[Side, Side]:
            return side(before), side(after)

        def done(sides: tuple[Side, Side]) -> None:
            self.panes.sides, self.panes.region = sides, region
            self.panes.say()

        self._desk.fetch(read, owner=self, then=done, key=f"compare-{id(self)}")

    def show_beside(self, *, beside: bool) -> None:
        """Show both beside each other, or one over the other."""
        self.panes.beside = beside
        (self.both if beside else self.over).setChecked(True)
        words = self._desk.words
        self.hint.setText(self.keys if beside else words.tr("Space shows the other one. {more}", more=self.keys))
        self.panes.say()
        self.panes.setFocus()

    def flip(self) -> None:
        """Show the other one of the two; from side by side, begin to."""
        if self.panes.beside:
            self.show_beside(beside=False)
        self.panes.later = not self.panes.later
        self.panes.say()

    def forget(self) -> None:
        """Let go of the pictures: two of 4K take 88 MB with their halves."""
        self.panes.sides = None


def _part(room: QRectF, place: int, count: int, *, level: bool) -> QRectF:
    """Return the place of one pane among one or two."""
    if count == 1:
        return room
    if level:
        width = (room.width() - _GAP_PX) / 2
        return QRectF(room.left() + place * (width + _GAP_PX), room.top(), width, room.height())
    height = (room.height() - _GAP_PX) / 2
    return QRectF(room.left(), room.top() + place * (height + _GAP_PX), room.width(), height)
