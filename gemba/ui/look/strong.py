"""How heavy a strong text is in the faces that are worn.

Inter is shipped in 600, Noto Sans SC in 700, and Qt takes the nearest. Noto Sans TC is shipped in one weight (SETTLED
§34), which Qt thickens from 700 on, and only there: at 600 a Chinese title would be as thin as the text below it. Must
not know any screen.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from gemba import paths

TRADITIONAL = "Noto Sans TC"
#: where the weight class stands in an OS/2 table
_WEIGHT_AT = 4


def strong_weight(font: QFont) -> QFont.Weight:
    """Return the weight of a strong text in a font, by the face that stands first behind Inter."""
    thickened = font.families()[1:2] == [TRADITIONAL]
    return QFont.Weight.Bold if thickened else QFont.Weight.DemiBold


def strengthen(font: QFont) -> QFont:
    """Make a font strong, and return it."""
    font.setWeight(strong_weight(font))
    return font


def load_as_bold(name: str) -> int:
    """Load a shipped face once more as the bold one of its family, so that Qt thickens no letter of it at 700.

    Returns Qt's number of the face, -1 where it could not be read.
    """
    data = bytearray(paths.font(name).read_bytes())
    # An sfnt begins with its directory: how many tables at byte 4, then 16 bytes for each (tag, sum, offset, length).
    for entry in range(12, 12 + 16 * int.from_bytes(data[4:6]), 16):
        if data[entry : entry + 4] == b"OS/2":
            at = int.from_bytes(data[entry + 8 : entry + 12]) + _WEIGHT_AT
            data[at : at + 2] = int(QFont.Weight.Bold).to_bytes(2)
    return QFontDatabase.addApplicationFontFromData(QByteArray(bytes(data)))
