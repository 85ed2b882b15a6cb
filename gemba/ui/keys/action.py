"""What an action is: its id, its words, its keys, its icon and where it can be done. One line each in a table.

Each place declares its own in its ``actions.py``; gemba/ui/keys/actions.py puts them together for menus, palette, key
sheet and settings. Must not know what an action does: a place binds the ids to its methods.
"""

from __future__ import annotations

from typing import NamedTuple

EVERYWHERE = ""


class Action(NamedTuple):
    """One thing a person can do. ``text`` is marked with N_; ``keys`` are Qt's portable names ("Ctrl+K").

    ``place`` names the place whose keys they are (see places.py), "" for everywhere. Plain letters
    never fire while a text field has the focus; keys with Ctrl or Alt and function keys do.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    place: str = EVERYWHERE
