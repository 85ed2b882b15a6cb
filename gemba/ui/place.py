"""What a place on the rail is: a widget that fills the middle, with actions, an inspector and rows to show.

Must not know the window around it; it gets a Desk and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.ui.desk import Desk


def lend(widget: QWidget, owner: QWidget) -> None:
    """Let a widget that the inspector shows belong to ``owner`` meanwhile, hidden, so that both are freed together."""
    widget.setParent(owner)
    widget.hide()


class Place(QWidget):
    """The base of the six places. A subclass builds its widgets in __init__ and loads rows in ``enter``."""

    title_changed = Signal(str)
    inspector_changed = Signal()

    #: table names whose changes ``reload`` is called for; empty for all
    kinds: frozenset[str] = frozenset()

    #: the reference of the row that is shown right after ``enter``, "" for the place as it was left
    asked = ""

    def __init__(self, desk: Desk) -> None:
        """Take the desk; reading rows waits for ``enter``."""
        super().__init__(desk.room)
        self.desk = desk

    def heading(self) -> str:
        """Return what the top bar says while this place is open, in the window's language."""
        return ""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what this place's actions do, by the id of the action."""
        return {}

    def allows(self, action_id: str) -> bool:
        """Say whether an action can be done now; menus and palette grey what cannot."""
        return True

    def foremost(self) -> str:
        """Return how the ids of what belongs to what is in front begin; the sheet of keys says them first."""
        return ""

    def enter(self) -> None:
        """Called each time the place comes to the front."""

    def leave(self) -> bool:
        """Called before another place comes to the front or the window closes; keeps what is half typed."""
        return True

    def show_row(self, reference: str) -> None:
        """Open the row of that id or code ("T14", "S7", an id) in this place."""

    def current_row(self) -> str:
        """Return the reference of what is open, so that going back finds it again."""
        return ""

    def way_up(self) -> Callable[[], None] | None:
        """Return how to go from the row that is open back to the list, None while the list is in front."""
        return None

    def inspector(self) -> QWidget | None:
        """Return what the inspector at the right shows, or None; asked again after ``inspector_changed``."""
        return None

    def reload(self, changed: Changed) -> None:
        """Called on the window's thread, at most every 50 ms, after rows of ``kinds`` changed, several at once."""

    def looks_changed(self) -> None:
        """Called after the theme changed; palettes and styles are already new, painted things may need more."""
