"""Find keys that a window names although they do nothing any more. Must not know which window it looks at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from PySide6.QtWidgets import QWidget

from gemba.ui.keys.actions import every_table
from gemba.ui.keys.spoken import spoken
from tests.ui.fixed_texts import texts_of

_MODIFIERS = ("Ctrl+Alt+", "Ctrl+Meta+", "Alt+Meta+", "Ctrl+Alt+Shift+", "Ctrl+Meta+Shift+", "Alt+Meta+Shift+")
_FUNCTION_KEYS = range(1, 36)
#: a letter alone is a word, or a code, wherever it does not stand as a tool tip says it
_PLAIN = 1
#: as the field that opens the palette says its key, "Ctrl K"
_APART = re.compile(r"\b(Ctrl|Alt|Meta|Shift) (?=[A-Z])")
_SAYING = frozenset({"tr", "N_", "count", "say", "setToolTip", "setPlaceholderText"})
_KEY_WORDS = ("Del", "Delete", "Return", r"(?:Ctrl|Alt|Shift|Meta)\+\S+")


def other_keys() -> dict[str, tuple[str, ...]]:
    """Return a key for every action that has one, by its id: none of them is any action's own."""
    new = (f"{modifiers}F{number}" for modifiers in _MODIFIERS for number in _FUNCTION_KEYS)
    return {one.id: (next(new),) for one in every_table() if one.keys}


@cache
def own_keys() -> frozenset[str]:
    """Return the keys that the tables give, as a person reads them."""
    return frozenset(spoken(key) for one in every_table() for key in one.keys)


def keys_in(text: str, *, told: bool = True) -> Iterator[str]:
    """Yield the keys of the tables that a text names; ``told`` says that it is a tool tip, which may be a bare key."""
    text = _APART.sub(r"\1+", text)
    for key in own_keys():
        if len(key) == _PLAIN:
            if told and (text == key or text.endswith(f"({key})")):
                yield key
        elif re.search(rf"(?<![\w+]){re.escape(key)}(?![\w+])", text):
            yield key


def named_in(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of whatever names a key of the tables, in what can be read in ``root`` or heard of it."""
    for where, text in texts_of(root):
        if any(keys_in(text, told=where.endswith("(told)"))):
            yield where, text


def sentences_with_keys(source: str) -> Iterator[str]:
    """Yield what a module says to a person with the name of a key written out in it."""
    names = (*(re.escape(key) for key in own_keys() if len(key) > _PLAIN), *_KEY_WORDS)
    written = re.compile(rf"(?<![\w+])(?:{'|'.join(sorted(names, key=len, reverse=True))})(?![\w+])")
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        for part in call.args if name in _SAYING else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and written.search(part.value):
                yield part.value
