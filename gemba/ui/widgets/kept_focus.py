"""The keys stay where they were while a list is built anew, or go to the neighbour of what went.

Qt would hand them on to whatever comes next in the window, and scroll there. Must not know what a row is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_ROW, _PART = "row_of_the_list", "part_of_the_row"
#: the part of a row that takes it off; the keys never come to one by themselves, as the next press would take off more
TAKES_OFF = "off"


def is_part(widget: QWidget, row: str, part: str) -> None:
    """Say which row of a list a control belongs to, and which of the row's it is, so that it is known again."""
    widget.setProperty(_ROW, row)
    widget.setProperty(_PART, part)


def row_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return what to call the rows of a list that has no ids: by their texts, so that one that moves is known again.

    Rows that are alike are named by their place and by how many rows there are: once one is taken off, none of the
    others is taken for it, or the keys would stand on what takes off the next.
    """
    alike = Counter(texts)
    return tuple(one if alike[one] == 1 else f"{at} of {len(texts)}\n{one}" for at, one in enumerate(texts, 1))


def row_of(widget: QWidget) -> str:
    """Return the row that a control was said to belong to, empty for none."""
    return str(widget.property(_ROW) or "")


@contextmanager
def focus_kept(area: QWidget, otherwise: QWidget | None = None, *, neighbours: bool = True) -> Iterator[None]:
    """Build the rows of ``area`` anew within: a control that had the keys has them again, the new one in its place.

    Where its row went, they go to the next row, else to the one before, else, and without ``neighbours`` at once, to
    ``otherwise``, else they stay with the area itself.
    """
    # What the window remembers while another one is in front counts as well.
    # (PySide's stubs leave out that it may be None.)
    had: QWidget | None = area.window().focusWidget()
    if had is None or not area.isAncestorOf(had) or not row_of(had):
        yield
        return
    old, row, part = _controls(area), row_of(had), str(had.property(_PART))
    # Hidden with the keys on it, a row would hand them on, and the window would scroll after them.
    area.setFocus()
    yield
    new = [one for one in _controls(area) if one not in old and _is_there(one)]
    same = [one for one in new if row_of(one) == row]
    found = _part_in(same, part) or next((one for one in same if one.property(_PART) != TAKES_OFF), None)
    if found is None and neighbours:
        found = _neighbour(list(dict.fromkeys(map(row_of, old))), row, new, part)
    (found or otherwise or _in_sight(area)).setFocus()


def _controls(area: QWidget) -> list[QWidget]:
    return [one for one in area.findChildren(QWidget) if row_of(one)]


def _is_there(control: QWidget) -> bool:
    # A control that was just made is hidden too until its layout shows it, but nobody asked for that.
    put_away = control.isHidden() and control.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return control.isEnabled() and not put_away


def _part_in(controls: list[QWidget], part: str) -> QWidget | None:
    return next((one for one in controls if one.property(_PART) == part), None)


def _neighbour(rows: list[str], gone: str, controls: list[QWidget], part: str) -> QWidget | None:
    """Return the same control of the row after the one that went, else of the one before; never what takes off more."""
    at = rows.index(gone)
    for row in (*rows[at + 1 :], *reversed(rows[:at])):
        there = [one for one in controls if row_of(one) == row and one.property(_PART) != TAKES_OFF]
        if there:
            return _part_in(there, part) or there[0]
    return None


def _in_sight(area: QWidget) -> QWidget:
    """Return an area, or what holds it where it was put away."""
    holder = area.parentWidget()
    return area if holder is None or not area.isHidden() else _in_sight(holder)
