"""The files behind a drag to another program: made behind the window when it begins, gone soon after it (ADR 0024).

They lie in the library's cache in a folder of their own, and go with the window, after five minutes, and as soon as any
picture is changed (R-08). Must not know which pictures they are of.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gemba.model.format import CACHE_NAME
from gemba.services.pictures.copies import TakenAlong, forget_files
from gemba.ui.leaving.picture_mime import DragMime

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.ui.desk import Desk
    from gemba.ui.jobs import Job

_PICTURES = frozenset({"capture", "annotation"})
_KEPT_MS = 5 * 60 * 1000


class DragFiles(QObject):
    """The files of the drags of one view; the view owns it."""

    def __init__(self, desk: Desk, view: QObject) -> None:
        """Follow the pictures and the window."""
        super().__init__(view)
        self._desk = desk
        self._folders: list[Path] = []
        desk.closing.connect(self.forget)
        desk.changed.connect(self._changed)
        self._later = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._later.timeout.connect(self.forget)

    def mime(self, make: Callable[[Path], TakenAlong], *, files: int) -> DragMime:
        """Return what other programs may read; ``make`` writes so many files into a folder that is not there yet."""
        taken: Future[TakenAlong] = Future()
        library = self._desk.app.library
        folder = library.folder / CACHE_NAME / f"drag-{os.urandom(8).hex()}.{os.getpid()}.tmp"
        self._folders.append(folder)

        def work(job: Job) -> None:
            try:
                taken.set_result(make(folder))
            except BaseException as problem:
                taken.set_exception(problem)
                raise

        self._desk.fetch(work, owner=self, at_once=True)
        return DragMime(taken, pictures=files)

    def let_go(self) -> None:
        """Keep the files for a while: the drag is over, and whoever took them may read them now."""
        self._later.start()

    def forget(self) -> None:
        """Delete the files."""
        while self._folders:
            forget_files(self._folders.pop())

    def _changed(self, changed: Changed) -> None:
        """Keep no file of a picture that may be covered by now."""
        if not _PICTURES.isdisjoint(changed.kinds):
            self.forget()
