"""Two pictures that belong together leave the ticket's page as one: to the clipboard, or as a file in a drag (R-15).

Reviewed ones only. Must not know which two they are nor how they are put together.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget

from gemba.ui.leaving.drag_files import DragFiles
from gemba.ui.leaving.picture_mime import DragMime, put_on_clipboard
from gemba.ui.widgets.dragged_pictures import say_dragged

if TYPE_CHECKING:
    from gemba.services.pictures.copies import PictureCopy, TakenAlong
    from gemba.ui.desk import Desk
    from gemba.ui.pairs.pair_shown import PairShown

_UNDER_THE_POINTER_PX = 200


class PairTaking(QObject):
    """The way out of one page for what is shown beside each other."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Take the page; files of drags go with it."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._files: DragFiles | None = None

    def copy(self, shown: PairShown) -> None:
        """Put both on the clipboard as one picture, or say why not."""
        desk, both = self._desk, shown.both()
        library = desk.app.library

        def make() -> PictureCopy:
            from gemba.services.tickets.pairs_out import both_copied

            return both_copied(library, both)

        def done(copy: PictureCopy) -> None:
            put_on_clipboard(copy)
            desk.toast(desk.words.tr("The picture is on the clipboard: marks painted, covers burnt in."), kind="good")

        desk.fetch(lambda job: make(), owner=self._page, then=done, key="tickets-copy-pair")

    def drag(self, shown: PairShown) -> None:
        """Drag both to another program as one file until they are dropped."""
        if not shown.may_leave:
            self._desk.toast(self._desk.words.tr("Only reviewed pictures go to other programs."), kind="attention")
            return
        drag = QDrag(self._page)
        drag.setMimeData(self.mime(shown))
        picture = shown.grab()
        ratio = picture.devicePixelRatio()
        small = picture.scaledToWidth(round(_UNDER_THE_POINTER_PX * ratio), Qt.TransformationMode.SmoothTransformation)
        drag.setPixmap(QPixmap(small))
        # Beside the pointer, so that what it points at can be read.
        drag.setHotSpot(QPoint(-12, -12))
        say_dragged(self._page, shown.both().capture_ids)
        try:
            drag.exec(Qt.DropAction.CopyAction)
        finally:
            say_dragged(self._page, ())
            if self._files is not None:
                self._files.let_go()

    def mime(self, shown: PairShown) -> DragMime:
        """Return what other programs may read of both, and begin to make it."""
        library, both = self._desk.app.library, shown.both()
        if self._files is None:
            self._files = DragFiles(self._desk, self)

        def make(folder: Path) -> TakenAlong:
            from gemba.services.tickets.pairs_out import both_taken

            return both_taken(library, both, folder)

        return self._files.mime(make, files=1)
