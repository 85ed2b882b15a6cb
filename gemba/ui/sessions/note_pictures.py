"""The pictures of a note, the first one large, from Previews; a click or Enter opens it in the annotator.

Must not know the note's words.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState
from gemba.ui.desk import Desk
from gemba.ui.widgets.plain_words import plain_tip
from gemba.ui.widgets.thumbnails import thumbnails_of

_HEIGHT_PX = 180
_STRIP_PX = 44
_GAP_PX = 6


class NotePictures(QWidget):
    """One large picture and a strip of the others; arrows choose, Enter opens."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Show none."""
        super().__init__()
        self._desk = desk
        self._thumbnails = thumbnails_of(desk)
        self._thumbnails.ready.connect(self._picture_ready)
        self._pictures: tuple[CaptureRow, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.theme.changed.connect(self.update)

    def _picture_ready(self, _capture_id: str) -> None:
        self.update()

    def show_pictures(self, ids: Sequence[str], captures: Sequence[CaptureRow]) -> None:
        """Show the pictures of these ids, in this order."""
        known = {one.id: one for one in captures}
        found = tuple(known[one] for one in ids if one in known)
        if [one.id for one in found] != [one.id for one in self._pictures]:
            self._at = 0
        self._pictures = found
        self.setVisible(bool(found))
        self._name()
        self.updateGeometry()
        self.update()

    def current(self) -> str:
        """Return the id of the picture shown large, "" for none."""
        return self._pictures[self._at].id if self._pictures else ""

    def _name(self) -> None:
        if not self._pictures:
            return
        words, one = self._desk.words, self._pictures[self._at]
        state = words.tr("reviewed") if one.state is CaptureState.REVIEWED else words.tr("not reviewed yet")
        name = words.tr("Picture {name}, {state}", name=one.source_id or one.file_name, state=state)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(f"{name}\n{one.caption}" if one.caption else name))

    def sizeHint(self) -> QSize:
        """Return the height of a large picture, and of a strip where there are several."""
        return QSize(240, _HEIGHT_PX + (_STRIP_PX + _GAP_PX if len(self._pictures) > 1 else 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pictures:
            self._paint(painter, QRectF(0, 0, self.width(), _HEIGHT_PX), self.current(), chosen=self.hasFocus())
        if len(self._pictures) > 1:
            for at, box in enumerate(self._strip()):
                self._paint(painter, box, self._pictures[at].id, chosen=at == self._at)
        painter.end()

    def _strip(self) -> list[QRectF]:
        width = _STRIP_PX * 1.5
        top = _HEIGHT_PX + _GAP_PX
        return [QRectF(at * (width + _GAP_PX), top, width, _STRIP_PX) for at in range(len(self._pictures))]

    def _paint(self, painter: QPainter, box: QRectF, capture_id: str, *, chosen: bool) -> None:
        theme = self._desk.theme
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        painter.fillPath(path, theme.colour("surface"))
        size_px = int(max(box.width(), box.height()))
        picture = self._thumbnails.pixmap(capture_id, size_px, self.devicePixelRatioF())
        if picture is not None:
            painter.save()
            painter.setClipPath(path)
            whole = picture.deviceIndependentSize()
            fitted = whole.scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRectF(0, 0, fitted.width(), fitted.height())
            spot.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(spot, picture, QRectF(picture.rect()))
            painter.restore()
        pen = painter.pen()
        pen.setColor(theme.colour("accent" if chosen else "line"))
        pen.setWidthF(2 if chosen else 1)
        painter.setPen(pen)
        painter.drawPath(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows, open with Enter or Space."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._pictures:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self._at = (self._at + by) % len(self._pictures)
            self._name()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pictures:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose from the strip, open the large one."""
        for at, box in enumerate(self._strip() if len(self._pictures) > 1 else []):
            if box.contains(event.position()):
                self._at = at
                self._name()
                self.update()
                return
        if self._pictures and event.position().y() <= _HEIGHT_PX:
            self.opened.emit(self.current())
