"""Dataclasses whose methods are written when somebody needs them: 100 of them stand before a list of ours can be used.

``dataclasses`` writes six methods as text and compiles each while a module is loaded, a millisecond a class. Here a
frozen class with slots gets its slots at once, its ``__init__`` with the first instance, and everything else, by
``dataclasses`` itself, when it is first asked for: few of the classes that are loaded at a start are compared or
printed in it. Any other dataclass is made by ``dataclasses`` at once. docs/adr/0021 has the measurements.
Must not know any class of ours.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace

_WRITTEN_LATER = (
    *("__init__", "__repr__", "__eq__", "__hash__", "__getstate__", "__setstate__"),
    *("__match_args__", "__dataclass_fields__", "__dataclass_params__"),
)
_NO_FIELDS = ("ClassVar", "InitVar", "KW_ONLY")
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_OWN_WAY = frozenset(("__slots__", "__eq__", "__setattr__", "__delattr__"))
_REQUIRED: Any = object()
_writing = threading.RLock()


class _Made:
    """Stands in a signature for a value that is made anew for every instance."""

    def __repr__(self) -> str:
        return "<factory>"


class _Field:
    """What ``field`` was asked for, until ``dataclasses`` is."""

    __slots__ = ("asked",)

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked = asked


class _Plan:
    """A class as it was typed, and what of it is known of its fields."""

    __slots__ = ("fields", "named", "typed")

    def __init__(self, typed: type, fields: dict[str, Any], named: dict[str, Any]) -> None:
        self.typed, self.fields, self.named = typed, fields, named

    @property
    def is_plain(self) -> bool:
        """Say whether ``_init`` knows how such a class is begun."""
        asked = (set(one.asked) for one in self.fields.values() if isinstance(one, _Field))
        known = all(one <= {"default", "default_factory", "repr", "compare"} for one in asked)
        return (
            known
            and "kw_only" not in self.named
            and not any(name.startswith("_") or name == "self" for name in self.fields)
        )


_plans: dict[type, _Plan] = {}


class _Later:
    """Stands for an attribute of a class until it is asked for."""

    __slots__ = ("home", "name")

    def __set_name__(self, owner: type, name: str) -> None:
        self.home, self.name = owner, name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        with _writing:
            if vars(self.home)[self.name] is self:
                _write(self.home, self.name)
        found = vars(self.home)[self.name]
        return found.__get__(instance, owner) if hasattr(type(found), "__get__") else found


def _write(home: type, name: str) -> None:
    """Write the ``__init__`` of a class, or everything that is not written yet."""
    kin = [_plans[base] for base in reversed(home.__mro__) if base in _plans]
    if name == "__init__" and all(plan.is_plain for plan in kin):
        setattr(home, name, _init(home, {name: one for plan in kin for name, one in plan.fields.items()}))
        return
    import dataclasses

    plan = _plans[home]
    for field_name, one in plan.fields.items():
        if isinstance(one, _Field):
            setattr(plan.typed, field_name, dataclasses.field(**one.asked))
    made: type = dataclasses.dataclass(frozen=True, slots=True, **plan.named)(plan.typed)
    for name, value in vars(made).items():
        if name not in vars(home) or isinstance(vars(home)[name], _Later):
            setattr(home, name, value)


def _init(home: type, fields: dict[str, Any]) -> Any:
    """Write the ``__init__`` of a class with these fields, as ``dataclasses`` does."""
    known: dict[str, Any] = {"_put_": object.__setattr__, "_made_": _Made()}
    heads, lines = [], []
    for name, default in fields.items():
        asked = default.asked if isinstance(default, _Field) else {} if default is _REQUIRED else {"default": default}
        given = name
        if "default" in asked:
            known[f"_{name}_"] = asked["default"]
            heads.append(f"{name}=_{name}_")
        elif "default_factory" in asked:
            known[f"_{name}_"] = asked["default_factory"]
            heads.append(f"{name}=_made_")
            given = f"_{name}_() if {name} is _made_ else {name}"
        else:
            heads.append(name)
        lines.append(f"  _put_(self, {name!r}, {given})\n")
    if hasattr(home, "__post_init__"):
        lines.append("  self.__post_init__()\n")
    text = f" def __init__(self, {', '.join(heads)}):\n{''.join(lines) or '  pass'}\n return __init__"
    space: dict[str, Any] = {}
    exec(f"def make({', '.join(known)}):\n{text}", getattr(sys.modules.get(home.__module__), "__dict__", {}), space)
    init = space["make"](**known)
    init.__qualname__ = f"{home.__qualname__}.__init__"
    types = {
        name: kind for base in reversed(home.__mro__) for name, kind in vars(base).get("__annotations__", {}).items()
    }
    init.__annotations__ = {name: types[name] for name in fields} | {"return": None}
    return init


def _refuse_set(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _begun(typed: type, named: dict[str, Any]) -> type | None:
    """Return the class with its slots, its methods to be written later; None where that is not known of it."""
    kinds: dict[str, Any] | None = vars(typed).get("__annotations__")
    if kinds is None or named.keys() - {"kw_only", "order"} or not _OWN_WAY.isdisjoint(vars(typed)):
        return None
    if any(base is not object and base not in _plans for base in typed.__mro__[1:]):
        return None
    if any(word in str(kind) for kind in kinds.values() for word in _NO_FIELDS):
        return None
    space = {name: value for name, value in vars(typed).items() if name not in ("__dict__", "__weakref__")}
    fields = {name: space.pop(name, _REQUIRED) for name in kinds}
    if any(type(one).__module__ == "dataclasses" for one in fields.values()):
        return None
    inherited = {name for base in typed.__mro__[1:] if base in _plans for name in _plans[base].fields}
    space["__slots__"] = tuple(name for name in kinds if name not in inherited)
    later = _WRITTEN_LATER + (_ORDER if named.get("order") else ())
    space.update((name, _Later()) for name in later if name not in space)
    made = type(typed)(
        typed.__name__, typed.__bases__, space | {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
    )
    made.__qualname__ = typed.__qualname__
    _plans[made] = _Plan(typed, fields, named)
    return made


if not TYPE_CHECKING:

    def dataclass(typed: type | None = None, /, *, frozen: bool = False, slots: bool = False, **named: Any) -> Any:
        """Make a dataclass, as ``dataclasses.dataclass`` does; a frozen one with slots is written later."""

        def make(typed: type) -> type:
            made = _begun(typed, named) if frozen and slots else None
            if made is not None:
                return made
            import dataclasses

            for name, one in list(vars(typed).items()):
                if isinstance(one, _Field):
                    setattr(typed, name, dataclasses.field(**one.asked))
            return dataclasses.dataclass(frozen=frozen, slots=slots, **named)(typed)

        return make if typed is None else make(typed)

    def field(**asked: Any) -> Any:
        """Say more of a field than its type, as ``dataclasses.field`` does."""
        return _Field(asked)

    def replace(one: Any, /, **changes: Any) -> Any:
        """Return a copy with other values in some fields, as ``dataclasses.replace`` does."""
        import dataclasses

        return dataclasses.replace(one, **changes)
