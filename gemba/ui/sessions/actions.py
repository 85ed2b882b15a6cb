"""The actions of this place. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action
from gemba.ui.live.actions import ACTIONS as LIVE_ACTIONS

PLACE = "sessions"

ACTIONS: tuple[Action, ...] = (
    Action("sessions.new", N_("New visit"), ("N", "Ctrl+N"), "plus", PLACE),
    Action("sessions.next", N_("Next row"), ("J",), "arrow-down", PLACE),
    Action("sessions.previous", N_("Row before"), ("K",), "arrow-up", PLACE),
    Action("sessions.open", N_("Open the visit, or edit the note"), ("O",), "corner-down-left", PLACE),
    Action("sessions.back", N_("All visits"), ("Alt+Up",), "arrow-left", PLACE),
    Action("sessions.filter", N_("Filter"), ("/", "Ctrl+F"), "filter", PLACE),
    Action("sessions.edit_note", N_("Edit the note"), ("E", "F2"), "pencil", PLACE),
    Action("sessions.remove_note", N_("Take the note out"), ("Del",), "trash-2", PLACE),
    Action("sessions.ticket", N_("Make a ticket from the note"), ("T",), "ticket", PLACE),
    Action("sessions.open_ticket", N_("Go to the ticket of the note"), ("G",), "arrow-up-right", PLACE),
    Action("sessions.problem", N_("Link the note to a problem"), ("P",), "link", PLACE),
    Action("sessions.annotate", N_("Open the picture of the note"), ("A",), "image", PLACE),
    Action("sessions.label", N_("Name the label of a note"), ("Shift+L",), "tag", PLACE),
    Action("sessions.truth", N_("Name the truth of a note"), ("Shift+T",), "eye", PLACE),
    Action("sessions.next_part", N_("Next part of the visit"), ("Ctrl+PgDown",), "chevron-right", PLACE),
    Action("sessions.previous_part", N_("Part of the visit before"), ("Ctrl+PgUp",), "chevron-left", PLACE),
    Action("sessions.go_live", N_("Go live"), ("L",), "play", PLACE),
    Action("sessions.report", N_("Report of the visit…"), ("Ctrl+P",), "printer", PLACE),
    Action("sessions.send", N_("Send the pictures to a reviewer…"), ("Ctrl+Shift+E",), "send", PLACE),
    Action("sessions.purge", N_("Purge the originals of the visit…"), (), "eraser", PLACE),
    *LIVE_ACTIONS,
)
