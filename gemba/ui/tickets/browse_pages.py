"""What stands in the middle of the tickets: list or matrix, or the sentence and the button where neither has any.

The sentences are seldom seen, and made when they first are. Must not know what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from gemba.ui.desk import Desk
    from gemba.ui.widgets.empty import EmptyState


class BrowsePages(QStackedWidget):
    """One page in front; a press on the button of a sentence is told by a signal."""

    every_ticket_wanted = Signal()
    new_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin without a page."""
        super().__init__(parent)
        self._desk = desk

    @cached_property
    def none_found(self) -> EmptyState:
        """Return what is said where the filter leaves nothing."""
        words = self._desk.words
        sentence, button = words.tr("No ticket matches the filter."), words.tr("Clear the filter")
        return self._empty("filter", sentence, button, self.every_ticket_wanted.emit)

    @cached_property
    def nothing(self) -> EmptyState:
        """Return what is said where there is no ticket yet."""
        words = self._desk.words
        sentence = words.tr("A ticket is what is to be done about a problem that was seen. Write the first one.")
        made = self._empty("ticket", sentence, words.tr("New ticket"), self.new_wanted.emit)
        made.button.setVisible(not self._desk.read_only)
        return made

    @cached_property
    def no_dots(self) -> EmptyState:
        """Return what is said where the matrix would be empty."""
        words = self._desk.words
        sentence = words.tr("None of these tickets has both money and effort yet. Fill them in, and a dot appears.")
        return self._empty("chart-scatter", sentence, words.tr("Show the list"), self.list_wanted.emit)

    def _empty(self, icon: str, sentence: str, button: str, action: Callable[[], object]) -> EmptyState:
        from gemba.ui.widgets.empty import EmptyState

        made = EmptyState(self._desk.theme, icon=icon, sentence=sentence, button=button, action=action)
        self.addWidget(made)
        return made

    def may_write_or_not(self) -> None:
        """Offer to write only where the library takes it."""
        if "nothing" in self.__dict__:
            self.nothing.button.setVisible(not self._desk.read_only)

    def focus_part(self) -> QWidget | None:
        """Return what the keys go into: the page in front, or its button where it has one."""
        page = self.currentWidget()
        found = getattr(page, "button", page)
        return found if isinstance(found, QWidget) else page
