"""Pictures coming in: pasted, dropped or chosen as files, each durable before it is shown (SETTLED §4).

What is pasted goes on as the raw bytes the other program handed over, PNG first; only where a system hands over
nothing but a decoded image (Windows, macOS) is that image encoded here. Files are read one after the other behind the
window; one that cannot be read says why and does not stop the others. Must not know the place it serves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from gemba.errors import GembaError
from gemba.message import joined
from gemba.model.ids import new_id
from gemba.model.rows import CaptureRow
from gemba.model.values import EvidenceSource
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job

#: what other programs call picture bytes on the clipboard, best first, with the ending of the name it gets
FORMATS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/bmp": "bmp",
    "image/x-bmp": "bmp",
    "image/gif": "gif",
}
ENDINGS = ("png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff")


@dataclass(frozen=True, slots=True)
class Coming:
    """One picture on its way in: a file, bytes, or an image that a system only handed over decoded."""

    name: str
    path: Path | None = None
    data: bytes = b""
    image: QImage | None = None


class Incoming(QObject):
    """The way in for one widget; ``session`` says which visit the next picture belongs to, None for the inbox."""

    added = Signal(object)
    #: sentences, one for each picture that could not be added; handed over once all were tried
    refused = Signal(list)
    finished = Signal(int)
    _kept = Signal(object)

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        session: Callable[[], str | None],
        *,
        says_problems: bool = True,
        says_added: bool = True,
    ) -> None:
        """Take the desk and the widget it serves.

        Without ``says_problems`` the widget shows ``refused`` itself; without ``says_added`` it shows what came.
        """
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._session = session
        self._says_problems = says_problems
        self._says_added = says_added
        self._running: dict[Job, tuple[list[str], list[str]]] = {}
        self._kept.connect(self.added, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Say whether pictures are on their way in."""
        return bool(self._running)

    def paste(self) -> bool:
        """Add what is on the clipboard; say whether there was a picture on it."""
        return self.drop(QGuiApplication.clipboard().mimeData())

    def accepts(self, mime: QMimeData) -> bool:
        """Say whether something dragged or copied holds a picture or files."""
        return bool(_files(mime)) or any(mime.hasFormat(name) for name in FORMATS) or mime.hasImage()

    def drop(self, mime: QMimeData) -> bool:
        """Add what was dropped; say whether there was a picture in it."""
        coming = pictures_in(mime)
        if not coming:
            self._desk.toast(self._desk.words.tr("There is no picture on the clipboard."), kind="attention")
            return False
        source = EvidenceSource.FILE if coming[0].path is not None else EvidenceSource.PASTE
        self._take(coming, source)
        return True

    def open_files(self) -> None:
        """Ask for picture files and add them."""
        words = self._desk.words
        endings = " ".join(f"*.{ending}" for ending in ENDINGS)
        # HEIC and others may be chosen too: they are refused with a sentence that says how to convert.
        filters = f"{words.tr('Pictures')} ({endings});;{words.tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(self._owner, words.tr("Add pictures"), "", filters)
        self.add_files([Path(name) for name in names])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add these files, one after the other."""
        self._take([Coming(path.name, path=path) for path in paths], EvidenceSource.FILE)

    # -- one batch --------------------------------------------------------------------------------------------

    def _take(self, coming: Sequence[Coming], source: EvidenceSource) -> None:
        if not coming:
            return
        words = self._desk.words
        session = self._session()
        ids: list[str] = []
        problems: list[str] = []
        together = f"incoming-{new_id()}"

        def work(job: Job) -> None:
            for done, one in enumerate(coming):
                job.step(done, len(coming))
                try:
                    row = self._add(one, source, session, together)
                except GembaError as problem:
                    problems.append(words.problem(problem))
                else:
                    ids.append(row.id)
                    self._kept.emit(row)

        title = words.count("Adding {n} picture", "Adding {n} pictures", len(coming))
        job = self._desk.fetch(work, owner=self, title=title)
        self._running[job] = (ids, problems)
        # ``ended`` comes too where somebody cancelled; what is in by then stays and is reported. To a method, because
        # it comes as well once the widget is gone.
        job.ended.connect(self._finish)

    def _add(self, one: Coming, source: EvidenceSource, session: str | None, together: str) -> CaptureRow:
        captures = self._desk.app.captures
        if one.path is not None:
            return captures.add_file(one.path, session=session, source=source, together=together)
        data = one.data if one.image is None else _encoded(one.image)
        return captures.add_bytes(data, name=one.name, session=session, source=source, together=together)

    def _finish(self) -> None:
        for job in [one for one in self._running if one.done]:
            self._report(*self._running.pop(job))

    def _report(self, ids: list[str], problems: list[str]) -> None:
        words = self._desk.words
        if ids and self._says_added:
            self._desk.toast(
                words.count("{n} picture added", "{n} pictures added", len(ids)),
                button=words.tr("Undo"),
                action=lambda: self._take_back(tuple(ids)),
                kind="good",
            )
        if problems:
            if self._says_problems:
                self._desk.toast(joined(problems[:3]), kind="stop")
            self.refused.emit(problems)
        self.finished.emit(len(ids))

    def _take_back(self, ids: Sequence[str]) -> None:
        captures = self._desk.app.captures
        self._desk.do(lambda: captures.remove_all(ids), owner=self._owner)


def pictures_in(mime: QMimeData | None) -> list[Coming]:
    """Return the pictures in what was copied or dragged: its files, else its bytes, else its decoded image."""
    if mime is None:
        return []
    files = _files(mime)
    if files:
        return [Coming(path.name, path=path) for path in files]
    name = datetime.now().strftime("pasted-%H%M%S")
    for kind, ending in FORMATS.items():
        if mime.hasFormat(kind):
            data = bytes(mime.data(kind).data())
            if data:
                return [Coming(f"{name}.{ending}", data=data)]
    image = mime.imageData() if mime.hasImage() else None
    return [Coming(f"{name}.png", image=image)] if isinstance(image, QImage) and not image.isNull() else []


def _files(mime: QMimeData) -> list[Path]:
    if not mime.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _encoded(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(data.data())
