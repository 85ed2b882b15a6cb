"""The menu of the window: everything that can be done, in groups, with the words of the next undo.

Made anew each time it opens, so that it always tells how things stand. Must not know what an action does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gemba.message import N_
from gemba.ui.keys.actions import place_actions
from gemba.ui.places import PLACES, entry

if TYPE_CHECKING:
    from gemba.message import Message
    from gemba.ui.frame.main_window import MainWindow

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Go to"), (*(f"go.{place.name}" for place in PLACES), "", "go.back", "go.forward")),
    (
        N_("Library"),
        (
            "library.new",
            "library.open",
            "",
            "library.import",
            "library.review",
            "library.backup",
            "library.backup_elsewhere",
            "library.check",
            "library.read_pictures",
        ),
    ),
    (
        N_("Pictures of the screen"),
        ("capture.region", "capture.window", "capture.screen", "capture.all", "capture.last", "capture.delayed"),
    ),
    (N_("View"), ("inspector.toggle", "appearance.next", "toast.focus", "", "window.new", "window.close")),
)
_LAST = ("keys.show", "settings.show", "about.show", "program.quit")


def open_menu(window: MainWindow) -> QMenu:
    """Open the menu under its button and return it."""
    menu = build_menu(window)
    button = window.top.menu
    corner = button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4))
    menu.popup(corner)
    return menu


def build_menu(window: MainWindow) -> QMenu:
    """Return the menu as things stand now; it goes when it closes."""
    menu = QMenu(window)
    menu.aboutToHide.connect(menu.deleteLater)
    tr = window.desk.words.tr
    history = window.desk.app.history
    _stepped(window, menu, "history.undo", N_("Undo “{what}”"), history.next_undo())
    _stepped(window, menu, "history.redo", N_("Redo “{what}”"), history.next_redo())
    menu.addAction(window.actions_by_id["history.show"])
    menu.addSeparator()
    menu.addAction(window.actions_by_id["palette.open"])
    menu.addSeparator()
    _of_the_place(window, menu)
    for title, ids in _GROUPS:
        below = menu.addMenu(tr(title))
        for action_id in ids:
            below.addAction(window.actions_by_id[action_id]) if action_id else below.addSeparator()
    menu.addSeparator()
    for action_id in _LAST:
        menu.addAction(window.actions_by_id[action_id])
    return menu


def _stepped(window: MainWindow, menu: QMenu, action_id: str, template: str, what: Message | None) -> None:
    """Add undo or redo with the operation's words; greyed where there is nothing."""
    words, real = window.desk.words, window.actions_by_id[action_id]
    text = real.text() if what is None else words.tr(template, what=words.say(what))
    shown = _copied(menu, real, text)
    shown.setEnabled(what is not None and not window.desk.read_only)


def _copied(menu: QMenu, real: QAction, text: str) -> QAction:
    """Return a line that does the same under other words; it shows the key but does not claim it."""
    from PySide6.QtGui import QKeySequence

    key = real.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    shown = menu.addAction(f"{text}\t{key}" if key else text)
    shown.triggered.connect(lambda: real.trigger())
    return shown


def _of_the_place(window: MainWindow, menu: QMenu) -> None:
    """Add what can be done in the place in front; what cannot be done now is greyed."""
    place, name = window.place, window.place_name
    actions = place_actions(name) if place is not None else ()
    if place is None or not actions:
        return
    below = menu.addMenu(window.desk.words.tr(entry(name).text))
    for action in actions:
        real = window.actions_by_id.get(action.id)
        if real is not None:
            _copied(below, real, real.text()).setEnabled(real.isEnabled() and place.allows(action.id))
    menu.addSeparator()
