"""Icons: Lucide outlines from resources/icons, drawn in a colour of the theme at the screen's own resolution.

Must not know what an icon stands for; whoever shows one writes the word or the accessible name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from gemba import paths

SIZE_PX = 18
Colours = Callable[[], tuple[str, str, str]]
_STROKE = 1.75


@cache
def _svg(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str, *, stroke: float = _STROKE) -> None:
    """Draw an icon into a square on a screen; ``stroke`` is the line's width on Lucide's grid of 24."""
    # Rows are painted by the dozen at every step of a wheel: the outline is drawn once, then only copied.
    ratio = painter.device().devicePixelRatioF()
    side = round(rect.width() * ratio)
    pixmap = QPixmap(_drawn(name, colour, side, side, stroke))
    pixmap.setDevicePixelRatio(ratio)
    # On whole pixels of the screen, or its lines would be smeared over two.
    spot = QPointF(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
    painter.drawPixmap(spot, pixmap)


@cache
def _drawn(name: str, colour: str, width_px: int, height_px: int, stroke: float = _STROKE) -> QPixmap:
    # QtSvg is loaded with the first icon and not with this module.
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(width_px, height_px)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    # Where more width than height is asked for, the rest is the gap to the words (style_sheet.py).
    side = min(width_px, height_px)
    text = _svg(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


class _Engine(QIconEngine):
    """Draws one icon at whatever size and resolution it is asked for, in the colours of that moment."""

    def __init__(self, name: str, colours: Colours) -> None:
        super().__init__()
        self._name = name
        self._colours = colours

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.scaledPixmap(rect.size(), mode, state, ratio)
        painter.drawPixmap(rect, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        normal, disabled, active = self._colours()
        colour = disabled if mode == QIcon.Mode.Disabled else active if state == QIcon.State.On else normal
        # Qt asks for logical pixels: drawn in no more than those, the icon is blurred on a screen with finer ones.
        pixmap = QPixmap(_drawn(self._name, colour, round(size.width() * scale), round(size.height() * scale)))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colours)


def make_icon(name: str, colours: Colours) -> QIcon:
    """Return an icon in the colours (#2F4BC4) that are asked for at each drawing.

    They are those of a control that can be used, of one that is disabled, and of one that is checked.
    """
    return QIcon(_Engine(name, colours))


@cache
def icon_pixmap(name: str, colour: str, *, size_px: int = SIZE_PX, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of so many logical pixels for a screen of that ratio; nobody draws into it."""
    side = QSize(size_px, size_px) * ratio
    # A large one keeps nearly the line of the small ones beside it: scaled as a whole, it would look bold.
    stroke = _STROKE * min(1.0, (SIZE_PX / size_px) ** 0.5)
    pixmap = QPixmap(_drawn(name, colour, side.width(), side.height(), stroke))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
