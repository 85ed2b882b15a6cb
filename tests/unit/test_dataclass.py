"""Dataclasses of gemba/dataclass.py: the same to whoever uses them as those that ``dataclasses`` writes at once."""

import copy
import dataclasses
import inspect
import os
import pickle
import subprocess
import sys
import threading
from typing import Any, get_type_hints

import pytest

from gemba import dataclass as ours

_TYPED = """
from __future__ import annotations
from collections.abc import Mapping

@dataclass(frozen=True, slots=True)
class Plain:
    one: int
    two: str = "two"
    three: tuple[int, ...] = ()
    four: dict[str, int] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self.one + len(self.two)

@dataclass(frozen=True, slots=True)
class More(Plain):
    two: str = "deux"
    five: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if self.one < 0:
            raise ValueError("less than nothing")

@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    one: int
    two: str = ""

@dataclass(frozen=True, slots=True)
class Nothing:
    pass

@dataclass(frozen=True, slots=True)
class Own:
    _one: int
    two: list[str] = field(default_factory=list, init=False, compare=False)

    def __repr__(self) -> str:
        return "own"

@dataclass(frozen=True, slots=True, order=True)
class Ordered:
    one: int

@dataclass(slots=True)
class Open:
    one: int = 1
    two: list[str] = field(default_factory=list)
"""


def typed(module: Any) -> dict[str, Any]:
    name = f"{__name__}.{module.__name__.replace('.', '_')}"
    made = sys.modules[name] = type(sys)(name)
    vars(made).update(dataclass=module.dataclass, field=module.field)
    exec(_TYPED, vars(made))
    return vars(made)


CALLS: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("Plain", (1,), {}),
    ("Plain", (1, "2", (3,), {"four": 4}), {}),
    ("Plain", (1,), {"four": {"a": 1}}),
    ("More", (1,), {"five": b"5"}),
    ("Named", (), {"one": 1}),
    ("Nothing", (), {}),
    ("Own", (1,), {}),
    ("Ordered", (1,), {}),
    ("Open", (), {}),
)
WRONG: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("Plain", (), {}),
    ("Plain", (1, "2", (), {}, 5), {}),
    ("Plain", (1,), {"six": 6}),
    ("More", (-1,), {}),
    ("Named", (1,), {}),
    ("Nothing", (1,), {}),
)


@pytest.mark.parametrize("name, words, named", CALLS)
def test_one_made_later_is_what_one_made_at_once_is(name: str, words: tuple[Any, ...], named: dict[str, Any]) -> None:
    def told(kind: Any) -> list[Any]:
        one, other = kind(*words, **named), kind(*words, **named)
        frozen = kind.__dataclass_params__.frozen
        return [
            str(inspect.signature(kind)),
            sorted(get_type_hints(kind.__init__)) if words else None,
            repr(one),
            (one == other, one != other, one == object(), kind.__match_args__),
            [(field.name, field.type, field.repr, field.compare, field.init) for field in dataclasses.fields(kind)],
            repr(copy.copy(one)) == repr(copy.deepcopy(one)) == repr(pickle.loads(pickle.dumps(one))),
            hasattr(one, "__dict__"),
            (kind.__slots__, kind.__hash__ is None, frozen),
            [hash(one) == hash(other)] if frozen and name not in ("Plain", "More") else None,
            repr(dataclasses.replace(one, **dict.fromkeys([*kind.__match_args__[:1]], 7))),
            repr(dataclasses.asdict(one)),
            sorted(member for member in vars(kind) if member != "__doc__"),
        ]

    assert told(typed(ours)[name]) == told(typed(dataclasses)[name])


@pytest.mark.parametrize("name, words, named", WRONG)
def test_what_is_wrong_is_refused_in_the_same_words(name: str, words: tuple[Any, ...], named: dict[str, Any]) -> None:
    def told(kind: Any) -> str:
        with pytest.raises((TypeError, ValueError)) as caught:
            kind(*words, **named)
        return f"{type(caught.value).__name__} {caught.value}"

    assert told(typed(ours)[name]) == told(typed(dataclasses)[name])


def test_nothing_in_a_frozen_one_can_be_set_or_deleted() -> None:
    one = typed(ours)["Plain"](1)
    for wrong in (lambda: setattr(one, "one", 2), lambda: delattr(one, "one"), lambda: setattr(one, "six", 2)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            wrong()
    assert one.one == 1


def test_ordered_ones_are_put_in_order_the_first_time_too() -> None:
    kind = typed(ours)["Ordered"]
    assert sorted((kind(2), kind(1), kind(3))) == [kind(1), kind(2), kind(3)]
    assert kind(1) <= kind(1) < kind(2)
    with pytest.raises(TypeError):
        typed(ours)["Plain"](1) < typed(ours)["Plain"](2)  # noqa: B015


def test_many_threads_that_are_first_get_one_class() -> None:
    for _ in range(30):
        kind, made, start = typed(ours)["More"], list[Any](), threading.Barrier(6)

        def begin(kind: Any = kind, made: list[Any] = made, start: threading.Barrier = start) -> None:
            start.wait()
            made.append((kind(1), repr(kind(1)), kind(1) == kind(1)))

        threads = [threading.Thread(target=begin) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 6
        assert {(repr(one), text, same) for one, text, same in made} == {(repr(kind(1)), repr(kind(1)), True)}


def test_a_plain_class_is_used_without_dataclasses_being_loaded() -> None:
    program = (
        "import sys; from gemba.dataclass import dataclass, field\n"
        "@dataclass(frozen=True, slots=True)\nclass One:\n a: int\n b: list = field(default_factory=list)\n"
        "assert One(1).b == [] and 'dataclasses' not in sys.modules\n"
        "assert One(1) == One(1) and 'dataclasses' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


_EVERY = """
import dataclasses, importlib, inspect, pkgutil
import gemba
from gemba import dataclass as ours
for found in pkgutil.walk_packages(gemba.__path__, "gemba."):
    if found.name.rpartition(".")[2] not in ("__main__", "env"):
        importlib.import_module(found.name)
late = tuple(ours._plans)
for kind in late:
    assert list(inspect.signature(kind).parameters) == [one.name for one in dataclasses.fields(kind) if one.init], kind
print(len(late))
"""


def test_every_class_of_gemba_can_be_written() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", _EVERY], check=True, capture_output=True, text=True, env=environment)
    assert int(done.stdout.splitlines()[-1]) > 60
