"""The actions of this place. Must not know what they do."""

from __future__ import annotations

from gemba.message import N_
from gemba.ui.keys.action import Action

_PLACE = "narratives"

ACTIONS: tuple[Action, ...] = (
    Action("narratives.new", N_("New narrative"), ("Ctrl+N",), "plus", _PLACE),
    Action("narratives.list", N_("All narratives"), ("Alt+Up",), "list", _PLACE),
    Action("narratives.export", N_("Export as PDF…"), ("Ctrl+E",), "file-down", _PLACE),
    Action("narratives.print", N_("Print…"), ("Ctrl+P",), "printer", _PLACE),
    Action("narratives.find", N_("Find in the text"), ("Ctrl+F",), "search", _PLACE),
    Action("narratives.cite", N_("Cite a ticket, picture, visit or number"), ("Ctrl+L",), "link", _PLACE),
    Action("narratives.follow", N_("Open what the code stands for"), ("Ctrl+Return",), "arrow-up-right", _PLACE),
    Action("narratives.bold", N_("Bold"), ("Ctrl+B",), "bold", _PLACE),
    Action("narratives.heading", N_("Heading"), ("Ctrl+Shift+H",), "heading", _PLACE),
    Action("narratives.quote", N_("Quote"), ("Ctrl+Shift+Q",), "quote", _PLACE),
    Action("narratives.next_remark", N_("Next remark"), ("F8",), "flag", _PLACE),
    Action("narratives.previous_remark", N_("Remark before"), ("Shift+F8",), "flag", _PLACE),
    Action("narratives.outline", N_("Go to the outline"), ("Ctrl+Shift+U",), "list-tree", _PLACE),
    Action("narratives.versions", N_("Kept states"), ("Ctrl+Shift+D",), "history", _PLACE),
    Action("narratives.page_on", N_("Page after"), ("Alt+PgDown",), "chevron-right", _PLACE),
    Action("narratives.page_back", N_("Page before"), ("Alt+PgUp",), "chevron-left", _PLACE),
    Action("narratives.larger", N_("Larger page"), ("Ctrl++", "Ctrl+="), "zoom-in", _PLACE),
    Action("narratives.smaller", N_("Smaller page"), ("Ctrl+-",), "zoom-out", _PLACE),
    Action("narratives.fit", N_("Whole page"), ("Ctrl+0",), "maximize", _PLACE),
)
