"""What a picture is on the clipboard and in a drag: the Rendition's own bytes, and not to be remembered (R-15).

No text, no path, no file name, no preview: the list of formats is exact and tested. Must not know how the picture was
made; it takes nothing but a PictureCopy.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from gemba.services.picture_copies import PictureCopy

PNG = "image/png"
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


def put_on_clipboard(copy: PictureCopy) -> None:
    """Put the picture on the clipboard."""
    QGuiApplication.clipboard().setMimeData(mime_of(copy))
