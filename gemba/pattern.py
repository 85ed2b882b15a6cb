"""Patterns that are compiled when they are first used, and what stands between two signs found in one pass.

Compiling those of the modules a list needs took 15 ms. Must not know what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast


class _Later:
    """Stands for a pattern until somebody looks for it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, compiled with its first use; a wrong one is only noticed then."""
    return cast("re.Pattern[str]", _Later(source, flags))


def enclosed(text: str, opening: re.Pattern[str], closings: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what ``opening(.+?)closing`` finds, signs included; ``closings`` go by the opening sign.

    One pattern with a lazy middle looks to the text's end from every opening that nothing closes: 50,000 of them took
    half a minute. Here a closing that is not there is looked for once.
    """
    missing: set[str] = set()
    at = 0
    while (begin := opening.search(text, at)) is not None:
        sign, end = begin.group(), None
        if sign not in missing:
            end = closings[sign].search(text, begin.end() + 1)
        if end is None:
            missing.add(sign)
            at = begin.start() + 1
        else:
            yield begin.start(), end.end()
            at = end.end()
