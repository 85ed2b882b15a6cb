"""What a picture is on the clipboard and in a drag: the Rendition's own bytes, and not to be remembered (R-15).

On the clipboard no text, no path, no file name, no preview; in a drag the addresses of the files made for it. Either
list of formats is exact and tested. Must not know how a picture was made; it takes nothing but what
gemba/services/pictures/copies.py makes.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from gemba.services.pictures.copies import PictureCopy, TakenAlong

PNG, FILES = "image/png", "text/uri-list"
NOTHING = "application/x-gemba-drag"
_PATIENCE_S = 20
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# Clipboard histories are asked to leave it out: KDE's Klipper, the history of Windows, managers on macOS.
HINTS: dict[str, bytes] = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    'application/x-qt-mac-mime;value="org.nspasteboard.ConcealedType"': b"",
}
FORMATS = frozenset((PNG, *HINTS))


def mime_of(copy: PictureCopy) -> QMimeData:
    """Return the picture for a clipboard or a drag; the caller or Qt owns it."""
    given: object = copy
    if not isinstance(given, PictureCopy):
        raise TypeError("only a PictureCopy goes to the clipboard")
    mime = QMimeData()
    mime.setData(PNG, QByteArray(copy.png))
    for name, value in HINTS.items():
        mime.setData(name, QByteArray(value))
    if sys.platform in ("win32", "darwin"):
        # Other programs there ask for a decoded picture; it is decoded from these same bytes of ours.
        mime.setImageData(QImage.fromData(QByteArray(copy.png), "PNG"))
    return mime


class DragMime(QMimeData):
    """What other programs may read of a drag: files of reviewed pictures, and the picture itself where it is one.

    The pictures are still being made when the drag begins; who asks for them waits. Without any, only a word without
    content stands there, so that there is something to drag inside the program.
    """

    def __init__(self, taken: Future[TakenAlong] | None, *, pictures: int) -> None:
        """Take what will be there; ``pictures`` is how many."""
        super().__init__()
        self._taken = taken
        self._formats = [] if taken is None else [FILES, PNG] if pictures == 1 else [FILES]

    def formats(self) -> list[str]:
        """Return the exact list."""
        return self._formats or [NOTHING]

    def hasFormat(self, mimetype: str) -> bool:
        """Say whether a format is in the list."""
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferredType: QMetaType | QMetaType.Type) -> object:  # noqa: N803 - Qt's own name
        """Return the bytes of a format, as soon as they are made; nothing where they cannot be."""
        if self._taken is None or mimetype not in self._formats:
            return QByteArray()
        try:
            taken = self._taken.result(timeout=_PATIENCE_S)
        except Exception:  # said where it was made; a drag has nobody to say it to
            return QByteArray()
        if mimetype == PNG:
            return QByteArray(taken.copy.png)
        addresses = [path.as_uri() for path in taken.files]
        wanted = preferredType.id() if isinstance(preferredType, QMetaType) else preferredType.value
        if wanted != QMetaType.Type.QByteArray.value:
            return [QUrl(one) for one in addresses]
        return QByteArray("".join(f"{one}\r\n" for one in addresses).encode("ascii"))


def put_on_clipboard(copy: PictureCopy) -> None:
    """Put the picture on the clipboard."""
    QGuiApplication.clipboard().setMimeData(mime_of(copy))
