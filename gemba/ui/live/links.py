"""What "@" offers in the entry line: tickets, pictures of the visit, problems, roles of the people there.

A small list above the field that never takes the focus. Must not know the field: it is asked and tells what was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.plain_words import plain_tip

_MOST = 8
_WIDTH_PX = 440


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that can be named: ``inserted`` is what the line then says, ``reference`` what it means."""

    kind: str
    reference: str
    inserted: str
    shown: str
    icon: str


Finder = Callable[[str], Sequence[Link]]


class LinkPopup(QListWidget):
    """The list of things that fit what stands behind the "@"."""

    taken = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, find: Finder, *, floating: bool = False) -> None:
        """Stand inside a widget's window, or ``floating`` above it where that window has no room."""
        super().__init__(over)
        self._floating = floating
        if floating:
            self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._desk = desk
        self._find = find
        self._anchor: QWidget | None = None
        self.found: tuple[Link, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(desk.words.tr("Things to link"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(16, 16))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        role(self, "framed")
        self.itemClicked.connect(self._click)
        self.hide()

    def stand_over(self, anchor: QWidget) -> None:
        """Show above this widget from now on."""
        self._anchor = anchor

    def ask(self, typed: str) -> None:
        """Show what fits; hide where nothing does."""
        self.found = tuple(self._find(typed))[:_MOST]
        self.clear()
        for link in self.found:
            item = QListWidgetItem(self._desk.theme.icon(link.icon, colour="muted"), link.shown)
            item.setToolTip(plain_tip(link.shown))
            self.addItem(item)
        if not self.found:
            self.hide()
            return
        # One height for all: a fallback face is taller, and the rows would stand at uneven distances.
        tallest = max(self.sizeHintForRow(row) for row in range(self.count()))
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, tallest))
        self.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        height = sum(self.sizeHintForRow(row) for row in range(self.count())) + 8
        parent = self.parentWidget()
        anchor = self._anchor or parent
        assert anchor is not None
        width = min(_WIDTH_PX, max(200, anchor.width()))
        if self._floating:
            spot = anchor.mapToGlobal(QPoint(0, 0))
        else:
            spot = (
                anchor.mapTo(parent, QPoint(0, 0)) if parent is not None and parent.isAncestorOf(anchor) else QPoint()
            )
        self.setGeometry(max(4, spot.x()), max(4, spot.y() - height - 4), width, height)

    def step(self, by: int) -> None:
        """Go up or down in the list."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))

    def chosen(self) -> Link | None:
        """Return what is chosen in the list."""
        row = self.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _click(self, item: QListWidgetItem) -> None:
        self.setCurrentItem(item)
        anchor = self._anchor
        if anchor is not None:
            from gemba.ui.live.entry_edit import EntryEdit

            for edit in anchor.findChildren(EntryEdit):
                edit.take_link()


class VisitLinks:
    """What can be named in one visit; read anew at most every few keys, because lists are short."""

    def __init__(self, desk: Desk, session_id: str) -> None:
        """Take the visit."""
        self._desk = desk
        self._session = session_id
        self.roles: tuple[str, ...] = ()
        self._known: tuple[Link, ...] | None = None

    def forget(self) -> None:
        """Read everything anew the next time: rows have changed."""
        self._known = None

    def find(self, typed: str) -> Sequence[Link]:
        """Return what holds the letters typed, those that begin with them first."""
        bare = typed.casefold()
        if self._known is None:
            self._known = tuple(self._read())
        fitting = [link for link in self._known if bare in link.shown.casefold()]
        fitting.sort(key=lambda link: not link.shown.casefold().lstrip("▣ ").startswith(bare))
        # Tickets may be many: the library finds them.
        found = self._desk.app.live.tickets_to_name(typed, limit=_MOST)
        tickets = [
            Link("ticket", key, f"[T{number}] ", f"T{number}  {title}", "ticket") for key, number, title in found
        ]
        return (*fitting[: _MOST // 2], *tickets, *fitting[_MOST // 2 :])[:_MOST]

    def _read(self) -> Sequence[Link]:
        from gemba.ui.sessions.timeline import picture_numbers

        app, words = self._desk.app, self._desk.words
        captures = app.live.timeline(self._session).captures
        numbers = picture_numbers(captures)
        newest = sorted(captures, key=lambda one: numbers[one.id], reverse=True)
        found = [
            Link(
                "picture",
                one.id,
                f"▣ {numbers[one.id]} ",
                f"▣ {numbers[one.id]}  {one.caption or one.file_name}",
                "image",
            )
            for one in newest
        ]
        roles = dict.fromkeys(self.roles)
        found += [Link("role", name, f"{name} ", f"{name} · {words.tr('role')}", "user") for name in roles]
        found += [
            Link("problem", row.id, f"[P{row.number}] ", f"P{row.number}  {row.title}", "target")
            for row in app.triage.problems()
        ]
        return found
