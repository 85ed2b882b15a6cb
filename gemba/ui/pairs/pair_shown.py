"""Before and after, small: the same region of two pictures beside each other, or one over the other.

Space shows one over the other and flips, Enter or a click opens both large; a drag takes them to another program.
Pictures as they are looked at, what is covered burnt in. Must not know how a pair is named nor how it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication

from gemba.imaging.geometry import IntRect, kept_rect
from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState
from gemba.services.tickets.pairs import same_region
from gemba.services.tickets.pairs_out import Both
from gemba.ui.jobs import Job
from gemba.ui.widgets.steady_width import SteadyWidth

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.ui.desk import Desk

_GAP_PX = 8
_LABEL_PX = 20
_MOST_HEIGHT_PX = 220
_SIDE_PX = 640
_KINDS = frozenset({"capture", "annotation"})


class PairShown(QAbstractButton):
    """Two pictures of one ticket as wide as the column; pressed, both open large."""

    #: both are wanted as one picture on the clipboard: this widget
    copy_wanted = Signal(object)
    #: a hand drags them away: this widget
    drag_wanted = Signal(object)

    def __init__(self, desk: Desk, pair: tuple[CaptureRow, CaptureRow], codes: tuple[str, str]) -> None:
        """Take the pictures before and after, and what each is called on the ticket."""
        super().__init__()
        self._desk = desk
        self._pair = pair
        self._codes = codes
        self._steady = SteadyWidth()
        self.images: tuple[QImage, ...] = ()
        #: as they were last drawn: a frame under the mouse does not make them small again
        self._small: dict[int, QImage] = {}
        self._pressed_at: QPoint | None = None
        self.beside = True
        self.later = True
        self._failed = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(
            desk.words.tr("Space shows the other one. {more}", more=desk.words.tr("Enter opens both large"))
        )
        self._say()
        self._fit()
        desk.changed.connect(self._heard)
        desk.theme.changed.connect(self.update)
        self._read()

    # -- taking along -----------------------------------------------------------------------------------------

    def both(self) -> Both:
        """Return what leaves where they are taken along."""
        before, after = self._pair
        return Both((before.id, after.id), (self._label(0), self._label(1)), " ".join(self._codes))

    @property
    def may_leave(self) -> bool:
        """Say whether both are reviewed; what makes the picture asks the library once more."""
        return all(one.state is CaptureState.REVIEWED for one in self._pair)

    def ask_copy(self) -> None:
        """Ask for both on the clipboard."""
        self.copy_wanted.emit(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed_at = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag once the hand has moved far enough; a click it is no more."""
        start = self._pressed_at
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self.drag_wanted.emit(self)

    # -- pictures ---------------------------------------------------------------------------------------------

    def _shapes(self) -> list[QSize]:
        """Return how large each is in its own pixels, cut to what both show."""
        return [QSize(rect.width, rect.height) for rect in self._rects(self._pair)]

    def _rects(self, rows: Sequence[CaptureRow]) -> list[IntRect]:
        """Return what is shown of each, in pixels of its frame: what both show. Asked off the window's thread too."""
        region = same_region(rows)
        return [region or kept_rect(one.annotation, (one.width, one.height)) for one in rows]

    def _read(self) -> None:
        """Read both off the window's thread, cut to what both show and no larger than they are ever drawn."""
        captures = self._desk.app.captures
        ids = tuple(one.id for one in self._pair)

        def read(_: Job) -> tuple[QImage, ...]:
            from gemba.ui.annotator.layers import image_of

            rows = [captures.one(key) for key in ids]
            out = []
            for row, (left, top, right, bottom) in zip(rows, self._rects(rows), strict=True):
                pixels = captures.shown_pixels(row)
                part = image_of(pixels.rgb, pixels.width, pixels.height).copy(left, top, right - left, bottom - top)
                smooth = Qt.TransformationMode.SmoothTransformation
                fits = part.width() <= _SIDE_PX * 2
                out.append(part if fits else part.scaledToWidth(_SIDE_PX * 2, smooth))
            return tuple(out)

        def done(images: tuple[QImage, ...]) -> None:
            self.images = images
            self._small.clear()
            self.update()

        def failed(_: BaseException) -> None:
            self._failed = True
            self.setAccessibleDescription(self._unseen())
            self.update()

        self._desk.fetch(read, owner=self, then=done, failed=failed, key=f"pair-{id(self)}")

    def _heard(self, changed: Changed) -> None:
        """Show nothing that was covered meanwhile (R-08): the column is built anew with what holds now."""
        if not changed.kinds & _KINDS:
            return
        touched = changed.ids | self._desk.app.captures.marked_by(changed.ids)
        if any(one.id in touched for one in self._pair):
            self.images = ()
            self._small.clear()
            self.update()
            self._read()

    def _unseen(self) -> str:
        return self._desk.words.tr("This picture cannot be shown.")

    # -- what is seen -----------------------------------------------------------------------------------------

    def flip(self) -> None:
        """Show one over the other, and the other one of the two each time."""
        self.later = not self.later if not self.beside else False
        self.beside = False
        self._fit()
        self._say()
        self.update()

    def put_beside(self) -> None:
        """Show both beside each other again."""
        self.beside = True
        self._fit()
        self._say()
        self.update()

    def _say(self) -> None:
        words, (before, after) = self._desk.words, self._codes
        if self.beside:
            self.setAccessibleName(words.tr("Before: {a}. After: {b}.", a=before, b=after))
        else:
            self.setAccessibleName(self._label(int(self.later)))

    def _label(self, which: int) -> str:
        words = self._desk.words
        if which:
            return words.tr("After: {picture}", picture=self._codes[1])
        return words.tr("Before: {picture}", picture=self._codes[0])

    def _places(self) -> list[QRect]:
        """Return the place of each picture that is seen, without its label."""
        room = self.rect().adjusted(1, _LABEL_PX + 1, -1, -1)
        if not self.beside:
            return [room]
        half = (room.width() - _GAP_PX) // 2
        return [QRect(room.left() + at * (half + _GAP_PX), room.top(), half, room.height()) for at in (0, 1)]

    def _fit(self) -> None:
        """Be as high as the higher of the two is at this width."""
        shapes = self._shapes()
        less = self.width() - self._steady.of(self.width())
        width = self._places()[0].width() - (less // 2 if self.beside else less)
        wanted = max(width * shape.height() / max(1, shape.width()) for shape in shapes)
        high = int(min(max(wanted, 48), _MOST_HEIGHT_PX)) + _LABEL_PX + 2
        if high != self.height():
            self.setFixedHeight(high)

    def sizeHint(self) -> QSize:
        """Return a small size; the column gives the width."""
        return QSize(160, 120)

    def resizeEvent(self, event: object) -> None:
        """Be as high as the pictures are at the new width."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw labels and pictures, or the frames alone while they are read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self.font())
        for place, which in zip(self._places(), (0, 1) if self.beside else (int(self.later),), strict=True):
            self._paint_one(painter, place, which)
        painter.end()

    def _paint_one(self, painter: QPainter, place: QRect, which: int) -> None:
        look = self._desk.theme
        painter.setPen(look.colour("ink"))
        label = QRect(place.left(), 0, place.width(), _LABEL_PX)
        said = painter.fontMetrics().elidedText(self._label(which), Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignVCenter), said)
        painter.fillRect(place, look.colour("hover"))
        if self.images:
            size = QSize(self.images[which].size()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(place.topLeft(), size)
            target.moveCenter(place.center())
            painter.drawImage(target, self._at(which, size * self.devicePixelRatioF()))
        elif self._failed:
            painter.setPen(look.colour("muted"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place.adjusted(4, 4, -4, -4), middle, self._unseen())
        focused = self.hasFocus() or self.underMouse()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("accent" if focused else "line"), 2 if focused else 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _at(self, which: int, size: QSize) -> QImage:
        """Return a picture made small with all its pixels: drawn from a large one, thin lines and letters go."""
        known = self._small.get(which)
        if known is None or known.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            known = self.images[which].scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._small[which] = known
        return known

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Flip with Space, put both beside each other with Esc; Enter opens, as everywhere."""
        if event.key() == Qt.Key.Key_Space:
            self.flip()
        elif event.key() == Qt.Key.Key_Escape and not self.beside:
            self.put_beside()
        else:
            super().keyPressEvent(event)
