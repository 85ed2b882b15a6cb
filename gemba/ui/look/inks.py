"""The colours of a look as Qt's, each made once: a list asks for a dozen of them in every row that it paints.

Must not know which colour stands for what.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor


@cache
def ink(colour: str) -> QColor:
    """Return a colour of a look (#2F4BC4); it is everybody's, so nobody changes it."""
    return QColor(colour)
