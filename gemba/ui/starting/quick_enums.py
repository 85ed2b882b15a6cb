"""Make PySide6's enumerations in a quarter of the time: 300, of 4,200 members, stand before a list can be used.

PySide6 hands name and numbers of each to Python's ``Enum("Name", [("Member", 1), …])``, which takes every member
through a dictionary with rules, a stand-in and a search of all bases. Here such a plain list becomes the same class
in one loop. Before that is used both ways make a few enumerations, and every attribute is compared: where this
Python makes them otherwise, nothing changes. docs/adr/0021 has the measurements. Must not know Qt.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from typing import Any

_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_OWN = ("_member_names_", "_member_map_", "_value2member_map_", "__module__", "__new__")
_TRIED = (("Two", 2), ("Same", 2), ("Both", 3), ("Nothing", 0), ("Before", 1))
_Make = Callable[..., Any]
_usual: _Make = enum.EnumType._create_  # type: ignore[attr-defined]


class _Pattern:
    """What every enumeration of one kind begins with: its attributes, and names that no member may have."""

    __slots__ = ("is_flag", "is_number", "space", "taken")

    def __init__(self, kind: Any) -> None:
        """Look at an empty one that Python made."""
        empty = _usual(kind, "Pattern", [], module=__name__, boundary=enum.FlagBoundary.KEEP)
        self.space = {name: value for name, value in vars(empty).items() if name not in _OWN}
        bases: tuple[type, ...] = kind.__mro__ + enum.EnumType.__mro__
        self.taken = frozenset(name for base in bases for name in vars(base))
        self.is_flag = issubclass(kind, enum.Flag)
        self.is_number = issubclass(kind, int)

    def attributes(self, module: str | None) -> dict[str, Any]:
        """Return the attributes of a new one, with lists and dictionaries of its own."""
        own = {name: value.copy() for name, value in self.space.items() if isinstance(value, list | dict)}
        empty: dict[str, Any] = {"_member_names_": [], "_member_map_": {}, "_value2member_map_": {}}
        return self.space | own | empty | {"__module__": module}


_patterns: dict[Any, _Pattern] = {}


def install() -> bool:
    """Make enumerations quickly from now on; say whether this Python makes them as known here."""
    maker: Any = enum.EnumType
    if maker._create_ is _quick:
        return True
    try:
        _patterns.update((kind, _Pattern(kind)) for kind in _KINDS)
        known = all(looks(_made(kind, _quick)) == looks(_made(kind, _usual)) for kind in _KINDS)
    except (AttributeError, TypeError, ValueError, KeyError):
        known = False
    if known:
        maker._create_ = _quick
    return known


def _made(kind: Any, make: _Make) -> Any:
    return make(kind, "Tried", list(_TRIED), module=__name__, boundary=enum.FlagBoundary.KEEP)


def _quick(kind: Any, class_name: str, names: Any, *, module: str | None = None, **named: Any) -> Any:
    """Stand for ``EnumType._create_``: a plain list of names and numbers is made here, all else as ever."""
    if module is None:
        module = sys._getframe(2).f_globals.get("__name__")
    pattern = _patterns.get(kind)
    plain = pattern is not None and named.get("boundary") is enum.FlagBoundary.KEEP and type(names) is list and names
    if plain and not (named.get("type") or named.get("qualname")):
        made = _filled(kind, pattern, class_name, names, module)
        if made is not None:
            return made
    return _usual(kind, class_name, names, module=module, **named)


def _filled(kind: Any, pattern: Any, class_name: str, names: list[tuple[str, int]], module: str | None) -> Any:
    """Return the class, or None where a member is no plain name with a number."""
    made: Any = type.__new__(enum.EnumType, class_name, (kind,), pattern.attributes(module))
    order, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    put, taken, is_flag, mask, singles = type.__setattr__, pattern.taken, pattern.is_flag, 0, 0
    for item in names:
        if type(item) is not tuple:
            return None
        name, value = item
        if type(value) is not int or name in taken or name in by_name or name[:1] == "_":
            return None
        single = value != 0 and not value & (value - 1)
        mask |= value
        singles |= value if single else 0
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if pattern.is_number else object.__new__(made)
            member._value_, member._name_, member.__objclass__, member._sort_order_ = value, name, made, len(order)
            by_value[value] = member
            if single or not is_flag:
                order.append(name)
        by_name[name] = member
    # Only now: with each, Python forgets what it knew of the class, and would look that up again for each member.
    for name, member in by_name.items():
        put(made, name, member)
    put(made, "__new__", enum.Enum.__new__)
    if is_flag:
        _put_masks(made, mask, singles)
    return made


def _put_masks(made: Any, mask: int, singles: int) -> None:
    """Note which bits members of flags have, and whether they can be gone through by their values."""
    for name, value in (("_flag_mask_", mask), ("_singles_mask_", singles), ("_all_bits_", 2 ** mask.bit_length() - 1)):
        type.__setattr__(made, name, value)
    values = [made._member_map_[name]._value_ for name in made._member_names_]
    if values != sorted(values):
        type.__setattr__(made, "_iter_member_", made._iter_member_by_def_)


def looks(made: Any) -> dict[str, Any]:
    """Return everything that an enumeration is made of, in a form that can be compared with another's."""

    def told(value: Any) -> Any:
        if isinstance(value, made):
            own = {name: one for name, one in vars(value).items() if name != "__objclass__"}
            return own, getattr(value, "__objclass__", made) is made
        if isinstance(value, dict):
            return {key: told(one) for key, one in value.items()}
        return [told(one) for one in value] if isinstance(value, list) else getattr(value, "__func__", value)

    return {name: told(value) for name, value in vars(made).items()} | {"bases": made.__mro__[1:]}
