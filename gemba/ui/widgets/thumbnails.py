"""Small pictures for lists, walls and strips: made from Previews in the pool, kept within a bound, fit for the screen.

``pixmap`` never waits: it gives what is there and asks for the rest behind the window's back; ``ready`` says when to
paint again. A picture whose marks change is forgotten at once (SETTLED §1). Must not know who shows them, nor raw
frames.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from gemba.errors import GembaError

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.services.pictures.captures import Captures
    from gemba.ui.desk import Desk
    from gemba.ui.jobs import Job

KEPT_BYTES = 16 * 1024 * 1024
#: asked for and not made yet; the oldest asked for has scrolled out of sight and is dropped
WAITING = 160
#: so many that are kept on disk are read before the window hears of them
_TOGETHER = 8
_STEPS_PX = (160, 320, 640, 1280)
_ATTRIBUTE = "_shared_thumbnails"

Key = tuple[str, int]


def thumbnails_of(desk: Desk) -> Thumbnails:
    """Return the one that all views of a window share."""
    found = getattr(desk, _ATTRIBUTE, None)
    if not isinstance(found, Thumbnails):
        found = Thumbnails(desk)
        setattr(desk, _ATTRIBUTE, found)
    return found


def pixmap_bytes(pixmap: QPixmap) -> int:
    """Return what a pixmap takes in memory."""
    return pixmap.width() * pixmap.height() * 4


class Thumbnails(QObject):
    """Thumbnails of one window; the ones used last are kept up to ``kept_bytes``."""

    ready = Signal(str)

    def __init__(self, desk: Desk, *, kept_bytes: int = KEPT_BYTES) -> None:
        """Take the desk; nothing is made before somebody asks."""
        super().__init__(desk)
        self._desk = desk
        self._bound = kept_bytes
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._job: Job | None = None
        self._making: tuple[Key, ...] = ()
        self._failed: set[str] = set()
        self._used = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._make_next)
        desk.changed.connect(self._on_changed)

    @property
    def kept_bytes(self) -> int:
        """Return what is kept now, in bytes."""
        return self._bytes

    @property
    def waiting(self) -> int:
        """Return how many are asked for and not there yet."""
        return len(self._waiting) + len(self._making)

    def failed(self, capture_id: str) -> bool:
        """Say whether this picture could not be made; it is tried again once it changes."""
        return capture_id in self._failed

    def pixmap(self, capture_id: str, size_px: int, ratio: float = 1.0) -> QPixmap | None:
        """Return the picture within ``size_px`` logical pixels each way, or None while it is being made.

        Where only a coarser one is there it is returned meanwhile, stretched.
        """
        edge = round(size_px * ratio)
        found = self._take((capture_id, edge))
        if found is None:
            found = self._from_another(capture_id, edge)
        if found is None:
            return None
        found.setDevicePixelRatio(ratio)
        return found

    def _from_another(self, capture_id: str, edge: int) -> QPixmap | None:
        step = next((one for one in _STEPS_PX if one >= edge), _STEPS_PX[-1])
        better = self._take((capture_id, step))
        if better is not None:
            fit = _fitted(better, edge)
            self._keep((capture_id, edge), fit)
            return fit
        self._ask((capture_id, step))
        others = [px for name, px in self._kept if name == capture_id]
        coarse = self._kept[capture_id, max(others)] if others else None
        return None if coarse is None else _fitted(coarse, edge)

    def drop(self, capture_id: str) -> None:
        """Forget everything made of a picture."""
        for key in [key for key in self._kept if key[0] == capture_id]:
            self._bytes -= pixmap_bytes(self._kept.pop(key))
        self._failed.discard(capture_id)
        if self._job is not None and any(name == capture_id for name, _ in self._making):
            # What is on its way was made from the old marks.
            self._job.cancel()
            self._waiting.update(dict.fromkeys(key for key in self._making if key[0] != capture_id))
            self._making, self._job = (), None
            self._soon.start()

    # -- making -----------------------------------------------------------------------------------------------

    def _ask(self, key: Key) -> None:
        if key in self._making or key[0] in self._failed:
            return
        self._waiting[key] = None
        self._waiting.move_to_end(key)
        while len(self._waiting) > WAITING:
            self._waiting.popitem(last=False)
        if not self._making:
            self._soon.start()

    def _make_next(self) -> None:
        if self._making:
            return
        if not self._waiting:
            if self._used:
                self._used = False
                from gemba.model.given_back import give_back

                self._desk.fetch(lambda job: give_back())
            return
        # The newest asked for are what is in sight now.
        self._making = tuple(self._waiting.popitem()[0] for _ in range(min(_TOGETHER, len(self._waiting))))
        captures, keys = self._desk.app.captures, self._making
        self._job = self._desk.fetch(
            lambda job: _images(captures, keys, job), owner=self, then=self._made, failed=lambda _: self._missed(keys)
        )

    def _made(self, made: _Made) -> None:
        """Take what was made; what was not begun waits again, behind what was asked for meanwhile."""
        self._used = self._used or made.decoded
        left = [key for key in self._making if key not in made.images]
        self._making, self._job = (), None
        for key in left:
            self._waiting.setdefault(key)
            self._waiting.move_to_end(key, last=False)
        for key, image in made.images.items():
            if image.isNull():
                self._failed.add(key[0])
            else:
                self._keep(key, QPixmap.fromImage(image))
            self.ready.emit(key[0])
        self._soon.start()

    def _missed(self, keys: tuple[Key, ...]) -> None:
        """Note which picture could not be made: the first, as those behind it were not begun."""
        self._made(_Made({keys[0]: QImage()}, decoded=True))

    # -- keeping ----------------------------------------------------------------------------------------------

    def _take(self, key: Key) -> QPixmap | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def _keep(self, key: Key, pixmap: QPixmap) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._bytes -= pixmap_bytes(old)
        self._kept[key] = pixmap
        self._bytes += pixmap_bytes(pixmap)
        while self._bytes > self._bound and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= pixmap_bytes(gone)

    def _on_changed(self, changed: Changed) -> None:
        if not changed.kinds & {"capture", "annotation"}:
            return
        for capture_id in changed.ids | self._desk.app.captures.marked_by(changed.ids):
            self.drop(capture_id)


@dataclass(frozen=True, slots=True)
class _Made:
    """What one job made; ``decoded`` says that a whole picture was taken apart for it."""

    images: Mapping[Key, QImage]
    decoded: bool


def _images(captures: Captures, keys: tuple[Key, ...], job: Job) -> _Made:
    """Return the pictures that are kept, until one has to be made; that one, alone, where it is the first."""
    images: dict[Key, QImage] = {}
    for key in keys:
        job.step()
        image = _kept_image(captures, key)
        if image.isNull():
            break
        images[key] = image
    if images:
        return _Made(images, decoded=False)
    first = keys[0]
    return _Made({first: QImage.fromData(captures.thumbnail(first[0], max_px=first[1]))}, decoded=True)


def _kept_image(captures: Captures, key: Key) -> QImage:
    """Return what is kept of a picture; an empty image where nothing is, or the picture itself is gone."""
    try:
        known = captures.kept_thumbnail(key[0], max_px=key[1])
    except GembaError:
        return QImage()
    return QImage() if known is None else QImage.fromData(known)


def _fitted(pixmap: QPixmap, edge: int) -> QPixmap:
    """Return a copy within ``edge`` device pixels each way; a small picture is not blown up."""
    plain = QPixmap(pixmap)
    plain.setDevicePixelRatio(1.0)
    if max(plain.width(), plain.height()) <= edge:
        return plain
    size = plain.size().scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio)
    return plain.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
