"""What somebody hears who cannot see the window: the tree of Qt's accessibility, and where Tab goes.

In-process, so that it runs without a screen; tests/ui/test_hearing.py walks it over every state.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from gemba.ui.widgets.overlay import Overlay

_NAMELESS_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Whitespace)


def focusables(root: QWidget) -> list[QWidget]:
    """Return every widget that is shown and takes the focus by Tab."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value
        and (widget.isVisible() and widget.isEnabled() and widget.window() is root.window())
        and (widget.focusProxy() is None and not _is_part_of_another(widget))
    ]


def _is_part_of_another(widget: QWidget) -> bool:
    """The field inside of a list of choices, the viewport of a list: they have their owner's name and focus."""
    owner = widget.parent()
    return isinstance(owner, QAbstractScrollArea) or (isinstance(owner, QWidget) and owner.focusProxy() is widget)


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def nameless(root: QWidget) -> list[str]:
    """Return what can be reached by keys, or pressed, and has no name; and what has a name but is nothing."""
    found = [f"no name: {_told(widget)}" for widget in focusables(root) if not name_of(widget)]
    for button in root.findChildren(QAbstractButton):
        if button.isVisible() and not name_of(button) and not _is_qts(button):
            found.append(f"no name: {_told(button)}")
    for combo in root.findChildren(QComboBox):
        # On Linux, Qt gives what is chosen for the name, so the name has to be told beside it.
        if combo.isVisible() and not (combo.accessibleName() and _told_beside(combo)):
            found.append(f"no name but what is chosen: {_told(combo)}")
    return sorted(set(found))


def _told_beside(combo: QComboBox) -> bool:
    return bool(combo.accessibleDescription()) or any(
        label.buddy() is combo for label in combo.window().findChildren(QLabel)
    )


def _is_qts(button: QAbstractButton) -> bool:
    """Say whether it is a part of a control of Qt: the cross in a line, the arrows of a row of tabs; keys do the same."""
    return isinstance(button.parent(), QLineEdit | QTabBar)


def fillers(root: QWidget) -> list[str]:
    """Return focusable widgets that are told as nothing in particular and have no name either."""
    return [
        _told(widget)
        for widget in focusables(root)
        if QAccessible.queryAccessibleInterface(widget).role() in _NAMELESS_ROLES and not name_of(widget)
    ]


def _told(widget: QWidget) -> str:
    chain: list[str] = []
    above = widget.parent()
    while above is not None and len(chain) < 3:
        if type(above).__module__.startswith("gemba"):
            chain.append(type(above).__name__)
        above = above.parent()
    return f"{type(widget).__name__} {widget.objectName()} in {'/'.join(chain)}"


def front_of(root: QWidget) -> QWidget:
    """Return the sheet that lies over a window, which keeps Tab inside, or the window."""
    return next((one.frame for one in root.findChildren(Overlay) if one.isVisible()), root)


def tabbed(root: QWidget, *, most: int = 400) -> tuple[list[QWidget], list[QWidget]]:
    """Press Tab until the focus comes back to where it began; return where it was, and what kept Tab for itself.

    From what keeps Tab (a line in which it chooses, a picture in which it walks proposals), it goes on to what the window
    has next: other keys lead out of it, and Shift+Tab comes to all of that from the other side.
    """
    window = root.window()
    keeper = root.parentWidget() or root  # a sheet's frame: the sheet keeps Tab inside
    window.activateWindow()
    here = QApplication.focusWidget()
    if here is None or not root.isAncestorOf(here):
        here = focusables(root)[0]
        here.setFocus(Qt.FocusReason.TabFocusReason)
    been: list[QWidget] = []
    kept: list[QWidget] = []
    while here is not None and here not in been and len(been) < most:
        been.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is here:
            kept.append(here)
            keeper.focusNextPrevChild(True)
        here = QApplication.focusWidget()
    return been, kept


def unreached(root: QWidget, been: list[QWidget]) -> list[str]:
    """Return what takes the focus and was never come to."""
    return [f"{_told(one)} {name_of(one)!r}" for one in focusables(root) if one not in been]
