"""Saved views of the tickets: a name for a filter and an order, kept among the person's settings.

What is stored may have been written by another version or by hand: what cannot be read is left out. Must not know the
window.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from gemba.errors import UserError
from gemba.message import say
from gemba.model.values import TicketState
from gemba.services.tickets.list import TicketFilter, TicketSort

KEY = "tickets.views"
LONGEST_NAME = 60
MOST = 30


class SavedView(NamedTuple):
    """One saved view."""

    name: str
    words: str = ""
    states: frozenset[TicketState] = frozenset()
    sort: TicketSort = TicketSort.RANK
    descending: bool = False
    chances: bool = False

    def filter(self) -> TicketFilter:
        """Return what it looks for."""
        return TicketFilter(words=self.words, states=self.states, chances=self.chances)


def read(text: str) -> tuple[SavedView, ...]:
    """Return the views in a setting's text, in their order; broken ones are left out."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    views = [_one(entry) for entry in found] if isinstance(found, list) else []
    return tuple(view for view in views if view is not None)[:MOST]


def _one(entry: object) -> SavedView | None:
    if not isinstance(entry, dict):
        return None
    name = str(entry.get("name", "")).strip()[:LONGEST_NAME]
    try:
        states = frozenset(TicketState(one) for one in entry.get("states", ()))
        sort = TicketSort(entry.get("sort", TicketSort.RANK))
    except (ValueError, TypeError):
        return None
    words = str(entry.get("words", ""))[:200]
    chances = bool(entry.get("chances"))
    return SavedView(name, words, states, sort, bool(entry.get("descending")), chances) if name else None


def written(views: Iterable[SavedView]) -> str:
    """Return views as a setting's text."""
    entries = [
        {
            "name": view.name,
            "words": view.words,
            "states": sorted(state.value for state in view.states),
            "sort": view.sort.value,
            "descending": view.descending,
            "chances": view.chances,
        }
        for view in views
    ]
    return json.dumps(entries, ensure_ascii=False)


def with_view(views: Iterable[SavedView], view: SavedView) -> tuple[SavedView, ...]:
    """Return the views with one more; one of the same name is replaced where it stands.

    Raises UserError for an empty name and where there are too many.
    """
    name = " ".join(view.name.split())[:LONGEST_NAME]
    if not name:
        raise UserError(say("A view needs a name."))
    new = view._replace(name=name)
    out = [new if one.name == name else one for one in views]
    if new not in out:
        out.append(new)
    if len(out) > MOST:
        raise UserError(say("There are {n} saved views already.", n=MOST), mend=say("Forget one first."))
    return tuple(out)


def without_view(views: Iterable[SavedView], name: str) -> tuple[SavedView, ...]:
    """Return the views but that one."""
    return tuple(one for one in views if one.name != name)
