"""What stands beside the six criteria: pictures at the left, everything around the ticket at the right.

The page stands and is painted first, with the room of both kept free; then they come, a turn each, or at once where
somebody asks for one. Must not know how anything is written.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemba.model.values import Criterion
from gemba.ui.frame.tab_order import goes_after
from gemba.ui.tickets.page.picker import PicturePicker
from gemba.ui.tickets.page.pictures import Pictures
from gemba.ui.tickets.page.side import Side

if TYPE_CHECKING:
    from gemba.services.tickets.judging import Judged
    from gemba.services.tickets.opened import Known, OpenTicket
    from gemba.ui.tickets.page.page import TicketPage

_PARTS = ("pictures", "side")


class Beside(QObject):
    """The parts of one page that are not its middle."""

    def __init__(self, page: TicketPage, left: QVBoxLayout, right: QVBoxLayout) -> None:
        """Take the page and the columns at its left and right; make nothing yet."""
        super().__init__(page)
        self._page, self._left, self._right = page, left, right
        self._shows = False
        self._known: Known | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._come)

    # -- made with the first asking -----------------------------------------------------------------------------

    @cached_property
    def pictures(self) -> Pictures:
        """Return the left column."""
        made = Pictures(self._page.desk)
        self._page.doing.hear_pictures(made)
        if self._shows:
            made.show_ticket(self._page.opened)
        self._left.addWidget(made)
        self._seen(made)
        return made

    @cached_property
    def picker(self) -> PicturePicker:
        """Return the list of pictures that can be linked, hidden until it is opened."""
        made = PicturePicker(self._page.desk)
        made.chosen.connect(self._page.doing.link_picture)
        made.done.connect(self._page.doing.close_picker)
        self._left.insertWidget(0, made)
        return made

    @cached_property
    def side(self) -> Side:
        """Return what stands around the ticket."""
        page = self._page
        made = self.__dict__["side"] = Side(page.desk, page.editing)
        # From field to field, and from the owner to who is needed. What mends a criterion comes after all of them: a
        # figure typed without looking must not press it.
        for criterion, card in page.criteria.cards.items():
            if criterion is not Criterion.PICTURE:
                goes_after(card.mend, made)
        for beside in (made.remarks, made.likely, made.reports):
            goes_after(beside, made)
        page.doing.hear_side(made)
        if self._known is not None:
            made.complete_with(self._known)
        if self._shows:
            made.show_ticket(page.opened)
            if page.verdicts is not None and page.editing.half_typed:
                # What was half typed into a field that has only come now counts with the rest.
                page.judge()
            elif page.verdicts is not None:
                self.show_verdicts(page.verdicts)
        self._right.addWidget(made)
        self._seen(made)
        return made

    def _seen(self, made: QWidget) -> None:
        if self._page.isVisible():
            # What is added to something seen waits for the next turn to be seen itself.
            made.show()

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    # -- one after the other --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Make what is not made yet, once the page is painted."""
        if not all(map(self._is_made, _PARTS)):
            self._next.start()

    def rest(self) -> None:
        """Make nothing for a page that nobody sees."""
        self._next.stop()

    def finish(self) -> None:
        """Make what is not made yet now: somebody goes there."""
        self._next.stop()
        for name in _PARTS:
            getattr(self, name)

    def _come(self) -> None:
        if not self._page.was_painted:
            self._page.repaint()
            self._page.was_painted = True
        else:
            getattr(self, next((name for name in _PARTS if not self._is_made(name)), _PARTS[0]))
        self.begin()

    # -- showing, in what is made; the others show it once they are -------------------------------------------------

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Show another ticket, or the same one read anew."""
        self._shows = True
        if self._is_made("pictures"):
            self.pictures.show_ticket(opened)
        if self._is_made("side"):
            self.side.show_ticket(opened)

    def show_verdicts(self, found: Judged) -> None:
        """Show the remarks, and look for notes that are likely the same while something is typed."""
        if not self._is_made("side"):
            return
        page, opened = self._page, self._page.opened
        self.side.remarks.show_remarks(found, opened)
        if page.desk.read_only:
            return
        linked = frozenset(opened.row.observation_ids if opened is not None else ())
        linked |= {one.note.id for one in opened.reports} if opened is not None else set()
        if page.editing.half_typed or self.side.likely.looking:
            self.side.likely.typed(page.typed_words(), linked)

    def complete_with(self, known: Known) -> None:
        """Offer the teams and bodies of the library."""
        self._known = known
        if self._is_made("side"):
            self.side.complete_with(known)

    def forget(self) -> None:
        """Begin anew for another ticket."""
        self.close_picker()
        if self._is_made("side"):
            self.side.likely.forget()

    @property
    def picks(self) -> bool:
        """Say whether pictures to link are shown."""
        return self._is_made("picker") and self.picker.isVisible()

    def close_picker(self) -> None:
        """Put the list of pictures away."""
        if self._is_made("picker"):
            self.picker.hide()

    def stand(self, column: QVBoxLayout) -> None:
        """Stand in another column from now on."""
        self._right = column
        if self._is_made("side"):
            column.addWidget(self.side)
