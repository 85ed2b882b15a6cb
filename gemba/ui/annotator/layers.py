"""The picture and its marks put together once, in several sizes, so that a frame draws one image (PERFORMANCE §7).

An edit draws again only the rectangle that changed. Must not know tools, widgets or the library.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from itertools import count

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from gemba.ui.annotator.brush import draw
from gemba.ui.annotator.handles import Rect
from gemba.ui.annotator.scene import Scene
from gemba.ui.annotator.view import View
from gemba.ui.widgets.halves import FORMAT, drawn_from, halved, has_halves

_SHARP_MARKS = 400
_CHANGES_KEPT = 16
_SERIALS = count()


def image_of(rgb: bytes, width: int, height: int) -> QImage:
    """Return pixels of three bytes as an image that keeps its own copy."""
    return QImage(rgb, width, height, width * 3, QImage.Format.Format_RGB888).convertToFormat(FORMAT)


class Layers:
    """The picture without marks, and with them; ``lifted`` marks are left out because a hand moves them."""

    def __init__(self, base: QImage, scene: Scene) -> None:
        """Take the picture with what is covered burnt in, and the marks; the halves come later."""
        self.base = base
        self.scene = scene
        self.lifted: frozenset[str] = frozenset()
        #: tells these layers from all others of the program
        self.serial = next(_SERIALS)
        self.version = 0
        self._changes: deque[tuple[int, Rect]] = deque(maxlen=_CHANGES_KEPT)
        # Shared with the picture until the first mark is drawn; Qt copies then.
        self._whole = QImage(base)
        self._halves: list[QImage] = []
        self._draw_all()

    @property
    def whole(self) -> QImage:
        """Return the picture with all marks, in its own pixels."""
        return self._whole

    @property
    def is_halved(self) -> bool:
        """Say whether the smaller images are there."""
        return bool(self._halves)

    def changed_since(self, version: int) -> list[Rect] | None:
        """Return the rectangles that were drawn again after a version, None where that is too long ago."""
        later = [rect for number, rect in self._changes if number > version]
        return later if len(later) == self.version - version else None

    @property
    def wants_halves(self) -> bool:
        """Say whether smaller images would make frames quicker and calmer."""
        return not self._halves and has_halves(self._whole)

    def take_halves(self, halves: list[QImage], version: int) -> bool:
        """Take halves made of ``whole`` as it was at a version; False where it has changed since."""
        if version == self.version:
            self._halves = halves
        return version == self.version

    def show_base(self, base: QImage, rects: Iterable[Rect]) -> None:
        """Take the picture anew, after something was covered or uncovered in some rectangles."""
        self.base = base
        for rect in rects:
            for place in (rect, *self.scene.echoes(rect)):
                self.redraw(place)

    def _draw_all(self) -> None:
        """Draw every mark on what is the bare picture so far."""
        shapes = self.scene.shapes_in(_floats(QRect(0, 0, *self.scene.size)))
        if shapes:
            painter = QPainter(self._whole)
            draw(painter, shapes, self.base)
            painter.end()

    def redraw(self, rect: Rect | None = None) -> None:
        """Draw a rectangle of the picture again, or all of it."""
        area = QRect(0, 0, *self.scene.size) if rect is None else whole_pixels(rect, self.scene.size)
        if area.isEmpty():
            return
        self.version += 1
        self._changes.append((self.version, _floats(area)))
        painter = QPainter(self._whole)
        painter.setClipRect(area)
        painter.drawImage(area, self.base, area)
        draw(painter, self.scene.shapes_in(_floats(area), but_not=self.lifted), self.base)
        painter.end()
        if area.width() * area.height() > self._whole.width() * self._whole.height() // 4:
            self._halves = []  # to be made anew off the window's thread
        elif self._halves:
            self._halve(area)

    def _halve(self, area: QRect) -> None:
        """Bring the smaller images up to date; a rim of a few pixels keeps the averages right at the edge."""
        source = self._whole
        for half in self._halves:
            left, top = max(area.left() // 2 - 2, 0), max(area.top() // 2 - 2, 0)
            right, bottom = min(area.right() // 2 + 3, half.width()), min(area.bottom() // 2 + 3, half.height())
            area = QRect(left, top, right - left, bottom - top)
            part = source.copy(QRect(left * 2, top * 2, area.width() * 2, area.height() * 2))
            painter = QPainter(half)
            painter.drawImage(area.topLeft(), halved(part))
            painter.end()
            source = half

    def paint(self, painter: QPainter, view: View, *, sharp: bool = False, rough: bool = False) -> None:
        """Draw what the view shows; the painter is in screen pixels.

        ``sharp`` draws the marks of an enlarged picture as fine as the screen is; it takes time with their number.
        ``rough`` leaves out the smoothing of a picture made smaller, for a frame that another one follows at once.
        """
        if sharp and view.zoom > 1 and self.scene.count_in(seen_of(view)) <= _SHARP_MARKS:
            self._place(painter, view, self.base)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(0, 0, self.base)
            draw(painter, self.scene.shapes_in(seen_of(view), but_not=self.lifted), self.base)
            painter.restore()
            return
        image = drawn_from(self._whole, self._halves, view.zoom)
        self._place(painter, view, image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < 1 and not rough)
        painter.drawImage(0, 0, image)
        painter.restore()

    def _place(self, painter: QPainter, view: View, image: QImage) -> None:
        painter.save()
        painter.translate(view.left, view.top)
        painter.scale(view.zoom * self.scene.size[0] / image.width(), view.zoom * self.scene.size[1] / image.height())

    def colour_at(self, x: float, y: float) -> int:
        """Return the colour that is shown at a pixel, as 0xAARRGGBB."""
        return self._whole.pixel(int(x), int(y))


def seen_of(view: View) -> Rect:
    """Return the rectangle of the picture that a view shows."""
    return (*view.to_picture(0, 0), *view.to_picture(view.width, view.height))


def whole_pixels(rect: Rect, size: tuple[int, int]) -> QRect:
    """Return the whole pixels of a rectangle inside the picture."""
    left, top = max(math.floor(rect[0]), 0), max(math.floor(rect[1]), 0)
    right, bottom = min(math.ceil(rect[2]), size[0]), min(math.ceil(rect[3]), size[1])
    return QRect(left, top, max(right - left, 0), max(bottom - top, 0))


def _floats(area: QRect) -> Rect:
    box = QRectF(area)
    return box.left(), box.top(), box.right(), box.bottom()
