"""The order in which Tab goes through a window: as it is laid out, whatever was made when.

Qt's own order is that of making: lines made anew come last, behind everything else of the window. Here the layouts say
it: from the top down, column by column, the inspector last; a part that belongs before or after
others says so (``goes_before``, ``goes_after``). Must not know what stands in a window.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import ReferenceType, ref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFormLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedLayout,
    QWidget,
)
from shiboken6 import isValid

_HOME = "tab_home"


def goes_before(part: QWidget, others: QWidget) -> None:
    """Let Tab come to ``part``, or all in it, directly before what is in ``others``, wherever the layouts have it."""
    setattr(part, _HOME, (ref(others), True))


def goes_after(part: QWidget, others: QWidget) -> None:
    """Let Tab come to ``part``, or all in it, after what else is in ``others``; several keep their own order there."""
    setattr(part, _HOME, (ref(others), False))


def step(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop of a window (or the one before); say whether there was one to go on from."""
    here = QApplication.focusWidget()
    stops = order_of(window)
    if here not in stops or len(stops) < 2:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    there = stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]
    there.setFocus(reason)
    _scroll_to(there)
    return True


def order_of(window: QWidget) -> list[QWidget]:
    """Return the stops of a window in the order in which Tab comes to them."""
    stops = list(_stops(window))
    behind: dict[int, set[int]] = {}
    for part, home, before in _elsewhere(stops, window):
        others = home()
        if others is None or not isValid(others):
            continue
        moved = [one for one in stops if _is_in(one, part)]
        rest = [one for one in stops if not _is_in(one, part)]
        there = behind.setdefault(id(others), set())
        places = [n for n, one in enumerate(rest) if _is_in(one, others) or (not before and id(one) in there)]
        if places:
            at = places[0] if before else places[-1] + 1
            stops = [*rest[:at], *moved, *rest[at:]]
            if not before:
                there |= set(map(id, moved))
    return stops


def _elsewhere(stops: list[QWidget], window: QWidget) -> list[tuple[QWidget, ReferenceType[QWidget], bool]]:
    """Return the parts with stops in them that said where they belong."""
    found: dict[int, tuple[QWidget, ReferenceType[QWidget], bool]] = {}
    for stop in stops:
        above: QWidget | None = stop
        while above is not None and above is not window:
            home = getattr(above, _HOME, None)
            if home is not None:
                found.setdefault(id(above), (above, *home))
            above = above.parentWidget()
    return list(found.values())


def _is_in(stop: QWidget, others: QWidget) -> bool:
    return stop is others or others.isAncestorOf(stop)


def _scroll_to(stop: QWidget) -> None:
    above = stop.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.widget() is not None:
            above.ensureWidgetVisible(stop)
        above = above.parentWidget()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    for child in _children(widget):
        if child.isHidden() or child.isWindow() or not child.isEnabled():
            continue
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.focusProxy() is None:
            yield child
        if not isinstance(child, QAbstractItemView):
            yield from _stops(child)


def _children(widget: QWidget) -> list[QWidget]:
    """Return a widget's children as they are laid out; what stands in no layout comes after, from the top down."""
    laid = list(_in_layout(widget.layout()))
    known = set(map(id, laid))
    rest = [one for one in widget.children() if isinstance(one, QWidget) and id(one) not in known]
    return laid + sorted(rest, key=lambda one: (one.y(), one.x()))


def _in_layout(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    if isinstance(layout, QStackedLayout):
        front = layout.currentWidget()
        if front is not None:
            yield front
        return
    for item in _items(layout):
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)


def _items(layout: QLayout) -> Iterator[QLayoutItem | None]:
    if isinstance(layout, QFormLayout):
        # Its items come in the order in which they were put in, also where a row was put between others.
        for row in range(layout.rowCount()):
            for role in (QFormLayout.ItemRole.SpanningRole, QFormLayout.ItemRole.FieldRole):
                yield layout.itemAt(row, role)
        return
    for at in range(layout.count()):
        yield layout.itemAt(at)
