"""The actions of an open ticket; those it shares with the list (next, previous, back) stand with the list's.

Must not know what they do.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

ACTIONS: tuple[Action, ...] = (
    Action("tickets.send", N_("Send the ticket out"), ("S",), "share-2", "tickets"),
    Action("tickets.copy", N_("Copy the ticket as text"), ("Ctrl+Shift+C",), "copy", "tickets"),
    Action("tickets.copy_picture", N_("Copy the ticket's first picture"), (), "image", "tickets"),
    Action("tickets.delegate", N_("Delegate the ticket"), ("Ctrl+D",), "send", "tickets"),
    Action("tickets.link_picture", N_("Link a picture to the ticket"), ("P",), "link", "tickets"),
    Action(
        "tickets.paste_picture", N_("Paste a picture onto the ticket"), ("Ctrl+Shift+V",), "clipboard-paste", "tickets"
    ),
    Action("tickets.compare", N_("Before and after"), ("B",), "columns-2", "tickets"),
    Action("tickets.pair", N_("Name a picture the after of another"), ("Shift+B",), "columns-2", "tickets"),
    Action("tickets.copy_pair", N_("Copy both as one picture"), ("Ctrl+C",), "copy", "tickets"),
    Action("tickets.take_apart", N_("Take before and after apart"), (), "unlink", "tickets"),
    Action("tickets.page_next", N_("Go on to the next ticket"), ("Alt+Down",), "chevron-down", "tickets"),
    Action("tickets.page_previous", N_("Go back to the previous ticket"), ("Alt+Up",), "chevron-up", "tickets"),
    Action("tickets.mend_next", N_("Go to what is missing next"), ("F8",), "circle-alert", "tickets"),
    Action("tickets.edit_title", N_("Edit the ticket's title"), ("F2",), "pencil", "tickets"),
)
