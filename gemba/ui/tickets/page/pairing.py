"""Name a picture of a ticket the after of another, take the two apart, and open them: one undo step each.

Must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu, QWidgetAction

from gemba.model.rows import TicketPictureRow
from gemba.ui.tickets.page.compare import pairs_of
from gemba.ui.tickets.page.taking import PairTaking
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.ui.tickets.page.page import TicketPage
    from gemba.ui.tickets.page.pictures import Pictures

_MOST_LETTERS = 60


class Pairing:
    """The hands of one page for before and after."""

    def __init__(self, page: TicketPage) -> None:
        """Take the page; its pictures are made after it stands."""
        self._page = page
        self._desk = page.desk
        self.menu: QMenu | None = None
        self.taking = PairTaking(page.desk, page)

    def hear(self, pictures: Pictures) -> None:
        """Listen to the pictures."""
        pictures.compare.connect(self._page.compare.open)
        pictures.pair.connect(self.ask)
        pictures.take_apart.connect(self.take_apart)
        pictures.copy_both.connect(self.taking.copy)
        pictures.drag_both.connect(self.taking.drag)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action does."""
        return {
            "tickets.compare": self.compare,
            "tickets.pair": self.ask,
            "tickets.take_apart": self.take_apart,
            "tickets.copy_pair": self.copy_both,
        }

    def allows(self, action_id: str) -> bool:
        """Say whether an action can be done now."""
        if self._page.opened is None:
            return False
        if action_id == "tickets.take_apart":
            return bool(pairs_of(self._page.opened)) and not self._desk.read_only
        if action_id == "tickets.copy_pair":
            return bool(self._page.pictures.pairs)
        return action_id == "tickets.compare" or not self._desk.read_only

    def compare(self) -> None:
        """Open before and after large, or go back; where there is none yet, say how one comes to be."""
        page, words = self._page, self._desk.words
        if page.compare.is_open:
            page.compare.close()
        elif not page.compare.open(self._focused()) and not self._desk.read_only:
            self._desk.toast(
                words.tr("No picture here is named the after of another yet."),
                button=words.tr("Name one…"),
                action=self.ask,
                kind="attention",
            )

    def copy_both(self) -> None:
        """Copy the two that are shown large, else those with the focus, else those of whose pictures one has it.

        Where none has, those that stand first.
        """
        page, focus, about = self._page, QApplication.focusWidget(), self._focused()
        pairs, large = page.pictures.pairs, page.compare.shown_ids
        found = [one for one in pairs if large and one.both().regions is None and one.both().capture_ids == large]
        found += [one for one in pairs if one is focus]
        found += [one for one in pairs if about in one.both().capture_ids]
        for one in (*found, *pairs)[:1]:
            self.taking.copy(one)

    def ask(self, after: str = "") -> None:
        """Name a picture the after of the only other one at once, else of the one that is chosen from a list.

        Without ``after`` it is the picture with the focus, else the one that was linked last.
        """
        page, words, opened = self._page, self._desk.words, self._page.opened
        if opened is None or self._desk.read_only:
            return
        links = [one for one in opened.row.pictures if one.capture_id in opened.captures]
        after = after or self._focused() or self._last(links)
        befores = [one for one in links if one.capture_id != after and one.after_of is None]
        if len(links) < 2:
            said = words.tr("A pair needs two pictures: link the one from after the change.")
            self._desk.toast(said, button=words.tr("Link a picture"), action=page.doing.open_picker, kind="attention")
        elif len(befores) == 1 and befores[0].capture_id:
            self._pair(befores[0].capture_id, after)
        elif befores:
            self._choose(befores, after)

    def _last(self, links: list[TicketPictureRow]) -> str:
        """Return the picture that was linked last of those that stand alone, else the last of all."""
        befores = {one.after_of for one in links}
        alone = [one for one in links if one.after_of is None and one.capture_id not in befores]
        return next((one.capture_id or "" for one in reversed(alone or links)), "")

    def _choose(self, befores: list[TicketPictureRow], after: str) -> None:
        """Show which pictures may be the one before."""
        page, words, opened = self._page, self._desk.words, self._page.opened
        if opened is None:
            return
        menu, title = QMenu(page), words.tr("The picture before")
        menu.setAccessibleName(title)
        _head(menu, title)
        for link in befores:
            row = opened.captures[link.capture_id or ""]
            text = f"T{opened.row.number}.{link.position}  {row.caption or row.what or link.reference}"
            said = text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
            chosen = menu.addAction(said.replace("&", "&&"))
            chosen.triggered.connect(lambda _=False, before=row.id: self._pair(before, after))
        self.menu = menu
        menu.popup(page.pictures.beside(after))

    def _pair(self, before: str, after: str) -> None:
        changes = self._desk.app.tickets.changes
        self._do(
            lambda ticket: changes.pair(ticket, before=before, after=after), self._desk.words.tr("Named the after.")
        )

    def take_apart(self, after: str = "") -> None:
        """Let an after-picture stand for itself again: the one with the focus, else the first."""
        pairs = [second.id for _, second in pairs_of(self._page.opened)]
        after = after or self._focused()
        key = after if after in pairs else next(iter(pairs), "")
        if key:
            changes, words = self._desk.app.tickets.changes, self._desk.words
            self._do(lambda ticket: changes.take_apart(ticket, after=key), words.tr("The two pictures are apart."))

    def _do(self, work: Callable[[str], object], said: str) -> None:
        opened = self._page.opened
        if opened is None or self._desk.read_only:
            return
        self._page.leave()
        ticket = opened.row.id

        def done(_: object) -> None:
            toast_with_undo(self._desk, said, kind="good")

        self._desk.do(lambda: work(ticket), owner=self._page, then=done)

    def _focused(self) -> str:
        """Return the picture in whose card the focus is, empty for none."""
        focus = QApplication.focusWidget()
        return "" if focus is None else self._page.pictures.picture_at(focus)


def _head(menu: QMenu, title: str) -> None:
    """Put a title over the lines of a menu; a section's own words are not drawn under a style sheet."""
    heading, label = QWidgetAction(menu), PlainLabel(title, "small", "muted")
    label.setContentsMargins(12, 4, 12, 4)
    heading.setDefaultWidget(label)
    # The keys pass it by, and Qt leaves out a separator that comes first.
    heading.setSeparator(True)
    menu.setSeparatorsCollapsible(False)
    menu.addAction(heading)
