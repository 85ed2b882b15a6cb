"""The six places of the rail, in order: name, words, icon, and where the class stands. Loaded on first visit only.

Must not import a place: the window has to be painted before most of them are read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from gemba.message import N_

if TYPE_CHECKING:
    from gemba.ui.desk import Desk
    from gemba.ui.place import Place


class PlaceEntry(NamedTuple):
    """One place: ``home`` is "module:Class"; the key is Ctrl and its number on the rail."""

    name: str
    text: str
    icon: str
    home: str

    def make(self, desk: Desk) -> Place:
        """Load the place's class and make it."""
        module, _, name = self.home.partition(":")
        made: Place = getattr(import_module(module), name)(desk)
        return made


PLACES = (
    PlaceEntry("today", N_("Today"), "sun", "gemba.ui.today.place:TodayPlace"),
    PlaceEntry("sessions", N_("Sessions"), "eye", "gemba.ui.sessions.place:SessionsPlace"),
    PlaceEntry("evidence", N_("Evidence"), "images", "gemba.ui.evidence.place:EvidencePlace"),
    PlaceEntry("tickets", N_("Tickets"), "ticket", "gemba.ui.tickets.place:TicketsPlace"),
    PlaceEntry("structure", N_("Structure"), "network", "gemba.ui.structure.place:StructurePlace"),
    PlaceEntry("narratives", N_("Narratives"), "book-open-text", "gemba.ui.narratives.place:NarrativesPlace"),
)

SETTINGS = PlaceEntry("settings", N_("Settings"), "settings", "gemba.ui.settings.place:SettingsPlace")
"""Not one of the six: it stands at the foot of the rail."""


def entry(name: str) -> PlaceEntry:
    """Return the place of that name; raises KeyError for none."""
    for one in (*PLACES, SETTINGS):
        if one.name == name:
            return one
    raise KeyError(name)
