"""A folder that other programs put pictures into: what comes into it from now on is added, once it is whole.

What lay there before stays there, and nothing in the folder is ever changed or removed. Must not know whose picture it
becomes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gemba.paths import folder_named, is_folder

_ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"))
#: a file that has not grown for so long is whole
_WHOLE_MS = 700
_MOST_AT_ONCE = 200

Known = tuple[str, int, int]


class WatchedFolder(QObject):
    """Says ``came`` with the files that are new and whole."""

    came = Signal(list)

    def __init__(self, parent: QObject | None = None, *, look: Callable[[Path], Sequence[Known]] | None = None) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._look = look or pictures_of
        self.folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._known: set[Known] = set()
        self._growing: set[Known] = set()
        self._timer = QTimer(self, singleShot=True, interval=_WHOLE_MS)
        self._timer.timeout.connect(self._settled)

    def watch(self, text: str) -> bool:
        """Watch that folder in the place of another, "" for none; say whether there is such a folder."""
        self.close()
        folder = folder_named(text) if text else None
        if folder is None or not is_folder(folder):
            return not text
        self.folder = folder
        self._known = set(self._look(folder))
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._changed)
        return True

    def _changed(self, _: str) -> None:
        self._timer.start()

    def _settled(self) -> None:
        """Hand over what is as it was a moment ago; what still grows is looked at again."""
        if self.folder is None:
            return
        there = set(self._look(self.folder))
        new = there - self._known
        whole = {one for one in new if one in self._growing and one[1]}
        self._growing = new - whole
        self._known |= whole
        if whole:
            self.came.emit([self.folder / name for name, _, _ in sorted(whole, key=lambda one: (one[2], one[0]))])
        if self._growing:
            self._timer.start()

    def close(self) -> None:
        """Watch nothing any more."""
        self._timer.stop()
        self.folder = None
        self._growing.clear()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None


def pictures_of(folder: Path) -> list[Known]:
    """Return name, size and time of change of the pictures in a folder; hidden and half-loaded ones are left out."""
    found = []
    try:
        for one in folder.iterdir():
            if one.suffix.lower() in _ENDINGS and not one.name.startswith(".") and one.is_file():
                told = one.stat()
                found.append((one.name, told.st_size, told.st_mtime_ns))
    except OSError:
        return []
    return sorted(found, key=lambda one: one[2])[-_MOST_AT_ONCE:]
