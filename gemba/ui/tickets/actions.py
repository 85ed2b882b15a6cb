"""The actions of this place. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action
from gemba.ui.tickets.page.actions import ACTIONS as PAGE_ACTIONS

PLACE = "tickets"
LIST_ACTIONS: tuple[Action, ...] = (
    Action("tickets.new", N_("New ticket"), ("N", "Ctrl+N"), "plus", PLACE),
    Action("tickets.open", N_("Open the ticket"), ("Return",), "corner-down-left", PLACE),
    Action("tickets.next", N_("Next ticket"), ("J",), "arrow-down", PLACE),
    Action("tickets.previous", N_("Previous ticket"), ("K",), "arrow-up", PLACE),
    Action("tickets.mark", N_("Choose or drop the ticket"), ("X",), "square-check", PLACE),
    Action("tickets.mark_next", N_("Choose down to the next ticket"), ("Shift+J",), "arrow-down", PLACE),
    Action("tickets.mark_previous", N_("Choose up to the previous ticket"), ("Shift+K",), "arrow-up", PLACE),
    Action("tickets.mark_all", N_("Choose every ticket of the list"), ("Ctrl+A",), "list-checks", PLACE),
    Action("tickets.filter", N_("Filter the tickets"), ("/", "Ctrl+F"), "filter", PLACE),
    Action("tickets.clear_filter", N_("Clear the filter"), ("Alt+Backspace",), "x", PLACE),
    Action("tickets.list", N_("Tickets as a list"), ("Alt+1",), "list", PLACE),
    Action("tickets.matrix", N_("Matrix: tickets by money and effort"), ("Alt+2",), "chart-scatter", PLACE),
    Action("tickets.sort", N_("Order the tickets by…"), ("Alt+S",), "arrow-up-down", PLACE),
    Action("tickets.views", N_("Saved views of the tickets"), ("Alt+V",), "layers", PLACE),
    Action("tickets.keep_view", N_("Save this view of the tickets"), ("Alt+Shift+V",), "save", PLACE),
    Action("tickets.chances", N_("Big money, few days"), ("Alt+B",), "coins", PLACE),
    Action("tickets.rank", N_("Rank the tickets now"), (), "gauge", PLACE),
    Action("tickets.park", N_("Park the chosen tickets"), (), "pause", PLACE),
    Action("tickets.reject", N_("Reject the chosen tickets"), (), "ban", PLACE),
    Action("tickets.bring_back", N_("Bring the chosen tickets back"), (), "rotate-ccw", PLACE),
    Action("tickets.set_team", N_("Give the chosen tickets an owner team"), (), "users", PLACE),
    Action("tickets.link_problem", N_("Link the chosen tickets to a problem"), (), "link", PLACE),
    Action("tickets.export", N_("Export the chosen tickets as a table"), ("Ctrl+E",), "file-down", PLACE),
)
ACTIONS: tuple[Action, ...] = LIST_ACTIONS + PAGE_ACTIONS
