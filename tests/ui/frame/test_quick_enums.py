"""PySide6's enumerations made by gemba/ui/starting/quick_enums.py: the same, attribute by attribute, as Python makes them."""

import enum
import pickle
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from gemba.ui.starting import quick_enums
from tests.ui.frame.test_quick_qt import run

_ALL_OF_QT = """
import enum, hashlib, json, sys
from gemba.ui.starting import quick_enums
if sys.argv[1] == "quick":
    assert quick_enums.install()
elif sys.argv[1] == "broken":
    quick_enums.install()
    quick_enums._put_masks = lambda *_: None
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets

def told(value):
    if isinstance(value, dict):
        return [[str(key), told(one)] for key, one in value.items()]
    if isinstance(value, (list, tuple)):
        return [told(one) for one in value]
    return value if value is None or isinstance(value, (int, str, bool)) else getattr(value, "__qualname__", type(value).__name__)

found = {}
def look(holder, depth):
    for name in dir(holder):
        value = getattr(holder, name, None)
        if isinstance(value, enum.EnumMeta):
            whole = [sorted(told(quick_enums.looks(value))), repr(list(value)), repr(value(0)) if issubclass(value, enum.Flag) and len(value) else ""]
            found[f"{value.__module__}.{value.__qualname__}"] = hashlib.sha256(json.dumps(whole).encode()).hexdigest()
        elif isinstance(value, type) and depth:
            look(value, depth - 1)
for module in (QtCore, QtGui, QtSvg, QtWidgets):
    look(module, 2)
print(json.dumps(found))
"""


@pytest.fixture
def as_it_was() -> Iterator[None]:
    maker: Any = enum.EnumType
    before = maker._create_
    yield
    maker._create_ = before


def test_every_enumeration_of_qt_is_the_same_either_way() -> None:
    quick, usual = run(_ALL_OF_QT, "quick"), run(_ALL_OF_QT, "usual")
    assert len(usual) > 500
    assert quick == usual


def test_a_maker_that_forgets_something_is_noticed() -> None:
    broken, usual = run(_ALL_OF_QT, "broken"), run(_ALL_OF_QT, "usual")
    assert 50 < sum(broken[name] != usual[name] for name in usual) < len(usual)


def test_python_keeps_its_own_way_where_ours_makes_something_else(
    monkeypatch: pytest.MonkeyPatch, as_it_was: None
) -> None:
    maker: Any = enum.EnumType
    monkeypatch.setattr(maker, "_create_", quick_enums._usual)
    with monkeypatch.context() as other:
        other.setattr(quick_enums, "_put_masks", lambda *_: None)
        assert not quick_enums.install()
        assert maker._create_ is quick_enums._usual
    assert quick_enums.install()


def test_what_is_no_plain_list_is_made_as_ever(as_it_was: None) -> None:
    assert quick_enums.install()
    make, keep = quick_enums._quick, enum.FlagBoundary.KEEP
    for members in ([("name", 1)], [("Word", "w")], ["One", "Two"], "One Two", [("mro_", 1)]):
        made, usual = (
            one(enum.Enum, "Some", members, module=__name__, boundary=keep) for one in (make, quick_enums._usual)
        )
        told = [{name: (one.value, one.__module__) for name, one in kind.__members__.items()} for kind in (made, usual)]
        assert told[0] == told[1]
        kinds = [{name: type(one).__name__ for name, one in vars(kind).items()} for kind in (made, usual)]
        assert kinds[0] == kinds[1]
    with pytest.raises(TypeError):
        make(enum.Enum, "Twice", [("One", 1), ("One", 2)], module=__name__, boundary=keep)
    functional: Any = enum.Enum
    assert [one.value for one in functional("Letters", "A B")] == [1, 2]
    assert functional("Letters", "A B").__module__ == __name__


def test_a_member_made_quickly_is_found_by_name_and_number_and_travels(
    monkeypatch: pytest.MonkeyPatch, as_it_was: None
) -> None:
    assert quick_enums.install()
    make: Any = enum.IntFlag
    made = make("Marks", [("Bold", 2), ("Thin", 1), ("Both", 3)], module=__name__, boundary=enum.FlagBoundary.KEEP)
    monkeypatch.setattr(sys.modules[__name__], "Marks", made, raising=False)
    assert made["Bold"] is made(2) is made.Bold
    assert made.Bold | made.Thin is made.Both
    assert list(made.Both) == [made.Bold, made.Thin]
    assert (made.Both & ~made.Bold) is made.Thin
    assert pickle.loads(pickle.dumps(made.Bold)) is made.Bold
