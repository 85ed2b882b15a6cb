"""Every action of the program in one table, for menus, palette, key sheet and settings.

The window's own stand here; each place's stand in its own ``actions.py``, loaded without the place. Must not know what
any of them does.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from gemba.message import N_
from gemba.ui.keys.action import Action
from gemba.ui.places import PLACES

WINDOW_ACTIONS = (
    Action("go.today", N_("Go to Today"), ("Ctrl+1",), "sun"),
    Action("go.sessions", N_("Go to Sessions"), ("Ctrl+2",), "eye"),
    Action("go.evidence", N_("Go to Evidence"), ("Ctrl+3",), "images"),
    Action("go.tickets", N_("Go to Tickets"), ("Ctrl+4",), "ticket"),
    Action("go.structure", N_("Go to Structure"), ("Ctrl+5",), "network"),
    Action("go.narratives", N_("Go to Narratives"), ("Ctrl+6",), "book-open-text"),
    Action("go.back", N_("Go back"), ("Alt+Left",), "arrow-left"),
    Action("go.forward", N_("Go forward"), ("Alt+Right",), "arrow-right"),
    Action("palette.open", N_("Search or do…"), ("Ctrl+K",), "search"),
    Action("keys.show", N_("Keys of this place"), ("F1",), "keyboard"),
    Action("history.undo", N_("Undo"), ("Ctrl+Z",), "undo-2"),
    Action("history.redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    Action("history.show", N_("Show the history"), ("Ctrl+H",), "history"),
    Action("inspector.toggle", N_("Show or hide the inspector"), ("Ctrl+I",), "panel-right"),
    Action("settings.show", N_("Settings"), ("Ctrl+,",), "settings"),
    Action("menu.open", N_("Menu"), ("F10",), "ellipsis"),
    Action("toast.focus", N_("Go to the last message"), ("F6",), "message-square"),
    Action("appearance.next", N_("Switch light and dark"), ("Ctrl+Shift+L",), "moon"),
    Action("capture.region", N_("Picture of a region or window"), ("Ctrl+Shift+G",), "camera"),
    Action("capture.window", N_("Picture of the other program's window"), (), "camera"),
    Action("capture.screen", N_("Picture of the screen"), ("Ctrl+Shift+S",), "camera"),
    Action("capture.all", N_("Picture of all screens"), (), "camera"),
    Action("capture.last", N_("Picture of the last region again"), ("Ctrl+Shift+A",), "camera"),
    Action("capture.delayed", N_("Picture after five seconds"), (), "timer"),
    Action("library.new", N_("New library…"), (), "folder-plus"),
    Action("library.open", N_("Open a library…"), ("Ctrl+Shift+O",), "folder-open"),
    Action("library.import", N_("Import a visit pack…"), ("Ctrl+Shift+I",), "file-up"),
    Action("library.review", N_("Bring a review home…"), (), "user-check"),
    Action("library.backup", N_("Make a backup now"), (), "hard-drive"),
    Action("library.backup_elsewhere", N_("Put a backup on another disk…"), (), "hard-drive"),
    Action("library.read_pictures", N_("Read text on pictures now"), (), "scan"),
    Action("library.check", N_("Examine the library"), (), "shield-check"),
    Action("window.new", N_("New window"), ("Ctrl+Shift+N",), "app-window"),
    Action("window.close", N_("Close the window"), ("Ctrl+W",), "x"),
    Action("about.show", N_("About gemba"), (), "info"),
    Action("program.quit", N_("Quit"), ("Ctrl+Q",), "log-out"),
)


def place_actions(name: str) -> tuple[Action, ...]:
    """Return the actions of one place; none where the place declares none."""
    package = f"gemba.ui.{name}"
    if find_spec(package) is None or find_spec(f"{package}.actions") is None:
        return ()
    found: tuple[Action, ...] = import_module(f"{package}.actions").ACTIONS
    return found


def all_actions() -> tuple[Action, ...]:
    """Return what a main window can do: its own actions, then those of each place in the order of the rail."""
    return WINDOW_ACTIONS + tuple(action for place in PLACES for action in place_actions(place.name))


#: windows of their own, whose keys are not those of the main window: the package of each has an actions.py too
OTHER_WINDOWS = ("annotator", "reviewing")


def every_table() -> tuple[Action, ...]:
    """Return the actions of every window there is, for lists that are read and not chosen from."""
    return all_actions() + tuple(action for name in OTHER_WINDOWS for action in place_actions(name))
