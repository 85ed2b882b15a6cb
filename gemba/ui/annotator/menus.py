"""What opens at the pointer over a picture: what can be done with the chosen marks, and the colours of a tool.

Colours stand with their words; the last line takes any other one. Must not know marks or rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QRegularExpression, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPixmap, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from gemba.ui.annotator.actions import MENU
from gemba.ui.annotator.swatches import paint_disc
from gemba.ui.annotator.tools import COLOURS
from gemba.ui.desk import Desk
from gemba.ui.keys.action import Action

_ICON_PX = 18
_DIGITS = 6


def show_mark_menu(
    owner: QWidget, desk: Desk, made: Mapping[str, QAction], declared: Mapping[str, Action], at: QPoint
) -> QMenu:
    """Show what can be done with the chosen marks."""
    menu = _menu(owner)
    for name in MENU:
        if name is None:
            menu.addSeparator()
        else:
            action = made[name]
            action.setIcon(desk.theme.icon(declared[name].icon, colour="muted"))
            menu.addAction(action)
    menu.popup(at)
    return menu


def show_colours(owner: QWidget, desk: Desk, worn: str, at: QPoint, chosen: Callable[[str], object]) -> QMenu:
    """Show every colour at a point of the screen; ``chosen`` is told the one that is taken, as #RRGGBB."""
    menu = _menu(owner)
    own = worn if worn.lower() not in {colour.lower() for colour, _ in COLOURS} else ""
    current = None
    for number, (colour, word) in enumerate(COLOURS, 1):
        action = menu.addAction(_disc(desk, menu, colour, worn=colour.lower() == worn.lower()), "")
        action.setText(f"&{number}  {desk.words.tr(word)}")
        action.triggered.connect(partial(_take, chosen, colour))
        current = action if colour.lower() == worn.lower() else current
    menu.addSeparator()
    other = QWidgetAction(menu)
    other.setDefaultWidget(_OwnColour(desk, menu, own, chosen))
    menu.addAction(other)
    menu.setActiveAction(current or other)
    menu.popup(at)
    return menu


class _Line(QLineEdit):
    """A line that keeps Enter from the menu around it, which would close."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say that Enter was pressed, and let nobody else hear it."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class _OwnColour(QWidget):
    """The line that takes any colour; Enter takes it once it is whole."""

    def __init__(self, desk: Desk, menu: QMenu, colour: str, chosen: Callable[[str], object]) -> None:
        super().__init__(menu)
        self._menu, self._chosen = menu, chosen
        self.field = _Line(colour)
        name = desk.words.tr("Any colour, as #RRGGBB")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.setToolTip(name)
        self.field.setMinimumWidth(self.field.fontMetrics().horizontalAdvance(name) + 32)
        allowed = QRegularExpression("[#＃]?[0-9A-Fa-f]{0,6}")
        self.field.setValidator(QRegularExpressionValidator(allowed, self.field))
        self.field.returnPressed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)

    def _take(self) -> None:
        digits = self.field.text().lstrip("#＃")
        if len(digits) == _DIGITS:
            self._menu.close()
            self._chosen(f"#{digits.upper()}")


def _menu(owner: QWidget) -> QMenu:
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _take(chosen: Callable[[str], object], colour: str, _: bool = False) -> None:
    chosen(colour)


def _disc(desk: Desk, beside: QWidget, colour: str, *, worn: bool) -> QIcon:
    ratio = beside.devicePixelRatioF()
    pixels = QPixmap(round(_ICON_PX * ratio), round(_ICON_PX * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_disc(painter, desk, QRectF(1, 1, _ICON_PX - 2, _ICON_PX - 2), colour, worn=worn)
    painter.end()
    return QIcon(pixels)
