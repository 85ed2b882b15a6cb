"""Pictures dragged about inside the program: what is dragged says which, and what they are dropped on asks here.

The ids never stand in what other programs can read of a drag (R-15): they are a property of the widget that is dragged
from, which only this process has. Must not know the wall nor what takes pictures.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent

_PROPERTY = "dragged_pictures"


def say_dragged(source: QObject, ids: tuple[str, ...]) -> None:
    """Note which pictures are dragged from ``source``; none once the drag is over."""
    source.setProperty(_PROPERTY, list(ids))


def dragged_pictures(event: QDropEvent) -> tuple[str, ...]:
    """Return the ids of the pictures that a drag or drop carries, nothing where it comes from elsewhere."""
    source: object = event.source()
    found = source.property(_PROPERTY) if isinstance(source, QObject) else None
    return tuple(str(one) for one in found) if isinstance(found, list) else ()
