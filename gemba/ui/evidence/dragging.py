"""Pictures dragged from the wall: to tickets and notes as they are, to other programs only as files of Renditions.

The files are of reviewed pictures only (ui/leaving/drag_files.py). Must not know what takes the pictures.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor, QCursor, QDrag, QFont, QPainter, QPixmap

from gemba.model.values import CaptureState
from gemba.services.pictures.copies import taken_along
from gemba.ui.desk import Desk
from gemba.ui.evidence.wall_view import WallView
from gemba.ui.leaving.drag_files import DragFiles
from gemba.ui.leaving.picture_mime import DragMime
from gemba.ui.widgets.dragged_pictures import say_dragged
from gemba.ui.widgets.thumbnails import thumbnails_of

MOST = 12
"""More than these are exported, not dragged: who asks for them waits while they are made, and the window too."""
_SHOWN_PX = 128


class Dragging(QObject):
    """Drags of one wall."""

    def __init__(self, desk: Desk, view: WallView) -> None:
        """Listen to the wall."""
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._files = DragFiles(desk, self)
        view.drag_wanted.connect(self.begin)

    def begin(self) -> None:
        """Drag the chosen pictures until they are dropped."""
        ids = tuple(self._view.chosen_ids())
        if not ids:
            return
        mime = self.mime(ids)
        drag = QDrag(self._view)
        drag.setMimeData(mime)
        picture = self._picture(ids)
        drag.setPixmap(picture)
        # Beside the pointer, so that what it points at can be read.
        drag.setHotSpot(QPoint(-12, -12))
        say_dragged(self._view, ids)
        try:
            done = drag.exec(Qt.DropAction.CopyAction)
        finally:
            say_dragged(self._view, ())
            self._files.let_go()
        if drag.target() is None:
            self._say(ids, left=done == Qt.DropAction.CopyAction)

    def mime(self, ids: tuple[str, ...]) -> DragMime:
        """Return what other programs may read of these pictures, and begin to make it."""
        reviewed = [one for one in ids if self._is_reviewed(one)]
        if not reviewed or len(reviewed) > MOST:
            return DragMime(None, pictures=0)
        library = self._desk.app.library
        return self._files.mime(lambda folder: taken_along(library, reviewed, folder), files=len(reviewed))

    def _is_reviewed(self, capture_id: str) -> bool:
        rows = self._view.shown_rows
        at = self._view.row_of(capture_id)
        return at >= 0 and rows[at].state is CaptureState.REVIEWED

    def _say(self, ids: tuple[str, ...], *, left: bool) -> None:
        words = self._desk.words
        stay = sum(not self._is_reviewed(one) for one in ids)
        if left and stay:
            said = words.count(
                "{n} picture stayed here: nobody has reviewed it.",
                "{n} pictures stayed here: nobody has reviewed them.",
                stay,
            )
            self._desk.toast(said, kind="attention")
            return
        outside = not self._view.window().frameGeometry().contains(QCursor.pos())
        if not left and outside and stay == len(ids):
            self._desk.toast(words.tr("Only reviewed pictures go to other programs."), kind="attention")
        elif not left and outside and len(ids) - stay > MOST:
            key = self._desk.keys.named("evidence.export")
            said = words.tr("At most {n} pictures are dragged at once; {key} exports more.", n=MOST, key=key)
            self._desk.toast(said, kind="attention")

    def _picture(self, ids: tuple[str, ...]) -> QPixmap:
        """Return the small picture under the pointer, with how many there are."""
        ratio = self._view.devicePixelRatioF()
        look = self._desk.theme.look
        small = thumbnails_of(self._desk).pixmap(ids[0], _SHOWN_PX, ratio)
        shown = QPixmap(small) if small is not None else QPixmap(round(96 * ratio), round(60 * ratio))
        if small is None:
            shown.setDevicePixelRatio(ratio)
            shown.fill(QColor(look.hover))
        if len(ids) > 1:
            painter = QPainter(shown)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = QFont(self._view.font())
            font.setPixelSize(13)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            said = self._desk.words.number(len(ids))
            wide = painter.fontMetrics().horizontalAdvance(said) + 16
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(4, 4, wide, 22, 11, 11)
            painter.setPen(QColor(look.surface))
            painter.drawText(4, 4, wide, 22, int(Qt.AlignmentFlag.AlignCenter), said)
            painter.end()
        return shown
